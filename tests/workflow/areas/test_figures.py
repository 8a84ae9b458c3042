"""Frozen figures held against those of today: whatever differs is told, and nothing else."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from indicators.permissions import EVERYTHING
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
