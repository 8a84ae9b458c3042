"""The web page read back: every text and cell is there, as text, and what leads somewhere leads there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from documents.checks import cleaned, finished
from documents.tree import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    Picture,
    Row,
    Section,
    Span,
    Table,
    Version,
    text,
)
from documents.web.as_html import body_html, write_html
from tests.documents.sample import DOCUMENT, HOSTILE, SVG, TABLE


def page(*blocks: Block) -> html.HtmlElement:
    return html.fromstring(body_html(finished(Document("Titel", (Section(blocks),)))))


def sample() -> html.HtmlElement:
    return html.fromstring(body_html(DOCUMENT))


def texts(found: list[html.HtmlElement]) -> list[str]:
    return [one.text_content() for one in found]


def test_every_cell_stands_in_its_row_as_it_is_printed() -> None:
    rows = [texts(row.xpath("th | td")) for row in sample().xpath("//table/tbody/tr")]
    assert rows == [
        ["Ekerö", "NEJ (NEJ)", "JA (JA)a"],
        ["Solna", "DELVIS (JA)", "bortfall"],
        ["Snitt", "6 av 8 · 75 % ±0", "100 % +12,5"],
    ]


def test_each_heading_says_what_it_is_the_heading_of() -> None:
    found = sample().xpath("//thead//th")
    assert [(one.text_content(), one.get("scope"), one.get("colspan"), one.get("rowspan")) for one in found] == [
        ("Kommun", "col", None, "2"),
        ("Stöd", "colgroup", "2", None),
        ("Socialjour", "col", None, None),
        ("Väntetida", "col", None, None),
    ]
    assert {one.get("scope") for one in sample().xpath("//tbody//th")} == {"row"}
    assert [len(one) for one in sample().xpath("//colgroup")] == [1, 2]


def test_two_columns_without_a_shared_heading_stand_each_for_itself() -> None:
    table = replace(TABLE, columns=(Column("A"), Column("B"), Column("C")))
    assert len(page(table).xpath("//thead/tr")) == 1


def test_a_table_has_its_number_and_is_named_by_its_caption() -> None:
    box = sample().xpath("//*[@role='region']")[0]
    (caption,) = sample().xpath(f"//caption[@id='{box.get('aria-labelledby')}']")
    assert caption.text_content() == "Tabell 1. Tillgänglighet"
    assert box.get("tabindex") == "0"  # one that scrolls is reached from the keyboard


def test_the_summary_is_a_body_of_its_own_and_an_answer_has_its_sign() -> None:
    assert texts(sample().xpath("//tbody[@class='document-summary']//th")) == ["Snitt"]
    assert "document-tone-no" in sample().xpath("//td")[0].get("class")


def test_every_link_within_the_page_leads_to_one_place() -> None:
    names = [one.get("id") for one in sample().xpath("//*[@id]")]
    links = [one.get("href")[1:] for one in sample().xpath("//a[starts-with(@href, '#')]")]
    assert len(names) == len(set(names))
    assert set(links) <= set(names)
    assert len(links) >= 10


def test_a_footnote_and_its_mark_lead_to_each_other() -> None:
    (mark,) = sample().xpath("//a[@href='#fotnot-1']")
    (note,) = sample().xpath("//*[@id='fotnot-1']")
    assert note.text_content().startswith("Alla dagar, hela dygnet.")
    assert note.xpath(".//a")[0].get("href") == f"#{mark.get('id')}"


def test_a_note_leads_back_to_where_the_table_names_it_first() -> None:
    (note,) = sample().xpath("//*[@id='tabell-1-not-1']")
    assert note.text_content() == "a Efter påminnelse."
    assert note.xpath(".//a")[0].get("href") == "#tabell-1-not-1-har"
    (first,) = sample().xpath("//*[@id='tabell-1-not-1-har']")
    assert first.xpath("ancestor::th")[0].text_content() == "Väntetida"


def test_the_contents_name_chapters_and_what_is_under_them() -> None:
    chapters = sample().xpath("//nav/ol/li")
    assert [one.xpath("a")[0].text for one in chapters] == ["Sammanfattning", "Resultat", "Underskrifter"]
    assert texts(chapters[1].xpath("ol/li")) == ["Tillgänglighet", "Bilden"]
    assert sample().xpath("//h2[@id='avsnitt-1']")[0].text == "Sammanfattning"


def test_a_document_without_cover_has_no_contents() -> None:
    assert html.fromstring(body_html(replace(DOCUMENT, has_cover=False))).xpath("//nav") == []


def test_headings_stand_under_the_level_of_the_title() -> None:
    found = html.fromstring(body_html(DOCUMENT, top=2)).xpath("//h1 | //h2 | //h3 | //h4")
    assert [one.tag for one in found][:5] == ["h2", "h3", "h3", "h4", "h4"]
    assert [one.get("class") for one in found][1:4] == [f"document-heading-{level}" for level in (1, 1, 2)]


def test_the_head_says_who_when_and_what_it_stands_on() -> None:
    (head,) = sample().xpath("//header")
    assert texts(list(head)) == [
        "Exempeldata: innehållet är påhittat.",
        "Rapport 2018:1",
        "Öppna jämförelser ekonomiskt bistånd 2017",
        "Nordvästkommunerna",
        "FoU Nordväst · Carin Lund · 1 mars 2018",
        "Utgåva 2 · data 2018-02-28 14:03 · öjportal 0.1",
    ]


def test_what_is_not_known_is_not_printed() -> None:
    bare = Document("Titel", (), version=Version(1))
    assert texts(list(html.fromstring(body_html(bare)).xpath("//header")[0])) == ["Titel", "Utgåva 1"]


def test_a_picture_is_one_image_with_a_name_and_its_words() -> None:
    (svg,) = sample().xpath("//figure//*[local-name()='svg']")
    named = {one: svg.xpath(f"*[@id='{svg.get(one)}']")[0].text for one in ("aria-labelledby", "aria-describedby")}
    assert svg.get("role") == "img"
    assert named == {"aria-labelledby": "Sex av åtta har socialjour", "aria-describedby": "Prickar: sex av åtta."}


def test_a_picture_s_own_words_give_way_to_those_of_the_document() -> None:
    told = SVG.replace("<circle", "<title>Gammal</title><circle").replace("<svg", '<svg aria-labelledby="x"')
    (svg,) = page(Picture("b", "Ny", "Ord", told, table=TABLE)).xpath("//*[local-name()='svg']")
    assert "Gammal" not in svg.text_content()
    assert svg.get("aria-labelledby") == "bild-1-titel"


def test_a_picture_looks_as_on_paper_whatever_the_page_calls_its_classes() -> None:
    told = SVG.replace("<circle", '<circle class="mark"').replace("<svg", '<svg class="chart"')
    assert (
        page(Picture("b", "Fynd", "Ord", told, table=TABLE)).xpath(
            "//*[local-name()='svg']/descendant-or-self::*/@class"
        )
        == []
    )


def test_a_picture_drawn_for_a_phone_stands_beside_the_wide_one_under_names_of_its_own() -> None:
    found = page(Picture("b", "Fynd", "Ord", SVG, table=TABLE, narrow=SVG.replace("Nordväst", "Smalt")))
    (narrow,) = found.xpath("//*[contains(@class, 'document-drawing-narrow')]/*")
    assert "Smalt" in narrow.text_content()
    assert narrow.get("aria-labelledby") == "bild-1-smal-titel"


def test_a_picture_leads_to_its_table_or_has_it_behind_it() -> None:
    assert sample().xpath("//figure//a[@href='#tabell-1']")
    own = page(Picture("bild", "Fynd", "Ord", SVG, table=replace(TABLE, key="egen")))
    assert own.xpath("//figure/details//tbody//th")[0].text_content() == "Ekerö"
    assert own.xpath("//figure/details//caption")[0].text_content() == "Tillgänglighet"


def test_nothing_carries_a_style_of_its_own_or_runs() -> None:
    assert sample().xpath("//@style | //script | //@onclick | //style") == []


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    table = Table(
        "t",
        HOSTILE,
        (Column(HOSTILE, over=HOSTILE),),
        (Row((Cell(HOSTILE, HOSTILE, HOSTILE, notes=("<a>",)),)),),
        notes=(Note(text(HOSTILE), "<a>"),),
        source=HOSTILE,
    )
    blocks = (Heading(1, HOSTILE), Paragraph(text(HOSTILE)), table, Picture("b", HOSTILE, HOSTILE, SVG, table="t"))
    document = finished(Document(HOSTILE, (Section(blocks),), subject=HOSTILE, authors=(HOSTILE,), publisher=HOSTILE))
    found = html.fromstring(write_html(document).decode())
    assert found.xpath("//script") == []
    assert found.xpath("//title")[0].text == HOSTILE
    assert found.xpath("//meta[@name='description']/@content") == [HOSTILE]
    assert body_html(document).count("&lt;script&gt;") == 16  # every place that a text can stand in


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "//x.example", "/inne"])
def test_what_is_no_whole_address_is_no_link(link: str) -> None:
    assert page(Paragraph((Span("här", link=link),))).xpath("//a") == []


def test_a_link_and_the_looks_of_words_are_kept() -> None:
    found = page(Paragraph((Span("a", "emphasis"), Span("b", "strong", "https://www.socialstyrelsen.se/"))))
    assert found.xpath("//p/em")[0].text == "a"
    assert found.xpath("//p/a[@href='https://www.socialstyrelsen.se/']/strong")[0].text == "b"


def test_staff_are_told_where_a_figure_under_their_words_has_changed() -> None:
    found = page(Paragraph(text("Fyra har det."), warning="Nu är det fem."))
    assert texts(found.xpath("//*[@class='document-warning']")) == ["Nu är det fem."]


def test_the_file_brings_its_own_look_and_asks_for_nothing_else() -> None:
    written = write_html(DOCUMENT).decode()
    assert written.startswith('<!DOCTYPE html>\n<html lang="sv">')
    found = html.fromstring(written)
    assert ".document-table" in found.xpath("//style")[0].text
    assert found.xpath("//link | //script | //img | //@src") == []
    assert "@import" not in written
    assert "url(" not in written


def test_the_same_tree_gives_the_same_bytes() -> None:
    assert write_html(DOCUMENT) == write_html(DOCUMENT)


@given(st.text())
def test_any_text_is_read_back_as_it_was_cleaned(said: str) -> None:
    (found,) = page(Paragraph(text(said, "."))).xpath("//div/p")
    assert found.text_content() == cleaned(said) + "."
