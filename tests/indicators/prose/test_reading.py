"""Statements are read out of text that somebody wrote: found where they are made, and never where they are not."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.reading.clauses import paragraphs_of, sentences_in
from indicators.prose.reading.reading import read_text
from indicators.prose.sentences import sentences_under
from indicators.prose.statements import Statement
from indicators.prose.trying import holds
from tests.indicators.prose.reports import report_tables


def all_of(year: int) -> TableFacts:
    tables = report_tables(year)
    found = {one.code: one for table in tables for one in table.indicators}
    return TableFacts("Alla", "nordvästkommunerna", year, tables[0].before, tuple(found.values()))


def statements_in(text: str, year: int = 2017) -> list[Statement]:
    return [one for read in read_text(text, all_of(year).indicators) for one in read.statements]


SOLNA, EKERO, SIGTUNA = "Solna", "Ekerö", "Sigtuna"


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Samtliga kommuner har socialjour.", said.AllHave("socialjour")),
        ("Alla kommuner förutom Ekerö har juridiskt stöd.", said.AllBut("juridiskt_stod", (EKERO,))),
        ("Förutom Ekerö har nordvästkommunerna juridiskt stöd.", said.AllBut("juridiskt_stod", (EKERO,))),
        ("Ingen kommun använder AUDIT.", said.NoneHas("audit")),
        ("Ingen kommun saknar socialjour.", said.AllHave("socialjour")),
        ("Endast Solna använder FREDA.", said.Only("freda", (SOLNA,))),
        ("Bara Ekerö och Sigtuna saknar socialjour.", said.AllBut("socialjour", (EKERO, SIGTUNA))),
        ("Ekerö och Solna har socialjour.", said.Holders("socialjour", (EKERO, SOLNA))),
        ("Ekerö har socialjour.", said.Has("socialjour", (EKERO,))),
        ("Ekerö har inte socialjour.", said.Lacks("socialjour", (EKERO,))),
        ("Ekerö använder delvis en strukturerad utredningsmall.", said.Partly("utredningsmall", (EKERO,))),
        ("De flesta kommuner har socialjour.", said.Most("socialjour")),
        ("Hälften av kommunerna använder FREDA.", said.Count("freda", 4, 8)),
        ("En fjärdedel av kommunerna använder FREDA.", said.Count("freda", 2, 8)),
        ("Tre kommuner saknar socialjour.", said.Count("socialjour", 5, 8)),
        ("Fem av åtta kommuner har socialjour.", said.Count("socialjour", 5, 8)),
        ("En av fyra kommuner har socialjour.", said.Count("socialjour", 2, 8)),
        ("Solna har numera socialjour.", said.Gained("socialjour", (SOLNA,), exactly=False)),
        ("Ekerö och Solna har börjat använda FREDA.", said.Gained("freda", (EKERO, SOLNA))),
        ("Solna har inte längre socialjour.", said.Lost("socialjour", (SOLNA,), exactly=False)),
        ("De flesta kommuner har slutat använda FREDA.", said.MostMoved("freda", "down")),
        ("Rutinerna för att barnfamiljer inte ska vräkas har minskat.", said.Changed("vrakning", "down")),
        ("Socialjour har ökat med 12,5 procentenheter.", said.Changed("socialjour", "up", Fraction(25, 2))),
        ("Den interna samordningen med LSS är oförändrad.", said.Unchanged("intern_lss")),
        ("För socialjour är snittet 62,5 procent.", said.FigureIs("socialjour", Fraction(125, 2))),
        ("I riket har 83 procent socialjour.", said.FigureIs("socialjour", Fraction(83), "Riket")),
        ("Socialjour finns hos 83 procent av kommunerna i riket.", said.FigureIs("socialjour", Fraction(83), "Riket")),
        ("Snittet för socialjour är klart bättre än i riket.", said.Against("socialjour", "Riket", "klart_battre")),
        ("Snittet för socialjour är i nivå med Stockholm.", said.Against("socialjour", "Stockholm", "i_niva")),
        ("FREDA används oftare i Stockholm än i nordvästkommunerna.", said.Against("freda", "Stockholm", "lagre")),
    ],
)
def test_a_sentence_is_read(text: str, statement: Statement) -> None:
    assert statement in statements_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kommunerna kan bli bättre på att använda AUDIT.",
        "Alla handläggare har läst om AUDIT.",
        "Samtliga kommuner har deltagit i mötet.",
        "Öppna jämförelser har genomförts sedan 2007 i alla kommuner.",
        "De flesta stadsdelar i Stockholm har socialjour.",
        "Från FoU deltar minst en av de som ansvarar för socialjour.",
        "Ingen kommun har överenskommelser med alla bostadsföretag.",
        "Tabell 1. Socialjour",
        "Ekerö JA (NEJ) JA (JA) NEJ (NEJ)",
    ],
)
def test_what_states_nothing_of_a_figure_is_left(text: str) -> None:
    assert statements_in(text) == []


def test_relations_in_one_sentence_belong_each_to_its_group() -> None:
    found = statements_in(
        "För socialjour är snittet något sämre än i Stockholm (100 %) och klart bättre än i riket (83 %)."
    )
    assert found == [
        said.Against("socialjour", "Stockholm", "nagot_samre"),
        said.Against("socialjour", "Riket", "klart_battre"),
        said.FigureIs("socialjour", Fraction(100), "Stockholm"),
        said.FigureIs("socialjour", Fraction(83), "Riket"),
    ]


def test_shares_told_one_for_each_are_shared_out_in_their_order() -> None:
    found = statements_in("Samtliga har socialjour, bättre än Stockholm och riket (77 % respektive 83 %).")
    assert said.FigureIs("socialjour", Fraction(77), "Stockholm") in found
    assert said.FigureIs("socialjour", Fraction(83), "Riket") in found


def test_a_sentence_that_goes_on_is_about_what_was_said_before() -> None:
    assert said.FigureIs("freda", Fraction(50)) in statements_in("Fyra kommuner använder FREDA. Snittet är 50 procent.")
    assert said.Lost("freda", (SOLNA,), exactly=False) in statements_in(
        "Ekerö använder FREDA. Solna gjorde det förra året, men inte detta år."
    )


def test_a_list_is_not_all_where_the_next_sentence_goes_on_with_it() -> None:
    found = statements_in("Ekerö och Solna har socialjour. Sigtuna har det också.")
    assert said.Has("socialjour", (EKERO, SOLNA)) in found
    assert not any(isinstance(one, said.Holders) for one in found)


def test_partly_in_the_next_sentence_counts_in_the_first() -> None:
    found = statements_in("Alla kommuner utom Ekerö har en strukturerad utredningsmall. Solna har det delvis.")
    assert said.AllBut("utredningsmall", (EKERO,), partly=True) in found


def test_one_sentence_may_be_about_several_indicators() -> None:
    found = statements_in(
        "Endast Ekerö använder AUDIT för riskfylld alkoholkonsumtion och DUDIT för drogrelaterade problem."
    )
    assert {one.indicator for one in found} == {"audit", "dudit"}


@pytest.mark.parametrize("written", ["Upplands-Väsby", "Upplands Väsby", "UPPLANDS VÄSBY", "Upplands\u00a0Väsby"])
def test_a_name_is_known_however_it_is_written(written: str) -> None:
    assert statements_in(f"Endast {written} har socialjour.") == [said.Only("socialjour", ("Upplands Väsby",))]


def test_a_name_with_one_wrong_letter_is_known() -> None:
    assert statements_in("Endast Sigstuna har socialjour.") == [said.Only("socialjour", (SIGTUNA,))]


def test_each_sentence_has_its_place_and_parted_words_are_whole() -> None:
    text = "Inledning\n\nI tabell 3 visas att alla kommu-\nner har socialjour.\n\nTabell 3\nEkerö JA JA\n"
    assert [(one.text, one.place) for one in sentences_in(paragraphs_of(text))] == [
        ("I tabell 3 visas att alla kommuner har socialjour.", "Tabell 3, stycke 1")
    ]


FIRST = "I tabell 3 visas att alla kommuner har socialjour."
SECOND = "Ekerö har dessutom en rutin."


@pytest.mark.parametrize(
    ("between", "place"),
    [
        ((), "Tabell 3, stycke 2"),
        (("Ett stycke till.",), "Tabell 3, stycke 3"),
        (("Tabell 4 är en annan.",), "Tabell 4, stycke 3"),
        (("Tabell 4 och tabell 5 är andra.",), "stycke 3"),
    ],
)
def test_a_table_holds_for_the_paragraphs_after_it(between: tuple[str, ...], place: str) -> None:
    assert [one.place for one in sentences_in([FIRST, *between, SECOND])][-1] == place
    pasted = paragraphs_of("\n\n".join([FIRST, *between, SECOND]))
    assert [one.place for one in sentences_in(pasted)][-1] == place


@pytest.mark.parametrize("heading", ["Samverkan", "# Samverkan", "Tabell 4", "**Samverkan**"])
def test_a_heading_ends_what_was_said_of_a_table(heading: str) -> None:
    places = [one.place for one in sentences_in(paragraphs_of(f"{FIRST}\n\n{heading}\n\n{SECOND}"))]
    assert places == ["Tabell 3, stycke 1", "stycke 2"]


def test_a_heading_in_a_word_file_ends_it_too() -> None:
    assert [one.place for one in sentences_in([FIRST, "Samverkan", SECOND])][-1] == "stycke 3"


def test_cells_between_do_not_end_it() -> None:
    pasted = paragraphs_of(f"{FIRST}\n\nEkerö JA NEJ\n\n{SECOND}")
    assert [one.place for one in sentences_in(pasted)][-1] == "Tabell 3, stycke 2"


@pytest.mark.parametrize("year", [2015, 2017, 2018])
def test_nothing_that_the_portal_writes_is_read_as_false(year: int) -> None:
    """Every sentence under the tables of the three reports, read back and tried on all figures of the year."""
    facts = all_of(year)
    text = "\n\n".join(" ".join(one.text for one in sentences_under(table)) for table in report_tables(year))
    assert [one for one in _told(text, facts) if (verdict := holds(one, facts)) and not verdict.holds] == []


def test_most_of_what_the_portal_writes_is_read() -> None:
    written, read = 0, 0
    for year in (2015, 2017, 2018):
        for table in report_tables(year):
            sentences = sentences_under(table)
            told = {_bare(one) for sentence in sentences for one in sentence.statements}
            text = " ".join(one.text for one in sentences)
            found = {_bare(one) for got in read_text(text, all_of(year).indicators) for one in got.statements}
            written, read = written + len(told), read + len(told & found)
    assert read / written > 0.5


def _bare(one: Statement) -> Statement:
    return replace(one, points=None) if isinstance(one, said.Against | said.Changed) else one


def test_what_was_written_is_false_when_the_figure_is_another() -> None:
    facts = all_of(2018)
    text = " ".join(one.text for table in report_tables(2018) for one in sentences_under(table))
    told = [one for one in _told(text, facts) if one.indicator == "socialjour" and isinstance(one, said.AllHave)]
    turned = replace(facts, indicators=tuple(_turned(one) for one in facts.indicators))
    assert [holds(one, facts).holds for one in told] == [True]  # type: ignore[union-attr]  # it is among the facts
    assert [holds(one, turned).holds for one in told] == [False]  # type: ignore[union-attr]  # as above


def _told(text: str, facts: TableFacts) -> list[Statement]:
    return [one for found in read_text(text, facts.indicators) for one in found.statements]


def _turned(one: IndicatorFacts) -> IndicatorFacts:
    other = {"ja": "nej", "nej": "ja"}
    return replace(one, units=tuple(replace(unit, now=other.get(str(unit.now), unit.now)) for unit in one.units))
