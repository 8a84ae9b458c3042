"""Why a result is what it is, in Swedish and in the order a person would check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb, prod

import numpy as np

from indicators.rules.evaluate import CLOSED, UNKNOWN, Codes, CompiledRule, Evaluator, Flags, Outcome
from indicators.rules.outcomes import CODE, LABELS, NON_RESPONSE, OUTCOMES, YES
from indicators.rules.spec import (
    All,
    Answered,
    Any,
    AtLeast,
    ChoiceRule,
    Condition,
    Definitions,
    IndicatorDefinition,
    NumberRule,
    Per,
    Share,
    Stated,
    Value,
    items_in,
)
from surveys.questionnaires.questionnaire import Questionnaire, asked

MOST_WAYS = 3  # more ways than this to a Ja are told together, or only the first ones
MOST_TRIED = 2**20  # sets of answers tried in search of a Ja; E6 has 236,196
Way = tuple[tuple[int, int], ...]  # places of the items to change, each with its new code


@dataclass(frozen=True)
class AnswerRead:
    item: str
    question_text: str
    label: str
    answer_label: str  # empty when unanswered
    asked: bool


@dataclass(frozen=True)
class Explanation:
    outcome: Outcome
    lines: list[str]  # the result and its reason, the rule, what was not asked, what a Ja takes
    read: list[AnswerRead]  # in the questionnaire's order
    needed: list[str]  # each one way to a Ja, as few changes as possible


def explain(definition: IndicatorDefinition, questionnaire: Questionnaire, answers: Mapping[str, str]) -> Explanation:
    """ValueError where an answer is none of its item's options."""
    if definition.rule is None:
        return Explanation(Outcome("", None), ["Indikatorn räknas inte fram ur enkätsvar här."], [], [])
    outcome = _evaluator(definition, questionnaire).evaluate([answers])[0][definition.code]
    if isinstance(definition.rule, ChoiceRule):
        return _Case(definition.rule, questionnaire, answers).explain(outcome)
    return _explain_number(definition.rule, questionnaire, answers, outcome)


def _evaluator(definition: IndicatorDefinition, questionnaire: Questionnaire) -> Evaluator:
    survey, area, year = questionnaire.survey, questionnaire.area, questionnaire.year
    alone = {definition.code: definition}
    return Evaluator(questionnaire, Definitions(survey, area, year, "", "", {}, {}, {}, alone))


def describe(condition: Condition, questionnaire: Questionnaire) -> str:
    """The condition in words: G2 Missbruk är Ja och G2a Missbruk är Ja eller Ej aktuellt."""
    match condition:
        case Answered(item=item, options=options):
            return f"{questionnaire.name_of(item)} är {_choices(questionnaire, item, options)}"
        case Stated(item=item):
            return f"{questionnaire.name_of(item)} är ifylld"
        case AtLeast(n=n, items=items, options=options):
            names = _listed([questionnaire.name_of(item) for item in items])
            number = "alla" if n == len(items) else f"minst {n}"
            return f"{number} av {names} är {_choices(questionnaire, items[0], options)}"
        case All(parts=parts):
            return " och ".join(_nested(part, questionnaire) for part in parts)
        case Any(parts=parts):
            return ", eller ".join(_nested(part, questionnaire) for part in parts)


def _nested(condition: Condition, questionnaire: Questionnaire) -> str:
    text = describe(condition, questionnaire)
    return f"({text})" if isinstance(condition, All | Any) else text


def _choices(questionnaire: Questionnaire, item: str, options: tuple[str, ...]) -> str:
    return _listed([_quoted(questionnaire.items[item].label_of(option)) for option in options], "eller")


def _listed(words: list[str], last: str = "och") -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def _quoted(label: str) -> str:
    """Quoted only where a comma would make the sentence hard to read."""
    return f"”{label}”" if "," in label else label


def _answers_read(questionnaire: Questionnaire, items: list[str], answers: Mapping[str, str]) -> list[AnswerRead]:
    is_asked = asked(questionnaire, answers)
    found = []
    for code in items:
        item, question = questionnaire.items[code], questionnaire.question_of(code)
        label = item.label_of(answers.get(code, "").strip())
        if item.is_number:
            label = label.replace(".", ",")
        found.append(AnswerRead(code, question.text, item.label, label, is_asked[code]))
    return found


