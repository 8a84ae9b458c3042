"""Jumps between two years, and changes as percent or percentage points, at their edges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reconciling.jumps import check_jumps
from indicators.reconciling.percent_points import check_percent_points
from indicators.reconciling.printed_figures import Members, PrintedCell
from indicators.rules.spec import Comparability
from tests.indicators.reconciling.cells import (
    MADE_UP_MEMBERS,
    cell,
    defined,
    definitions_of,
    made_up,
    two_years,
)

NOBODY = Members()


def jumps(cells: Sequence[PrintedCell], members: Members = NOBODY, **comparable: object) -> list[str]:
    link = {2016: Comparability(**comparable)} if comparable else {}
    known = definitions_of(defined("jour", comparable=link), defined("plan"))
    return [f.explanation for f in check_jumps(cells, members, known).findings]


@pytest.mark.parametrize(
    ("before", "now", "jumped"),
    [("50", "75", True), ("75", "50", True), ("50", "74.9", False), ("50.1", "75", False), ("0", "100", True)],
)
def test_a_jump_is_25_percentage_points_or_more(before: str, now: str, jumped: bool) -> None:
    assert bool(jumps(two_years("riket", before, now))) is jumped


def test_a_jump_says_both_years_and_what_to_do() -> None:
    assert jumps(two_years("riket", "90", "33")) == [
        "2016 var det 90 %, paren-2017, Tabell 1, rad riket, kolumn Jour; 2017 är det 33 %: −57 procentenheter på ett "
        "år. Kontrollera båda årens siffror mot resultatfilerna."
    ]


@pytest.mark.parametrize(
    ("comparable", "jumped"),
    [
        ({"is_": "yes", "note": ""}, True),
        ({"is_": "partly", "note": "Ny fråga."}, False),
        ({"is_": "no", "note": "Ny fråga."}, False),
        ({"is_": "partly", "note": "Inte känt.", "is_known": False}, True),
    ],
)
def test_a_note_on_what_differs_explains_a_jump_and_one_that_knows_nothing_does_not(
    comparable: dict[str, object], jumped: bool
) -> None:
    assert bool(jumps(two_years("riket", "50", "75"), **comparable)) is jumped


def test_a_jump_that_figure_and_change_tell() -> None:
    (told,) = jumps(two_years("riket", "", "100 +38%"))
    assert told.startswith("2016 var det 62, av 100 % och ändringen +38%; 2017 är det 100 %: +38 procentenheter")
    assert jumps(two_years("riket", "", "100 +24%")) == []


def test_of_two_figures_for_the_year_before_the_nearer_counts() -> None:
    other = replace(cell("jour", 2016, "riket", number="60"), publication="blad-2018")
    assert jumps([*two_years("riket", "50", "84"), other]) == []
    assert len(jumps([*two_years("riket", "50", "85"), other])) == 1


def test_a_group_jumps_as_its_units_do_and_they_are_named() -> None:
    """As printed it stands still; the units make it 4 of 8 and 6 of 8."""
    cells = [*made_up("jour", 2016, "JJJJNNNN", "50"), *made_up("jour", 2017, "NJJJJJJN", "50")]
    (told,) = jumps(cells, MADE_UP_MEMBERS)
    assert told.startswith("2016 var det 50 %, 4 av 8 Ja; 2017 är det 75 %, 6 av 8 Ja: +25 procentenheter på ett år.")
    assert "Till Ja: 9905, 9906 och 9907. Från Ja: 9901." in told


def test_a_third_is_no_obstacle_at_the_very_edge() -> None:
    """One of twelve and four of twelve."""
    units = [f"98{n:02}" for n in range(12)]
    cells = [cell("jour", 2017, "tolv", number="33.3"), cell("jour", 2016, "tolv", number="8.3")]
    for year, yes in ((2016, 1), (2017, 4)):
        cells += [cell("jour", year, unit, value="ja" if n < yes else "nej") for n, unit in enumerate(units)]
    assert len(jumps(cells, Members.always({"tolv": units}))) == 1


def test_a_units_own_share_jumps_too_and_what_is_no_share_does_not() -> None:
    cells = two_years("9901", "10", "35")
    link = {2016: Comparability("yes", "")}
    for unit, number in (("procent", 1), ("kronor", 0)):
        known = definitions_of(defined("jour", kind="register", unit=unit, results=(), comparable=link))
        assert len(check_jumps(cells, NOBODY, known).findings) == number


def test_a_figure_printed_twice_jumps_once() -> None:
    again = replace(cell("jour", 2017, "riket", number="90"), place="paren-2017, ingressen")
    assert len(jumps([*two_years("riket", "50", "90"), again])) == 1
    assert check_jumps([*two_years("riket", "50", "90"), again], NOBODY, {}).tried == 1


def changes(before: str, now: str, change: str) -> list[tuple[str, str]]:
    cells = two_years("riket", before, f"{now} {change}")
    return [(f.severity.value, f.ours) for f in check_percent_points(cells, NOBODY).findings]


@pytest.mark.parametrize(
    ("before", "now", "change", "found"),
    [
        ("40", "60", "+50%", [("misstanke", "+20")]),  # half as much again
        ("40", "60", "+20%", [("fel", "1 är procentenheter")]),
        ("40", "60", "+20pe", []),
        ("40", "60", "+20", []),
        ("40", "60", "+35%", []),  # neither: told by the check of changes
        ("40", "40", "+0%", []),  # both
        ("0", "50", "+50%", [("fel", "1 är procentenheter")]),  # from nothing there is no percent
        ("60", "40", "-33%", [("misstanke", "−20")]),
        ("60", "40", "-20%", [("fel", "1 är procentenheter")]),
        ("60", "40", "-20procentenheter", []),
        ("99", "100", "+1%", []),  # both, rounded
    ],
)
def test_a_change_as_percent_or_as_percentage_points(
    before: str, now: str, change: str, found: list[tuple[str, str]]
) -> None:
    assert changes(before, now, change) == found


def test_a_relative_change_says_both() -> None:
    (finding,) = check_percent_points(two_years("riket", "40", "60 +50%"), NOBODY).findings
    assert finding.explanation == (
        "40 2016 och 60 2017 är +20 procentenheter, och +50 procent av värdet 2016. Tryckt är +50%: det är procent där "
        "det ska vara procentenheter."
    )


def test_the_signs_of_a_publication_are_told_once() -> None:
    cells = [*two_years("riket", "40", "60 +20%"), *two_years("riket", "80", "60 -20%", "plan")]
    (finding,) = check_percent_points(cells, NOBODY).findings
    assert (finding.place, finding.ours) == ("paren-2017, ändringar mellan 2016 och 2017", "2 är procentenheter")
    assert "till exempel +20% för Jour, riket" in finding.explanation


def test_the_units_decide_where_they_are_printed() -> None:
    """Printed are 40 and 60; the units make it 2 of 8 and 4 of 8, twice as much."""
    cells = [*made_up("jour", 2016, "JJNNNNNN", "40"), *made_up("jour", 2017, "JJJJNNNN", "60", "+100%")]
    (finding,) = check_percent_points(cells, MADE_UP_MEMBERS).findings
    assert (finding.severity.value, finding.ours) == ("misstanke", "+25")


@given(before=st.integers(1, 100), now=st.integers(0, 100))
def test_a_difference_of_points_is_never_taken_for_percent(before: int, now: int) -> None:
    found = changes(str(before), str(now), f"{now - before:+d}%")
    assert "misstanke" not in [severity for severity, _ours in found]
