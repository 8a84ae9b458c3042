"""What the typeface lacks is named."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.paper.typeface import in_typeface


def test_swedish_text_and_the_signs_of_the_portal_stay() -> None:
    text = "Åsa & Örjan: ”hälften” – 37,5 % ▲ ▼ ✓ ■ ± ≥ …\n\tЖ Δ"
    assert in_typeface(text) == text


def test_what_it_lacks_is_told_by_number_sign_by_sign() -> None:
    assert in_typeface("👩‍💻 中!") == "[U+1F469][U+200D][U+1F4BB] [U+4E2D]!"


def test_hyphens_of_other_kinds_are_plain_ones() -> None:
    assert in_typeface("Upplands\u2011Bro ❤\ufe0f") == "Upplands-Bro [U+2764]"


@given(st.text())
def test_named_once_it_is_named_for_good(text: str) -> None:
    assert in_typeface(in_typeface(text)) == in_typeface(text)
