"""What one cell of a result file says: a result, a figure, a share, or that there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.rules.loader import accepted_words, normalise_word
from indicators.rules.outcomes import NON_RESPONSE, RESULT_WORDS
from indicators.rules.spec import IndicatorDefinition
from surveys.files.workbooks import Cell, text_of
from surveys.questionnaires.answer_values import Unacceptable, readings_of, two_readings

_SILENCE = RESULT_WORDS[NON_RESPONSE]
NO_FIGURE = {normalise_word(_SILENCE.label), *_SILENCE.in_files}
_MARKS = re.compile(r"[\s*†\u00b9\u00b2\u00b3\u2070-\u2079]+$")
_UNIT = re.compile(r"\s*(%|procent|kronor|kr|timmar)\.?$", re.IGNORECASE)
_WITH_CHANGE = re.compile(r"(?P<figure>[^()]+)\((?P<change>[^()]{1,38})\)")
_HUNDRED = Decimal(100)
_STEP = Decimal("0.0000000001")  # ten decimals are stored
MOST = Decimal(10) ** 10


@dataclass(frozen=True)
class Reading:
    """`value` as of Result, empty where `number` says it; both empty where a group's figure is withheld."""

    value: str
    number: Decimal | None
    printed: str
    change_printed: str = ""


def read_unit_cell(cell: Cell, definition: IndicatorDefinition, words: dict[str, str], scale: int) -> Reading:
    """A municipality's result. `words` are the accepted ones, `scale` is 100 where fractions stand for percent."""
    printed = text_of(cell)
    word = normalise_word(_MARKS.sub("", printed))
    if word in words:
        return Reading(words[word], None, printed[:120])
    if word in NO_FIGURE:
        return Reading(NON_RESPONSE, None, printed)
    if definition.kind == "choice":
        known = ", ".join(dict.fromkeys(words))
        raise Unacceptable("ordet är okänt för indikatorn.", f"Rätta ordet. Kända ord: {known}.")
    return Reading("", _number(cell, printed, scale), printed[:120])


def read_group_cell(cell: Cell, definition: IndicatorDefinition, scale: int) -> Reading:
    """A group's share in percent (choice) or mean; without number where none is given."""
    printed = text_of(cell)
    if normalise_word(_MARKS.sub("", printed)) in NO_FIGURE:
        return Reading("", None, printed)
    change = ""
    figure: Cell = cell
    if isinstance(cell, str) and (found := _WITH_CHANGE.fullmatch(cell.strip())):
        figure, change = found["figure"].strip(), found["change"]
    number = _number(figure, text_of(figure), scale)
    if definition.kind == "choice" and number > _HUNDRED:
        raise Unacceptable("andelen är större än 100 procent.", "Rätta talet.")
    return Reading("", number, printed[:120], change)


def _number(cell: Cell, printed: str, scale: int) -> Decimal:
    readings: list[Decimal] = []
    if isinstance(cell, float):
        readings = [Decimal(repr(cell)) * scale]
    elif isinstance(cell, str):
        typed = _UNIT.sub("", _MARKS.sub("", printed))
        readings = readings_of(typed)
        if len(readings) > 1:
            raise two_readings(typed, readings)
    if not readings or readings[0] >= MOST:
        raise Unacceptable("det är inget tal.", "Skriv ett tal, till exempel 37,5, eller ”..” när uppgift saknas.")
    if readings[0] < 0:
        raise Unacceptable("talet kan inte vara negativt.", "Rätta talet, eller skriv ”..” när uppgift saknas.")
    return readings[0].quantize(_STEP)


def words_of(definitions: dict[str, IndicatorDefinition]) -> dict[str, dict[str, str]]:
    return {code: accepted_words(one) for code, one in definitions.items()}
