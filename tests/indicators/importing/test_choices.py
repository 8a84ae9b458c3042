"""What a person says of a file, how it adds up, and how its history tells it."""

from __future__ import annotations

from indicators.importing.choices import Choices

SAID = Choices({"rum": "vald", "tabell:Blad Svar, A1:B2": ""}, {"Svar|C|units": "percent"}, ("Svar|C",), True, False)


def test_what_is_kept_reads_the_same_again() -> None:
    assert Choices.of(SAID.as_mapping()) == SAID
    assert Choices.of({}) == Choices()


def test_headings_and_units_add_up_and_what_is_ticked_is_said_anew() -> None:
    later = Choices({"rum": ""}, {"Svar|C|groups": "fraction"}, read_hidden=True)
    assert SAID.then(later) == Choices(
        {"rum": "", "tabell:Blad Svar, A1:B2": ""},
        {"Svar|C|units": "percent", "Svar|C|groups": "fraction"},
        (),
        False,
        True,
    )


def test_the_history_tells_what_was_said() -> None:
    assert SAID.in_words(Choices()) == [
        "rubriken rum läses som vald",
        "Blad Svar, A1:B2 läses inte",
        "Svar, kolumn C (kommunernas rader) är i procent",
        "talen i Svar, kolumn C stämmer",
        "uppgifterna är för enkätens år",
    ]


def test_the_history_tells_what_was_taken_back_and_nothing_twice() -> None:
    assert SAID.in_words(SAID) == []
    later = SAID.then(Choices({"tabell:Blad Svar, A1:B2": "read", "rum": ""}, read_hidden=True))
    assert later.in_words(SAID) == [
        "rubriken rum läses inte",
        "Blad Svar, A1:B2 läses",
        "talen i Svar, kolumn C stämmer inte",
        "uppgifterna är inte för enkätens år",
        "det dolda läses",
    ]
    assert SAID.in_words(later)[-1] == "det dolda läses inte"


def test_what_the_command_line_says_is_told_by_its_heading() -> None:
    said = Choices({}, {"*|*": "fraction", "*|vuxna": "percent", "Blad|vuxnamedbistånd|groups": "percent"})
    assert said.in_words(Choices()) == [
        "alla kolumner är i andel",
        "rubriken vuxna är i procent",
        "Blad, rubriken vuxnamedbistånd (gruppernas rader) är i procent",
    ]
