"""Finds the answers in a workbook: which sheet, which heading row, long or wide. Says what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from municipalities.models import Municipality
from surveys.files.fields import Unacceptable, normalise
from surveys.files.refusals import Refusal, cell_name, refuse_file
from surveys.files.units import Units
from surveys.files.workbooks import Cell, Sheet, is_blank, text_of
from surveys.questionnaires.questionnaire import Questionnaire

CODE_HEADINGS = {"kod", "kommunkod", "k-kod", "kommun-kod"}
NAME_HEADINGS = {"namn", "kommun", "kommunnamn", "kommun eller stadsdel"}
LONG_HEADINGS = {"fraga", "svar"}
SAME_HEADING = dict.fromkeys(CODE_HEADINGS, "kod") | {"fråga": "fraga", "delfråga": "fraga"}
EXPLANATION = "fråga"  # stands for the code in the row of question texts under the headings
ROWS_SEARCHED = 20


@dataclass(slots=True)
class Given:
    """One cell with an answer. `comment` is None where the file has no place for comments."""

    unit: Municipality
    sheet: str
    row: int
    column: int
    value: Cell
    comment: Cell | None = None
    comment_column: int = -1


@dataclass
class FoundAnswers:
    """What the file says, by item, before any answer has been read."""

    by_item: dict[str, list[Given]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, sheet: Sheet, row: int, column: int, reason: str, remedy: str) -> None:
        cells = sheet.rows[row]
        value = text_of(cells[column])[:80] if column < len(cells) else ""
        self.refusals.append(Refusal(sheet.name, cell_name(row, column), value, reason, remedy))


def find_answers(sheets: list[Sheet], questionnaire: Questionnaire, units: Units) -> FoundAnswers:
    """FileRefused where no sheet has answers; what is wrong with single cells is collected in `refusals`."""
    found = FoundAnswers()
    anything = False
    for sheet in sheets:
        heading = _heading_row(sheet, questionnaire)
        if heading is None:
            found.notes.append(f"Bladet {sheet.name} läses inte: ingen rubrikrad med kod och frågor.")
            continue
        anything = True
        reader = _SheetReader(sheet, heading, questionnaire, units, found)
        if reader.columns.keys() >= LONG_HEADINGS:
            reader.read_long()
        else:
            reader.read_wide()
    if not anything:
        raise refuse_file(
            "Filen saknar en rubrikrad med ”kod” och antingen ”fraga” och ”svar” eller frågornas koder.",
            "Hämta mallen för enkäten, fyll i den och försök igen.",
        )
    return found


def _heading_row(sheet: Sheet, questionnaire: Questionnaire) -> int | None:
    for number, row in enumerate(sheet.rows[:ROWS_SEARCHED]):
        words = {_heading_word(cell) for cell in row}
        if "kod" not in words:
            continue
        if words >= LONG_HEADINGS or any(normalise(code) in words for code in questionnaire.items):
            return number
    return None


def _heading_word(cell: Cell) -> str:
    word = normalise(text_of(cell))
    return SAME_HEADING.get(word, word)


class _SheetReader:
    """Reads one sheet into `found`."""

    def __init__(
        self, sheet: Sheet, heading: int, questionnaire: Questionnaire, units: Units, found: FoundAnswers
    ) -> None:
        self.sheet, self.heading, self.units, self.found = sheet, heading, units, found
        self.items = {normalise(code): code for code in questionnaire.items}
        self.columns = self._columns()

    def _columns(self) -> dict[str, int]:
        """Normalised heading: column. A heading that stands twice is refused."""
        columns: dict[str, int] = {}
        for number, cell in enumerate(self.sheet.rows[self.heading]):
            word = _heading_word(cell)
            if word in columns and word:
                self._refuse(self.heading, number, "rubriken står i två kolumner.", "Ta bort den ena kolumnen.")
            elif word or self._has_content_below(number):
                columns[word or f"\0{number}"] = number
        return columns

    def _refuse(self, row: int, column: int, reason: str, remedy: str) -> None:
        self.found.refuse(self.sheet, row, column, reason, remedy)

    def _has_content_below(self, column: int) -> bool:
        rows = self.sheet.rows[self.heading + 1 :]
        return any(column < len(row) and text_of(row[column]) for row in rows)

    def _rows(self) -> Iterator[tuple[int, list[Cell], Municipality]]:
        """Row number, cells and unit of each row that names one."""
        code_column, width = self.columns["kod"], len(self.sheet.rows[self.heading])
        padded = 0
        for number, row in enumerate(self.sheet.rows[self.heading + 1 :], start=self.heading + 1):
            if is_blank(row) or (code_column < len(row) and normalise(text_of(row[code_column])) == EXPLANATION):
                continue
            cells = row if len(row) >= width else row + [""] * (width - len(row))
            if not text_of(cells[code_column]):
                self._refuse(number, code_column, "raden saknar kommunkod.", "Fyll i koden eller töm raden.")
                continue
            try:
                unit, was_padded = self.units.of_code(cells[code_column])
            except Unacceptable as problem:
                self._refuse(number, code_column, problem.reason, problem.remedy)
                continue
            padded += was_padded
            self._note_other_name(number, cells, unit)
            yield number, cells, unit
        if padded:
            self.found.notes.append(
                f"Bladet {self.sheet.name}: {padded} koder saknade inledande nollor och lästes med dem (114 som 0114)."
            )

    def _note_other_name(self, number: int, cells: list[Cell], unit: Municipality) -> None:
        column = next((self.columns[word] for word in NAME_HEADINGS if word in self.columns), None)
        name = normalise(text_of(cells[column])) if column is not None else ""
        if name and name not in (normalise(unit.name), normalise(unit.full_name)):
            place = cell_name(number, column or 0)
            self.found.notes.append(
                f"Blad {self.sheet.name}, cell {place}: namnet ”{text_of(cells[column or 0])}” är inte det som hör till"
                f" koden {unit.code} ({unit.full_name}). Koden gäller."
            )

    def read_wide(self) -> None:
        columns = {}
        for word, number in self.columns.items():
            if word in self.items:
                columns[number] = self.found.by_item.setdefault(self.items[word], [])
            elif word != "kod" and word not in NAME_HEADINGS:
                reason = "kolumnen saknar rubrik." if word.startswith("\0") else "enkäten har ingen sådan fråga."
                self._refuse(self.heading, number, reason, "Rätta rubriken till en frågas kod eller ta bort kolumnen.")
        seen: set[int] = set()
        name = self.sheet.name
        for row, cells, unit in self._rows():
            if unit.pk in seen:
                code = self.columns["kod"]
                self._refuse(row, code, "kommunen står på två rader.", "Ta bort den ena raden.")
                continue
            seen.add(unit.pk)
            for column, given in columns.items():
                given.append(Given(unit, name, row, column, cells[column]))

    def read_long(self) -> None:
        self._refuse_other_columns()
        item_column, value_column = self.columns["fraga"], self.columns["svar"]
        comment_column = self.columns.get("kommentar")
        for row, cells, unit in self._rows():
            code = self.items.get(normalise(text_of(cells[item_column])))
            if code is None:
                self._refuse(row, item_column, "enkäten har ingen sådan fråga.", "Rätta frågans kod.")
                continue
            given = Given(unit, self.sheet.name, row, value_column, cells[value_column])
            if comment_column is not None:
                given.comment, given.comment_column = cells[comment_column], comment_column
            self.found.by_item.setdefault(code, []).append(given)

    def _refuse_other_columns(self) -> None:
        for word, number in self.columns.items():
            if word not in {"kod", "kommentar"} | LONG_HEADINGS | NAME_HEADINGS:
                self._refuse(
                    self.heading, number, "kolumnen känns inte igen.", "Använd kod, fraga, svar och kommentar."
                )
