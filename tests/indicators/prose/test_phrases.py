"""Names of indicators as what is said of those who have it."""

from __future__ import annotations

import pytest

from indicators.prose.phrases import clauses, joined, predicate_of

SAID = {
    "Aktuell rutin för samordning mellan LSS (barn och vuxen) och Ekonomiskt bistånd": (
        "har en aktuell rutin för samordning mellan LSS (barn och vuxen) och Ekonomiskt bistånd"
    ),
    "Aktuell rutin när barn misstänks fara illa": "har en aktuell rutin när barn misstänks fara illa",
    "Aktuell rutin vid våld – Ekonomiskt bistånd": "har en aktuell rutin vid våld",
    "IT-system som stödjer uppföljning": "har ett IT-system som stödjer uppföljning",
    "Uppsökande verksamhet för akut hemlösa": "har uppsökande verksamhet för akut hemlösa",
    "Socialjour": "har socialjour",
    "Erbjuder enklare rådgivning": "erbjuder enklare rådgivning",
    "Hushållsekonomisk rådgivning": "erbjuder hushållsekonomisk rådgivning",
    "Har tillgång till juridiskt stöd": "har tillgång till juridiskt stöd",
    "Använt resultat för utveckling.": "har använt resultat för utveckling",
    "Uppföljning av resultat": "följer upp resultat",
    "Information om nya rättsfall": "informerar om nya rättsfall",
    "Brukarundersökning": "har gjort en brukarundersökning",
    "Standardiserade bedömningsmetoder": "använder standardiserade bedömningsmetoder",
    "Alla handläggare får information": "får alla handläggare information",
    "Utredningsmall som inkluderar barn används alltid": "används utredningsmall som inkluderar barn alltid",
    "Planer som har upprättats har även undertecknats": "har planer som har upprättats även undertecknats",
    "Väntetid för nybesök": "når målet för ”Väntetid för nybesök”",
    "Aktuell överenskommelse: Hyresvärdar": "når målet för ”Aktuell överenskommelse: Hyresvärdar”",
}


@pytest.mark.parametrize(("name", "words"), SAID.items())
def test_what_is_said_of_who_has_it(name: str, words: str) -> None:
    assert predicate_of(name).words == words


def test_a_shorter_name_is_used_where_it_begins_alike() -> None:
    long = "Aktuell rutin vid indikation på att en vuxen utsatts för våld"
    assert predicate_of(long, ("Våld", "Aktuell rutin vid våld")).words == "har en aktuell rutin vid våld"
    assert predicate_of(long, ("Rutin vid våld", "Våld")).words == f"har en {long[0].lower()}{long[1:]}"


def test_a_name_without_a_shape_is_said_by_another_that_has_one_or_quoted_as_short_as_can_be() -> None:
    assert predicate_of("FIA (ett formulär)", ("FIA", "Använder FIA")).words == "använder FIA"
    assert predicate_of("Väntetid för besök", ("Väntetid",)).words == "når målet för ”Väntetid”"


def test_a_heading_that_has_lost_a_space_is_not_taken_for_a_shorter_name() -> None:
    assert predicate_of("Använder DUDIT i arbetet", ("Använder DUDITi arbetet",)).words == "använder DUDIT i arbetet"


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Socialjour", "Klagomålshantering"), "har socialjour och klagomålshantering"),
        (("Socialjour", "Erbjuder råd"), "har socialjour och erbjuder råd"),
        (("Socialjour", "Erbjuder råd", "Rutin"), "har socialjour och en rutin samt erbjuder råd"),
        (("Socialjour", "Använt råd"), "har socialjour och har använt råd"),
        (("Rutin för A", "Rutin för B", "Rutin vid C"), "har en rutin för A, för B och vid C"),
        (("Rutin mellan A och B", "Rutin mellan C och B"), "har en rutin mellan A och B samt mellan C och B"),
        (("Använt resultat", "Genomfört uppföljning"), "har använt resultat och genomfört uppföljning"),
    ],
)
def test_what_is_common_is_said_once(names: tuple[str, ...], words: str) -> None:
    assert joined([predicate_of(name) for name in names]) == words


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Socialjour", "Erbjuder råd"), ["har socialjour och erbjuder råd"]),
        (("Socialjour", "Erbjuder råd", "Rutin"), ["har socialjour och en rutin", "erbjuder råd"]),
        (("Rutin mellan A och B", "Erbjuder råd"), ["har en rutin mellan A och B", "erbjuder råd"]),
        (("Socialjour", "Klagomålshantering"), ["har socialjour och klagomålshantering"]),
    ],
)
def test_different_verbs_have_a_sentence_each_where_one_would_be_hard_to_read(
    names: tuple[str, ...], told: list[str]
) -> None:
    assert clauses([predicate_of(name) for name in names]) == told


def test_nobody_has_done_and_nobody_does_are_two_sentences() -> None:
    told = [predicate_of(name) for name in ("Genomfört uppföljning", "Använt resultat", "Använder DUDIT")]
    assert clauses(told, nobody=True) == ["har genomfört uppföljning eller använt resultat", "använder DUDIT"]


def test_nobody_has_the_one_or_the_other() -> None:
    told = [predicate_of(name) for name in ("Rutin mellan A och B", "Rutin mellan C och B")]
    assert joined(told, nobody=True) == "har en rutin mellan A och B eller mellan C och B"


@pytest.mark.parametrize(
    ("name", "partly", "no_longer", "while_no_longer"),
    [
        ("Socialjour", "har det delvis", "Alby har det inte längre", "Alby inte längre har det"),
        ("Erbjuder råd", "gör det delvis", "Alby gör det inte längre", "Alby inte längre gör det"),
        ("Använt råd", "har gjort det delvis", "Alby har inte gjort det 2017", "Alby inte har gjort det 2017"),
        ("Alla får råd", "gäller det delvis", "I Alby gäller det inte längre", "det inte längre gäller i Alby"),
        ("Väntetid", "gör det delvis", "Alby gör det inte längre", "Alby inte längre gör det"),
    ],
)
def test_said_again_in_short(name: str, partly: str, no_longer: str, while_no_longer: str) -> None:
    told = predicate_of(name)
    assert told.partly == partly
    assert told.no_longer("Alby", 2017) == no_longer
    assert told.while_no_longer("Alby", 2017) == while_no_longer
