"""What one cell of a result file says: a result, a figure, a share, or that there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.importing.shares import FRACTION, PERCENT, Written, split_unit, unit_in_format
from indicators.rules.loader import accepted_words, possible_words
from indicators.rules.outcomes import LABELS, NON_RESPONSE, NOT_APPLICABLE, RESULT_WORDS, WORDS
from indicators.rules.spec import IndicatorDefinition
from surveys.files.missing_signs import Meaning, Sign, folded_sign
from surveys.files.workbooks import Cell, Sheet, text_of
from surveys.questionnaires.answer_values import Unacceptable, readings_of, swedish_number, two_readings

_SILENCE = RESULT_WORDS[NON_RESPONSE]
NO_FIGURE = {folded_sign(_SILENCE.label), *_SILENCE.in_files}
_ANY_WORD = {folded_sign(word): one.code for one in WORDS for word in (one.label, *one.in_files)}
_MARKS = re.compile(r"[\s*†\u00b9\u00b2\u00b3\u2070-\u2079]+$")
NO_SIGNS: Mapping[str, Sign] = {}
_IN_BRACKETS = re.compile(r"(?P<before>[^()]+)\((?P<inside>[^()]{1,38})\)")
_STEP = Decimal("0.0000000001")  # ten decimals are stored
MOST = Decimal(10) ** 10


@dataclass(frozen=True)
class Reading:
    """`value` as of Result, empty where `number` says it; both empty where a group's figure is withheld."""

    value: str
    number: Decimal | None
    printed: str
    change_printed: str = ""
    last_year: str = ""  # the word of the year before, where the cell has it in brackets
    unit_from: str = ""  # who says what unit the number has: definition, or as of shares.in_percent

    @property
    def is_told(self) -> bool:
        """Whether there is anything to store."""
        return bool(self.value) or self.number is not None

    def says(self, other: Reading) -> bool:
        """Whether `other` says nothing else than this: however it is printed, and with or without a change."""
        changes = [one.strip().lstrip("+").rstrip("% ") for one in (self.change_printed, other.change_printed)]
        same_change = changes[0] == changes[1] or not changes[1]
        return (self.value, self.number) == (other.value, other.number) and same_change


@dataclass(frozen=True)
class Figure:
    """A number that a cell holds, as long as its unit is not settled."""

    written: Written
    printed: str
    change_printed: str = ""

    def reading(self, number: Decimal, unit_from: str) -> Reading:
        return Reading("", number.quantize(_STEP), self.printed[:120], self.change_printed, unit_from=unit_from)


def is_share(definition: IndicatorDefinition) -> bool:
    """Whether its numbers, of units or of groups, are in per cent of something."""
    return definition.kind == "choice" or definition.unit.split(" ")[0] == "procent"


def format_unit(sheet: Sheet, row: int, column: int) -> str:
    """The unit a number has by the format of its cell: FRACTION where it is shown as per cent; empty where none."""
    if (row, column) in sheet.percent:
        return FRACTION
    return unit_in_format(sheet.number_formats.get((row, column), ""))


def read_unit_cell(
    cell: Cell,
    unit: str,
    definition: IndicatorDefinition,
    words: Mapping[str, str],
    signs: Mapping[str, Sign] = NO_SIGNS,
) -> Reading | Figure:
    """A municipality's result; one without value and number where the file does not tell it. `words` are those it can
    be, `unit` is what the cell's format says (format_unit), `signs` what the sheet says that its signs mean."""
    printed = text_of(cell)
    if (sign := signs and _explained(printed, signs)) and not _is_missing(sign):
        return _signed(sign, printed, definition, words)
    if (word := _word(printed, words)) is not None:
        return Reading(word, None, printed[:120])
    if found := _IN_BRACKETS.fullmatch(printed):
        now, then = _word(found["before"], words), _word(found["inside"], {**_ANY_WORD, **words})
        if now is not None and then is not None:
            return Reading(now, None, printed[:120], last_year=then)
    if definition.kind == "choice" or _plain(printed) in _ANY_WORD:
        raise _refused_word(printed, definition, words)
    return _figure(cell, unit, printed, definition)


def read_group_cell(
    cell: Cell, unit: str, definition: IndicatorDefinition, signs: Mapping[str, Sign] = NO_SIGNS
) -> Reading | Figure:
    """A group's share (choice) or mean; a Reading without number where none is given."""
    printed = text_of(cell)
    if sign := signs and _explained(printed, signs):
        _refuse_unclear(sign)
        return Figure(Written(Decimal(0)), printed) if sign.meaning is Meaning.ZERO else Reading("", None, printed)
    if _plain(printed) in NO_FIGURE:
        return Reading("", None, printed)
    if isinstance(cell, str) and (found := _IN_BRACKETS.fullmatch(cell.strip())):
        return _figure(found["before"].strip(), unit, found["before"].strip(), definition, found["inside"])
    return _figure(cell, unit, printed, definition)


