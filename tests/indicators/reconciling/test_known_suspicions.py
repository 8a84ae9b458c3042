"""Every suspicion that the reports on 2015, 2017 and 2018 and the fact sheet raise, each read in the sources."""

from __future__ import annotations

from indicators.reconciling.impossible_figures import check_counts, check_outcomes
from indicators.reconciling.jumps import check_jumps
from indicators.reconciling.last_years_columns import check_shifted_shares, check_shifted_units, check_swapped_shares
from indicators.reconciling.percent_points import check_percent_points
from indicators.reconciling.printed_figures import Members
from tests.indicators.reconciling.cells import MEMBERS, definitions, published

COUNTY = [f"01{number}" for number in range(39)]  # 25 municipalities and the 14 districts of Stockholm
KINDS = {"stockholm": "city", "stockholms-lan": "county"}


def jumps(year: int, row: str) -> dict[str, str]:
    """Indicator -> percentage points, of those that jump."""
    findings = check_jumps(published(), MEMBERS, definitions()).findings
    return {one.indicator: one.difference for one in findings if (one.survey[-4:], one.row) == (str(year), row)}


def test_no_share_of_2015_or_2016_jumps_unexplained() -> None:
    """All was made anew in 2016, and the definitions say so."""
    years = {one.survey[-4:] for one in check_jumps(published(), MEMBERS, definitions()).findings}
    assert years == {"2017", "2018"}


def test_what_jumps_in_2017() -> None:
    """Tables 1, 2 and 6 print these columns; the network's jumps are counted from both years' cells."""
    assert jumps(2017, "fou-nordvast") == {
        "radgivning": "−25",  # 7 of 8 and 5 of 8
        "intern_socialpsykiatri": "+37,5",  # 2 and 5, printed as +40
        "intern_barn_och_unga": "−37,5",  # 7 and 4, printed as −12.5
        "intern_arbetsmarknad": "−25",  # 8 and 6
    }
    assert jumps(2017, "stockholm") == {"socialjour": "+38", "vantetid": "+30", "uppfoljning_anvant": "+27"}
    assert jumps(2017, "riket") == {}


def test_what_jumps_in_2018() -> None:
    assert jumps(2018, "riket") == {"vantetid": "−57", "arbetsmarknad_over_24": "+49"}
    assert jumps(2018, "stockholm") == {
        "socialjour": "−43",
        "vantetid": "−35",
        "radgivning": "−35",
        "arbetsmarknad_18_24": "−28",
    }
    network = jumps(2018, "fou-nordvast")
    assert len(network) == 15
    assert {code: move for code, move in network.items() if move not in ("+25", "−25")} == {
        "radgivning": "+37,5",
        "extern_bostadsforetag": "−37,5",
    }


def test_delvis_is_no_result_of_the_waiting_time_in_2018() -> None:
    (finding,) = check_outcomes(published(), definitions()).findings
    assert (finding.place.split(",")[1:3], finding.printed) == ([" Tabell 1", " rad Upplands Väsby"], "DELVIS")


def test_the_figures_of_advice_stand_under_those_over_24_in_2018() -> None:
    """Stockholm 93 and Riket 79, where 2017 had 92 and 78 for advice, and 77 and 30 for those over 24."""
    (finding,) = check_shifted_shares(published(), MEMBERS).findings
    assert (finding.survey[-4:], finding.indicator, finding.publication) == (
        "2018",
        "arbetsmarknad_over_24",
        "fou-nordvast-2018",
    )
    assert finding.ours.startswith("som Enklare hushållsekonomisk rådgivning erbjuds")


def test_the_nations_33_and_79_of_2018_would_fit_in_each_others_place() -> None:
    (finding,) = check_swapped_shares(published(), MEMBERS).findings
    assert (finding.indicator, finding.row, finding.printed) == ("vantetid", "riket", "33 %")
    assert finding.ours.startswith("79 %, Rapport om 2018, Tabell 2, rad Riket")


def test_no_column_of_units_is_another_headings_of_the_year_before() -> None:
    checked = check_shifted_units(published(), MEMBERS)
    assert (checked.findings, checked.tried > 1000) == ((), True)


def test_the_changes_of_2017_are_percentage_points_with_a_percent_sign() -> None:
    (finding,) = check_percent_points(published(), MEMBERS).findings
    assert (finding.place, finding.ours) == ("Rapport 2018:1, ändringar mellan 2016 och 2017", "14 är procentenheter")


def test_the_county_of_2015_is_counted_among_forty() -> None:
    """All its shares are fortieths, 22.5 % is nine of them: the city seems counted beside its districts. Two shares of
    Stockholm for 2016 are known from before."""
    members = Members({**MEMBERS.spans, **Members.always({"stockholms-lan": COUNTY}).spans})
    county, *others = check_counts(published(), members, KINDS, definitions()).findings
    assert county.place == "Rapport 2015, stockholms-lan 2015"
    assert "17 av 30 andelar för 2015 motsvarar inget antal av 32-39" in county.explanation
    assert "alla motsvarar ett antal av 40" in county.explanation
    assert [one.row for one in others] == ["stockholm", "stockholm"]
