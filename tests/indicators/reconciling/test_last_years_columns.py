"""Columns that are last year's, their own or another heading's, at their edges."""

from __future__ import annotations

import pytest

from indicators.reconciling.last_years_columns import (
    check_repeated_years,
    check_shifted_shares,
    check_shifted_units,
    check_swapped_shares,
)
from indicators.reconciling.printed_figures import Members, PrintedCell
from tests.indicators.reconciling.cells import (
    MADE_UP_MEMBERS,
    cell,
    made_up,
    two_years,
)

NOBODY = Members()


def test_this_years_column_is_last_years_once_more() -> None:
    cells = [*made_up("jour", 2016, "JJJJJJJN"), *made_up("jour", 2017, "JJJJJJJN")]
    (finding,) = check_repeated_years(cells).findings
    assert (finding.survey, finding.printed) == ("pahittat/2017", "8 värden för 2017")
    assert "desamma som för 2016 för alla 8 kommuner" in finding.explanation


@pytest.mark.parametrize("letters", ["JJJJJJJJ", "NNNNNNNN", "JJJJJJNN"])
def test_all_alike_or_one_unit_that_moved_is_no_copy(letters: str) -> None:
    before = letters if len(set(letters)) == 1 else "JJJJJJJN"
    cells = [*made_up("jour", 2016, before), *made_up("jour", 2017, letters)]
    assert check_repeated_years(cells).findings == ()


def shifted(now: str, own: str, other: str, **groups: tuple[str, str, str]) -> int:
    """Findings on a column of units, its own and another's of the year before; groups: now, own, other."""
    figures = [{row: numbers[n] for row, numbers in groups.items()} for n in range(3)]
    cells = [
        *made_up("jour", 2017, now, **figures[0]),
        *made_up("jour", 2016, own, **figures[1]),
        *made_up("plan", 2016, other, **figures[2]),
    ]
    return len(check_shifted_units(cells, MADE_UP_MEMBERS).findings)


@pytest.mark.parametrize(
    ("now", "own", "other", "number"),
    [
        ("JJJJNNNN", "NNNNNNNN", "JJJJNNNN", 1),  # its own for four of eight
        ("JJJJNNNN", "NNNJNNNN", "JJJJNNNN", 0),  # for five
        ("JJJJNNNN", "NNNNNNNN", "JJJJNNNJ", 0),  # the other's for seven
        ("NNNNNNNJ", "JJJJJJJN", "NNNNNNNJ", 0),  # a single Ja stands in many columns
    ],
)
def test_this_years_column_is_anothers_of_last_year(now: str, own: str, other: str, number: int) -> None:
    assert shifted(now, own, other) == number


@pytest.mark.parametrize(
    ("riket", "number"),
    [
        (("40", "70", "45"), 1),  # within five of the other's
        (("40", "70", "45.1"), 0),
        (("40", "42", "43"), 0),  # nearer its own
        (("40", "43", "43"), 0),
    ],
)
def test_figures_of_other_groups_have_to_fit_too(riket: tuple[str, str, str], number: int) -> None:
    assert shifted("JJJJNNNN", "NNNNNNNN", "JJJJNNNN", riket=riket) == number


def last_year(now: str, own: str, other: str) -> list[PrintedCell]:
    """ "93 79" is what the city and the nation have under a heading."""
    texts = (("jour", 2017, now), ("jour", 2016, own), ("plan", 2016, other))
    return [
        cell(code, year, row, number=number)
        for code, year, text in texts
        for row, number in zip(("staden", "riket"), text.split(), strict=False)
    ]


@pytest.mark.parametrize(
    ("now", "own", "other", "number"),
    [
        ("93 79", "77 30", "92 78", 1),
        ("93 79", "77 30", "92 77.9", 0),  # more than one beside the other heading
        ("93 79", "88 54", "92 78", 1),  # five and 25 from its own
        ("93 79", "88.1 54", "92 78", 0),  # less than five for one of them
        ("93 79", "88 54.1", "92 78", 0),  # none as far as 25
        ("93", "30", "93", 0),  # one group alone
    ],
)
def test_figures_that_are_anothers_of_last_year(now: str, own: str, other: str, number: int) -> None:
    assert len(check_shifted_shares(last_year(now, own, other), NOBODY).findings) == number


def test_a_shifted_heading_says_all_three() -> None:
    (finding,) = check_shifted_shares(last_year("93 79", "77 30", "92 78"), NOBODY).findings
    assert finding.explanation.startswith(
        "Under Jour står staden 93 och riket 79. Det är vad Plan hade 2016: staden 92 och riket 78. "
        "Den egna rubriken hade staden 77 och riket 30."
    )
    assert (finding.place, finding.row) == ("paren-2017, Tabell 1, kolumn Jour", "")


def test_last_years_figures_may_be_told_by_figure_and_change() -> None:
    cells = [
        *(
            cell("jour", 2017, row, number=n, change=c)
            for row, n, c in (("staden", "93", "+16%"), ("riket", "79", "+49%"))
        ),
        *(
            cell("plan", 2017, row, number=n, change=c)
            for row, n, c in (("staden", "50", "-42%"), ("riket", "50", "-28%"))
        ),
    ]
    (finding,) = check_shifted_shares(cells, NOBODY).findings
    assert finding.indicator == "jour"


def test_a_group_whose_units_are_printed_is_checked_against_them_and_not_here() -> None:
    cells = [*made_up("jour", 2017, "JJJJNNNN", "93", riket="79"), *made_up("jour", 2016, "JJJJNNNN", "77", riket="30")]
    cells += made_up("plan", 2016, "JJJJNNNN", "92", riket="78")
    assert check_shifted_shares(cells, MADE_UP_MEMBERS).tried == 0
    assert check_swapped_shares(cells, MADE_UP_MEMBERS).tried == 1


@pytest.mark.parametrize(
    ("jour", "plan", "number"),
    [
        (("90", "33"), ("30", "79"), 1),
        (("90", "33"), ("30", "77.5"), 1),  # twelve and a half beside
        (("90", "33"), ("30", "77.4"), 0),
        (("90", "33"), ("45.5", "79"), 1),
        (("90", "33"), ("45.6", "79"), 0),
        (("58", "33"), ("30", "55"), 1),  # 25 each
        (("58", "33"), ("30.1", "55"), 0),  # 24.9
    ],
)
def test_two_figures_that_changed_places(jour: tuple[str, str], plan: tuple[str, str], number: int) -> None:
    cells = [*two_years("riket", *jour), *two_years("riket", *plan, "plan")]
    assert len(check_swapped_shares(cells, NOBODY).findings) == number


def test_figures_of_two_groups_have_not_changed_places() -> None:
    cells = [*two_years("riket", "90", "33"), *two_years("staden", "30", "79", "plan")]
    assert check_swapped_shares(cells, NOBODY).findings == ()
