"""A survey year made from the last one: its text moved to the new year, and what changed between two years.

Pure but for the models' texts: nothing is stored here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date

from surveys.questionnaires.answer_values import limits_text
from surveys.questionnaires.questionnaire import Gate, Item, Question, Questionnaire

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TOP = re.compile(r"^(survey|title|reference_date|opens|closes):.*$", re.MULTILINE)
_PERIOD = re.compile(r"^(\s*(?:- )?period:).*$", re.MULTILINE)
ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True)
class Difference:
    """One thing that is new, gone or changed. `before` and `after` are empty where there is none."""

    kind: str  # added | removed | changed
    what: str  # fråga, delfråga, svarsalternativ, villkor, ...
    code: str
    before: str = ""
    after: str = ""


def copied_questionnaire(text: str, *, slug: str, title: str, from_year: int) -> str:
    """The questionnaire's text with the new year's name and every day moved as many years. Comments and the rest stay
    as they are, character by character."""
    years = int(slug.rpartition("/")[2]) - from_year
    told = {"survey": f"survey: {slug}", "title": f"title: {quoted(title)}"}

    def top(found: re.Match[str]) -> str:
        return told.get(found[1]) or moved_days(found[0], years)

    text = _TOP.sub(top, text)
    return _PERIOD.sub(lambda found: moved_days(found[0], years), text)


def copied_definitions(text: str, *, slug: str, title: str, from_year: int) -> str:
    """The definitions' text for the new year. What the source year says of itself alone (its response rate) is left
    out, and every indicator that was compared with an earlier year is now compared with the one it is copied from."""
    years = int(slug.rpartition("/")[2]) - from_year
    text = re.sub(r"^survey:.*$", f"survey: {slug}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title:.*$", f"title: {quoted(title)}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^ +response_rate:.*\n", "", text, flags=re.MULTILINE)
    comparable = rf"\g<1> {{{from_year}: {{is: yes}}}}"
    text = re.sub(r"^( +comparable:) *\{.*\}$", comparable, text, flags=re.MULTILINE)
    text = re.sub(
        r"^( +)(comparable:) *\n(?:\1 +.*\n)+", rf"\1\2 {{{from_year}: {{is: yes}}}}\n", text, flags=re.MULTILINE
    )
    return _PERIOD.sub(lambda found: moved_days(found[0], years), text)


def quoted(text: str) -> str:
    """As one YAML scalar, whatever it holds."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def moved_days(text: str, years: int) -> str:
    """Every day in the text moved; the 29th of February becomes the 28th where the new year has none."""
    return _DAY.sub(lambda found: _moved(found[0], years), text)


def _moved(day: str, years: int) -> str:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    year = found.year + years
    if not MINYEAR <= year <= MAXYEAR:
        return day  # what is wrong with such a year is told when the text is read
    try:
        return found.replace(year=year).isoformat()
    except ValueError:
        return found.replace(year=year, day=28).isoformat()


def compare_years(before: Questionnaire, after: Questionnaire) -> list[Difference]:
    """What changed between two questionnaires, in the order of the later one; what is gone comes last.

    Days and periods move every year and are not told.
    """
    old, new = ({one.code: one for one in each.questions} for each in (before, after))
    found = _renamed(
        "avsnitt", {one.code: one.title for one in before.sections}, {one.code: one.title for one in after.sections}
    )
    for code, question in new.items():
        if code not in old:
            found.append(Difference(ADDED, "fråga", code, after=question.text))
            continue
        found += _question_differences(old[code], question)
    found += [Difference(REMOVED, "fråga", code, before=one.text) for code, one in old.items() if code not in new]
    return found + _moved_items(before, after)


def _moved_items(before: Questionnaire, after: Questionnaire) -> list[Difference]:
    """Another order tells nobody anything new, another section does."""

    def section_by_question(each: Questionnaire) -> dict[str, str]:
        return {question.code: one.title for one in each.sections for question in one.questions}

    old, new = section_by_question(before), section_by_question(after)
    return [
        Difference(CHANGED, "frågans avsnitt", code, old[code], title)
        for code, title in new.items()
        if code in old and old[code] != title
    ]


def _question_differences(before: Question, after: Question) -> list[Difference]:
    found = [
        Difference(CHANGED, what, after.code, old, new)
        for what, old, new in (("frågans text", before.text, after.text), ("definition", before.help, after.help))
        if old != new
    ]
    if before.checks != after.checks:
        found.append(Difference(CHANGED, "kontroller", after.code, _checks(before), _checks(after)))
    old, new = ({one.code: one for one in each.items} for each in (before, after))
    for code, item in new.items():
        if code not in old:
            found.append(Difference(ADDED, "delfråga", code, after=item.label))
        else:
            found += _item_differences(old[code], item)
    return found + [
        Difference(REMOVED, "delfråga", code, before=one.label) for code, one in old.items() if code not in new
    ]


def _checks(question: Question) -> str:
    return "; ".join(one.message for one in question.checks)


_PLAIN: tuple[tuple[str, Callable[[Item], str]], ...] = (
    ("delfrågans text", lambda item: item.label),
    ("slag av svar", lambda item: item.kind),
    ("enhet", lambda item: item.unit),
    ("gränser", lambda item: limits_text(item) if item.is_number else ""),
    ("villkor", lambda item: _gate(item.gate)),
)


def _item_differences(before: Item, after: Item) -> list[Difference]:
    found = [
        Difference(CHANGED, what, after.code, read(before), read(after))
        for what, read in _PLAIN
        if read(before) != read(after)
    ]
    old, new = ({one.code: one.label for one in each.options} for each in (before, after))
    found += _renamed("svarsalternativ", old, new, of=f"{after.code}: ")
    return found + _renamed("ord i stället för tal", before.or_words, after.or_words, of=f"{after.code}: ")


def _gate(gate: Gate | None) -> str:
    return f"{gate.item}: {', '.join(gate.options)}" if gate else ""


def _renamed(what: str, before: dict[str, str], after: dict[str, str], of: str = "") -> list[Difference]:
    found = []
    for code, label in after.items():
        if code not in before:
            found.append(Difference(ADDED, what, f"{of}{code}", after=label))
        elif before[code] != label:
            found.append(Difference(CHANGED, what, f"{of}{code}", before[code], label))
    gone = [
        Difference(REMOVED, what, f"{of}{code}", before=label) for code, label in before.items() if code not in after
    ]
    return found + gone


def losses(before: Questionnaire, after: Questionnaire, answered: dict[str, set[str]]) -> list[str]:
    """Items with answers (item -> values) that the new text no longer has or can no longer read."""
    told = []
    for code, values in answered.items():
        if code not in before.items:
            continue
        item = after.items.get(code)
        if item is None:
            told.append(code)
        elif item.kind != before.items[code].kind:
            told.append(f"{code} (slag av svar)")
        elif item.has_options and (gone := values - {one.code for one in item.options}):
            told.append(f"{code} ({', '.join(sorted(gone))})")
    return told
