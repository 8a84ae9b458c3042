"""From answers to results, for one response and for the nation alike: whole columns of small codes.

A code is an option's place counted from 1. An asked item without answer is UNKNOWN, and so is an item
behind a gate that is itself unknown. A result with unknown answers is what holds for every way of
filling them in; where the ways disagree it is bortfall.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from indicators.rules.outcomes import CANNOT_ANSWER, CODE, NON_RESPONSE, OUTCOMES
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
from surveys.questionnaires.questionnaire import Item, Questionnaire

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Test = Callable[[Codes], Flags]

CLOSED, UNKNOWN = -1, 0
STATED, BLANK = 1, 2  # codes of a text; blank is an answer wherever the text is asked
GIVEN = 1  # code of a number item holding a number; its or_words follow
UNSETTLED = -1
FIGURE = -1  # status of a number indicator that has a figure; otherwise the code of its outcome
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
MOST_COMPLETIONS = 2**18  # of one rule; E6 with its ten areas has 3,072


@dataclass(frozen=True)
class AnswerMatrix:
    codes: Codes  # items of the questionnaire x answer sets
    numbers: dict[str, Floats]  # number item: figure per answer set, nan where none


@dataclass(frozen=True)
class Numbers:
    values: Floats  # nan where there is no figure
    status: Codes  # FIGURE, or the code of an outcome


@dataclass(frozen=True)
class Outcome:
    value: str  # one of OUTCOMES, empty where there is a number
    number: Decimal | None


def answer_codes(item: Item) -> dict[str, int]:
    """Code of each answer that can be told by its word."""
    words = [option.code for option in item.options] if item.has_options else list(item.or_words)
    return {word: code for code, word in enumerate(words, start=1 if item.has_options else GIVEN + 1)}


class Columns:
    """Some items, side by side, with the gates between them (all gates above an item must be among them)."""

    def __init__(self, questionnaire: Questionnaire, items: Iterable[str]) -> None:
        self.items = tuple(questionnaire.items[code] for code in items)
        self.place = {item.code: n for n, item in enumerate(self.items)}
        self.codes = [answer_codes(item) for item in self.items]
        self.is_text = np.array([item.is_text for item in self.items], dtype=bool)
        self.sizes = np.where(self.is_text, 2, [len(words) for words in self.codes])
        depth = {code: len(questionnaire.gates_above(code)) for code in self.place}
        self.gates = [  # outer gates first
            (self.place[code], self.place[gate.item], self.codes_of(gate.item, gate.options))
            for code in sorted(depth, key=depth.__getitem__)
            if (gate := questionnaire.items[code].gate)
        ]

    def codes_of(self, item: str, options: Iterable[str]) -> tuple[int, ...]:
        return tuple(self.codes[self.place[item]][option] for option in options)

    def encode(self, answers: Sequence[Mapping[str, str]]) -> AnswerMatrix:
        codes = np.zeros((len(self.items), len(answers)), np.int8)
        numbers: dict[str, Floats] = {}
        for n, item in enumerate(self.items):
            texts = [one.get(item.code, "") for one in answers]
            if item.is_number:
                parsed = [_number(item, text, self.codes[n]) for text in texts]
                codes[n] = [code for code, _ in parsed]
                numbers[item.code] = np.array([number for _, number in parsed], np.float64)
            elif item.is_text:
                codes[n] = [STATED if text.strip() else BLANK for text in texts]
            else:
                codes[n] = [_choice(item, text, self.codes[n]) for text in texts]
        return AnswerMatrix(codes, numbers)

    def read(self, codes: Codes) -> Codes:
        """What may be read of the stored codes: the answer, UNKNOWN, or CLOSED behind a closed gate."""
        state = codes.copy()
        for child, parent, opening in self.gates:
            gate = state[parent]
            state[child] = np.where(_is_one_of(gate, opening), codes[child], CLOSED)
            np.copyto(state[child], UNKNOWN, where=gate == UNKNOWN)
        return state

    def to_fill(self, codes: Codes) -> Flags:
        """The empty items whose answer is unknown."""
        empty = (codes == UNKNOWN) | (self.is_text[:, None] & (codes == BLANK))
        return np.asarray((self.read(codes) == UNKNOWN) & empty)

    def fill(self, codes: Codes, empty: Flags) -> tuple[Codes, NDArray[np.intp]]:
        """Every way to fill in the empty items, and for each the column it fills; these stay in order."""
        origin = np.arange(codes.shape[1])
        for n, size in enumerate(self.sizes):
            times = np.where(empty[n, origin], size, 1)
            first = np.repeat(np.cumsum(times) - times, times)
            codes, origin = np.repeat(codes, times, axis=1), np.repeat(origin, times)
            answer = np.arange(len(origin)) - first + 1
            codes[n] = np.where(empty[n, origin], answer, codes[n])
        return codes, origin


def _is_one_of(column: Codes, codes: tuple[int, ...]) -> Flags:
    found: Flags = column == codes[0]
    for code in codes[1:]:
        found |= column == code
    return found


def _compile(condition: Condition, columns: Columns, also: tuple[int, ...] = ()) -> Test:
    """The condition as an operation on columns. With also=(UNKNOWN,) it tells where it may hold.

    No condition negates, so reading each unknown answer as a hit gives exactly an upper bound.
    """
    match condition:
        case Answered(item=item, options=options):
            place, codes = columns.place[item], columns.codes_of(item, options) + also
            return lambda state: _is_one_of(state[place], codes)
        case Stated(item=item):
            place = columns.place[item]
            return lambda state: _is_one_of(state[place], (STATED, *also))
        case AtLeast(n=n, items=items, options=options):
            parts = [_compile(Answered(item, options), columns, also) for item in items]
            return lambda state: np.asarray(reduce(np.add, [part(state).view(np.int8) for part in parts]) >= n)
        case All(parts=inner) | Any(parts=inner):
            join = np.logical_and if isinstance(condition, All) else np.logical_or
            parts = [_compile(part, columns, also) for part in inner]
            return lambda state: reduce(join, [part(state) for part in parts])


class CompiledRule:
    """One choice rule over the items it needs: those it names and every gate above them."""

    def __init__(self, rule: ChoiceRule, questionnaire: Questionnaire) -> None:
        named = items_in(rule)
        needed = {above for item in named for above in (item, *questionnaire.gates_above(item))}
        self.columns = Columns(questionnaire, [code for code in questionnaire.items if code in needed])
        if np.prod(self.columns.sizes.astype(float)) > MOST_COMPLETIONS:
            raise ValueError(f"regeln har fler än {MOST_COMPLETIONS} möjliga svar att gå igenom")
        self.otherwise = CODE[rule.otherwise]
        self.cases = [
            (CODE[outcome], _compile(part, self.columns), _compile(part, self.columns, also=(UNKNOWN,)))
            for outcome, part in reversed(rule.cases)
        ]

    def outcomes(self, codes: Codes) -> Codes:
        """One outcome code per column of stored answers."""
        return self.outcomes_of(codes, self.columns.read(codes))

    def outcomes_of(self, codes: Codes, state: Codes) -> Codes:
        found = self._decide(state)
        gaps = np.flatnonzero((state == UNKNOWN).any(axis=0))
        if gaps.size:
            found[gaps] = self._with_gaps(codes[:, gaps])
        return found

    def _decide(self, state: Codes) -> Codes:
        """For columns without unknown answers."""
        found = np.full(state.shape[1], self.otherwise, np.int8)
        for code, holds, _ in self.cases:
            np.copyto(found, code, where=holds(state))
        return found

    def settle(self, state: Codes) -> Codes:
        """What already holds whatever the unknown answers are, else UNSETTLED (a few settled ones too)."""
        found = np.full(state.shape[1], self.otherwise, np.int8)
        for code, holds, may_hold in self.cases:
            np.copyto(found, UNSETTLED, where=may_hold(state))
            np.copyto(found, code, where=holds(state))
        return found

    def completions(self, codes: Codes, empty: Flags) -> tuple[Codes, NDArray[np.intp]]:
        """The result of every way to fill in the empty items, and the column each belongs to, in order."""
        completed, origin = self.columns.fill(codes, empty)
        return self._decide(self.columns.read(completed)), origin

    def _with_gaps(self, codes: Codes) -> Codes:
        """Each distinct pattern once: what is settled as it stands, then all completions of the rest."""
        weights = np.cumprod(np.append(1, self.columns.sizes[:-1] + 1), dtype=np.int64)
        _, first, inverse = np.unique(weights @ codes, return_index=True, return_inverse=True)
        patterns = codes[:, first]
        found = self.settle(self.columns.read(patterns))
        rest = np.flatnonzero(found == UNSETTLED)
        empty = self.columns.to_fill(patterns[:, rest])
        load = np.cumsum(np.where(empty, self.columns.sizes[:, None], 1).prod(axis=0)) // MOST_COMPLETIONS
        for part in np.split(np.arange(rest.size), np.flatnonzero(np.diff(load)) + 1):
            if part.size:
                found[rest[part]] = self._unanimous(patterns[:, rest[part]], empty[:, part])
        return np.asarray(found[inverse], np.int8)

    def _unanimous(self, codes: Codes, empty: Flags) -> Codes:
        results, origin = self.completions(codes, empty)
        starts = np.searchsorted(origin, np.arange(codes.shape[1]))
        low, high = np.minimum.reduceat(results, starts), np.maximum.reduceat(results, starts)
        return np.asarray(np.where(low == high, low, CODE[NON_RESPONSE]), np.int8)


class Evaluator:
    """Results of all indicators that have a rule. Encode once, then ask for outcomes and numbers."""

    def __init__(self, questionnaire: Questionnaire, definitions: Definitions) -> None:
        self.columns = Columns(questionnaire, questionnaire.items)
        self._choices: dict[str, CompiledRule] = {}
        self._numbers: dict[str, NumberRule] = {}
        for code, definition in definitions.indicators.items():
            self._add(code, definition, questionnaire)
        place = self.columns.place
        self._places = {
            code: np.array([place[item.code] for item in rule.columns.items]) for code, rule in self._choices.items()
        }

    def _add(self, code: str, definition: IndicatorDefinition, questionnaire: Questionnaire) -> None:
        if isinstance(definition.rule, ChoiceRule):
            self._choices[code] = CompiledRule(definition.rule, questionnaire)
        elif definition.rule is not None:
            self._numbers[code] = definition.rule

    @property
    def choice_indicators(self) -> tuple[str, ...]:
        """The columns of `outcomes`, in order."""
        return tuple(self._choices)

    @property
    def indicators(self) -> tuple[str, ...]:
        """All that have a rule."""
        return (*self._choices, *self._numbers)

    def encode(self, answers: Sequence[Mapping[str, str]]) -> AnswerMatrix:
        """ValueError naming item and value where an answer is none of the item's."""
        for one in answers:
            if unknown := one.keys() - self.columns.place.keys():
                raise ValueError(f"okänd fråga: {', '.join(sorted(unknown))}")
        return self.columns.encode(answers)

    def outcomes(self, matrix: AnswerMatrix) -> Codes:
        """Outcome codes, answer sets x choice_indicators."""
        state = self.columns.read(matrix.codes)
        found = np.empty((len(self._choices), matrix.codes.shape[1]), np.int8)
        for n, (code, rule) in enumerate(self._choices.items()):
            places = self._places[code]
            found[n] = rule.outcomes_of(matrix.codes[places], state[places])
        return found.T

    def numbers(self, matrix: AnswerMatrix) -> dict[str, Numbers]:
        state = self.columns.read(matrix.codes)
        return {code: self._figures(rule, matrix, state) for code, rule in self._numbers.items()}

    def _figures(self, rule: NumberRule, matrix: AnswerMatrix, state: Codes) -> Numbers:
        places = [self.columns.place[item] for item in items_in(rule)]
        read = [
            np.where(state[place] == GIVEN, matrix.numbers[self.columns.items[place].code], np.nan) for place in places
        ]
        with np.errstate(divide="ignore", invalid="ignore"):
            values = _apply(rule, read)
        worded = (state[places] > GIVEN).any(axis=0)
        # a stored figure behind an unanswered gate: nobody knows whether it belongs in the sum
        unsure = ((state[places] == UNKNOWN) & (matrix.codes[places] != UNKNOWN)).any(axis=0)
        figure = np.isfinite(values) & ~worded & ~unsure
        status = np.where(figure, FIGURE, np.where(worded, CODE[CANNOT_ANSWER], CODE[NON_RESPONSE]))
        return Numbers(np.where(figure, values, np.nan), status.astype(np.int8))

    def evaluate(self, answers: Sequence[Mapping[str, str]]) -> list[dict[str, Outcome]]:
        """Per answer set the outcome of each indicator that has a rule."""
        matrix = self.encode(answers)
        outcomes, numbers = self.outcomes(matrix), self.numbers(matrix)
        found = [
            {code: Outcome(OUTCOMES[value], None) for code, value in zip(self._choices, row, strict=True)}
            for row in outcomes.tolist()
        ]
        for code, figures in numbers.items():
            for row, value, status in zip(found, figures.values, figures.status, strict=True):
                row[code] = _figure(float(value)) if status == FIGURE else Outcome(OUTCOMES[status], None)
        return found


