"""Reads the answers of a workbook's tables: whose, to what, in which cell. Says what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from municipalities.models import Municipality
from surveys.files.answer_tables import (
    EXPLANATIONS,
    LONG_HEADINGS,
    NAME_HEADINGS,
    AnswerTable,
    find_answer_tables,
    heading_word,
)
from surveys.files.fields import Unacceptable, normalise
from surveys.files.import_plan import place_of
from surveys.files.missing_signs import Sign, explained_signs, sign_of
from surveys.files.refusals import Refusal, cell_name, column_letters, only_hidden, refuse_file
from surveys.files.units import Units, other_name
from surveys.files.workbooks import Cell, Sheet, is_blank, text_of, without_hidden
from surveys.questionnaires.dates_in_text import years_named
from surveys.questionnaires.questionnaire import Questionnaire

MOST_NAMED = 10  # rows, or names, in a note
_LONG_REMEDY = "Använd kod, fraga, svar och kommentar."
_NOTHING_FOUND = "Filen saknar en rubrikrad med ”kod” och antingen ”fraga” och ”svar” eller frågornas koder."
_SHORT = 60  # of a text in a note


@dataclass(slots=True)
class Given:
    """One cell with an answer. `comment` is None where the file has no place for comments."""

    unit: Municipality
    sheet: str
    row: int
    column: int
    value: Cell
    comment: Cell | None = None
    comment_place: tuple[int, int] = (-1, -1)


@dataclass(frozen=True)
class OtherYear:
    """A title that names another year than the survey's, and where it stands."""

    place: str
    text: str


