"""No two series of a chart look alike, without colour too."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparing.charts import APART, HEIGHT, apart, line_chart, mark_for
from indicators.comparing.trends import Point, Series
from tests.indicators.comparing.conftest import World

GROUP = re.compile(r'<g class="series">(.*?)</g>\s*(?=<g class="series">|<text class="end"|</svg>)', re.S)
MARK = re.compile(r'<(circle|rect|path|text) class="(mark [^"]+)"([^>]*)>([^<]*)')
PLACE = re.compile(r'(?:c?[xy]|d)="(?:M[-\d.]+ )?[-\d.]+')


def look_of(drawn: str) -> tuple[str, ...]:
    """Shape, whether it is filled, and what stands in it; wherever it stands. No colour."""
    shape, classes, how, text = MARK.search(drawn).groups()
    return shape, "hollow" if "hollow" in classes else "", PLACE.sub("", how), text


def dash_of(drawn: str) -> str:
    found = re.search(r'<line [^>]*?stroke-dasharray="([^"]+)"', drawn)
    return found[1] if found else ""


def chart_of(number: int) -> str:
    points = [Point(year, Fraction(year - 2000 + 1), "", True) for year in (2016, 2017)]
    series = [Series(f"Serie {place}", "", points) for place in range(number)]
    return line_chart("t", "d", [2016, 2017], series, str, Fraction(100))


@pytest.mark.parametrize("number", [2, 6, 7, 12, 20])
def test_no_two_series_share_a_mark(number: int) -> None:
    drawn = GROUP.findall(chart_of(number))
    assert len(drawn) == number
    assert len({look_of(one) for one in drawn}) == number


def test_the_first_six_differ_in_their_dashes_too() -> None:
    assert len({dash_of(one) for one in GROUP.findall(chart_of(6))}) == 6


def test_the_list_of_names_shows_the_line_and_the_mark_of_each() -> None:
    for place, drawn in enumerate(GROUP.findall(chart_of(14))):
        assert (look_of(mark_for(place)), dash_of(mark_for(place))) == (look_of(drawn), dash_of(drawn))


@given(st.lists(st.floats(16, 262), max_size=12))
def test_the_figures_at_the_ends_of_lines_do_not_cover_each_other(wanted: list[float]) -> None:
    placed = apart(wanted)
    in_order = [placed[number] for number in sorted(range(len(wanted)), key=wanted.__getitem__)]
    assert all(below - above > APART - 0.001 for above, below in pairwise(in_order))
    assert all(0 <= place <= HEIGHT for place in placed)


def test_figures_that_are_far_from_each_other_stand_at_their_points() -> None:
    assert apart([200.0, 16.0, 100.0]) == [200.0, 16.0, 100.0]


def test_the_page_draws_as_many_series_as_it_names(world: World) -> None:
    world.row(2016, "rutin", "ja", "nej", "ja")
    world.row(2017, "rutin", "ja", "ja", "ja")
    for slug in ("stockholm", "stockholms-lan", "riket"):
        for number, publication in (("40", "rapport"), ("60", "faktablad")):
            for year in (2016, 2017):
                world.group(year, "rutin", slug, number, **world.printed(publication))
    page = Client().get("/indikator/prov/rutin/").content.decode()
    drawn = GROUP.findall(page)
    assert len(drawn) == page.count('class="chart chart-key"') == 7
    assert len({look_of(one) for one in drawn}) == 7
