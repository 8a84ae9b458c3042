"""A clean made-up publication gives no finding; each check turns red when one cell is altered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.reconciling.against_computed import Ours, check_computed
from indicators.reconciling.impossible_figures import check_counts, check_outcomes
from indicators.reconciling.jumps import check_jumps
from indicators.reconciling.last_years_columns import (
    check_repeated_years,
    check_shifted_shares,
    check_shifted_units,
    check_swapped_shares,
)
from indicators.reconciling.percent_points import check_percent_points
from indicators.reconciling.plausibility import Wholes, check_parts, check_percent_signs
from indicators.reconciling.printed_figures import Checked, Members, PrintedCell
from indicators.reconciling.reconciliation import check_changes, check_means, check_publishers
from indicators.reconciling.shifted_columns import check_copied_groups, check_shifted_groups
from indicators.rules.spec import Comparability, Definitions
from tests.indicators.reconciling.cells import MADE_UP_UNITS, altered, cell, defined, definitions_of, made_up

SMALL_CITY = frozenset(f"99010{district}" for district in range(10))
MEMBERS = Members.always({"paren": MADE_UP_UNITS, "staden": SMALL_CITY})
LONG, VERY_LONG = "langvarigt_bistand", "mycket_langvarigt_bistand"
DEFINITIONS = definitions_of(
    *(defined(code, comparable={2016: Comparability("yes", "")}) for code in ("jour", "plan")),
    *(defined(code, kind="register", unit="procent", results=()) for code in (LONG, VERY_LONG)),
)
KINDS = {"staden": "city"}
WHOLES = {("pahittat/2017", VERY_LONG): LONG}


def of_fact_sheet(indicator: str, year: int, number: str) -> PrintedCell:
    return cell(indicator, year, "riket", number=number, publication="blad-2018")


def numbers(indicator: str, figures: str, mean: str) -> list[PrintedCell]:
    rows = [*MADE_UP_UNITS, "paren"]
    return [cell(indicator, 2017, row, number=n) for row, n in zip(rows, [*figures.split(), mean], strict=True)]


def clean() -> list[PrintedCell]:
    earlier = [
        replace(one, publication="paren-2015", place=one.place.replace("2017", "2015"))
        for one in [*made_up("jour", 2015, "NNJJJJJJ"), *made_up("plan", 2015, "JJJJNNNN")]
    ]
    return [
        *earlier,
        *made_up("jour", 2016, "NJNJJJJJ"),
        *made_up("plan", 2016, "JNJJNNNN"),
        *made_up("jour", 2017, "JJJJJJJN", "87.5", "+12.5", staden="70 +10", riket="61 +2"),
        *made_up("plan", 2017, "JDJNNN-N", "28.6", "-8.9", staden="40 -20", riket="33 -5"),
        *numbers(LONG, "30 32 26 40 28 34 36 30", "32"),
        *numbers(VERY_LONG, "15 16 13 20 14 17 18 15", "16"),
        of_fact_sheet("jour", 2016, "59"),
        of_fact_sheet("jour", 2017, "61"),
        of_fact_sheet("plan", 2016, "38"),
        of_fact_sheet("plan", 2017, "33"),
    ]


def checks(
    cells: Sequence[PrintedCell],
    computed: Iterable[PrintedCell] = (),
    members: Members = MEMBERS,
    wholes: Wholes = WHOLES,
    definitions: Mapping[str, Definitions] = DEFINITIONS,
) -> dict[str, Checked]:
    return {
        "means": check_means(cells, members),
        "changes": check_changes(cells, members),
        "publishers": check_publishers(cells),
        "shifted groups": check_shifted_groups(cells),
        "copied groups": check_copied_groups(cells, members),
        "repeated years": check_repeated_years(cells),
        "shifted units": check_shifted_units(cells, members),
        "shifted shares": check_shifted_shares(cells, members),
        "swapped shares": check_swapped_shares(cells, members),
        "jumps": check_jumps(cells, members, definitions),
        "points": check_percent_points(cells, members),
        "outcomes": check_outcomes(cells, definitions),
        "parts": check_parts(cells, wholes),
        "counts": check_counts(cells, members, KINDS, definitions),
        "signs": check_percent_signs(cells),
        "computed": check_computed(cells, [Ours(one) for one in computed]),
    }


def red(cells: Sequence[PrintedCell], computed: Iterable[PrintedCell] = ()) -> set[str]:
    return {name for name, checked in checks(cells, computed).items() if checked.findings}


def test_a_clean_publication_gives_no_finding_and_every_check_had_something_to_try() -> None:
    done = checks(clean(), computed=clean())
    assert {name: checked.findings for name, checked in done.items() if checked.findings} == {}
    assert [name for name, checked in done.items() if not checked.tried] == []


def test_a_mean_off_its_cells() -> None:
    assert red(altered(clean(), "jour", "paren", number=Decimal(75), printed="75 %")) == {"means"}


def test_one_altered_cell_turns_mean_and_change_red() -> None:
    assert red(altered(clean(), "jour", "9903", value="nej")) == {"means", "changes"}


def test_a_change_off_its_years() -> None:
    assert red(altered(clean(), "plan", "paren", change_printed="+8.9%")) == {"changes"}


def test_a_cell_of_the_year_before_turns_the_change_red() -> None:
    """Five of eight then and seven now: it jumps as well."""
    assert red(altered(clean(), "jour", "9908", year=2016, value="nej")) == {"changes", "jumps"}


def test_another_publisher_differs_this_year() -> None:
    assert red(altered(clean(), "jour", "riket", number=Decimal(64), printed="64 %", change_printed="")) == {
        "publishers"
    }


def test_another_publisher_differs_on_the_year_before() -> None:
    cells = altered(clean(), "jour", "riket", change_printed="-2%")
    (finding,) = check_publishers(cells).findings
    assert finding.survey == "pahittat/2016"
    assert finding.printed == "63 (av 61 % och ändringen -2%)"


def test_a_publication_that_differs_with_itself_is_an_error() -> None:
    again = replace(of_fact_sheet("jour", 2017, "62"), table="Löptext", place="blad-2018, ingressen")
    kinds = {(f.kind.value, f.severity.value) for f in check_publishers([*clean(), again]).findings}
    assert ("text", "fel") in kinds


def test_two_headings_that_changed_places() -> None:
    swapped = altered(clean(), "jour", "riket", number=Decimal(33), printed="33 %", change_printed="-5%")
    swapped = altered(swapped, "plan", "riket", number=Decimal(61), printed="61 %", change_printed="+2%")
    assert red(swapped) == {"publishers", "shifted groups"}
    assert {f.indicator for f in check_shifted_groups(swapped).findings} == {"jour", "plan"}


def test_a_copied_column() -> None:
    cells = altered(clean(), "plan", "staden", number=Decimal(70), printed="70 %", change_printed="+10%")
    assert red(cells) == {"copied groups"}


def test_last_years_values_are_those_of_the_year_before_that() -> None:
    cells = altered(clean(), "jour", "9902", year=2016, value="nej")
    cells = altered(cells, "jour", "9903", year=2016, value="ja")
    assert red(cells) == {"repeated years"}


def in_another_area(cells: Sequence[PrintedCell]) -> list[PrintedCell]:
    """The same publications, rows and codes, of another area: shares are turned round, and so are Ja and Nej."""
    turned = {"ja": "nej", "nej": "ja"}
    return [
        replace(
            one,
            survey=one.survey.replace("pahittat", "annat"),
            value=turned.get(one.value, one.value),
            number=None if one.number is None else 100 - one.number,
            change_printed="",
        )
        for one in cells
    ]


@pytest.mark.parametrize("name", sorted(checks([])))
def test_another_area_with_the_same_codes_changes_nothing_of_what_is_found(name: str) -> None:
    faulty = [
        replace(one, number=Decimal(37), printed="37 %")
        if one.row in ("staden", "paren", "9903") and one.number
        else one
        for one in clean()
    ]
    other = in_another_area(faulty)
    alone = [set(checks(cells, computed=clean())[name].findings) for cells in (faulty, other)]
    for both in ([*faulty, *other], [*other, *faulty]):
        assert set(checks(both, computed=clean())[name].findings) == alone[0] | alone[1]


def test_a_part_of_one_area_is_not_held_against_a_whole_of_another() -> None:
    cells = altered(clean(), VERY_LONG, "9904", number=Decimal(41), printed="41 %")
    assert check_parts(in_another_area(cells), WHOLES).findings == ()


def test_last_years_values_are_another_headings() -> None:
    others = dict(zip(MADE_UP_UNITS, "JJJJNNNN", strict=True))
    cells = [
        replace(one, value="ja" if others[one.row] == "J" else "nej")
        if (one.indicator, one.survey, one.is_unit) == ("jour", "pahittat/2016", True)
        else one
        for one in clean()
    ]
    assert "shifted units" in red(cells)


@pytest.mark.parametrize(("number", "severity"), [("41", "fel"), ("0.4", "misstanke")])
def test_a_part_larger_than_its_whole_or_far_too_small(number: str, severity: str) -> None:
    cells = altered(clean(), VERY_LONG, "9904", number=Decimal(number), printed=f"{number} %")
    (finding,) = check_parts(cells, WHOLES).findings
    assert (finding.severity, finding.row) == (severity, "9904")


def test_a_part_as_large_as_its_whole_is_no_error() -> None:
    cells = altered(clean(), VERY_LONG, "9904", number=Decimal(40), printed="40 %")
    assert check_parts(cells, WHOLES).findings == ()


@pytest.mark.parametrize(("part", "severities"), [("30", []), ("30.1", ["misstanke"]), ("75", ["misstanke"])])
def test_a_part_far_from_the_usual_is_suspected_up_to_all_of_its_whole(part: str, severities: list[str]) -> None:
    """The usual is a tenth; four times that is still likely, and 75 of 75 is not."""
    cells = numbers(LONG, "75 75 75 75 75 75 75 75", "75")
    cells += numbers(VERY_LONG, f"7.5 7.5 7.5 {part} 7.5 7.5 7.5 7.5", "10")
    assert [finding.severity.value for finding in check_parts(cells, WHOLES).findings] == severities


def test_a_share_that_no_count_gives() -> None:
    cells = altered(clean(), "plan", "staden", number=Decimal(36), printed="36 %", change_printed="")
    assert red(cells) == {"counts"}


def test_a_figure_without_its_percent_sign() -> None:
    assert red(altered(clean(), "plan", "riket", printed="33")) == {"signs"}


def test_an_unexplained_star() -> None:
    assert red(altered(clean(), "plan", "riket", printed="33 %*")) == {"signs"}


def test_published_units_and_groups_against_computed_ones() -> None:
    published = [one for one in clean() if one.survey == "pahittat/2017"]
    computed = altered(published, "jour", "9908", value="ja", printed="Ja")
    computed = altered(computed, "jour", "paren", number=Decimal(100), printed="(8 av 8)")
    found = {(f.row, f.printed, f.ours, f.difference) for f in checks(published, computed)["computed"].findings}
    assert found == {("9908", "Nej", "Ja", ""), ("paren", "87.5 %", "100 (8 av 8)", "−12,5")}


def test_a_computed_share_need_only_agree_with_the_printed_precision() -> None:
    published = [cell("jour", 2017, "riket", number="28.6")]
    computed = [cell("jour", 2017, "riket", number=str(Decimal(200) / 7))]
    assert checks(published, computed)["computed"].findings == ()


def test_a_group_is_checked_only_when_all_its_units_are_printed() -> None:
    without_one = [one for one in clean() if one.row != "9908"]
    assert check_means(without_one, MEMBERS).tried == 0
