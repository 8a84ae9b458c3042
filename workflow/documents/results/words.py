"""The texts of a report that staff may write over, and what they stand beside: facts, tables, edited texts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from documents.tree import Paragraph, Row, Table
from workflow.documents.edited import Draft, EditedText, basis_of, paragraphs_of
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.layout import Placed, place
from workflow.documents.results.sentences import summary, under_table
from workflow.documents.results.tables import named_apart, results_table
from workflow.documents.results.wording import introduction, method

SUMMARY, INTRODUCTION, COMMENTS, METHOD = "sammanfattning", "inledning", "kommentarer", "metod"


@dataclass(frozen=True)
class Told:
    """One report under way: each table once, each draft once."""

    facts: ReportFacts
    texts: Mapping[str, EditedText] = field(default_factory=dict)

    @cached_property
    def placed(self) -> list[Placed]:
        return place(self.facts.measured, self.facts.groups)

    @cached_property
    def tables(self) -> list[tuple[Placed, Table]]:
        tables = named_apart([results_table(self.facts, one) for one in self.placed])
        return list(zip(self.placed, tables, strict=True))

    @cached_property
    def drafts(self) -> dict[str, Draft]:
        """By key, in the order of the document."""
        facts = self.facts
        figures = [_figures(table.rows) for _placed, table in self.tables]
        told = summary(facts, self.placed)
        found = [
            Draft(SUMMARY, "Sammanfattning", told.paragraphs, basis_of(told.basis or figures)),
            Draft(INTRODUCTION, "Inledning", introduction(facts), basis_of(facts.year, facts.side)),
            *(self._under(one, printed) for one, printed in zip(self.placed, figures, strict=True)),
            Draft(COMMENTS, "Kommentarer", (), basis_of(figures)),
            Draft(METHOD, "Metod", method(facts), ""),
        ]
        return {one.key: one for one in found}

    def _under(self, placed: Placed, printed: list[list[str]]) -> Draft:
        """A text that is written where there is no draft may be about any figure of its table."""
        told = under_table(self.facts, placed)
        label = f"Under tabellen {placed.caption}"
        return Draft(text_key(placed), label, told.paragraphs, basis_of(told.basis or printed))

    def paragraphs(self, key: str, *, is_lead: bool = False) -> tuple[Paragraph, ...]:
        return paragraphs_of(self.drafts[key], self.texts, is_lead=is_lead)


def _figures(rows: Iterable[Row]) -> list[list[str]]:
    """What the table prints of figures, and no note."""
    return [[part for cell in row.cells for part in (cell.text, cell.before, cell.change)] for row in rows]


def text_key(placed: Placed) -> str:
    return f"text-{placed.key}"
