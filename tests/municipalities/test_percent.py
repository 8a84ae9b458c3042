"""A share in words: one decimal only where it is not whole, decimal comma, a blank that does not break."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from municipalities.swedish import percent


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0"),
        (Fraction(100), "100"),
        (Decimal("62.5"), "62,5"),
        (Fraction(200, 3), "66,7"),
        (Fraction(1225, 100), "12,3"),
        (Fraction(6004, 100), "60,0"),
        (Fraction(9996, 100), "100,0"),
    ],
)
def test_percent(share: Decimal | Fraction | int, text: str) -> None:
    assert percent(share) == f"{text}\u00a0%"
