"""Sentences under tables, word by word: one, two, many, all and none; others' figures; changes; figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.sentences import sentences_under
from tests.indicators.prose.tables import choice, figures, mean_of, share, table

NBSP = "\u00a0"


def texts(*indicators: IndicatorFacts) -> list[str]:
    return [one.text.replace(NBSP, " ") for one in sentences_under(table(*indicators))]


RUTIN = "har en aktuell rutin för jouren"
WHO = {
    "JJJJJJJJ": f"Samtliga åtta kommuner {RUTIN}.",
    "JJ": f"Båda kommunerna {RUTIN}.",
    "J": f"Alby {RUTIN}.",
    "NNNNNNNN": f"Ingen kommun {RUTIN}.",
    "NNNNDNNN": f"Ingen kommun {RUTIN}, men Forsa har det delvis.",
    "JJJJJJJN": f"Samtliga kommuner utom Ljusvik {RUTIN}.",
    "JJJJJDNN": f"Samtliga kommuner utom Gärdet, Hult och Ljusvik {RUTIN}. Gärdet har det delvis.",
    "JNNNNNNN": f"Endast Alby {RUTIN}.",
    "JJNNNNNN": f"Endast Alby och Berg {RUTIN}.",
    "JJJNNNNN": f"Endast Alby, Berg och Dal {RUTIN}.",
    "JJJJNNNN": f"Alby, Berg, Dal och Ekeby {RUTIN}.",
    "JJJJNDDN": f"Alby, Berg, Dal och Ekeby {RUTIN}. Gärdet och Hult har det delvis.",
    "JJJJJJJE": f"Samtliga sju kommuner med resultat {RUTIN}. För Ljusvik är frågan inte aktuell.",
    "JJJJJJNB": f"Samtliga kommuner med resultat utom Hult {RUTIN}. Resultat saknas för Ljusvik.",
    "NNNNNNNB": f"Ingen av de sju kommuner som har ett resultat {RUTIN}. Resultat saknas för Ljusvik.",
    "JNNNNNKB": f"Alby {RUTIN}. Hult har svarat att uppgiften saknas. Resultat saknas för Ljusvik.",
}


@pytest.mark.parametrize(("letters", "text"), WHO.items())
def test_who_has_it(letters: str, text: str) -> None:
    assert texts(choice(letters)) == [text]


@pytest.mark.parametrize("letters", ["BBBBBBBB", "EEEEEEEE", "        ", "JJJHJJJJ", "N"])
def test_nothing_is_said_where_nothing_is_known(letters: str) -> None:
    assert texts(choice(letters)) == []


def test_the_source_s_own_word_is_told() -> None:
    told = choice("JJDN", words=("Ja, med vissa", "Ny rutin", "Ja, med vissa", "Aldrig"))
    assert texts(told) == [
        f"Alby och Berg {RUTIN}. Dal har det delvis. Alby och Dal anger ”Ja, med vissa” och Berg ”Ny rutin”."
    ]
    same = choice("JJJN", words=("Ja, med vissa",) * 3)
    assert texts(same) == [f"Samtliga kommuner utom Ekeby {RUTIN}. De anger alla ”Ja, med vissa”."]


def test_many_are_counted_and_not_named() -> None:
    names = [f"Ort {number}" for number in range(26)]
    few = choice("J")
    units = tuple(replace(few.units[0], name=name, now="ja" if n < 15 else "nej") for n, name in enumerate(names))
    values = [str(one.now) for one in units]
    assert share(values) == (15, 26)
    assert texts(replace(few, units=units, mean=mean_of(values, []))) == [f"Sammanlagt 15 av 26 kommuner {RUTIN}."]


def test_indicators_that_the_same_units_have_share_a_sentence() -> None:
    two = (choice("JJJJJJJN"), choice("JJJJJJJN", code="b", name="Aktuell rutin för bokning"))
    assert texts(*two) == ["Samtliga kommuner utom Ljusvik har en aktuell rutin för jouren och för bokning."]
    none = [replace(one, units=choice("NNN").units, mean=choice("NNN").mean) for one in two]
    assert texts(*none) == ["Ingen kommun har en aktuell rutin för jouren eller för bokning."]


def test_a_clause_follows_its_place() -> None:
    name = "Alla handläggare får stöd"
    assert texts(choice("JJJJJJJN", name=name)) == ["I samtliga kommuner utom Ljusvik får alla handläggare stöd."]
    assert texts(choice("NNND", name=name)) == [
        "I ingen kommun får alla handläggare stöd, men i Ekeby gäller det delvis."
    ]
    assert texts(choice("JNND", name=name)) == ["Endast i Alby får alla handläggare stöd. I Ekeby gäller det delvis."]


AGAINST = {
    (64, 61): "Snittet, 62,5 procent, är i nivå med Stockholm (64 %) och riket (61 %).",
    (21, 29): "Snittet, 62,5 procent, är klart bättre än i Stockholm (21 %) och riket (29 %).",
    (64, 23): "Snittet, 62,5 procent, är i nivå med Stockholm (64 %) och klart bättre än i riket (23 %).",
    (46, 92): "Snittet, 62,5 procent, är något bättre än i Stockholm (46 %) men klart sämre än i riket (92 %).",
    (None, 70): "Snittet, 62,5 procent, är något sämre än i riket (70 %). Skillnaden mot riket är mindre än vad en"
    " kommun motsvarar (12,5 procentenheter).",
    (70, 55): "Snittet, 62,5 procent, är något sämre än i Stockholm (70 %) men något bättre än i riket (55 %)."
    " Skillnaderna mot Stockholm och riket är mindre än vad en kommun motsvarar (12,5 procentenheter).",
}


@pytest.mark.parametrize(("others", "text"), AGAINST.items())
def test_the_mean_beside_others(others: tuple[int | None, int], text: str) -> None:
    assert texts(choice("JJJJJNNN", stockholm=others[0], riket=others[1]))[1] == text


def test_a_mean_of_fewer_says_how_many() -> None:
    assert texts(choice("JJJNNEEB", riket=20))[1] == (
        "Snittet för de fem som räknas, 60 procent, är klart bättre än i riket (20 %)."
    )


def test_a_figure_that_is_neither_good_nor_bad_is_higher_or_lower() -> None:
    assert "högre än i riket" in texts(choice("JJJJJNNN", riket=20, desirable="none"))[1]
    assert "klart sämre än i riket" in texts(choice("JJJJJNNN", riket=20, desirable="low"))[1]


CHANGES = {
    ("JJNN", "NJNN"): "Sedan 2016 har Alby tillkommit, och snittet har ökat med 25 procentenheter.",
    ("JNNN", "JJNN"): "Berg har det inte längre, och snittet har minskat med 25 procentenheter sedan 2016.",
    ("JJNN", "NNJJ"): "Sedan 2016 har Alby och Berg tillkommit, medan Dal och Ekeby inte längre har det. Snittet är"
    " oförändrat.",
    ("JJNN", "JJNN"): "Resultatet är detsamma som 2016 i alla kommuner.",
    ("JNND", "JNDN"): "Snittet är detsamma som 2016.",
    ("JJNE", "JJNN"): "Snittet har ökat med 16,7 procentenheter sedan 2016.",
}


@pytest.mark.parametrize(("now", "before"), CHANGES)
def test_what_has_changed_and_for_whom(now: str, before: str) -> None:
    assert texts(choice(now, before))[1:] == [CHANGES[now, before]]


def test_years_that_are_compared_in_part_say_so() -> None:
    assert texts(choice("JJNN", "NJNN", link="partly"))[1].endswith(
        "25 procentenheter. Åren är bara delvis jämförbara."
    )


def test_years_that_may_not_be_compared_say_so() -> None:
    assert texts(choice("JJNN", "NNNN", link="no"))[1:] == ["Resultatet kan inte jämföras med 2016."]
    assert texts(choice("JJNN", "    ", link="new"))[1:] == ["Indikatorn är ny 2017."]
    two = (choice("JN", "  ", link="new"), choice("NJ", "  ", link="new", code="b"))
    assert texts(*two)[-1] == "Indikatorerna är nya 2017."


def test_figures_go_from_the_lowest_to_the_highest() -> None:
    (text,) = texts(figures("1.9", "3.8", "2.0", "1.9", riket="4.4"))
    assert text == (
        "För måttet ”Biståndsmottagare i befolkningen” är värdet lägst i Alby och Ekeby (1,9) och högst i Berg"
        " (3,8 procent). Snittet är 2,4 procent, mot 4,4 i riket."
    )


def test_figures_that_all_lie_below_others_are_told_together() -> None:
    two = [figures("1", "2", riket="4", code=code, name=code.upper()) for code in ("a", "b")]
    assert texts(*two)[-1] == "För båda indikatorerna är snittet lägre än i riket, och lägre är bättre."


def test_a_missing_figure_is_told_once() -> None:
    two = [figures("1", "2", None, code=code, name=code.upper()) for code in ("a", "b")]
    assert texts(*two)[-1] == "Uppgift saknas för Dal."
    other = figures("1", "2", "3", code="b", name="B")
    assert texts(two[0], other)[-1] == "Uppgift om ”A” saknas för Dal."


def test_a_small_table_gets_four_sentences_and_a_large_one_six() -> None:
    patterns = ("JNNNNNNN", "NJJNNNNN", "JJJJNNNN", "NNNJJJJJ", "JJJJJJNN", "JJJJJJJJ")
    every = [choice(one, "NNNNNNNN", code=one, name=f"Rutin {n}", riket=40) for n, one in enumerate(patterns)]
    assert [len(texts(*every[:number])) for number in (1, 2, 3, 4, 6)] == [3, 4, 4, 6, 6]


def basis(facts: TableFacts, kind: str) -> str:
    (found,) = [one for one in sentences_under(facts) if one.key.startswith(kind)]
    return found.basis


def test_the_basis_moves_with_the_figures_it_stands_on_alone() -> None:
    known = choice("JJJJJNNN", "JJJJNNNN", stockholm=30, riket=20)
    nation = choice("JJJJJNNN", "JJJJNNNN", stockholm=30, riket=21)
    unit = choice("JJJJJNNN", "JJJNJNNN", stockholm=30, riket=20)
    marks = {kind: [basis(table(one), kind) for one in (known, nation, unit)] for kind in ("vem", "jamfort", "andrat")}
    assert [len(set(found)) for found in marks.values()] == [1, 2, 2]
    assert marks["jamfort"][0] == marks["jamfort"][2]
    assert marks["andrat"][0] == marks["andrat"][1]
    assert basis(table(known), "vem") != basis(table(choice("JJJJJJNN")), "vem")


def test_the_table_s_order_is_kept() -> None:
    every = [choice("JNNN", code="a"), choice("JJJJ", code="b", name="Socialjour"), figures("1", "2", "3", "4")]
    assert [one.key for one in sentences_under(table(*every))] == ["vem:a", "vem:b", "spann:bistand"]
