"""A trend's marks lie where their figures are, no line crosses a break, and no two series look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.pictures.drawing import NARROW, WIDE, series_line, series_mark
from documents.pictures.trends import Trend, TrendPoint, TrendSeries
from tests.documents.pictures.reading import SVG, cut, read, run_of, words_in
from tests.documents.pictures.samples import TREND, series

PLACE = re.compile(r'(?:c?[xy][12]?|d)="(?:M[-\d.]+ )?[-\d.]+|fill="#\w+"|stroke="#\w+"|mark-\d')


def of_figures(*figures: int) -> Trend:
    points = (TrendPoint(2010 + place, Fraction(figure)) for place, figure in enumerate(figures))
    return Trend("t", (TrendSeries("Kö", tuple(points)),), lambda figure: str(round(figure)), is_share=False)


def circles(svg: ElementTree.Element) -> list[tuple[float, float]]:
    """Where the first series' marks are; the last is that of its label."""
    found = [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in svg.iter(f"{SVG}circle")]
    return found[:-1]


def lines(svg: ElementTree.Element, number: int) -> list[tuple[float, ...]]:
    drawn = (one for one in svg.iter(f"{SVG}line") if one.attrib["class"] == f"series-{number}")
    return [tuple(float(one.attrib[name]) for name in ("x1", "y1", "x2", "y2")) for one in drawn]


@given(st.lists(st.fractions(0, 100, max_denominator=26), min_size=2, max_size=8))
def test_each_mark_lies_at_its_year_and_figure(figures: list[Fraction]) -> None:
    drawn = read(Trend("t", (series("Snitt", *map(str, figures)),)))
    zero, hundred = (float(one.attrib["y1"]) for one in list(drawn.iter(f"{SVG}line"))[:5:4])
    marks = circles(drawn)
    for (_x, y), figure in zip(marks, figures, strict=True):
        assert abs(zero - (zero - hundred) * float(figure) / 100 - y) < 0.11
    steps = [after - before for (before, _), (after, _) in pairwise(marks)]
    assert max(steps) - min(steps) < 0.21
    assert min(steps) > 0


def test_years_that_are_missing_take_their_room() -> None:
    points = tuple(TrendPoint(year, Fraction(50)) for year in (2014, 2015, 2018))
    (first, _), (second, _), (third, _) = circles(read(Trend("t", (TrendSeries("Snitt", points),))))
    assert abs((third - second) - 3 * (second - first)) < 0.31


def test_a_line_joins_comparable_years_alone() -> None:
    drawn = read(TREND)
    marks = circles(drawn)
    assert [(x1, x2) for x1, _, x2, _ in lines(drawn, 1)] == [
        (marks[0][0], marks[1][0]),
        (marks[2][0], marks[3][0]),
    ]
    assert [len(lines(drawn, number)) for number in (1, 2, 3, 4)] == [2, 3, 3, 2]


def test_a_break_is_told() -> None:
    assert TREND.breaks == ["Snitt Nordväst 2015–2016"]
    assert "Går inte att jämföra: Snitt Nordväst 2015–2016." in TREND.alt
    assert TREND.table("t").notes[0].text[0].text == "Går inte att jämföra: Snitt Nordväst 2015–2016."
    assert not Trend("t", (series("Snitt", "1", "2"),)).table("t").notes


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_each_series_is_named_at_its_end_with_its_last_figure(width: int) -> None:
    told = run_of(read(TREND, width)).replace("\u00a0", " ")
    for words in ("Snitt Nordväst 75 %", "Stockholm 73 %", "Stockholms län 72 %", "Riket 2016: 58 %"):
        assert words in told


def test_the_count_stands_before_the_share() -> None:
    drawn = Trend("t", (TrendSeries("Snitt", (TrendPoint(2017, Fraction(75), count="6 av 8"),)),))
    assert "Snitt 6 av 8 · 75 %" in run_of(read(drawn)).replace("\u00a0", " ")


