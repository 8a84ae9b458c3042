"""What the portal sets of a document, and what is taken off when it is issued."""

from __future__ import annotations

from datetime import date

from documents.checks import finished
from documents.tree import Aside, Deck, Document, Heading, Paragraph, Section, Slide, Version, text
from workflow.documents.editions import Imprint, as_issued, dressed, dressed_deck

MARKED = Paragraph(text("Våra ord"), key="a", is_edited=True, warning="Siffran har ändrats")
IMPRINT = Imprint("Titel", "Rapport", ("Carin",), "FoU", Version(2, "data", "0.1"), "Rapport 2026:1", date(2026, 3, 2))


def document(*blocks: object, data: str = "") -> Document:
    return Document("Byggarens", (Section((Heading(1, "Kapitel"), *blocks)),), version=Version(data=data))


def test_the_imprint_is_the_portals() -> None:
    found = dressed(document(), IMPRINT)
    assert (found.title, found.kind, found.number, found.day) == (
        "Titel",
        "Rapport",
        "Rapport 2026:1",
        date(2026, 3, 2),
    )
    assert (found.authors, found.publisher, found.version) == (("Carin",), "FoU", Version(2, "data", "0.1"))
    assert finished(found).blocks


def test_what_the_builder_says_of_its_data_stands() -> None:
    assert dressed(document(data="egna"), IMPRINT).version == Version(2, "egna", "0.1")


def test_slides_have_the_same_imprint_and_their_own_title() -> None:
    deck = dressed_deck(Deck("Bilder", (Slide("En sak"),), version=Version(data="egna")), IMPRINT)
    assert (deck.title, deck.authors, deck.publisher, deck.day) == ("Bilder", ("Carin",), "FoU", date(2026, 3, 2))
    assert deck.version == Version(2, "egna", "0.1")


def test_what_is_issued_has_no_marks_for_staff() -> None:
    plain = Paragraph(text("Våra ord"), key="a")
    heading = Heading(2, "Tolkning")
    given = document(MARKED, heading, Aside("Obs", (MARKED,)))
    assert as_issued(given) == document(plain, heading, Aside("Obs", (plain,)))
