"""A picture on a page of the portal: two drawings of which a page shows one, its finding, and its numbers behind it."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from lxml import html

from documents.pictures.grids import Grid, GridRow
from documents.tree import Cell
from documents.web.figures import figure_html
from tests.documents.pictures.samples import DRAWINGS, TREND


@pytest.mark.parametrize("kind", DRAWINGS)
def test_it_is_drawn_for_a_screen_and_a_phone_with_ids_of_their_own(kind: str) -> None:
    figure = html.fragment_fromstring(figure_html(DRAWINGS[kind], "bild"))
    assert [one.get("class") for one in figure.findall("svg")] == ["chart chart-wide", "chart chart-narrow"]
    ids = figure.xpath("descendant-or-self::*/@id")
    assert len(set(ids)) == len(ids)
    named = " ".join(figure.xpath(".//@aria-labelledby")).split()
    assert set(named) <= set(ids)


@pytest.mark.parametrize("kind", DRAWINGS)
def test_the_finding_stands_above_and_the_numbers_behind(kind: str) -> None:
    drawing = DRAWINGS[kind]
    figure = html.fragment_fromstring(figure_html(drawing, "bild"))
    assert figure.find("figcaption").text_content() == drawing.title
    rows = figure.find("details").findall(".//tbody/tr")
    told = [row.text_content() for row in rows]
    assert told == ["".join(cell.text for cell in row.cells) for row in drawing.table("t").rows]


def test_the_break_is_told_under_the_table() -> None:
    notes = html.fragment_fromstring(figure_html(TREND, "bild")).find_class("document-notes")[0]
    assert notes.text_content() == "Går inte att jämföra: Snitt Nordväst 2015–2016."


def test_a_page_may_have_the_numbers_in_a_table_of_its_own() -> None:
    assert "<table" not in figure_html(TREND, "bild", has_table=False)


def test_a_template_prints_it_and_a_hostile_name_in_it_is_text() -> None:
    drawing = Grid("<script>1</script>", ("<b>",), (GridRow("<img>", (Cell("<i>"),)),))
    page = Template("{{ picture }}").render(Context({"picture": figure_html(drawing, "bild")}))
    assert page.startswith('<figure class="picture" id="bild"><figcaption>&lt;script&gt;')
    assert not html.fragment_fromstring(page).xpath(".//script | .//b | .//img | .//i")