def _figure(value: float) -> Outcome:
    """Nine decimals: 0.1 + 0.2 is 0.3 again."""
    return Outcome("", Decimal(repr(round(value, 9))))


def _choice(item: Item, text: str, codes: dict[str, int]) -> int:
    if text and text not in codes:
        raise ValueError(f"{item.code}: {text} är inget av svarsalternativen")
    return codes.get(text, UNKNOWN)


def _number(item: Item, text: str, codes: dict[str, int]) -> tuple[int, float]:
    """Code and figure; a Swedish number may have spaces between thousands and a decimal comma."""
    if not text.strip() or text in codes:
        return codes.get(text, UNKNOWN), np.nan
    number = "".join(text.split()).replace(",", ".")
    if not _NUMBER.fullmatch(number):
        raise ValueError(f"{item.code}: {text} är inget tal")
    return GIVEN, float(number)


def _apply(rule: NumberRule, read: list[Floats]) -> Floats:
    """`read` holds the items in the order of items_in(rule), nan where nothing is stated."""
    match rule:
        case Value():
            return read[0]
        case Share():
            return np.asarray(100 * read[0] / read[-1])
        case Per():
            summed = np.array(read[:-1])
            total = np.where(np.isnan(summed).all(axis=0), np.nan, np.nansum(summed, axis=0))
            return np.asarray(total / read[-1])
