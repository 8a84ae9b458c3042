"""Figures as Swedish text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from indicators.comparing import presenters
from indicators.comparing.comparisons import Link
from municipalities.swedish import percent


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (Decimal(1095), 0, "1\u00a0095"),
        (Decimal("12.25"), 1, "12,3"),
        (Decimal("-0.25"), 1, "−0,3"),
        (Decimal("0.04"), 1, "0,0"),
        (Fraction(2, 3), 2, "0,67"),
    ],
)
def test_numbers(value: Decimal, decimals: int, text: str) -> None:
    assert presenters.number_text(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(75), "75\u00a0%"),
        (Fraction(125, 2), "62,5\u00a0%"),
        (Fraction(200, 3), "66,7\u00a0%"),
        (Fraction(0), "0\u00a0%"),
    ],
)
def test_a_decimal_only_where_the_share_is_not_whole(value: Fraction, text: str) -> None:
    assert percent(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(25, 2), "+12,5\u00a0pe"), (Fraction(-25), "−25\u00a0pe"), (Fraction(0), "±0\u00a0pe")],
)
def test_changes_are_in_percentage_points(value: Fraction, text: str) -> None:
    assert presenters.points_text(value) == text


def test_a_change_too_small_to_print_is_no_change() -> None:
    assert presenters.signed_text(Fraction(-1, 100)) == "±0,0"


@pytest.mark.parametrize(
    ("value", "printed", "word"),
    [
        ("ja", "JA", "Ja"),
        ("ja", "JA med vissa", "Ja med vissa"),
        ("ej_aktuellt", "", "Ej aktuellt"),
        ("kan_inte_svara", "", "Kan inte svara"),
        ("bortfall", "-", "Bortfall"),
        ("", "", "Redovisas inte"),
    ],
)
def test_words_for_results(value: str, printed: str, word: str) -> None:
    assert presenters.outcome_word(value, printed) == word


def test_a_status_has_sign_word_and_colour() -> None:
    html = presenters.status_html("delvis", movement=-1, since=2016)
    assert "status-delvis" in html
    assert "◐" in html
    assert "Delvis" in html
    assert "ned sedan 2016" in html


def test_words_from_files_are_escaped() -> None:
    assert "<b>" not in presenters.status_html("ja", presenters.outcome_word("ja", "<b>ja</b>"))


def test_links_hold_only_whole_or_partly() -> None:
    assert [Link(word).holds for word in ("yes", "partly", "no", "unknown")] == [True, True, False, False]
