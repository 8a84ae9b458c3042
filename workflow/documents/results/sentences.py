"""The drafted sentences of a report: under each table, in the summary, and over a picture. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from indicators.comparing.comparisons import Change
from indicators.comparing.matrix import Row
from indicators.prose.changes import RESERVATION
from indicators.prose.facts import TableFacts, facts_of
from indicators.prose.sentence import Sentence
from indicators.prose.sentences import sentences_under
from indicators.prose.summary import summary_of
from workflow.documents.results.facts import Measured, ReportFacts
from workflow.documents.results.layout import Placed

LONG = 380  # characters: then a new paragraph begins where the indicator is another
AGAIN = "Också här är åren bara delvis jämförbara."
COUNTED = ("lage", "andring")  # what the summary says over all indicators


def table_facts(facts: ReportFacts, title: str, measured: Sequence[Measured]) -> TableFacts:
    """Without the groups' figures that look wrong: no mean is held against one, and no change of it is told."""
    return facts_of(
        [_trusted(one, facts) for one in measured],
        title=title,
        group="kommunen" if len(facts.units) == 1 else "kommunerna",
        years=(facts.year, facts.compared),
        units=facts.units,
        sides=facts.side,
        publishers=facts.publishers,
    )


def _trusted(one: Measured, facts: ReportFacts) -> Row:
    side = []
    for place, (name, summary) in enumerate(zip(facts.side, one.row.side, strict=True)):
        years = one.years_suspected(name)
        change = Change(None, "missing") if years or one.is_disputed_before(place) else summary.change
        side.append(replace(summary, figure=None if facts.year in years else summary.figure, change=change))
    return replace(one.row, side=side)


@dataclass(frozen=True)
class Drafted:
    """`basis` is of the figures that the sentences stand on; of none where there are no sentences."""

    paragraphs: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()


def under_table(facts: ReportFacts, placed: Placed) -> Drafted:
    """Nothing where no figure may be told of."""
    sentences = sentences_under(table_facts(facts, placed.caption, placed.measured))
    return Drafted(_paragraphs(sentences), _basis(sentences))


def summary(facts: ReportFacts, placed: Sequence[Placed]) -> Drafted:
    """First what is counted over all indicators, then the strongest findings."""
    sentences = summary_of([table_facts(facts, one.caption, one.measured) for one in placed])
    counted = [one.text for one in sentences if one.key.startswith(COUNTED)]
    others = [one for one in sentences if not one.key.startswith(COUNTED)]
    return Drafted((*([" ".join(counted)] if counted else []), *_paragraphs(others)), _basis(sentences))


def _basis(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    return tuple(one.basis for one in sentences)


def _paragraphs(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    found: list[str] = []
    about = ""
    for one in sentences:
        codes = one.key.partition(":")[2]
        told = _varied(one.text, found)
        if found and (codes == about or len(found[-1]) + len(told) < LONG):
            found[-1] = f"{found[-1]} {told}"
        else:
            found.append(told)
        about = codes
    return tuple(found)


def _varied(told: str, before: Iterable[str]) -> str:
    """The same reservation in other words the second time, for it is of another indicator."""
    return told.replace(RESERVATION, AGAIN) if any(RESERVATION in one for one in before) else told
