"""What differs between two years' definitions, and a text of definitions without what needs a questionnaire. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from indicators.rules.explain import describe
from indicators.rules.outcomes import LABELS
from indicators.rules.spec import ChoiceRule, Definitions, IndicatorDefinition, Per, Share, Value
from surveys.questionnaires.questionnaire import Questionnaire
from surveys.questionnaires.year_copies import ADDED, CHANGED, REMOVED, Difference

Told = Callable[[IndicatorDefinition], str]
_COMMENTED = re.compile(r"\s*(#|$)")


def compare_definitions(
    before: Definitions, after: Definitions, asked_before: Questionnaire | None, asked: Questionnaire | None
) -> list[Difference]:
    """In the order of the later; what is gone comes last. Periods and sources move every year and are not told."""
    old, new = before.indicators, after.indicators
    found: list[Difference] = []
    for code, one in new.items():
        if code not in old:
            found.append(Difference(ADDED, "indikator", code, after=one.short_name))
            continue
        now, then = _told(one, after), _told(old[code], before)
        if asked and asked_before:  # without questions there is no rule to hold beside the other
            now["regel"], then["regel"] = rule_text(one, asked), rule_text(old[code], asked_before)
        found += [Difference(CHANGED, what, code, then[what], text) for what, text in now.items() if then[what] != text]
        if before.year < after.year and before.year not in one.comparable:
            unsaid = "sägs inte, så ingen ändring räknas"
            found.append(Difference(CHANGED, f"jämförbarhet mot {before.year}", code, after=unsaid))
    gone = [
        Difference(REMOVED, "indikator", code, before=one.short_name) for code, one in old.items() if code not in new
    ]
    return found + gone


def _told(one: IndicatorDefinition, of: Definitions) -> dict[str, str]:
    return {
        "namn": one.name,
        "kort namn": one.short_name,
        "kvalitetsområde": of.quality_areas[one.quality_area],
        "indikatorområde": of.groups.get(one.group, ""),
        "slag": one.kind,
        "enhet": one.unit,
        "önskvärt": one.desirable,
        "mål": one.target,
        "utfall": ", ".join(LABELS[word] for word in one.results),
        "utanför basen": ", ".join(LABELS[word] for word in one.left_out),
        "ord i resultatfiler": "; ".join(f"{word}: {LABELS[meaning]}" for word, meaning in one.accepts.items()),
        "del av": one.part_of,
        "tolkning": " ".join(one.readings),
    }


def rule_text(one: IndicatorDefinition, asked: Questionnaire) -> str:
    """The rule on one line; empty where there is none."""
    rule = one.rule
    if rule is None:
        return ""
    if isinstance(rule, ChoiceRule):
        cases = [f"{LABELS[outcome]} om {describe(condition, asked)}" for outcome, condition in rule.cases]
        return "; ".join([*cases, f"{LABELS[rule.otherwise]} annars"])
    if isinstance(rule, Share):
        return f"{rule.of} av {rule.whole}, i procent"
    if isinstance(rule, Per):
        return f"{' + '.join(rule.items)} delat med {rule.by}"
    assert isinstance(rule, Value)
    return rule.item


def without_rules(text: str) -> str:
    """The same text without rules and examples, which need the year's questions; all else to the letter.

    >>> without_rules("- indicator: a\\n  rule:\\n    ja: {E1: ja}\\n  source: s\\n  examples: []\\n")
    '- indicator: a\\n  source: s\\n'
    """
    kept, inside = [], -1  # how far in the key stands whose lines are left out
    for line in text.splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        if inside >= 0 and (indent > inside or _COMMENTED.match(line)):
            continue
        inside = indent if line.lstrip().startswith(("rule:", "examples:")) else -1
        if inside < 0:
            kept.append(line)
    return "".join(kept)
