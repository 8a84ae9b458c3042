"""Signs for nothing told: which they are, and what a sheet says of its own."""

from __future__ import annotations

import pytest

from surveys.files.missing_signs import Meaning, explained_signs, sign_of


@pytest.mark.parametrize(
    "text",
    [
        "-",
        "–",
        "—",
        "−",
        "‑",
        "--",
        ".",
        "..",
        "...",
        "…",
        "x",
        "X",
        "×",
        "Uppgift saknas",
        "ingen  Uppgift",
        "ej svar",
    ],
)
def test_signs_and_words_for_nothing_told_mean_so_unless_the_sheet_says_otherwise(text: str) -> None:
    assert sign_of(text, {}).meaning is Meaning.MISSING


@pytest.mark.parametrize("text", ["", "Ja", "0", "xx", "-5", "1-3", "Nej.", "saknas ofta"])
def test_what_is_no_sign_is_none(text: str) -> None:
    assert sign_of(text, {}) is None


@pytest.mark.parametrize(
    ("note", "sign", "meaning"),
    [
        ("x = ej svar", "x", Meaning.MISSING),
        (".. = uppgift saknas", "..", Meaning.MISSING),
        ("– = noll", "-", Meaning.ZERO),
        ("Teckenförklaring: – = noll, .. = uppgift saknas", "—", Meaning.ZERO),
        ("Teckenförklaring: – = noll, .. = uppgift saknas", "..", Meaning.MISSING),
        ("Tecknet – betyder noll.", "-", Meaning.ZERO),
        ("x: sekretess; .: ej aktuellt", "x", Meaning.WITHHELD),
        ("x: sekretess; .: ej aktuellt", ".", Meaning.NOT_APPLICABLE),
        ("(x) = färre än fyra personer", "x", Meaning.WITHHELD),
        ("x – kommunen har inte svarat", "x", Meaning.OTHER),
        ("x står för värdet är noll och - står för inte besvarat", "x", Meaning.ZERO),
        ("b = bortfall", "b", Meaning.MISSING),
        ("x = Ja", "x", Meaning.OTHER),
    ],
)
def test_a_note_says_what_a_sign_means(note: str, sign: str, meaning: Meaning) -> None:
    assert sign_of(sign, explained_signs([[note]])).meaning is meaning


def test_words_of_a_note_are_kept_as_they_stand() -> None:
    assert explained_signs([["x = Ja, men inte för alla"]])["x"].words == "Ja, men inte för alla"
    assert explained_signs([["x = Ej aktuellt. Källa: kommunen"]])["x"].words == "Ej aktuellt"


@pytest.mark.parametrize(
    "row", [["..", "Uppgift saknas"], ["..", "=", "Uppgift saknas"], ["", "..", "", "uppgift saknas"]]
)
def test_a_list_of_signs_in_columns_is_read(row: list[str]) -> None:
    assert explained_signs([row])[".."].meaning is Meaning.MISSING


def test_a_sign_explained_in_two_ways_is_unclear() -> None:
    assert explained_signs([["- = noll"], ["- = ej svar"]])["-"].meaning is Meaning.UNCLEAR
    assert explained_signs([["- = noll"], ["- = 0"]])["-"].meaning is Meaning.ZERO


@pytest.mark.parametrize(
    "text",
    [
        "Enkät 2017: ekonomiskt bistånd",
        "Källa: kommunerna - 2017",
        "E1 = Finns en rutin?",
        "Andel (%): procent",
        "a) Ja",
    ],
)
def test_other_texts_explain_no_sign(text: str) -> None:
    assert not set(explained_signs([[text]])) & {"-", "x", ".", "..", "e1", "1"}