@dataclass
class FoundAnswers:
    """What the file says, by item, before any answer has been read. `signs` is what each sheet says of its signs;
    `hidden` what is not read because nobody sees it, also among the notes."""

    by_item: dict[str, list[Given]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    signs: dict[str, Mapping[str, Sign]] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    year_conflicts: list[OtherYear] = field(default_factory=list)

    def refuse(self, table: AnswerTable, row: int, column: int, reason: str, remedy: str) -> None:
        value = text_of(table.rows[row][column])[:80]
        place = cell_name(*table.place(row, column))
        self.refusals.append(Refusal(table.sheet.name, place, value, reason, remedy))


def find_answers(
    sheets: list[Sheet], questionnaire: Questionnaire, units: Units, *, read_hidden: bool = False
) -> FoundAnswers:
    """FileRefused where no sheet has answers; what is wrong with single cells is collected in `refusals`. Of hidden
    sheets, rows and columns nothing is read unless somebody has said so."""
    found = FoundAnswers()
    items = {normalise(code): code for code in questionnaire.items}
    elsewhere: list[list[str]] = []  # texts of sheets without answers
    for sheet in sheets if read_hidden else _seen(sheets, found):
        found.notes += sheet.notes
        tables = find_answer_tables(sheet, items.keys(), units)
        unread: list[list[str]] = []
        for table in tables:
            _refuse_form(table, items)
            reader = _TableReader(table, items, units, found, questionnaire.year)
            reader.read(is_first=table is tables[0])
            unread += reader.unread
        if tables:
            found.signs[sheet.name] = explained_signs(unread)
        else:
            elsewhere += [[text_of(cell) for cell in row] for row in sheet.rows]
            told = "ingen rubrikrad med kod och frågor" if sheet.rows else "det är tomt"
            found.notes.append(f"Bladet {sheet.name} läses inte: {told}.")
    if not found.signs:
        if not found.hidden:
            raise refuse_file(_NOTHING_FOUND, "Hämta mallen för enkäten, fyll i den och försök igen.")
        found.refusals.append(only_hidden(f"{_NOTHING_FOUND} En del av den är dold."))
    everywhere = explained_signs(elsewhere)
    found.signs = {name: {**everywhere, **own} for name, own in found.signs.items()}
    return found


def _seen(sheets: list[Sheet], found: FoundAnswers) -> Iterator[Sheet]:
    """What a person sees of the file; the rest is told."""
    for sheet in sheets:
        seen, note = without_hidden(sheet)
        if note:
            found.notes.append(note)
            found.hidden.append(note)
        if not sheet.is_hidden:
            yield seen


def _refuse_form(table: AnswerTable, items: Mapping[str, str]) -> None:
    """One municipality's form has the items where other files have the units."""
    below = [normalise(text_of(row[table.keys[0]])) for row in table.rows[table.heading + 1 : table.end]]
    if table.is_long and sum(word in items for word in below) * 2 > sum(map(bool, below)):
        raise refuse_file(
            "Filen är en kommuns svarsformulär.",
            "Läs in den under kommunens enkät (Svara i Excel), eller använd mallen som har kommunernas koder.",
            sheet=table.sheet.name,
        )


class _TableReader:
    """Reads one table into `found`. `unread` are the texts of its rows that hold no answers: titles and notes."""

    def __init__(
        self, table: AnswerTable, items: Mapping[str, str], units: Units, found: FoundAnswers, year: int
    ) -> None:
        self.table, self.items, self.units, self.found, self.year = table, items, units, found, year
        self.rows, self.heading = table.rows, table.heading
        self.unread: list[list[str]] = []
        self.told: list[str] = []
        self.columns = self._columns()

    def read(self, *, is_first: bool) -> None:
        if is_first:
            self._read_titles()
        self._tell_layout()
        if self.table.is_long:
            self._read_long()
        else:
            self._read_wide()
        if self.told:
            more = f" och {len(self.told) - MOST_NAMED} till" if len(self.told) > MOST_NAMED else ""
            self._note(f", läses inte: {', '.join(self.told[:MOST_NAMED])}{more}.")

    def _note(self, text: str) -> None:
        self.found.notes.append(f"Bladet {self.table.sheet.name}{text}")

    def _refuse(self, row: int, column: int, reason: str, remedy: str) -> None:
        self.found.refuse(self.table, row, column, reason, remedy)

    def _leave(self, name: str, texts: list[str]) -> None:
        """Tells that a row or column is not read."""
        self.told.append(f"{name} (”{' '.join(filter(None, texts))[:_SHORT]}”)")
        self.unread.append(texts)

    def _row_name(self, row: int) -> str:
        return f"kolumn {column_letters(row)}" if self.table.is_turned else f"rad {row + 1}"

    def _column_name(self, column: int) -> str:
        return f"rad {column + 1}" if self.table.is_turned else f"kolumn {column_letters(column)}"

    def _tell_layout(self) -> None:
        key = self.table.keys[0]
        word = heading_word(self.rows[self.heading][key])
        if self.table.is_turned:
            self._note(" är vänt: frågorna står under varandra och kommunerna bredvid varandra. Det läses så.")
        if word in NAME_HEADINGS:
            self._note(f" har inga koder under ”kod”: kommunerna läses efter {self._column_name(key)}.")
        elif word != "kod":
            self._note(
                f": {self._column_name(key)} läses som kommunernas koder eller namn, fast rubriken inte säger det."
            )

    def _columns(self) -> dict[str, int]:
        """Normalised heading: column, without those that name the unit. A heading that stands twice is refused."""
        columns: dict[str, int] = {}
        words = {number: heading_word(cell) for number, cell in enumerate(self.rows[self.heading])}
        first = words[self.table.keys[0]]
        for number, word in words.items():
            if number in self.table.keys:
                continue
            if word and (word in columns or word == first == "kod"):
                self._refuse(self.heading, number, "rubriken står i två kolumner.", "Ta bort den ena kolumnen.")
            elif word or self._has_content_below(number):
                columns[word or f"\0{number}"] = number
        return columns

    def _has_content_below(self, column: int) -> bool:
        return any(text_of(row[column]) for row in self.rows[self.heading + 1 : self.table.end])

    def _read_titles(self) -> None:
        """What stands above the headings is no answer; but a unit's row there is one that would be lost."""
        key = self.table.keys[0]
        for number, row in enumerate(self.rows[: self.heading]):
            texts = [text_of(cell) for cell in row]
            if not any(texts):
                continue
            if self.units.knows(row[key]) and sum(map(bool, texts)) > len(self.table.keys):
                self._refuse(number, key, "raden står ovanför rubrikraden.", "Flytta rubrikraden överst i tabellen.")
                continue
            self._leave(self._row_name(number), texts)
            column = next(column for column, text in enumerate(texts) if text)
            self._ask_of_year(number, column, " ".join(filter(None, texts)))

    def _ask_of_year(self, row: int, column: int, text: str) -> None:
        years = years_named(f"{text} {self.table.sheet.name}")
        if years and self.year not in years:
            place = place_of(self.table.sheet.name, *self.table.place(row, column))
            self.found.year_conflicts.append(OtherYear(place, text[:_SHORT]))

    def _rows(self) -> Iterator[tuple[int, list[Cell], Municipality]]:
        """Row number, cells and unit of each row that names one."""
        padded = 0
        for number in range(self.heading + 1, self.table.end):
            cells = self.rows[number]
            if is_blank(cells) or self._is_note(number, cells):
                continue
            key = next((key for key in self.table.keys if text_of(cells[key])), None)
            if key is None:
                key = self.table.keys[0]
                self._refuse(number, key, "raden saknar kommunkod.", "Fyll i koden eller töm raden.")
                continue
            try:
                unit, was_padded = self.units.of_text(cells[key])
                self._hold_names(number, cells, unit, key)
            except Unacceptable as problem:
                self._refuse(number, key, problem.reason, problem.remedy)
                continue
            padded += was_padded
            yield number, cells, unit
        if padded:
            self._note(f": {padded} koder saknade inledande nollor och lästes med dem (114 som 0114).")

    def _is_note(self, number: int, cells: list[Cell]) -> bool:
        """The row of question texts, a note or a list of signs below the table: told, and not read."""
        first = next((text for key in self.table.keys if (text := text_of(cells[key]))), "")
        if first in self.units.by_code:
            return False
        texts = [text_of(cell) for cell in cells]
        filled = [text for text in texts if text]
        alone = filled == [first] and not self.units.knows(first) and not first.isdecimal()
        legend = len(filled) <= 3 and sign_of(first, {}) is not None and bool(explained_signs([filled]))
        if alone or legend or normalise(first) in EXPLANATIONS:
            self._leave(self._row_name(number), texts)
            return True
        return False

    def _hold_names(self, number: int, cells: list[Cell], unit: Municipality, named_by: int) -> None:
        """A name beside the code that is another unit's is Unacceptable; one that nobody has is told."""
        for key in self.table.keys:
            name = text_of(cells[key])
            if key == named_by or not name or self.units.is_its(unit, name):
                continue
            if self.units.is_anothers(unit, name):
                raise other_name(unit, name)
            place = cell_name(*self.table.place(number, key))
            self.found.notes.append(
                f"Blad {self.table.sheet.name}, cell {place}: namnet ”{name}” är inte det som hör till"
                f" koden {unit.code} ({unit.full_name}). Koden gäller."
            )

    def _given(self, unit: Municipality, row: int, column: int, cells: list[Cell]) -> Given:
        sheet, place, value = self.table.sheet, self.table.place(row, column), cells[column]
        if sheet.percent and place in sheet.percent:
            value = _as_shown(value, 100)
        elif sheet.number_formats and "%" in sheet.number_formats.get(place, ""):
            value = _as_shown(value, 1)
        return Given(unit, sheet.name, *place, value)

    def _read_wide(self) -> None:
        columns = {}
        for word, number in self.columns.items():
            if word in self.items:
                columns[number] = self.found.by_item.setdefault(self.items[word], [])
            elif self.table.is_turned and (number < self.table.keys[0] or not self._has_content_below(number)):
                texts = [text_of(row[number]) for row in self.rows]
                self._leave(self._column_name(number), texts)
                self._ask_of_year(self.heading, number, " ".join(filter(None, texts)))
            else:
                reason = "kolumnen saknar rubrik." if word.startswith("\0") else "enkäten har ingen sådan fråga."
                self._refuse(self.heading, number, reason, "Rätta rubriken till en frågas kod eller ta bort kolumnen.")
        for row, cells, unit in self._rows():
            for column, given in columns.items():
                given.append(self._given(unit, row, column, cells))

    def _read_long(self) -> None:
        self._refuse_other_columns()
        if not self.columns.keys() >= LONG_HEADINGS:
            return
        item_column, value_column = self.columns["fraga"], self.columns["svar"]
        comment_column = self.columns.get("kommentar")
        for row, cells, unit in self._rows():
            code = self.items.get(normalise(text_of(cells[item_column])))
            if code is None:
                self._refuse(row, item_column, "enkäten har ingen sådan fråga.", "Rätta frågans kod.")
                continue
            given = self._given(unit, row, value_column, cells)
            if comment_column is not None:
                given.comment, given.comment_place = cells[comment_column], self.table.place(row, comment_column)
            self.found.by_item.setdefault(code, []).append(given)

    def _refuse_other_columns(self) -> None:
        for word, number in self.columns.items():
            if word not in {"kommentar"} | LONG_HEADINGS:
                self._refuse(self.heading, number, "kolumnen känns inte igen.", _LONG_REMEDY)
        for word in sorted(LONG_HEADINGS - self.columns.keys()):
            self._refuse(self.heading, self.table.keys[0], f"kolumnen ”{word}” saknas.", _LONG_REMEDY)


def _as_shown(value: Cell, times: int) -> Cell:
    """A share as a person sees it: 0.6 as 60 %."""
    if isinstance(value, bool | str) or not isinstance(value, int | float):
        return value
    return f"{text_of(round(value * times, 8)).replace('.', ',')} %"
