"""Slides made of a document: one finding each, with what shows it and what is said to it."""

from __future__ import annotations

from dataclasses import replace

from documents.checks import finished, finished_deck
from documents.lines import plain
from documents.slides.from_document import deck_of, leads_of
from documents.tree import Block, Bullets, Document, Heading, Paragraph, Picture, Section, Slide, text
from tests.documents.sample import DOCUMENT, SVG, TABLE

PICTURE = Picture("bild", "Sex av åtta", "Prickar.", SVG, 160, 80, TABLE.key)
SAID = Paragraph(text("Sex av åtta har den."))


def slides(*blocks: Block, findings: int = 0) -> tuple[Slide, ...]:
    document = finished(Document("Titel", (Section((Heading(1, "Ett"), *blocks)),)))
    return deck_of(document, [[text(f"Fynd {number}.") for number in range(findings)]]).slides


def test_the_strongest_finding_is_the_title_and_the_others_stand_under_it() -> None:
    assert slides(findings=7) == (
        Slide("Fynd 0", (Bullets(tuple(text(f"Fynd {number}.") for number in range(1, 5))),)),
        Slide("Fynd 5", (Bullets((text("Fynd 6."),)),)),
    )
    assert slides(findings=1) == (Slide("Fynd 0"),)


def test_a_picture_is_a_slide_under_its_sentence_with_what_is_said_and_whose_figures_they_are() -> None:
    (slide,) = slides(SAID, TABLE, PICTURE)
    assert (slide.title, slide.spoken, slide.source) == ("Sex av åtta", "Sex av åtta har den.", "FoU Nordväst 2017")
    assert [type(one) for one in slide.body] == [Picture]


def test_a_source_of_several_tables_is_told_once() -> None:
    other = replace(TABLE, key="b", data=None, source=f"{TABLE.source}; Socialstyrelsen")
    (slide,) = slides(TABLE, other, PICTURE)
    assert slide.source == "FoU Nordväst 2017; Socialstyrelsen"


def test_a_slide_of_findings_says_whose_figures_the_document_tells_of() -> None:
    assert slides(TABLE, findings=2)[0].source == TABLE.source


def test_what_another_chapter_says_is_not_said_here() -> None:
    (slide,) = slides(SAID, TABLE, Heading(2, "Två"), replace(PICTURE, table=replace(TABLE, key="egen", data=None)))
    assert (slide.spoken, slide.source) == ("Prickar.", TABLE.source)
    (slide,) = slides(replace(SAID, text=text("a" * 2001)), TABLE, PICTURE)
    assert slide.spoken == "Prickar."


def test_a_tall_picture_gives_way_to_its_table() -> None:
    own = replace(TABLE, key="egen", data=None)
    tall = replace(PICTURE, height=105)
    own_table, of_document = slides(TABLE, replace(tall, table=own), replace(tall, key="b"))
    assert own_table.body == (own,)
    assert of_document.body == (replace(TABLE, number=1),)
    assert isinstance(slides(TABLE, replace(PICTURE, height=104))[0].body[0], Picture)


def test_what_a_document_says_first_is_parted_into_sentences_a_paragraph_a_slide() -> None:
    lead = Paragraph(text("Sex av åtta har den. Två, t.ex. Solna, har den inte."), "lead")
    later = Paragraph(text("I riket har 3. Länet har 5."))
    small = Paragraph(text("Källan är ny."), "small")
    document = Document("T", (Section((Heading(1, "A"), lead, later, small, Heading(1, "B"), SAID)),))
    told = leads_of(document)
    assert [[plain(one) for one in group] for group in told] == [
        ["Sex av åtta har den.", "Två, t.ex. Solna, har den inte."],
        ["I riket har 3.", "Länet har 5."],
    ]
    assert [one.title for one in deck_of(document, told).slides] == ["Sex av åtta har den", "I riket har 3"]
    assert leads_of(Document("T", (Section((Heading(1, "B"), SAID)),))) == []


def test_the_deck_says_of_itself_what_the_document_does() -> None:
    deck = finished_deck(deck_of(DOCUMENT, ()))
    assert (deck.title, deck.subtitle, deck.day) == (DOCUMENT.title, DOCUMENT.subtitle, DOCUMENT.day)
    assert (deck.publisher, deck.authors, deck.version) == (DOCUMENT.publisher, DOCUMENT.authors, DOCUMENT.version)
    assert deck.is_example