def test_two_series_of_one_name_are_told_apart_by_who_printed_them() -> None:
    points = (TrendPoint(2017, Fraction(75)),)
    drawn = Trend(
        "t",
        (TrendSeries("Riket", points, "FoU"), TrendSeries("Riket", points, "SoS"), TrendSeries("Solna", points, "SoS")),
    )
    assert drawn.names == ["Riket (FoU)", "Riket (SoS)", "Solna"]


def test_the_table_holds_each_figure_under_its_year() -> None:
    table = TREND.table("t")
    assert [column.heading for column in table.columns] == ["Serie", "2014", "2015", "2016", "2017"]
    told = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in table.rows]
    assert told[0] == ["Snitt Nordväst", "37,5 %", "50 %", "62,5 %", "75 %"]
    assert told[3] == ["Riket", "54 %", "52 %", "58 %", "–"]


def test_the_alternative_says_each_figure() -> None:
    assert "Riket: 2014 54 %, 2015 52 %, 2016 58 %." in TREND.alt.replace("\u00a0", " ")
    assert TREND.alt.startswith("Linjer över åren 2014–2017. ")


def look_of(drawn: str) -> str:
    """Without its place and its colour."""
    return PLACE.sub("", drawn)


@pytest.mark.parametrize("number", [2, 6, 7, 12, 20])
def test_no_two_series_share_a_mark(number: int) -> None:
    assert len({look_of(series_mark(one, 0, 0)) for one in range(number)}) == number


def test_a_number_as_a_mark_is_its_own() -> None:
    assert ">13</text>" in series_mark(12, 0, 0)


def test_the_first_six_differ_in_their_dashes_too() -> None:
    dashes = [re.findall(r'dasharray="([^"]+)"', series_line(number, 0, 0, 1, 1)) for number in range(7)]
    assert len({str(one) for one in dashes}) == 6
    assert dashes[6] == dashes[0] == []


def marks_in(parts: Iterable[ElementTree.Element]) -> list[str]:
    return [one.attrib["class"] for one in parts if "mark" in one.attrib.get("class", "")]


def test_the_label_has_the_mark_of_its_series() -> None:
    svg = read(TREND)
    assert [marks_in(group)[0] for group in svg.iter(f"{SVG}g")] == marks_in(svg)[::-1]


@pytest.mark.parametrize(
    ("figures", "ticks"),
    [
        ((3, 18), [0, 5, 10, 15, 20]),
        ((0, 0), [0, 1]),
        ((1_000_000, 4_100_000), [0, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000]),
        ((-7, 12), [-10, -5, 0, 5, 10, 15]),
    ],
)
def test_the_scale_holds_all_figures_in_even_steps(figures: tuple[int, ...], ticks: list[int]) -> None:
    assert of_figures(*figures).ticks == ticks


def test_no_two_steps_of_the_scale_are_written_alike() -> None:
    drawn = Trend("t", (series("Andel", "0.2", "0.4"),), lambda figure: str(round(figure)), is_share=False)
    assert [drawn.write(one) for one in drawn.ticks] == ["0", "1"]


def test_a_share_has_the_whole_scale() -> None:
    assert Trend("t", (series("Andel", "1", "2"),)).ticks == [0, 25, 50, 75, 100]
    assert Trend("t", (series("Andel", "1", "120"),)).ticks[-1] > 100


def test_years_that_have_no_room_are_not_written_and_the_last_is() -> None:
    drawn = Trend("t", (series("Snitt", *["50"] * 20, first=2000),))
    years = [int(one) for one in words_in(read(drawn, NARROW)) if one.isdigit()]
    assert years[-1] == 2019
    assert len(years) < 20
    assert len(set(years)) == len(years)


def test_a_figure_below_nought_lies_between_the_ends_of_the_scale() -> None:
    drawn = read(of_figures(-7, 12))
    grid = [float(one.attrib["y1"]) for one in drawn.iter(f"{SVG}line") if one.attrib["class"] == "grid"]
    by_figure = dict(zip(of_figures(-7, 12).ticks, grid, strict=True))
    (_, below), (_, above) = circles(drawn)
    assert by_figure[-5] < below < by_figure[-10]
    assert by_figure[15] < above < by_figure[10]
    assert cut(drawn) == []
