"""What looks wrong without being proven so: each check at its edges, on small columns written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reconciling.impossible_figures import check_counts, check_outcomes
from indicators.reconciling.jumps import check_jumps
from indicators.reconciling.last_years_columns import (
    check_repeated_years,
    check_shifted_shares,
    check_shifted_units,
    check_swapped_shares,
)
from indicators.reconciling.percent_points import check_percent_points
from indicators.reconciling.printed_figures import Members, PrintedCell
from indicators.rules.spec import Comparability
from tests.indicators.reconciling.cells import (
    MADE_UP_MEMBERS,
    NATION,
    cell,
    defined,
    definitions_of,
    made_up,
)

NOBODY = Members()


def share(row: str, before: str, now: str, indicator: str = "jour") -> list[PrintedCell]:
    """A group's figure of 2016 and of 2017; "50 +10" is a figure with its change."""
    return [
        cell(indicator, year, row, number=text.split()[0], change=text.partition(" ")[2])
        for year, text in ((2016, before), (2017, now))
        if text
    ]


# outcomes that cannot be


def impossible(value: str = "", number: str = "", row: str = "9901", **facts: object) -> list[str]:
    one = cell("jour", 2017, row, value=value, number=number)
    return [f.explanation for f in check_outcomes([one], definitions_of(defined("jour", **facts))).findings]


def test_a_result_that_the_definition_cannot_give() -> None:
    assert impossible("delvis", results=("ja", "nej")) == [
        "Delvis är inget resultat som Jour kan få 2017: det kan bli Ja, Nej eller Bortfall. Kontrollera cellen mot "
        "resultatfilen, och om den hör till rubriken."
    ]


@pytest.mark.parametrize("value", ["ja", "nej", "bortfall"])
def test_a_result_that_it_can_give(value: str) -> None:
    assert impossible(value, results=("ja", "nej")) == []


@pytest.mark.parametrize(
    ("number", "row", "facts", "said"),
    [
        ("100", "paren", {}, ""),
        ("100.1", "paren", {}, "En andel kan inte vara större än 100 procent."),
        ("-0.1", "paren", {}, "Värdet kan inte vara mindre än noll."),
        ("0", "paren", {}, ""),
        ("50", "9901", {}, "Jour är ingen siffra för en kommun, utan ett resultat i ord."),
        ("50", "9901", {"kind": "register", "unit": "procent", "results": ()}, ""),
        ("101", "9901", {"kind": "register", "unit": "procent", "results": ()}, "En andel kan inte vara större än"),
        ("101", "9901", {"kind": "register", "unit": "kronor", "results": ()}, ""),
    ],
)
def test_a_figure_that_cannot_be(number: str, row: str, facts: dict[str, object], said: str) -> None:
    found = impossible(number=number, row=row, **facts)
    assert [one.startswith(said) for one in found] == [True] * bool(said)


def test_a_word_for_a_number_and_what_is_not_defined() -> None:
    (found,) = impossible("ja", kind="number", results=())
    assert found.startswith("Ja är inget resultat som Jour kan få 2017: det kan bli Kan inte svara eller Bortfall.")
    other = definitions_of(defined("annat"))
    assert check_outcomes([cell("jour", 2017, "9901", value="delvis")], other).tried == 0


# shares that no count gives


def counts(*shares: str, units: int = 8, kind: str = "network") -> list[str]:
    members = Members.always({"gruppen": [str(n) for n in range(units)]})
    cells = [cell(f"i{n}", 2017, "gruppen", number=number) for n, number in enumerate(shares)]
    known = definitions_of(*(defined(f"i{n}") for n in range(len(shares))))
    return [f.explanation for f in check_counts(cells, members, {"gruppen": kind}, known).findings]


@pytest.mark.parametrize(
    ("number", "kind", "is_possible"),
    [
        ("70", "network", False),  # of eight
        ("75", "network", True),
        ("71", "network", True),  # five of seven, where one is bortfall
        ("33", "network", True),  # one of three
        ("33", "city", False),  # a city of eight shows no share of fewer than seven
        ("71", "city", True),
        ("0", "city", True),
        ("100", "nation", True),
        ("101", "network", False),
    ],
)
def test_a_share_of_eight_units(number: str, kind: str, is_possible: bool) -> None:
    assert bool(counts(number, kind=kind)) is not is_possible


def test_a_share_that_no_count_gives_says_among_how_many() -> None:
    assert counts("70") == [
        "gruppen har 8 enheter. Andelen 70 motsvarar inget antal av högst 8. Kontrollera siffran mot resultatfilen."
    ]
    assert counts("70", kind="county")[0].split(". ")[1] == "Andelen 70 motsvarar inget antal av 7-8"


