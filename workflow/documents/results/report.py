"""The results report as a document, built from facts that `queries.read_results_report` has read. Pure.

The same facts and texts give the same document; what staff may write over has a key (`drafts`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from documents.checks import finished
from documents.tree import Block, Document, Heading, Section
from workflow.documents.edited import Draft, EditedText, paragraphs_of
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.layout import Placed, place
from workflow.documents.results.tables import named_apart, results_table


def build_results_report(facts: ReportFacts, texts: Mapping[str, EditedText]) -> Document:
    """`texts`: what staff have written instead of the drafts, by key."""
    return finished(
        Document(
            title=f"Öppna jämförelser {facts.area.lower()} {facts.year}",
            subtitle=f"Resultat för {facts.network}",
            kind="Rapport",
            number=facts.issue.number,
            authors=facts.issue.authors,
            publisher=facts.network,
            day=facts.issue.day,
            subject=f"Resultat i öppna jämförelser, {facts.area.lower()} {facts.year}",
            keywords=("öppna jämförelser", facts.area.lower(), facts.network),
            version=facts.issue.version,
            has_cover=True,
            is_example=facts.is_example,
            sections=(*_results(facts, texts),),
        )
    )


def drafts(facts: ReportFacts) -> list[Draft]:
    """Every text that may be written over, in the order of the document."""
    return [_comments(facts)]


def _results(facts: ReportFacts, texts: Mapping[str, EditedText]) -> Iterator[Section]:
    placed = place(facts.measured, facts.groups)
    tables = named_apart([results_table(facts, one) for one in placed])
    blocks: list[Block] = [Heading(1, "Resultat")]
    area = ""
    for one, table in zip(placed, tables, strict=True):
        if one.quality_area != area:
            area = one.quality_area
            blocks.append(Heading(2, _area_title(facts, one)))
        blocks.append(table)
    blocks += [Heading(1, "Kommentarer"), *paragraphs_of(_comments(facts), texts)]
    yield Section(tuple(blocks), starts_page=True)


def _area_title(facts: ReportFacts, placed: Placed) -> str:
    return facts.quality_areas.get(placed.quality_area, placed.quality_area)


def _comments(facts: ReportFacts) -> Draft:
    return Draft("kommentarer", "FoU:s kommentarer", (), "")
