"""How a collection is answered: the lines rise as the numbers do, and the days that mattered are marked."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.pictures.drawing import NARROW, WIDE
from documents.pictures.responding import MarkedDay, Responding, ResponseDay
from tests.documents.pictures.reading import SVG, read, run_of, words_in
from tests.documents.pictures.samples import OPENED, RESPONDING


def steps(svg: ElementTree.Element, number: int) -> list[tuple[float, float]]:
    """The heights that a line stands on, with the day each begins."""
    (path,) = (one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == f"step series-{number}")
    first = re.match(r"M([\d.]+) ([\d.]+)", path)
    return [(float(x), float(y)) for x, y in [first.groups(), *re.findall(r"H([\d.]+)V([\d.]+)", path)]]


@given(st.lists(st.integers(0, 8), min_size=2, max_size=20))
def test_each_day_stands_as_high_as_its_number(added: list[int]) -> None:
    days = [ResponseDay(OPENED + timedelta(2 * n), sum(added[: n + 1]), sum(added[:n])) for n in range(len(added))]
    svg = read(Responding("t", tuple(days), (), 160))
    grid = [float(one.attrib["y1"]) for one in svg.iter(f"{SVG}line") if one.attrib["class"] == "grid"]
    zero, all_of_them = max(grid), min(grid)
    for number, counts in ((1, [one.begun for one in days]), (2, [one.handed_in for one in days])):
        for (_, y), count in zip(steps(svg, number), counts, strict=True):
            assert abs(zero - (zero - all_of_them) * count / 160 - y) < 0.11


def test_the_marked_days_stand_at_their_day_with_their_word() -> None:
    svg = read(RESPONDING)
    lines = [float(one.attrib["x1"]) for one in svg.iter(f"{SVG}line") if one.attrib["class"] == "event"]
    first = steps(svg, 1)[0][0]
    a_day = (steps(svg, 1)[1][0] - first) / 2
    assert [round((x - first) / a_day) for x in lines] == [0, 28, 35, 53]
    assert {"Öppnad 16/1", "Påminnelse 13/2", "Påminnelse 20/2", "Sista dag 10/3"} <= set(words_in(svg))


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_ends_say_how_many_of_all(width: int) -> None:
    told = run_of(read(RESPONDING, width)).replace("\u00a0", " ")
    assert "Påbörjat 300 av 316" in told
    assert "Inlämnat 220 av 316" in told


@pytest.mark.parametrize(
    ("units", "scale"),
    [
        (0, ["0"]),
        (1, ["0", "1"]),
        (8, ["0", "2", "4", "6", "8"]),
        (26, ["0", "10", "20", "26"]),
        (29, ["0", "10", "20", "29"]),
        (316, ["0", "100", "200", "316"]),
    ],
)
def test_the_scale_ends_at_all_who_were_asked(units: int, scale: list[str]) -> None:
    svg = read(Responding("t", (ResponseDay(OPENED, 0, 0),), (), units))
    assert [one for one in words_in(svg) if one.isdigit()] == scale


def test_the_lines_end_today_and_the_scale_on_the_last_day() -> None:
    svg = read(RESPONDING)
    last = max(float(one.attrib["x1"]) for one in svg.iter(f"{SVG}line") if one.attrib["class"] == "event")
    assert steps(svg, 1)[-1][0] < last


def test_the_table_has_a_row_for_each_day_that_something_happened() -> None:
    days = (ResponseDay(date(2017, 1, 16), 0, 0), ResponseDay(date(2017, 1, 20), 3, 1))
    marked = (MarkedDay(date(2017, 1, 16), "Öppnad"), MarkedDay(date(2017, 1, 18), "Påminnelse"))
    table = Responding("t", days, (*marked, MarkedDay(date(2017, 2, 1), "Sista dag")), 8).table("t")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["2017-01-16", "0", "0", "Öppnad"],
        ["2017-01-18", "0", "0", "Påminnelse"],
        ["2017-01-20", "3", "1", ""],
        ["2017-02-01", "–", "–", "Sista dag"],
    ]


def test_the_alternative_says_how_far_it_has_come() -> None:
    told = RESPONDING.alt.replace("\u00a0", " ")
    assert told.startswith("Svaren dag för dag till och med 2017-03-01. Påbörjat: 300 av 316. Inlämnat: 220 av 316.")
    assert "Sista dag 2017-03-10." in told
