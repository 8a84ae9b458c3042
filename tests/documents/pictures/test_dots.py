"""Each group's mark lies at its share, whoever else is there, and is named beside it."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.pictures.dots import Dot, DotRow, Dots
from documents.pictures.drawing import NARROW, WIDE
from tests.documents.pictures.reading import SVG, boxes_of, read, run_of
from tests.documents.pictures.samples import DOTS

GROUPS = ("Nordväst", "Stockholm", "Stockholms län", "Riket")


def of_shares(*shares: Fraction | int | None) -> Dots:
    dots = tuple(Dot(None if share is None else Fraction(share)) for share in shares)
    return Dots("t", GROUPS[: len(shares)], (DotRow("Socialjour", dots),))


def centre(one: ElementTree.Element) -> tuple[float, float]:
    """The middle of a mark, whatever its shape."""
    if "cx" in one.attrib:
        return float(one.attrib["cx"]), float(one.attrib["cy"])
    if "x" in one.attrib:
        return float(one.attrib["x"]) + 4.5, float(one.attrib["y"]) + 4.5
    x, y = map(float, re.findall(r"M([-\d.]+) ([-\d.]+)", one.attrib["d"])[0])
    return x, y + 6


def marks_at(svg: ElementTree.Element) -> dict[int, tuple[float, float]]:
    """Of each group the mark on the plot: below the rule that the names of the groups stand over."""
    marks = [(one, re.fullmatch(r"mark mark-(\d)", one.attrib.get("class", ""))) for one in svg.iter()]
    placed = [(int(number[1]) - 1, *centre(one)) for one, number in marks if number]
    return {number: (x, y) for number, x, y in placed if y > first_rule(svg)}


def first_rule(svg: ElementTree.Element) -> float:
    rules = [one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == "rule"]
    return float(rules[0].split()[1].partition("h")[0])


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(st.lists(st.fractions(0, 100, max_denominator=26), min_size=1, max_size=4))
def test_each_mark_lies_at_its_share(width: int, shares: list[Fraction]) -> None:
    svg = read(of_shares(*shares), width)
    grid = next(one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == "grid")
    zero, *_, hundred = [float(x) for x in re.findall(r"M([-\d.]+) [-\d.]+v", grid)]
    found = marks_at(svg)
    assert sorted(found) == list(range(len(shares)))
    for number, share in enumerate(shares):
        assert abs(found[number][0] - zero - (hundred - zero) * float(share) / 100) < 0.11


@given(st.lists(st.integers(0, 100), min_size=4, max_size=4))
def test_no_mark_covers_another(shares: list[int]) -> None:
    found = marks_at(read(of_shares(*shares))).values()
    assert all(max(abs(x1 - x2), abs(y1 - y2)) > 11 for (x1, y1), (x2, y2) in combinations(found, 2))


def test_no_words_lie_on_the_plot() -> None:
    """A figure beside a mark between the grid lines would be read as one more dot."""
    svg = read(of_shares(75, 92, 90))
    grid = next(one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == "grid")
    zero, *_, hundred = [float(x) for x in re.findall(r"M([-\d.]+) [-\d.]+v", grid)]
    below = [box for box in boxes_of(svg) if box.top > first_rule(svg)]
    assert [box.words for box in below if box.right > zero and box.left < hundred + 6] == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(st.lists(st.integers(0, 100), min_size=1, max_size=4))
def test_each_mark_is_named_once(width: int, shares: list[int]) -> None:
    svg = read(of_shares(*shares), width)
    marks = [one for one in svg.iter() if one.attrib.get("class", "").startswith("mark ")]
    assert len(marks) == 2 * len(shares)
    assert len(marks_at(svg)) == len(shares)


def test_on_a_phone_each_group_is_named_with_its_figure() -> None:
    told = run_of(read(DOTS, NARROW)).replace("\u00a0", " ")
    for words in ("Nordväst 6 av 8 · 75 %", "Stockholms län 72 %", "Riket 66,3 %", "Stockholms län: redovisas inte"):
        assert words in told


def test_on_paper_each_figure_stands_in_its_groups_column() -> None:
    boxes = boxes_of(read(DOTS))
    for group, figure in (("Nordväst", "75\u00a0%"), ("Stockholm", "70\u00a0%"), ("Riket", "66,3\u00a0%")):
        (heading,) = (box for box in boxes if box.words == group)
        assert any(
            box.words == figure and abs(box.right - heading.right) < 0.2 for box in boxes[boxes.index(heading) :]
        )


def test_many_groups_with_long_names_leave_the_plot_its_width() -> None:
    long = tuple(f"Samverkansområdet {name}" for name in "ABCDEF")
    svg = read(Dots("t", long, (DotRow("Socialjour", tuple(Dot(Fraction(one)) for one in range(6))),)))
    assert "Samverkansområdet A 0 %" in run_of(svg).replace("\u00a0", " ")


def test_a_group_without_a_share_has_no_mark() -> None:
    svg = read(of_shares(75, None, 50))
    assert sorted(marks_at(svg)) == [0, 2]
    assert "75\u00a0% uppgift saknas 50\u00a0%" in run_of(svg)


def test_the_scale_has_five_lines_from_nought_to_all() -> None:
    svg = read(of_shares(75))
    (grid,) = (one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == "grid")
    assert len(re.findall("v", grid)) == 5
    assert run_of(svg).replace("\u00a0", " ").startswith("Nordväst 0 % 25 % 50 % 75 % 100 %")


def test_the_table_and_the_alternative_hold_the_same_figures() -> None:
    table = DOTS.table("t")
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert [column.heading for column in table.columns] == ["Indikator", *GROUPS]
    assert rows[0] == ["Socialjour dygnet runt", "6 av 8 · 75 %", "70 %", "72 %", "69 %"]
    assert rows[1][2:] == ["100 %", "redovisas inte", "98 %"]
    told = DOTS.alt.replace("\u00a0", " ")
    assert "Brukarmedverkan: Nordväst 0 av 8 · 0 %, Stockholm 3 %, Stockholms län 50 %, Riket 66,3 %." in told
