"""The summary of a report, word by word."""

from __future__ import annotations

from indicators.prose.facts import IndicatorFacts
from indicators.prose.summary import summary_of
from tests.indicators.prose.tables import choice, figures, table

NBSP = "\u00a0"


def named(code: str, now: str, before: str = "", **more: object) -> IndicatorFacts:
    return choice(now, before, code=code, name=f"Aktuell rutin för {code}", **more)


def texts(*indicators: IndicatorFacts) -> list[str]:
    """Of two tables."""
    half = len(indicators) // 2
    found = summary_of([table(*indicators[:half]), table(*indicators[half:])])
    return [one.text.replace(NBSP, " ") for one in found]


def test_how_the_means_stand_is_counted_over_all_tables() -> None:
    four = (named("a", "JJJJ", riket=40), named("b", "JJNN", riket=49), named("c", "NNNN", riket=40))
    assert texts(*four, named("d", "JJJN", riket=30))[0] == (
        "Snittet för nordvästkommunerna är bättre än i riket för 2 av 4 indikatorer, i nivå för 1 och sämre för 1."
    )
    same = [named(code, "JJJN", riket=30) for code in "abcd"]
    assert texts(*same)[0] == "Snittet för nordvästkommunerna är bättre än i riket för samtliga 4 indikatorer."


def test_a_second_group_is_told_of_in_other_words() -> None:
    four = [
        named(code, "JJJN", riket=30, stockholm=stockholm)
        for code, stockholm in zip("abcd", (30, 75, 75, 90), strict=True)
    ]
    assert (
        texts(*four)[1]
        == "Jämfört med Stockholm är snittet i nivå för 2 av 4 indikatorer, bättre för 1 och sämre för 1."
    )


def test_how_many_have_changed_is_counted() -> None:
    five = [
        named(code, *pair.split())
        for code, pair in zip("abcde", ["JJ NJ", "JJ NN", "NJ JJ", "JN JN", "JN NJ"], strict=True)
    ]
    assert texts(*five)[0] == (
        "Av de 5 indikatorer som kan jämföras med 2016 har snittet ökat för 2, minskat för 1 och är oförändrat för 2."
    )


def test_few_indicators_are_not_counted() -> None:
    assert texts(named("a", "JJJN", riket=70), named("b", "JJNJ", riket=70)) == []


def test_what_all_have_and_none_has_is_told_together() -> None:
    every = (named("a", "JJJ"), named("b", "NNN"), named("c", "JJJ"), named("d", "NNN"), named("e", "JJB"))
    assert texts(*every) == [
        "Samtliga tre kommuner har en aktuell rutin för a och för c.",
        "Ingen kommun har en aktuell rutin för b eller för d.",
    ]


def test_the_furthest_ahead_and_behind_are_told_with_their_figures() -> None:
    assert texts(named("a", "JJJN", riket=30), named("b", "JNNN", riket=60), named("c", "JJNN", riket=50)) == [
        "Samtliga kommuner utom Ekeby har en aktuell rutin för a. Snittet, 75 procent, är klart bättre än i riket"
        " (30 %).",
        "Endast Alby har en aktuell rutin för b. Snittet, 25 procent, är klart sämre än i riket (60 %).",
    ]


def test_the_largest_changes_are_told_with_who_has_moved() -> None:
    found = texts(named("a", "JJJN", "JNNN"), named("b", "JNNN", "JJJN"), named("c", "JJNN", "JNNN"))
    assert found == [
        "Samtliga kommuner utom Ekeby har en aktuell rutin för a. Sedan 2016 har Berg och Dal tillkommit, och snittet"
        " har ökat med 50 procentenheter.",
        "Endast Alby har en aktuell rutin för b. Berg och Dal har det inte längre, och snittet har minskat med 50"
        " procentenheter sedan 2016.",
    ]


def test_nothing_is_said_of_nothing() -> None:
    assert summary_of([]) == ()
    assert texts(named("a", "BBB"), figures("1", "2")) == []