def _explain_number(
    rule: NumberRule, questionnaire: Questionnaire, answers: Mapping[str, str], outcome: Outcome
) -> Explanation:
    items = list(items_in(rule))
    names = [questionnaire.name_of(item) for item in items]
    match rule:
        case Share():
            formula = f"{names[0]} delat med {names[-1]}, i procent."
        case Per():
            summed = list(dict.fromkeys(questionnaire.question_of(item).code for item in rule.items))
            formula = f"Summan av svaren på {_listed(summed)} delad med {names[-1]}."
        case Value():
            formula = f"Svaret på {names[0]}."
    read = _answers_read(questionnaire, items, answers)
    told = [one for one in read if one.answer_label or not isinstance(rule, Per) or one.item == rule.by]
    lines = [f"{questionnaire.name_of(one.item)}: {one.answer_label or 'inget svar'}" for one in told]
    lines.insert(0, formula)
    if outcome.value:
        lines.insert(0, f"{LABELS[outcome.value]}, eftersom talet inte går att räkna ut.")
    return Explanation(outcome, lines, read, [])


class _Case:
    """One choice rule and one set of answers."""

    def __init__(self, rule: ChoiceRule, questionnaire: Questionnaire, answers: Mapping[str, str]) -> None:
        self.rule, self.questionnaire, self.answers = rule, questionnaire, answers
        self.compiled = CompiledRule(rule, questionnaire)
        self.columns = self.compiled.columns
        self.items = [item.code for item in self.columns.items]
        self.names = [questionnaire.name_of(item) for item in self.items]
        self.codes = self.columns.encode([answers]).codes
        self.state = self.columns.read(self.codes)[:, 0]

    def explain(self, outcome: Outcome) -> Explanation:
        needed = [] if outcome.value == YES else self._ways_to_yes()
        reason = self._missing() if outcome.value == NON_RESPONSE else self._deciding()
        lines = [f"{LABELS[outcome.value]}, eftersom {reason}."]
        lines += [self._condition(outcome.value), *self._not_asked()]
        if needed:
            lines.append(f"För {LABELS[YES]} krävs att {', eller att '.join(needed)}.")
        return Explanation(outcome, lines, _answers_read(self.questionnaire, self.items, self.answers), needed)

    def _is_asked(self, place: int) -> bool:
        """Asked for certain: not behind a gate that is closed or unanswered."""
        unsure = any(self.state[self.columns.place[gate]] == UNKNOWN for gate in self._above(place))
        return self.state[place] != CLOSED and not unsure

    def _missing(self) -> str:
        empty = np.flatnonzero(self.state == UNKNOWN)
        return f"svar saknas på {_listed([self.names[n] for n in empty if self._is_asked(int(n))])}"

    def _deciding(self) -> str:
        """A smallest set of answers that gives the result alone."""
        codes = self.codes.copy()
        for n in reversed(range(len(codes))):
            without = codes.copy()
            without[n] = UNKNOWN
            if self.compiled.outcomes(without)[0] == self.compiled.outcomes(codes)[0]:
                codes = without
        left = [self.items[n] for n in np.flatnonzero(codes[:, 0] != UNKNOWN)]
        unsaid = {gate for item in left if (gate := self._unsaid_gate(codes, item))}
        told: dict[str, list[str]] = {}
        for item in left:
            if item not in unsaid:
                told.setdefault(self._told(item), []).append(self.questionnaire.name_of(item))
        reasons = [
            f"{_listed(names)} är {'besvarad' if len(names) == 1 else 'besvarade'} med {answer}"
            if answer
            else f"{_listed(names)} inte är ifylld"
            for answer, names in told.items()
        ]
        return " och ".join(reasons) or "alla svar ger det"

    def _unsaid_gate(self, codes: Codes, item: str) -> str:
        """The gate above, when all that matters about its answer is that it opens."""
        gate = self.questionnaire.items[item].gate
        if gate is None:
            return ""
        opened = np.repeat(codes, len(gate.options), axis=1)
        opened[self.columns.place[gate.item]] = self.columns.codes_of(gate.item, gate.options)
        return gate.item if len(set(self.compiled.outcomes(opened))) == 1 else ""

    def _told(self, item: str) -> str:
        """The answer as it stands in a sentence, empty for a blank text."""
        answer = self.answers.get(item, "").strip()
        return answer and _quoted(self.questionnaire.items[item].label_of(answer))

    def _condition(self, outcome: str) -> str:
        if outcome == NON_RESPONSE:
            results, _ = self.compiled.completions(self.codes, self.columns.to_fill(self.codes))
            labels = [LABELS[OUTCOMES[code]] for code in np.unique(results)]
            return f"Beroende på vad som svaras kan resultatet bli {_listed(labels, 'eller')}."
        if outcome == self.rule.otherwise:
            return f"{LABELS[outcome]} gäller när inget annat utfall har sitt villkor uppfyllt."
        holds = describe(dict(self.rule.cases)[outcome], self.questionnaire)
        return f"Villkoret för {LABELS[outcome]} är uppfyllt: {holds}."

    def _not_asked(self) -> list[str]:
        behind: dict[str, list[str]] = {}
        for n in np.flatnonzero(self.state == CLOSED):
            behind.setdefault(self._above(int(n))[0], []).append(self.names[n])
        return [f"{_listed(names)} ställs inte, eftersom {self._why_closed(gate)}." for gate, names in behind.items()]

    def _why_closed(self, gate: str) -> str:
        name = self.questionnaire.name_of(gate)
        if self.state[self.columns.place[gate]] == CLOSED:
            return f"{name} inte ställs"
        return f"{name} är besvarad med {self._told(gate)}"

    def _ways_to_yes(self) -> list[str]:
        """Fewest answers changed among those asked now, and of what that opens no more than needed."""
        stored = self.codes[:, 0]
        choices = self.columns.sizes + (stored == UNKNOWN)  # what is unanswered may stay so
        if np.prod(choices.astype(float)) > MOST_TRIED:
            return [f"följande stämmer: {describe(dict(self.rule.cases)[YES], self.questionnaire)}"]
        tried = (np.indices(choices).reshape(len(choices), -1) + (stored != UNKNOWN)[:, None]).astype(np.int8)
        state = self.columns.read(tried)
        yes = self.compiled.settle(state) == CODE[YES]
        changed = ((state > UNKNOWN) & (tried != stored[:, None]))[:, yes]
        asked_now = np.array([self._is_asked(n) for n in range(len(stored))])
        cost = changed[asked_now].sum(axis=0)
        best = cost == cost.min(initial=len(stored))
        return self._told_ways(tried[:, yes][:, best], changed[:, best], asked_now)

    def _told_ways(self, tried: Codes, changed: Flags, asked_now: Flags) -> list[str]:
        smallest: dict[Way, set[Way]] = {}
        for codes, is_changed in zip(tried.T, changed.T, strict=True):
            way = tuple((int(n), int(codes[n])) for n in np.flatnonzero(is_changed))
            ways = smallest.setdefault(tuple(step for step in way if asked_now[step[0]]), {way})
            shortest = len(next(iter(ways)))
            if len(way) < shortest:
                ways.clear()
            if len(way) <= shortest:
                ways.add(way)
        found = [way for ways in smallest.values() for way in ways]
        # what changes only a follow-up first
        return self._merged(sorted(found, key=lambda way: (-len(self._above(way[0][0])), way)))

    def _above(self, place: int) -> tuple[str, ...]:
        return self.questionnaire.gates_above(self.items[place])

    def _merged(self, ways: list[Way]) -> list[str]:
        """Ways over the same items become one sentence; many alike become "minst n av"."""
        by_items: dict[tuple[int, ...], list[Way]] = {}
        for way in ways:
            by_items.setdefault(tuple(n for n, _ in way), []).append(way)
        if len(by_items) > MOST_WAYS:
            common = set.intersection(*(set(way) for way in ways))
            rest = [set(way) - common for way in ways]
            pool = sorted(set.union(*rest))
            if len(ways) == comb(len(pool), len(rest[0])) and len({code for _, code in pool}) == 1:
                parts = [self._step(n, {code}) for n, code in sorted(common)]
                names = _listed([self.names[n] for n, _ in pool])
                answer = self._label(*pool[0])
                return [" och ".join([*parts, f"minst {len(rest[0])} av {names} besvaras med {answer}"])]
        return [text for same in by_items.values() for text in self._sentences(same)][:MOST_WAYS]

    def _sentences(self, ways: list[Way]) -> list[str]:
        """One sentence where every combination of the answers is a way, else one each."""
        answers = [{step[1] for step in steps} for steps in zip(*ways, strict=True)]
        if prod(len(codes) for codes in answers) != len(ways):
            return [text for way in ways for text in self._sentences([way])]
        return [" och ".join(self._step(n, codes) for (n, _), codes in zip(ways[0], answers, strict=True))]

    def _step(self, place: int, codes: set[int]) -> str:
        if self.columns.is_text[place]:
            return f"{self.names[place]} fylls i"
        labels = [self._label(place, code) for code in sorted(codes)]
        return f"{self.names[place]} besvaras med {_listed(labels, 'eller')}"

    def _label(self, place: int, code: int) -> str:
        return _quoted(self.columns.items[place].options[code - 1].label)
