"""A follow-up as a document: what was frozen stands in every file, and nothing in it is counted again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from documents.tree import Aside, Document, Heading, Paragraph, Picture
from indicators.models import Result
from municipalities.models import Group, Municipality
from municipalities.refusals import NotPossible
from municipalities.swedish import day_in_words
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.reading_files import READERS, missing, words_of
from workflow.documents.follow_ups.facts import FollowUpFacts
from workflow.documents.follow_ups.queries import read_follow_up
from workflow.documents.follow_ups.report import HIDDEN, findings_of, follow_up_report
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.follow_up.documents import sha256_of, without_figures
from workflow.models import Cycle, FollowUp

IN_CODE = ("year", "is_example", "sha256", "on", "outcome", "goes_on", "code", "direction", "closed_on", "unpublished")
EMPTY = {"scope": "", "meeting": {}, "decision": {}, "areas": [], "summary": "", "goes_on": "", "goes_on_areas": []}
BARE: dict[str, Any] = EMPTY | {
    "title": "Uppföljning",
    "network": "FoU",
    "year": 2015,
    "is_example": False,
    "unpublished": [],
    "closed_by": "c@test.example",
    "closed_on": "2017-12-15",
}
AREA = {
    "title": "Skydd",
    "need": "",
    "outcome": "",
    "outcome_label": "",
    "motivation": "",
    "goes_on": False,
    "moved": "",
    "indicators": [],
    "plans": [],
}


def facts_of(*, sha256: str = "", **told: Any) -> FollowUpFacts:
    return FollowUpFacts(BARE | told, 8, date(2017, 12, 15), sha256)


def texts_in(part: Any, key: str = "") -> Iterator[str]:
    """What a reader is to find of the frozen content."""
    if isinstance(part, dict):
        for name, one in part.items():
            if name not in IN_CODE or (name == "goes_on" and isinstance(one, str)):
                yield from texts_in(one, name)
    elif isinstance(part, list):
        for one in part:
            yield from texts_in(one, key)
    elif key != "headings" and part:
        yield str(part)


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


@pytest.fixture
def closed(demo_cycles: None, db: None) -> FollowUp:
    return FollowUp.objects.select_related("cycle__network", "cycle__area").get(cycle__year=2015)


def built(cycle: Cycle) -> Document:
    return KINDS["uppfoljning"].build(Order(cycle.network, cycle=cycle), {}).document


def test_every_text_and_figure_of_the_closing_document_of_2015_stands_in_every_file(closed: FollowUp) -> None:
    wanted = [*texts_in(closed.document), closed.sha256, day_in_words(date(2017, 12, 15))]
    assert len(wanted) > 400
    document = built(closed.cycle)
    assert document.is_example
    for read in READERS:
        assert missing(wanted, read(document)) == []


def test_each_figure_stands_in_its_row_and_year(closed: FollowUp) -> None:
    tables = {one.key: one for one in built(closed.cycle).tables}
    for number, area in enumerate(closed.document["areas"], 1):
        for place, one in enumerate(area["indicators"], 1):
            table = tables[f"siffror-{number}-{place}"]
            assert [column.heading for column in table.columns[1:-1]] == [f"{w} {year}" for w, year in one["headings"]]
            read = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
            assert read == {row["name"]: [*row["cells"], row["change"]] for row in one["rows"]}
            assert [row.kind for row in table.rows] == [""] * 8 + ["summary"] * (len(one["rows"]) - 8)


def test_what_is_frozen_stands_whatever_becomes_of_the_figures_and_names(closed: FollowUp) -> None:
    before = built(closed.cycle)
    Result.objects.all().delete()
    closed.verdicts.update(motivation="En annan.")
    Municipality.objects.filter(code="0184").update(name="Nya Solna")
    assert built(closed.cycle) == before


def test_a_closing_document_that_somebody_has_changed_is_refused(closed: FollowUp) -> None:
    FollowUp.objects.filter(pk=closed.pk).update(document=closed.document | {"summary": "Allt gick bra."})
    with pytest.raises(NotPossible, match="kontrollsumma"):
        built(closed.cycle)


def test_what_is_empty_has_no_heading() -> None:
    assert headings(follow_up_report(facts_of())) == []
    assert headings(follow_up_report(facts_of(areas=[AREA]))) == ["Områdena i korthet", "Skydd"]
    assert findings_of(facts_of()) == ()


def test_without_its_figures_it_says_why_and_shows_none(closed: FollowUp) -> None:
    whole = read_follow_up(closed.cycle)
    document = follow_up_report(replace(whole, content=without_figures(closed.document)))
    assert [one.key for one in document.tables] == ["omraden"]
    assert not list(document.pictures)
    assert HIDDEN in words_of(next(one for one in document.blocks if isinstance(one, Aside)))
    for area in closed.document["areas"]:
        assert area["motivation"].split("\n")[0] in words_of(document)


def test_markup_that_somebody_has_typed_is_text() -> None:
    hostile = "#set page(fill: red) <b onclick=x> $x^2$ *fet* =1+1 \\ {{ 7*7 }}"
    plan = {"whose": hostile, "done": hostile, "own_data": hostile, "learned": f"- {hostile}"}
    area = AREA | {"title": hostile, "need": hostile, "outcome_label": "Uppnått", "motivation": hostile}
    document = follow_up_report(facts_of(areas=[area | {"plans": [plan]}], summary=hostile, goes_on=hostile))
    assert [missing([hostile], read(document)) for read in READERS] == [[], [], []]


def test_slides_say_how_the_areas_came_out_and_then_each_indicator_by_name(closed: FollowUp) -> None:
    deck = KINDS["uppfoljning"].build(Order(closed.cycle.network, cycle=closed.cycle), {}).deck
    assert deck is not None
    first, *others = [one.title for one in deck.slides]
    assert first == ("4 utvecklingsområden: 1 uppnått, 1 delvis uppnått, 1 inte uppnått och 1 kan inte bedömas")
    assert others[0] == "Juridiskt stöd, FoU Nordväst: Ja i 5 av 8 år 2015 och 8 av 8 år 2017"
    assert all("frysta 15 december 2017" in one.source for one in deck.slides if isinstance(one.body[0], Picture))


def test_the_own_figures_of_a_report_follow_their_word(closed: FollowUp) -> None:
    said = [one for one in built(closed.cycle).blocks if isinstance(one, Paragraph) and len(one.text) == 2]
    assert {one.text[0].text for one in said} == {"Egna uppgifter: ", "Lärdomar: "}


@pytest.mark.parametrize("address", ["uppfoljning/", "uppfoljning/slutdokument/"])
def test_fou_alone_finds_the_way_to_the_document(closed: FollowUp, address: str) -> None:
    cast, wanted = WorkflowCast(), f"/rapporter/ny/?om=uppfoljning-{closed.cycle_id}-fou-nordvast"
    pages = {name: cast.client(name).get(f"/omgang/{closed.cycle_id}/{address}") for name in ("carin", "anna")}
    assert {name: wanted in page.content.decode() for name, page in pages.items()} == {"carin": True, "anna": False}
    assert 'name="titel"' in cast.client("carin").get(wanted).content.decode()
    assert sha256_of(closed.document) == closed.sha256
    assert Group.objects.filter(slug="fou-nordvast").exists()
