"""Texts are measured wide enough, broken where words end, and labels moved no further than they must."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import font_source_sans_pro
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from documents.pictures.measuring import apart, widest_word, width_of, wrapped

FILES = Path(font_source_sans_pro.__file__).parent / "files"
SIGNS = "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ0123456789 .,:;!?-–−·()/%&+×«»\"'"


@cache
def font_of(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FILES / f"SourceSansPro-{name}.ttf", 1000)


@pytest.mark.parametrize(("name", "is_bold"), [("Regular", False), ("Semibold", True)])
@given(st.text(SIGNS, min_size=1, max_size=60))
def test_no_text_is_wider_than_measured(name: str, is_bold: bool, words: str) -> None:
    assert font_of(name).getlength(words) <= width_of(words, 1000, is_bold) + 1


def test_a_text_is_measured_no_more_than_a_third_too_wide() -> None:
    for words in ("Upplands Väsby", "Stockholms län 72 %", "Samlad plan på övergripande nivå"):
        assert width_of(words, 1000) < font_of("Regular").getlength(words) * 1.34


def test_a_letter_with_a_mark_that_stands_by_itself_is_as_wide_as_the_letter() -> None:
    assert width_of("e\u0301", 10) == width_of("e", 10) == width_of("é", 10)


@given(st.text(SIGNS, max_size=80), st.floats(40, 300))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(words: str, room: float) -> None:
    lines = wrapped(words, room, 13)
    assert all(width_of(line, 13) <= room for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == words.replace("-", "").replace(" ", "")


@given(st.text(SIGNS, max_size=80))
def test_where_the_widest_word_has_room_no_word_is_divided(words: str) -> None:
    lines = wrapped(words, max(widest_word(words, 13), 1), 13)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_line_is_broken_at_spaces_and_after_hyphens_alone() -> None:
    assert wrapped("Upplands-Bro och Solna", 70, 13) == ["Upplands-", "Bro och", "Solna"]
    assert wrapped("75\u00a0% av 8", 45, 13) == ["75\u00a0%", "av 8"]
    assert wrapped("", 45, 13) == [""]


LABELS = st.lists(st.tuples(st.floats(0, 300), st.floats(5, 20)), max_size=12)


@given(LABELS)
def test_labels_do_not_cover_each_other_and_keep_their_order(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = [one for one, _ in labels], [size for _, size in labels]
    placed = apart(wanted, sizes, 0, 300)
    order = sorted(range(len(labels)), key=wanted.__getitem__)
    assert all(
        placed[after] - placed[before] >= (sizes[before] + sizes[after]) / 2 - 0.001
        for before, after in pairwise(order)
    )
    assert all(size / 2 - 0.001 <= middle <= 300.001 - size / 2 for middle, size in zip(placed, sizes, strict=True))


def test_labels_that_are_far_from_each_other_stand_where_they_want() -> None:
    assert apart([200.0, 16.0, 100.0], [20.0] * 3, 0, 300) == [200.0, 16.0, 100.0]


def test_two_that_want_the_same_place_go_as_far_each() -> None:
    assert apart([100.0, 100.0], [20.0, 20.0], 0, 300) == [90.0, 110.0]
