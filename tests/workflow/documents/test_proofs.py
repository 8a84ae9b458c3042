"""A report that somebody wrote is tried on the figures of its year: what is false is told with its place."""

from __future__ import annotations

import io
from html import unescape

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils.html import strip_tags

from indicators.prose.statements import Statement
from municipalities.swedish import NBSP
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import WorkflowCast
from workflow.documents.proofs import TOLD

PAGE = "/rapporter/granska/"


@pytest.fixture
def fou(cast: WorkflowCast) -> Client:
    return cast.client("carin")


@pytest.fixture
def about(cast: WorkflowCast) -> str:
    return f"{cast.network.slug}-{get_survey('ekonomiskt-bistand/2017').pk}"


def send(client: Client, **sent: object) -> HttpResponse:
    return client.post(PAGE, sent)  # type: ignore[return-value]  # the test client's response has more


def page_of(response: HttpResponse) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).replace(NBSP, " ").split())


def word_file(*paragraphs: str) -> SimpleUploadedFile:
    made = docx.Document()
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Ingen kommun har juridiskt stöd."
    for one in paragraphs:
        made.add_paragraph(one)
    target = io.BytesIO()
    made.save(target)
    return SimpleUploadedFile("rapport.docx", target.getvalue())


def test_a_false_statement_is_told_with_its_place_and_what_the_figures_say(fou: Client, about: str) -> None:
    page = page_of(send(fou, om=about, text="I tabell 9 framgår att ingen kommun har tillgång till juridiskt stöd."))
    assert "1 påstående i 1 mening är prövade. 1 stämmer inte." in page
    assert "Tabell 9, stycke 1" in page
    assert "ingen har det" in page
    assert "Siffrorna säger: 8 av 8: Ekerö, Järfälla" in page


def test_a_word_parted_at_the_end_of_a_pasted_line_is_read_whole(fou: Client, about: str) -> None:
    """A browser sends line ends as two characters; pasted from a PDF, words are parted where its lines end."""
    page = page_of(send(fou, om=about, text="I tabell 9 framgår att samtliga kom-\r\n\r\nmuner har juridiskt stöd."))
    assert "samtliga kommuner har juridiskt stöd." in page
    assert "Alla som gick att pröva stämmer." in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Samtliga kommuner har juridiskt stöd. Snittet är 99 procent.", "Siffrorna säger: 100 %."),
        ("Hälften av kommunerna använder FREDA. Snittet är bättre än i riket.", "Siffrorna säger: 50 % mot 67 %."),
        ("Tillgången till juridiskt stöd har minskat.", "Siffrorna säger: +37,5 procentenheter."),
    ],
)
def test_what_the_figures_say_has_its_unit(fou: Client, about: str, text: str, told: str) -> None:
    assert told in page_of(send(fou, om=about, text=text))


def test_nothing_is_said_of_saving_where_nothing_is_saved(fou: Client, about: str) -> None:
    page = page_of(send(fou, om=about, text=""))
    assert "Texten är inte granskad. Rätta det här:" in page
    assert "inte sparat" not in page


def test_a_true_statement_is_told_as_true(fou: Client, about: str) -> None:
    page = page_of(send(fou, om=about, text="Samtliga kommuner har tillgång till juridiskt stöd."))
    assert "Alla som gick att pröva stämmer." in page
    assert "Stämmer (1)" in page


def test_true_statements_of_a_sentence_stand_together(fou: Client, about: str) -> None:
    text = "Samtliga kommuner har tillgång till juridiskt stöd, men hälften av kommunerna använder FREDA. Hej."
    response = send(fou, om=about, text=text)
    page = page_of(response)
    assert page.count("Läst som:") == page.count("Siffrorna säger:") == 2
    assert response.content.decode().count("<q>") == 1


def test_a_paragraph_after_one_that_names_a_table_has_its_place(fou: Client, about: str) -> None:
    text = "I tabell 9 visas stödet till personalen i kommunerna.\n\nIngen kommun har tillgång till juridiskt stöd."
    assert "Tabell 9, stycke 2" in page_of(send(fou, om=about, text=text))


def test_a_word_file_is_read_without_its_tables(fou: Client, about: str) -> None:
    file = word_file("Hälften av kommunerna använder FREDA.", "Endast Solna har juridiskt stöd.")
    page = page_of(send(fou, om=about, fil=file))
    assert "2 påståenden i 2 meningar är prövade. 1 stämmer inte." in page
    assert "bara Solna har det" in page


def test_what_may_not_be_compared_is_told_as_untried(fou: Client, about: str) -> None:
    page = page_of(send(fou, om=about, text="Användningen av FREDA har minskat."))
    assert "Går inte att pröva" in page


def test_a_text_without_statements_says_what_can_be_tried(fou: Client, about: str) -> None:
    assert "säger inget om kommunernas resultat som går att pröva" in page_of(send(fou, om=about, text="Hej på er."))


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": ""}, "Välj en Word-fil eller klistra in en text."),
        ({"fil": SimpleUploadedFile("rapport.docx", b"inget dokument")}, "Filen är inget Word-dokument (.docx)"),
        ({"text": "Hej.", "om": "nej-1"}, "nej-1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(
    fou: Client, about: str, sent: dict[str, object], told: str
) -> None:
    response = send(fou, **{"om": about, **sent})
    assert response.status_code == 422
    assert told in page_of(response)


def test_typed_text_is_no_markup(fou: Client, about: str) -> None:
    response = send(fou, om=about, text="<script>alert(1)</script> Ingen kommun använder FREDA.")
    assert b"<script>alert" not in response.content
    assert "<script>alert(1)</script> Ingen kommun" in page_of(response)


def test_every_kind_of_statement_that_is_read_has_words() -> None:
    """Those that only the writing makes need none."""
    written_only = {"Between", "Worded", "NotApplicable", "CannotAnswer", "Missing", "NotComparable"}
    kinds = {kind.__name__ for union in Statement.__args__ for kind in getattr(union, "__args__", (union,))}
    assert kinds - written_only == {kind.__name__ for kind in TOLD}
