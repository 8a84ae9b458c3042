"""Published results from a file: what was matched to what, and what the file would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from indicators.computing.definitions import definitions_of
from indicators.importing.cells import Reading, is_share
from indicators.importing.choices import Choices
from indicators.importing.headings import LEFT_OUT, HeadingBook
from indicators.importing.queries import (
    StoredFigure,
    earlier_bounds,
    heading_matches,
    indicator_ids,
    stored_figures,
    words_before,
)
from indicators.importing.reader import CellReader, PlacedCell
from indicators.importing.rows import RowNames, read_row_names
from indicators.importing.shares import BoundsQuestion, UnitQuestion
from indicators.importing.tables.columns import Column
from indicators.importing.tables.finding import FoundTables
from indicators.importing.tables.heading_words import YearConflict
from indicators.importing.tables.layout import Table
from indicators.importing.tables.other_rows import UNKNOWN, told_of_others, unknown_units
from indicators.importing.tables.turning import cell_in, place_in
from indicators.models import Publication
from indicators.rules.outcomes import LABELS, NON_RESPONSE
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.models import Group, Municipality
from surveys.files.fields import Unacceptable
from surveys.files.import_plan import Counts, PlannedChange
from surveys.files.refusals import Refusal, only_hidden, refuse_file
from surveys.files.workbooks import Sheet, text_of
from surveys.models import Survey
from surveys.questionnaires.answer_values import swedish_number

ALL_KINDS = ("choice", "number", "register", "background")
MOST_NOTES = 30


@dataclass(frozen=True)
class PublicationFacts:
    """The publication a file is stored as; made if there is none with this slug."""

    slug: str
    title: str
    publisher: str
    year: int
    kind: str = Publication.Kind.RESULT_FILE

    @classmethod
    def for_survey(
        cls, survey: Survey, kind: str, slug: str = "", title: str = "", publisher: str = ""
    ) -> PublicationFacts:
        """Short name and title are made of the survey where they are not said; FileRefused without a publisher."""
        if not publisher.strip():
            raise refuse_file(
                "Det står inte vem som har gett ut uppgifterna.", "Ange utgivare (--publisher på kommandoraden)."
            )
        is_register = kind == Publication.Kind.REGISTER_FILE
        name = "Registeruppgifter" if is_register else "Resultatfil"
        made = f"{'registerfil' if is_register else 'resultatfil'}-{survey.area.slug}-{survey.year}"
        title = title or f"{name}, {survey.full_title}"
        return cls(slug or made, title, " ".join(publisher.split()), survey.year, kind)


@dataclass(frozen=True)
class PlannedFigure:
    subject: Municipality | Group
    definition: IndicatorDefinition
    indicator_id: int
    reading: Reading
    place: str
    before: StoredFigure | None


@dataclass
class ResultPlan:
    survey: Survey
    publication: PublicationFacts
    chosen: Choices
    columns: list[Column] = field(default_factory=list)
    figures: list[PlannedFigure] = field(default_factory=list)  # new and changed ones
    counts: Counts = field(default_factory=Counts)
    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    units: list[UnitQuestion] = field(default_factory=list)
    far_off: list[BoundsQuestion] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)  # also those that are not read
    year_conflicts: list[YearConflict] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # what is not read because it is hidden

    @property
    def unanswered(self) -> list[UnitQuestion | BoundsQuestion | YearConflict]:
        """What the file does not say, or says otherwise, and nobody has said."""
        return [
            *(self.year_conflicts if not self.chosen.confirmed_year else ()),
            *(one for one in self.units if not one.answer),
            *(one for one in self.far_off if not one.is_confirmed),
        ]

    @property
    def undecided(self) -> list[Column]:
        """Headings a person has to choose for, each once."""
        found = {column.key: column for column in self.columns if column.match.code is None}
        return list(found.values())

    @cached_property
    def fingerprint(self) -> str:
        """The same for two plans that would write the same, by the same choices."""
        told = sorted(
            (type(one.subject).__name__, one.subject.pk, one.indicator_id, repr(one.reading), repr(one.before))
            for one in self.figures
        )
        return hashlib.sha256(repr((self.publication, self.chosen, told)).encode()).hexdigest()

    def shown(self, most: int) -> list[PlannedChange]:
        """The first changes, as the preview shows them: those that overwrite something before those that do not."""
        in_order = sorted(self.figures, key=lambda one: one.before is None)
        return [
            PlannedChange(
                one.place,
                one.subject.full_name if isinstance(one.subject, Municipality) else one.subject.name,
                one.definition.full_name,
                _in_words(one.definition, one.before.value, one.before.number, one.before.printed)
                if one.before
                else "",
                _in_words(one.definition, one.reading.value, one.reading.number, one.reading.printed),
            )
            for one in in_order[:most]
        ]


def _in_words(definition: IndicatorDefinition, value: str, number: Decimal | None, printed: str) -> str:
    """What it means, and as it is printed where that is something else: 60 % (”0.6”)."""
    figure = "" if number is None else swedish_number(number)
    meaning = LABELS.get(value, value) if number is None else f"{figure} %" if is_share(definition) else figure
    same = {meaning.casefold(), figure, ""}
    return meaning if printed.replace(".", ",").casefold() in same else f"{meaning} (”{printed}”)"


class Planner:
    """Collects what the tables of one file say."""

    def __init__(
        self,
        survey: Survey,
        publication: PublicationFacts,
        chosen: Choices,
        kinds: Iterable[str],
        network: Group | None,
    ) -> None:
        definitions = definitions_of(survey)
        if definitions is None:
            raise refuse_file(f"{survey} har inga indikatorer i öjportal.", "Välj en annan enkät.")
        self.definitions: Definitions = definitions
        self.plan = ResultPlan(survey, publication, chosen)
        self.names: RowNames = read_row_names(survey.year)
        self.book = HeadingBook(definitions, kinds, chosen.headings, heading_matches(survey.area_id, network))
        if not self.book.indicators:
            raise refuse_file(
                f"{survey.full_title} har inga register- eller bakgrundsmått.",
                "Välj den enkät vars definitioner har dem, eller läs in filen som publicerade resultat.",
            )
        self.reader = CellReader(self.book.indicators, chosen.units, chosen.far_off, earlier_bounds(survey))
        self.words = self.reader.words
        self.indicator_ids = indicator_ids(survey.area_id)
        self.stored = stored_figures(survey, publication.slug)
        self.seen: dict[tuple[str, int, str], tuple[Reading, str]] = {}
        self.differ: list[str] = []

    def read_tables(self, found: FoundTables) -> None:
        self.plan.tables, self.plan.year_conflicts = found.tables, found.conflicts
        self.plan.hidden = found.hidden
        self.plan.notes += found.notes
        if not found.tables and found.hidden:
            self.plan.refusals.append(only_hidden("Ingen tabell med kommuner finns i det som inte är dolt i filen."))
        elif not found.tables:
            raise refuse_file(
                "Ingen tabell med kommuner hittades i filen.",
                " ".join(["Kontrollera att en kolumn har kommunernas namn eller koder.", *found.notes]),
            )
        self.reader.signs = found.signs
        for table in found.tables:
            if table.is_read:
                is_alone = sum(table.sheet is other.sheet for other in found.tables) == 1
                self.read_table(table, table.sheet.name if is_alone else table.name)

    def read_table(self, table: Table, called: str) -> None:
        """`called` tells the table from others of the file."""
        self.plan.columns += table.columns
        empty = withheld = 0
        cells = [
            PlacedCell(
                table.sheet,
                called,
                column.letters,
                column.heading,
                row,
                column.number,
                table.cell(row, column.number),
                subject,
                column.match.code or "",
            )
            for row, subject in table.rows
            for column in table.read_columns()
        ]
        for one, reading in self.read(cells):
            if not reading.is_told:
                withheld += 1
                continue
            empty += reading.value == NON_RESPONSE and not reading.printed
            self.add(one, reading)
        if any(column.match.code != LEFT_OUT for column in table.columns):
            self._refuse_rows(table)
        if empty:
            self.plan.notes.append(f"{table.name}: {empty} tomma celler för kommuner läses som bortfall.")
        if withheld:
            self.plan.notes.append(f"{table.name}: {withheld} värden redovisas inte i filen och läses inte.")

    def _refuse_rows(self, table: Table) -> None:
        for row, column, problem in table.problems:
            self.refuse(table.sheet, row, column, problem)
        unknown = unknown_units(table, self.book.results)
        for row in unknown:
            self.refuse(table.sheet, row, table.code_column or 0, UNKNOWN)
        if told := told_of_others(table, but=unknown):
            self.plan.notes.append(told)

    def read(self, cells: Iterable[PlacedCell]) -> Iterator[tuple[PlacedCell, Reading]]:
        """The cells that say something; what they say wrong is refused."""
        for one, said in self.reader.read(cells):
            if isinstance(said, Unacceptable):
                self.refuse(one.sheet, one.row, one.number, said)
            elif said is not None:
                yield one, said

    def refuse(self, sheet: Sheet, row: int, column: int, problem: Unacceptable) -> None:
        cells = sheet.rows[row]
        value = text_of(cells[column])[:80] if column < len(cells) else ""
        place = cell_in(sheet, row, column)
        self.plan.refusals.append(Refusal(sheet.name, place, value, problem.reason, problem.remedy))

    def add(self, one: PlacedCell, reading: Reading) -> None:
        """One figure; the same unit and indicator twice must say the same."""
        sheet, row, column, subject, code = one.sheet, one.row, one.number, one.subject, one.code
        place = place_in(sheet, row, column)
        key = (type(subject).__name__, subject.pk, code)
        if key in self.seen:
            if not self.seen[key][0].says(reading):
                reason = f"samma uppgift står annorlunda på annan plats ({self.seen[key][1]})."
                self.refuse(sheet, row, column, Unacceptable(reason, "Behåll den som stämmer."))
            return
        self.seen[key] = (reading, place)
        if code not in self.indicator_ids:
            self.refuse(
                sheet, row, column, Unacceptable(f"indikatorn {code} är inte inläst.", "Läs in katalogen först.")
            )
            return
        self._compare_with_last_year(one, reading, place)
        before = self.stored.get((key[0], subject.pk, self.indicator_ids[code]))
        if before is not None and before.says(reading):
            self.plan.counts.unchanged += 1
            return
        self.plan.counts.add(before is None, before is not None, 0)
        definition = self.book.indicators[code]
        self.plan.figures.append(PlannedFigure(subject, definition, self.indicator_ids[code], reading, place, before))

    def _compare_with_last_year(self, one: PlacedCell, reading: Reading, place: str) -> None:
        """A word of the year before that the cell has in brackets, against what is stored of that year."""
        stored = self.words_before.get((one.subject.pk, self.indicator_ids[one.code])) if reading.last_year else None
        if stored and reading.last_year not in stored:
            said, known = LABELS[reading.last_year], " och ".join(LABELS[word] for word in sorted(stored))
            year = self.plan.survey.year - 1
            name = self.book.indicators[one.code].full_name
            self.differ.append(
                f"{place}: {name} var {said} året före enligt filen, men {known} i det inlästa för {year}"
            )

    @cached_property
    def words_before(self) -> dict[tuple[int, int], set[str]]:
        return words_before(self.plan.survey)

    def finished(self) -> ResultPlan:
        self.plan.notes += self.differ[:MOST_NOTES]
        if (more := len(self.differ) - MOST_NOTES) > 0:
            self.plan.notes.append(f"{more} uppgifter till om året före skiljer sig från det inlästa.")
        self.plan.units, self.plan.far_off = self.reader.asked, list(self.reader.far.values())
        self.plan.counts.refused = len(self.plan.refusals)
        return self.plan