def test_a_small_share_of_a_nation() -> None:
    """One of 316 is 0.3 per cent."""
    nation = definitions_of(defined("jour"))
    tried = {
        number: len(check_counts(share("riket", "", number), NATION, {"riket": "nation"}, nation).findings)
        for number in ("0.2", "0.3", "57.1")
    }
    assert tried == {"0.2": 1, "0.3": 0, "57.1": 0}


@given(base=st.integers(1, 40), silent=st.integers(0, 40), data=st.data())
def test_a_share_that_is_counted_is_never_suspected(base: int, silent: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, base))
    kind = "county" if silent * 5 <= base + silent else "network"
    for decimals in ("1", "0.1"):
        rounded = (Decimal(100 * yes) / base).quantize(Decimal(decimals))
        assert counts(str(rounded), units=base + silent, kind=kind) == []


def test_several_shares_of_another_number_of_units_are_told_once() -> None:
    (told,) = counts("30", "70", "10", "50")
    assert told.startswith("gruppen har 8 enheter här. 3 av 4 andelar för 2017 motsvarar inget antal av högst 8")
    assert told.endswith("Källan räknar troligen 10 enheter; kontrollera vilka som ingår i gruppen det året.")


def test_two_shares_or_shares_of_no_common_number_are_told_one_by_one() -> None:
    assert len(counts("30", "70", "50")) == 2
    assert len(counts("30", "70", "10", "9.3")) == 4


def test_a_group_is_tried_where_one_of_its_units_is_not_printed() -> None:
    cells = made_up("jour", 2017, "JJJJJJNN", "70")
    assert check_counts(cells, MADE_UP_MEMBERS).tried == 0
    (finding,) = check_counts(cells[1:], MADE_UP_MEMBERS).findings
    assert finding.row == "paren"


# jumps


def jumps(cells: Sequence[PrintedCell], members: Members = NOBODY, **comparable: object) -> list[str]:
    link = {2016: Comparability(**comparable)} if comparable else {}
    known = definitions_of(defined("jour", comparable=link), defined("plan"))
    return [f.explanation for f in check_jumps(cells, members, known).findings]


@pytest.mark.parametrize(
    ("before", "now", "jumped"),
    [("50", "75", True), ("75", "50", True), ("50", "74.9", False), ("50.1", "75", False), ("0", "100", True)],
)
def test_a_jump_is_25_percentage_points_or_more(before: str, now: str, jumped: bool) -> None:
    assert bool(jumps(share("riket", before, now))) is jumped


def test_a_jump_says_both_years_and_what_to_do() -> None:
    assert jumps(share("riket", "90", "33")) == [
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
    assert bool(jumps(share("riket", "50", "75"), **comparable)) is jumped


def test_a_jump_that_figure_and_change_tell() -> None:
    (told,) = jumps(share("riket", "", "100 +38%"))
    assert told.startswith("2016 var det 62, av 100 % och ändringen +38%; 2017 är det 100 %: +38 procentenheter")
    assert jumps(share("riket", "", "100 +24%")) == []


def test_of_two_figures_for_the_year_before_the_nearer_counts() -> None:
    other = replace(cell("jour", 2016, "riket", number="60"), publication="blad-2018")
    assert jumps([*share("riket", "50", "84"), other]) == []
    assert len(jumps([*share("riket", "50", "85"), other])) == 1


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
    cells = share("9901", "10", "35")
    link = {2016: Comparability("yes", "")}
    for unit, number in (("procent", 1), ("kronor", 0)):
        known = definitions_of(defined("jour", kind="register", unit=unit, results=(), comparable=link))
        assert len(check_jumps(cells, NOBODY, known).findings) == number


def test_a_figure_printed_twice_jumps_once() -> None:
    again = replace(cell("jour", 2017, "riket", number="90"), place="paren-2017, ingressen")
    assert len(jumps([*share("riket", "50", "90"), again])) == 1
    assert check_jumps([*share("riket", "50", "90"), again], NOBODY, {}).tried == 1


# last year's columns


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
    cells = [*share("riket", *jour), *share("riket", *plan, "plan")]
    assert len(check_swapped_shares(cells, NOBODY).findings) == number


def test_figures_of_two_groups_have_not_changed_places() -> None:
    cells = [*share("riket", "90", "33"), *share("staden", "30", "79", "plan")]
    assert check_swapped_shares(cells, NOBODY).findings == ()


# percent and percentage points


def changes(before: str, now: str, change: str) -> list[tuple[str, str]]:
    cells = share("riket", before, f"{now} {change}")
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
    (finding,) = check_percent_points(share("riket", "40", "60 +50%"), NOBODY).findings
    assert finding.explanation == (
        "40 2016 och 60 2017 är +20 procentenheter, och +50 procent av värdet 2016. Tryckt är +50%: det är procent där "
        "det ska vara procentenheter."
    )


def test_the_signs_of_a_publication_are_told_once() -> None:
    cells = [*share("riket", "40", "60 +20%"), *share("riket", "80", "60 -20%", "plan")]
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
