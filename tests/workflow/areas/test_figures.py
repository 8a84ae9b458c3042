"""Frozen figures held against those of today: whatever differs is told, and nothing else."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import pytest

from indicators.permissions import EVERYTHING
from surveys.models import Survey
from workflow.areas.figures import differences, figures_for_candidates
from workflow.models import Cycle

NETWORK = ["fou-nordvast", "FoU Nordväst", 3, 8, "75/2"]
NBSP = "\u00a0"


def figures(*groups: list[Any], kind: str = "choice", ekero: str = "ja") -> dict[str, Any]:
    units = [["0125", "Ekerö", ekero]]
    return {"indicators": [{"code": "a", "name": "Rutin", "kind": kind, "units": units, "groups": list(groups)}]}


def changed(before: dict[str, Any], now: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["place"], one["before"], one["after"]) for one in differences(before, now)]


def test_the_same_figures_differ_in_nothing() -> None:
    assert differences(figures(NETWORK), figures(list(NETWORK))) == []


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ([4, 8, "75/2"], f"4 av 8, 37,5{NBSP}%"),
        ([3, 7, "75/2"], f"3 av 7, 37,5{NBSP}%"),
        ([3, 8, "40"], f"3 av 8, 40{NBSP}%"),
        ([3, 8, None], "redovisas inte"),
    ],
)
def test_a_group_s_count_base_and_figure_are_each_compared(now: list[Any], told: str) -> None:
    other = [*NETWORK[:2], *now]
    assert changed(figures(NETWORK), figures(other)) == [("FoU Nordväst", f"3 av 8, 37,5{NBSP}%", told)]


def test_a_printed_figure_without_its_count_is_compared() -> None:
    nation = ["riket", "Riket", None, None, "81/2"]
    other = [*nation[:4], "41"]
    assert changed(figures(nation), figures(other)) == [("Riket", f"40,5{NBSP}%", f"41{NBSP}%")]


def test_a_base_that_is_told_only_later_is_a_difference() -> None:
    nation = ["riket", "Riket", None, None, "75/2"]
    assert changed(figures(nation), figures(["riket", "Riket", 3, 8, "75/2"])) == [
        ("Riket", f"37,5{NBSP}%", f"3 av 8, 37,5{NBSP}%")
    ]


def test_a_new_name_of_a_group_is_no_difference() -> None:
    assert differences(figures(NETWORK), figures(["fou-nordvast", "FoU Nordost", 3, 8, "75/2"])) == []


def test_a_unit_s_result_and_number_are_compared() -> None:
    assert changed(figures(), figures(ekero="delvis")) == [("Ekerö", "Ja", "Delvis")]
    assert changed(figures(kind="register", ekero="9/2"), figures(kind="register", ekero="5")) == [
        ("Ekerö", "4,5", "5")
    ]


def test_what_is_gone_is_told() -> None:
    assert changed(figures(NETWORK), {"indicators": []}) == [
        ("Ekerö", "Ja", "finns inte längre"),
        ("FoU Nordväst", f"3 av 8, 37,5{NBSP}%", "finns inte längre"),
    ]


@pytest.mark.django_db
def test_a_change_comes_with_the_count_it_is_counted_from(published: None, cycle: Cycle) -> None:
    told = [one for one in figures_for_candidates(cycle, EVERYTHING) if one.change is not None]
    assert told
    for one in told:
        assert one.before
        assert one.share == one.change + Fraction(100 * one.before[0], one.before[1])


def history(cycle: Cycle, code: str) -> dict[str, list[str]]:
    return dict(next(one for one in figures_for_candidates(cycle, EVERYTHING) if one.code == code).history)


@pytest.mark.django_db
def test_no_result_is_followed_across_years_that_compare_only_partly(published: None, cycle: Cycle) -> None:
    """2016 and 2017 are fully comparable, 2015 is not: everything was asked anew in 2016."""
    assert cycle.year == 2017
    lengths = {len(values) for one in figures_for_candidates(cycle, EVERYTHING) for values in one.history.values()}
    assert lengths == {1, 2}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("of_2016", "of_2017", "years"),
    [
        ("{2015: {is: yes}}", "{2016: {is: yes}}", 3),
        ("{2015: {is: partly, note: Ny fråga.}}", "{2016: {is: yes}}", 2),
        ("{2015: {is: yes}}", "{2016: {is: partly, note: Ny fråga.}}", 1),
        ("{2015: {is: yes}}", "{2016: {is: yes}, 2015: {is: no, note: Ny fråga.}}", 2),
        ("{2015: {is: yes}}", "{}", 1),
    ],
)
def test_each_year_is_comparable_to_all_after_it(
    published: None, cycle: Cycle, of_2016: str, of_2017: str, years: int
) -> None:
    code = "extern_primarvarden"
    for year, told in ((2016, of_2016), (2017, of_2017)):
        say_comparable(code, year, told)
    assert {len(values) for values in history(cycle, code).values()} == {years}


def say_comparable(code: str, year: int, told: str) -> None:
    known = Survey.objects.get(area__slug="ekonomiskt-bistand", year=year).definition_set
    own = re.compile(rf"(  - indicator: {code}\n(?:    .*\n)*?)    comparable:.*\n(?:      .*\n)*")
    known.text, found = own.subn(rf"\g<1>    comparable: {told}\n", known.text)
    assert found == 1
    known.sha256 = f"{year}{told}"
    known.save()


@pytest.mark.django_db
def test_the_city_stands_beside_the_nation(published: None, cycle: Cycle) -> None:
    """Of FIA the report has no figure for the nation."""
    told = {one.code: [name for name, _figure in one.beside] for one in figures_for_candidates(cycle, EVERYTHING)}
    assert (told["intern_lss"], told["fia"]) == (["Stockholm", "Riket"], ["Stockholm"])
