"""The national fact sheet: that of 2018 against the one Socialstyrelsen printed, and what it says of small nations."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.lines import plain
from documents.tree import Bullets, Cell, Document, Facts, Picture, Version
from indicators.comparing.comparisons import Link
from indicators.models import GroupResult
from indicators.permissions import PUBLIC
from indicators.prose.phrases import predicate_of
from municipalities.refusals import NotPossible
from municipalities.swedish import percent
from tests.workflow.documents.published_reports import FOLDER
from workflow.documents.national.facts import NationalFacts, NationalFigure, NationalIndicator
from workflow.documents.national.messages import key_messages, points_words, tally_text
from workflow.documents.national.queries import read_national_facts
from workflow.documents.national.sheet import national_sheet, signed
from workflow.documents.results.facts import Issue

ISSUE = Issue("", ("Carin Exempel",), date(2018, 6, 1), Version(1, "2018-05-31", "0.1"))
BOARD = "Socialstyrelsen"


def read(
    area: str = "ekonomiskt-bistand", year: int = 2018, source: str = "publicerat", **more: object
) -> NationalFacts:
    given = {"sight": PUBLIC, "issue": ISSUE, "publisher": "FoU Nordväst"} | more
    return read_national_facts(area=area, year=year, source=source, **given)  # type: ignore[arg-type]  # as given


def printed() -> Iterator[dict[str, str]]:
    with (FOLDER / "socialstyrelsen-faktablad-2018.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def rows_of(document: Document, facts: NationalFacts) -> dict[str, dict[str, Cell]]:
    """Indicator code -> heading -> cell."""
    codes = {one.name: one.code for one in facts.indicators}
    return {
        codes[row.cells[0].text]: {column.heading: cell for column, cell in zip(table.columns, row.cells, strict=True)}
        for table in document.tables
        for row in table.rows
    }


def bullets(document: Document) -> list[list[str]]:
    return [[plain(item) for item in block.items] for block in document.blocks if isinstance(block, Bullets)]


@pytest.mark.django_db
class TestThatOf2018:
    @pytest.fixture
    def facts(self, published: None) -> NationalFacts:
        return read()

    def test_every_figure_that_was_printed_stands_in_its_cell_with_its_publisher(self, facts: NationalFacts) -> None:
        cells = rows_of(national_sheet(facts), facts)
        wrong = []
        for one in printed():
            found = cells[one["indicator"]]
            shown = percent(Fraction(one["number"])) if one["number"] else "–"
            if found[one["survey"][-4:]].text != shown or found["Utgivare"].text != BOARD:
                wrong.append((one["indicator"], one["survey"], shown))
        assert wrong == []

    def test_the_changes_that_were_printed_are_those_we_count(self, facts: NationalFacts) -> None:
        cells = rows_of(national_sheet(facts), facts)
        told = {one["indicator"]: one["change_printed"] for one in printed() if one["change_printed"]}
        assert told == {"uppfoljning_anvant": "+3", "vald_rutin": "+7"}
        assert {code: cells[code]["Ändring sedan 2017"].text for code in told} == told

    def test_its_messages_stand_on_the_nation_s_own_figures(self, facts: NationalFacts) -> None:
        assert bullets(national_sheet(facts))[0] == [
            "Störst ökning av de 6 som går att jämföra rakt av: 59\u00a0% av kommunerna har en aktuell "
            "rutin vid indikation på att en vuxen utsatts för våld, en ökning med 7 procentenheter sedan 2017.",
            "Störst minskning av de 6 som går att jämföra rakt av: 23\u00a0% av kommunerna har en aktuell "
            "rutin för att förhindra att barnfamiljer vräks, en minskning med 1 procentenhet sedan 2017.",
            "Högst andel av de 6 som är tryckta för hela landet: 74\u00a0% av kommunerna har en aktuell rutin för "
            "samordning mellan Barn och unga och Ekonomiskt bistånd.",
            "Lägst andel av de 6 som är tryckta för hela landet: 22\u00a0% av kommunerna har använt resultat från "
            "systematisk uppföljning för verksamhetsutveckling.",
            "Sedan 2017: av 6 indikatorer som går att jämföra rakt av har andelen ökat för 5 och minskat för 1.",
        ]

    def test_what_two_publishers_print_otherwise_is_listed_with_both(self, facts: NationalFacts) -> None:
        document = national_sheet(facts)
        told = bullets(document)[1]
        assert len(told) == 3
        assert (
            told[2]
            == "Strukturerad utredningsmall, 2017: Socialstyrelsen uppger 57\u00a0%, FoU Nordväst uppger 78\u00a0%."
        )
        cell = rows_of(document, facts)["utredningsmall"]["2017"]
        notes = {note.mark: plain(note.text) for table in document.tables for note in table.notes if note.mark}
        assert cell.text == "57\u00a0%"
        assert notes[cell.notes[0]] == "För 2017 uppger FoU Nordväst 78\u00a0%."

    def test_it_says_where_everything_comes_from(self, facts: NationalFacts) -> None:
        (about,) = (block for block in national_sheet(facts).blocks if isinstance(block, Facts))
        told = {term: plain(said) for term, said in about.rows}
        assert "Socialstyrelsen: Öppna jämförelser 2018 – Ekonomiskt bistånd (faktablad)" in told["Datakälla"]
        assert told["Svarsfrekvens"] == (
            "Enligt Socialstyrelsen svarade 2017 mellan 94\u00a0% och 95\u00a0% och 2018 mellan 93\u00a0% och "
            "95\u00a0% av enheterna, beroende på indikator. För 2016 är den inte känd i portalen; den står i källan."
        )

    def test_the_picture_shows_the_comparable_ones_over_the_years(self, facts: NationalFacts) -> None:
        (picture,) = (block for block in national_sheet(facts).blocks if isinstance(block, Picture))
        assert picture.caption == "Andelen har ökat för 5 av 6 jämförbara indikatorer sedan 2017"
        assert "59" in picture.alt

    def test_it_is_read_with_a_fixed_number_of_queries(self, published: None, django_assert_max_num_queries) -> None:
        with django_assert_max_num_queries(25):
            read()

    def test_a_year_that_nobody_tells_of_has_no_sheet(self, published: None) -> None:
        GroupResult.objects.all().delete()
        with pytest.raises(NotPossible, match="riket 2018"):
            read()


def figure(share: int | Fraction, publisher: str = BOARD, *, is_national: bool = True) -> NationalFigure:
    return NationalFigure(Fraction(share), percent(share), publisher, is_national=is_national)


def indicator(
    code: str, now: NationalFigure, before: NationalFigure | None = None, link: str = "yes"
) -> NationalIndicator:
    figures = {2018: now} | ({2017: before} if before else {})
    return NationalIndicator(code, code.title(), predicate_of(f"Rutin för {code}"), "ett", True, figures, Link(link))


def nation(*indicators: NationalIndicator) -> NationalFacts:
    return NationalFacts("Prov", 2018, (2017, 2018), "FoU", ISSUE, {"ett": "Ett"}, indicators, {}, ("Källan",), {})


def messages(facts: NationalFacts) -> dict[str, str]:
    told = (plain(one).split(": ", 1) for one in key_messages(facts))
    return {name: sentence for name, sentence in told}


def test_no_message_speaks_of_a_change_between_years_that_differ_or_of_two_publishers() -> None:
    facts = nation(
        indicator("a", figure(50), figure(10), "partly"),
        indicator("b", figure(40), figure(10, "FoU")),
        indicator("c", figure(30)),
    )
    assert list(messages(facts)) == ["Högst andel", "Lägst andel"]
    changes = [row.cells[3].text for table in national_sheet(facts).tables for row in table.rows]
    assert changes == ["+40", "–", "–"]


def test_a_figure_of_another_publisher_s_year_is_named() -> None:
    (table,) = national_sheet(nation(indicator("a", figure(50), figure(10, "FoU")))).tables
    assert plain(table.notes[0].text) == "Uppgift från FoU."
    assert table.rows[0].cells[1].notes == (table.notes[0].mark,)
    assert table.source == "Socialstyrelsen och FoU"


def test_what_a_report_quotes_is_no_message_beside_what_is_the_nation_s_own() -> None:
    quoted = figure(99, "FoU", is_national=False)
    facts = nation(indicator("a", figure(50)), indicator("b", figure(40)), indicator("c", quoted))
    assert messages(facts)["Högst andel av de 2 som är tryckta för hela landet"].startswith("50")
    assert messages(nation(indicator("c", quoted), indicator("d", figure(1, "FoU", is_national=False))))["Högst andel"]


def test_two_that_share_a_place_give_no_message_of_it() -> None:
    facts = nation(indicator("a", figure(50), figure(40)), indicator("b", figure(50), figure(40)))
    assert list(messages(facts)) == ["Sedan 2017"]


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([1, 2], "av 2 indikatorer som går att jämföra rakt av har andelen ökat för 2"),
        (
            [1, -2, 0],
            "av 3 indikatorer som går att jämföra rakt av har andelen ökat för 1 och minskat för 1, medan den är "
            "oförändrad för 1",
        ),
        ([0, 0], "andelen är oförändrad för alla 2 indikatorer som går att jämföra rakt av"),
    ],
)
def test_how_many_have_moved_is_said_in_good_swedish(points: list[int], told: str) -> None:
    assert tally_text([(indicator("a", figure(1)), Fraction(one)) for one in points]) == told


def test_points_have_their_sign_and_their_number() -> None:
    assert [signed(Fraction(one)) for one in ("7", "-1.5", "0")] == ["+7", "\u22121,5", "±0"]
    assert points_words(Fraction(-1)) == "1 procentenhet"


def test_a_clause_follows_where_it_is_so() -> None:
    one = replace(indicator("a", figure(62)), predicate=predicate_of("Mallen används i alla utredningar"))
    told = messages(nation(one, indicator("b", figure(1))))
    assert told["Högst andel"] == "i 62\u00a0% av kommunerna används mallen i alla utredningar."


def test_the_workbook_says_whose_each_figure_is() -> None:
    (table,) = national_sheet(nation(indicator("a", figure(Fraction(125, 2)), figure(10)))).tables
    assert table.data
    assert [column.heading for column in table.data.columns] == [
        *("Indikator", "Kod", "2017", "2017, utgivare", "2018", "2018, utgivare", "Ändring sedan 2017"),
    ]
    assert [value.text or float(value.number or 0) for value in table.data.rows[0]] == [
        *("A", "a", 10, BOARD, 62.5, BOARD, 52.5)
    ]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=2, max_size=8))
def test_the_messages_are_true_of_their_figures(shares: list[tuple[int, int]]) -> None:
    facts = nation(*(indicator(f"x{place}", figure(now), figure(then)) for place, (now, then) in enumerate(shares)))
    told, moved = messages(facts), [now - then for now, then in shares]
    highest = max(now for now, _then in shares)
    if "Högst andel" in told:
        assert told["Högst andel"].startswith(f"{highest}\u00a0%")
    assert ("Högst andel" in told) == ([now for now, _then in shares].count(highest) == 1)
    assert ("Störst ökning" in told) == (max(moved) > 0 and moved.count(max(moved)) == 1)
    if "Störst minskning" in told:
        assert f"med {points_words(Fraction(min(moved)))} sedan" in told["Störst minskning"]