def _explained(printed: str, signs: Mapping[str, Sign]) -> Sign | None:
    """What the sheet itself says of the sign in the cell."""
    return signs.get(folded_sign(printed)) or signs.get(folded_sign(_MARKS.sub("", printed)))


def _is_missing(sign: Sign) -> bool:
    return sign.meaning is Meaning.MISSING


def _signed(sign: Sign, printed: str, definition: IndicatorDefinition, words: Mapping[str, str]) -> Reading | Figure:
    _refuse_unclear(sign)
    is_figure = definition.kind != "choice"
    if sign.meaning is Meaning.WITHHELD or (is_figure and sign.meaning is Meaning.NOT_APPLICABLE):
        return Reading("", None, printed)
    if is_figure and sign.meaning is Meaning.ZERO:
        return Figure(Written(Decimal(0)), printed)
    word = LABELS[NOT_APPLICABLE] if sign.meaning is Meaning.NOT_APPLICABLE else sign.words
    if (code := words.get(_plain(word))) is None:
        told = f"tecknet betyder ”{sign.words}” enligt bladet, och det kan {definition.short_name} inte bli."
        raise Unacceptable(told, f"Skriv något av: {', '.join(LABELS[one] for one in possible_words(definition))}.")
    return Reading(code, None, printed)


def _refuse_unclear(sign: Sign) -> None:
    if sign.meaning is Meaning.UNCLEAR:
        raise Unacceptable(f"bladet förklarar tecknet på två sätt ({sign.words}).", "Rätta förklaringen eller cellen.")


def _plain(printed: str) -> str:
    return folded_sign(_MARKS.sub("", printed))


def _word(printed: str, words: Mapping[str, str]) -> str | None:
    plain = _plain(printed)
    return NON_RESPONSE if plain in NO_FIGURE else words.get(plain)


def _refused_word(printed: str, definition: IndicatorDefinition, words: Mapping[str, str]) -> Unacceptable:
    """Names what the indicator can be, with the words of its own that mean the same."""
    possible = [LABELS[code] for code in possible_words(definition)]
    own = [word for word in words if word not in _ANY_WORD]
    known = ", ".join([*possible, *own] if definition.kind == "choice" else ["ett tal", *possible])
    named = _ANY_WORD.get(_plain(printed.partition("(")[0]))
    if named is None or named in possible_words(definition):
        return Unacceptable("ordet är okänt för indikatorn.", f"Rätta ordet. Det kan vara: {known}.")
    reason = f"{definition.full_name} kan inte bli {LABELS[named]}."
    return Unacceptable(reason, f"Det kan bli: {known}. Rätta ordet, eller välj en annan indikator för kolumnen.")


def _figure(cell: Cell, unit: str, printed: str, definition: IndicatorDefinition, change_printed: str = "") -> Figure:
    written = _written(cell, unit)
    _refuse_other_unit(written.unit, definition)
    if written.unit == FRACTION:
        printed = f"{swedish_number(written.number * 100)} %"
    return Figure(written, printed, change_printed)


def _written(cell: Cell, unit: str) -> Written:
    readings: list[Decimal] = []
    if isinstance(cell, float):
        readings = [Decimal(repr(cell))]
    elif isinstance(cell, str):
        typed, unit = split_unit(_MARKS.sub("", cell.strip()))
        readings = readings_of(typed)
        if len(readings) > 1:
            raise two_readings(typed, readings)
    if not readings or readings[0] >= MOST:
        raise Unacceptable("det är inget tal.", "Skriv ett tal, till exempel 37,5, eller ”..” när uppgift saknas.")
    if readings[0] < 0:
        raise Unacceptable("talet kan inte vara negativt.", "Rätta talet, eller skriv ”..” när uppgift saknas.")
    return Written(readings[0], unit)


def _refuse_other_unit(unit: str, definition: IndicatorDefinition) -> None:
    """A cell in kronor where the indicator is in per cent, or the other way round."""
    said = "procent" if unit in (PERCENT, FRACTION) else unit
    wanted = "procent" if is_share(definition) else definition.unit
    if said and wanted and wanted.split(" ")[0] != said:
        raise Unacceptable(
            f"cellen är i {said}, men {definition.full_name} är i {wanted}.",
            "Rätta talet eller cellens format, eller välj en annan indikator för kolumnen.",
        )


def words_of(definitions: Mapping[str, IndicatorDefinition]) -> dict[str, dict[str, str]]:
    """Code: folded printed word: the result it counts as."""
    return {
        code: {folded_sign(word): result for word, result in accepted_words(one).items()}
        for code, one in definitions.items()
    }
