"""A municipality's leaflet: two pages whatever it holds, with its own figures and nobody's that may not be seen."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pikepdf
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.paper.as_pdf import write_pdf
from documents.pictures.profiles import Counts, Profile, ProfileRow
from documents.tree import Document, Heading, Paragraph, Table
from indicators.leaflets.facts import LeafletFacts, Line
from indicators.leaflets.leaflet import leaflet
from indicators.models import Result
from municipalities.models import Municipality
from tests.documents.reading_pdf import read_pdf
from tests.workflow.conftest import WorkflowCast

NETWORK = ("0125", "0123", "0191", "0163", "0184", "0183", "0139", "0114")
AREAS = {f"a{number}": f"Kvalitetsområde {number}" for number in range(6)}


def line(name: str, value: str = "ja", **told: object) -> Line:
    known = {"quality_area": "a0", "text": value.capitalize() or "12", "beside": ("6 av 8", "75 %")}
    return Line(name=name, value=value, **known | told)


BARE = LeafletFacts(
    municipality="Solna",
    area="Ekonomiskt bistånd",
    year=2017,
    compared=2016,
    groups=("Snitt FoU Nordväst", "Riket"),
    quality_areas=AREAS,
    lines=(),
    profile=None,
    source="Uträknat",
    considered=(),
    day=date(2026, 3, 2),
    address="https://oj.example/kommun/0184/prov/2017/",
)


def facts_of(*lines: Line, **told: object) -> LeafletFacts:
    return replace(BARE, lines=lines, **told)


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


def pages_of(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def words(document: Document) -> str:
    return read_pdf(write_pdf(document)).root.text


@pytest.fixture
def reader(published: None, db: None) -> Client:
    return WorkflowCast().client("eva")


def address(code: str, year: int) -> str:
    return f"/kommun/{code}/ekonomiskt-bistand/{year}/blad.pdf"


@pytest.mark.parametrize("year", [2015, 2017, 2018])
def test_each_of_the_eight_has_two_pages(reader: Client, year: int) -> None:
    assert {code: pages_of(reader.get(address(code, year)).content) for code in NETWORK} == dict.fromkeys(NETWORK, 2)


def test_a_municipality_outside_the_network_stands_against_others(reader: Client) -> None:
    outside = Municipality.objects.get(code="0127")
    Result.objects.filter(municipality__code="0184", survey__year=2017).update(municipality=outside)
    content = reader.get(address("0127", 2017)).content
    assert pages_of(content) == 2
    assert "Botkyrka har Ja i 25 av 32 indikatorer" in read_pdf(content).root.text


def test_its_figures_are_those_of_its_page(reader: Client) -> None:
    """Solna 2017, counted in the rows of the published report: 25 Ja, 1 Delvis and 6 Nej."""
    told = read_pdf(reader.get(address("0184", 2017)).content)
    assert "Av 32 indikatorer har Solna Ja i 25, Delvis i 1 och Nej i 6." in told.root.text
    (table,) = told.tables
    assert len(table.rows) == 7
    row = next(one for one in table.rows if one[0].startswith("Strukturerad utredningsmall"))
    assert [one.replace("\u00a0", " ") for one in row[2:]] == ["4 av 8", "92 %", "78 %"]


@given(
    st.lists(st.sampled_from(["ja", "delvis", "nej", "bortfall", ""]), max_size=90),
    st.integers(5, 90),
    st.integers(0, 90),
    st.booleans(),
)
@settings(max_examples=12, deadline=None)
def test_it_has_two_pages_whatever_it_holds(values: list[str], letters: int, moved: int, is_example: bool) -> None:
    name = ("indikatorns namn " * 6)[:letters].strip()
    lines = [
        line(f"{number} {name}", value, quality_area=f"a{number % 6}", moved=int(number < moved), before="Nej")
        for number, value in enumerate(values)
    ]
    rows = tuple(ProfileRow(one, Counts(5, 2, 3, 1), Counts(40, 9, 30, 4)) for one in AREAS.values())
    profile = Profile("Solna har Ja i 30 av 60 indikatorer", "Solna", "FoU Nordväst, 8 kommuner", rows)
    told = facts_of(*lines, profile=profile, is_example=is_example, is_unpublished=is_example, considered=("x" * 250,))
    assert pages_of(write_pdf(leaflet(told))) == 2


def test_what_there_is_no_room_for_is_counted() -> None:
    document = leaflet(facts_of(*(line(f"Indikator {number}", "nej") for number in range(60))))
    table = next(document.tables)
    (said,) = [one.text[0].text for one in document.blocks if isinstance(one, Paragraph) and one.style == "small"]
    assert said == f"{60 - len(table.rows)} till står på kommunens sida i öjportal."


def test_what_most_others_have_comes_first() -> None:
    shares = {"Få": Fraction(10), "Flest": Fraction(90), "Okänt": None}
    table = next(leaflet(facts_of(*(line(name, "nej", share=share) for name, share in shares.items()))).tables)
    assert isinstance(table, Table)
    assert [row.cells[0].text for row in table.rows] == ["Flest", "Få", "Okänt"]


def test_what_is_empty_has_no_heading() -> None:
    assert headings(leaflet(facts_of(line("Öppet hela dygnet")))) == ["Det här finns", "Om bladet"]
    assert headings(leaflet(facts_of(line("Öppet", "nej")))) == ["Att utveckla", "Om bladet"]


def test_what_has_changed_is_told_with_both_ends_for_the_better_first() -> None:
    lines = (line("Sämre", "nej", moved=-1, before="Ja"), line("Bättre", moved=1, before="Delvis"))
    said = words(leaflet(facts_of(*lines)))
    assert "2 indikatorer ändrats: 1 åt rätt håll och 1 åt fel håll." in said
    assert said.index("Bättre: från Delvis till Ja") < said.index("Sämre: från Ja till Nej")


def test_markup_in_a_name_is_text() -> None:
    hostile = "#panic() <b> $x$ *fet* =1+1"
    assert hostile in words(leaflet(facts_of(line(hostile), line("Annat", "nej"), municipality="#eval(1)")))


def test_made_up_and_unpublished_results_say_so() -> None:
    pages = read_pdf(write_pdf(leaflet(facts_of(line("Öppet"), is_example=True, is_unpublished=True)))).pages
    assert all("Exempeldata" in page for page in pages)
    assert "Inte publicerat" in pages[0]


def test_who_is_not_logged_in_gets_the_page_and_not_the_leaflet(reader: Client) -> None:
    unknown, page = Client(), address("0184", 2017).removesuffix("blad.pdf")
    assert unknown.get(address("0184", 2017)).status_code == 302
    assert "blad.pdf" not in unknown.get(page).content.decode()
    assert "blad.pdf" in reader.get(page).content.decode()


def test_where_nothing_is_known_it_says_so(reader: Client) -> None:
    answer = reader.get(address("0380", 2017))
    assert answer.status_code == 422
    assert "Det finns inga resultat för kommunen" in answer.content.decode()
