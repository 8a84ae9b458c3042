"""Look-alike characters: one way of keeping them, one way of matching them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from municipalities.characters import folded, plain_text

NAMED = {
    "no-break space": ("1\u00a0000", "1 000"),
    "narrow no-break space": ("1\u202f000", "1 000"),
    "thin space": ("1\u2009000", "1 000"),
    "ideographic space": ("a\u3000b", "a b"),
    "zero width space": ("\u200b0125\u200b", "0125"),
    "soft hyphen": ("miss\u00adbruk", "missbruk"),
    "word joiner": ("E\u20601", "E1"),
    "byte order mark within": ("\ufeffkod", "kod"),
    "mark of direction": ("\u202a0125\u202c", "0125"),
    "decomposed letters": ("A\u030ang\u0308stro\u0308m", "Ång\u0308ström"),
    "Ångström sign": ("\u212bn", "Ån"),
    "line break of Word": ("a\x0bb", "a\nb"),
    "page break of Word": ("a\x0cb", "a\nb"),
    "line separator": ("a\u2028b", "a\nb"),
    "optional hyphen of Word": ("miss\x1fbruk", "missbruk"),
    "dashes stay": ("4–7 – sex\u20117", "4–7 – sex\u20117"),
    "picture of two people": ("👩\u200d💻", "👩\u200d💻"),
    "joiner between letters": ("Ja\u200d", "Ja"),
    "other control characters stay, to be refused": ("a\x00b", "a\x00b"),
}


@pytest.mark.parametrize("name", NAMED)
def test_text_is_kept_as_it_looks(name: str) -> None:
    typed, kept = NAMED[name]
    assert plain_text(typed) == kept


@pytest.mark.parametrize("dash", "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d\x1e")
def test_one_dash_is_as_good_as_another_for_matching(dash: str) -> None:
    assert folded(f"Inom 4{dash}7 dagar") == "inom 4-7 dagar"


@pytest.mark.parametrize("mark", "'’‘´′")
def test_one_apostrophe_is_as_good_as_another_for_matching(mark: str) -> None:
    assert folded(f"d{mark}A") == "d'a"


@pytest.mark.parametrize("typed", ["Е1", "Ε1", "e1", " E1\u200b", "E\u00ad1"])
def test_a_code_is_the_same_in_another_alphabet(typed: str) -> None:
    assert folded(typed) == "e1"


@pytest.mark.parametrize(("one", "other"), [("å", "a"), ("E1²", "E12"), ("1/2", "½"), ("E1", "El"), ("0", "O")])
def test_what_looks_different_stays_different(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text())
def test_what_is_plain_stays_so(text: str) -> None:
    once = plain_text(text)
    assert plain_text(once) == once
    assert folded(once) == folded(text)
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_decomposed_and_composed_are_kept_alike(text: str) -> None:
    assert plain_text(unicodedata.normalize("NFD", text)) == plain_text(text)
