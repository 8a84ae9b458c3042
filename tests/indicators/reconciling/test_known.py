"""What is known to be wrong in the publications is found, with its place; the lists are read from the sources."""

from __future__ import annotations

from indicators.reconciling.impossible_figures import check_counts
from indicators.reconciling.last_years_columns import check_repeated_years, check_shifted_units
from indicators.reconciling.plausibility import check_parts, check_percent_signs
from indicators.reconciling.printed_figures import Checked
from indicators.reconciling.reconciliation import check_changes, check_means, check_publishers
from indicators.reconciling.shifted_columns import check_copied_groups, check_shifted_groups
from tests.indicators.reconciling.cells import MEMBERS, published, wholes

SNITT = "rad Snitt i Nordväst, kolumn"
RIKET = "rad Snitt i Riket, kolumn"
STOCKHOLM = "rad Snitt i Stockholm, kolumn"


def found(checked: Checked) -> set[tuple[str, str, str]]:
    """Severity, place, printed."""
    return {(finding.severity.value, finding.place, finding.printed) for finding in checked.findings}


def test_every_printed_mean_is_recomputed() -> None:
    """52 columns of 2015, 32 of 2017 and 35 of 2018. Both that differ may come of rounded cells: 16,657 and 2,971."""
    checked = check_means(published(), MEMBERS)
    assert checked.tried == 119
    assert found(checked) == {
        ("misstanke", f"Rapport 2015, Tabell 12a, {SNITT} Mycket långvarigt ekonomiskt bistånd", "16.6 %"),
        ("misstanke", f"Rapport 2015, Tabell 12b, {SNITT} Biståndsmottagare i befolkningen", "2.9 %"),
    }


def test_seven_of_23_printed_changes_contradict_the_cells() -> None:
    checked = check_changes(published(), MEMBERS)
    assert checked.tried == 23
    report = "Rapport 2018:1, Tabell"
    assert found(checked) == {
        ("fel", f"{report} 1, {SNITT} Arbetsmarknadsinsats inom 1 mån. till alla 18–24 år", "+-0%"),
        ("fel", f"{report} 2, {SNITT} Social- psykiatri", "+40%"),
        ("fel", f"{report} 2, {SNITT} Barn- och unga", "-12.5%"),
        ("fel", f"{report} 3, {SNITT} Försäkringskassan", "+0%"),
        ("fel", f"{report} 3, {SNITT} Primärvården", "+0%"),
        ("fel", f"{report} 4, {SNITT} Aktuell samlad plan för kompetensutveckling", "-12.5%"),
        ("fel", f"{report} 6, {SNITT} Använt resultat för verksamhetsutveckling", "+0%"),
    }


def test_a_finding_says_both_figures_and_the_counts() -> None:
    finding = next(one for one in check_changes(published(), MEMBERS).findings if "Social-" in one.place)
    assert (finding.ours, finding.difference) == ("+37,5", "+2,5")
    assert "2 av 8 Ja (25 %) 2016 och 5 av 8 Ja (62,5 %) 2017" in finding.explanation
    assert (finding.survey, finding.indicator, finding.row) == (
        "ekonomiskt-bistand/2017",
        "intern_socialpsykiatri",
        "fou-nordvast",
    )


def test_reports_and_fact_sheet_differ_on_five_national_figures() -> None:
    report, implied = "Rapport 2018:1, Tabell", "(av {} och ändringen {})"
    assert found(check_publishers(published())) == {
        ("skillnad", f"{report} 2, {RIKET} Barn- och unga", "58%"),
        ("skillnad", f"{report} 2, {RIKET} Barn- och unga", f"57 {implied.format('58%', '+1%')}"),
        ("skillnad", f"{report} 4, {RIKET} Strukturerad utredningsmall i alla utredningar", "78"),
        (
            "skillnad",
            f"{report} 7, {RIKET} Aktuell rutin för att förhindra att barnfamiljer vräks",
            f"25 {implied.format('24%', '-1%')}",
        ),
        (
            "skillnad",
            "Rapport om 2018, Tabell 3, rad Riket, kolumn Aktuell rutin för samordning mellan Barn och unga och"
            " Ekonomiskt bistånd",
            "61 %",
        ),
    }


def test_an_implied_figure_belongs_to_the_year_before() -> None:
    years = {finding.printed: finding.survey[-4:] for finding in check_publishers(published()).findings}
    assert years["78"] == "2017"
    assert years["25 (av 24% och ändringen -1%)"] == "2016"


def test_the_figures_of_barn_och_unga_stand_under_missbruk() -> None:
    """69 and 69 in the fact sheet, under Missbruk in the report; 57 and 58 under the right heading."""
    (finding,) = check_shifted_groups(published()).findings
    assert finding.place == f"Rapport 2018:1, Tabell 2, {RIKET} Missbruk"
    assert "Barn- och unga: 69 och 69" in finding.explanation


COPIED = {
    ("Arbetsmarknadsinsats inom 1 mån. till alla 18–24 år", "Enklare hushållsekonomisk rådgivning erbjuds"),
    ("Enklare hushållsekonomisk rådgivning erbjuds", "Strukturerad utredningsmall i alla utredningar"),
    ("Psykiatrin", "Bostadsföretag/ hyresvärdar"),
    ("Psykiatrin", "Rutin för information om samordnad individuell plan"),
    (
        "Genomfört systematisk uppföljning med könsperspektiv",
        "Använt resultat med könsperspektiv till verksamhetsutveckling",
    ),
    ("Socialjour med socionomer alla dagar hela dygnet", "Erbjuder enklare hushållsekonomisk rådgivning"),
}


def test_columns_with_the_same_figures_for_stockholm_or_the_nation() -> None:
    findings = check_copied_groups(published(), MEMBERS).findings
    said = {finding.explanation.split(" har samma gruppvärden")[0] for finding in findings}
    assert said == {f"Rubrikerna {one} och {other}" for one, other in COPIED}
    assert {finding.place.split(", ")[1] for finding in findings} == {"Tabell 1", "Tabell 3", "Tabell 6"}


def test_six_of_16_columns_of_2016_are_those_of_2015() -> None:
    checked = check_repeated_years(published())
    assert checked.tried == 71
    report = "Rapport 2018:1, Tabell"
    assert {finding.place.removesuffix(", inom parentes") for finding in checked.findings} == {
        f"{report} 1, kolumn Arbetsmarknadsinsats inom 1 mån. till alla 18–24 år",
        f"{report} 1, kolumn Arbetsmarknadsinsats till alla över 24 år",
        f"{report} 3, kolumn Arbetsförmedlingen",
        f"{report} 3, kolumn Försäkringskassan",
        f"{report} 3, kolumn Primärvården",
        f"{report} 3, kolumn Psykiatrin",
    }


def test_no_column_is_another_indicators_of_the_year_before() -> None:
    checked = check_shifted_units(published(), MEMBERS)
    assert checked.tried > 100
    assert checked.findings == ()


def test_the_definitions_say_which_is_a_part_of_which() -> None:
    assert {code: whole for (survey, code), whole in wholes().items() if survey.endswith("/2015")} == {
        "mycket_langvarigt_bistand": "langvarigt_bistand",
        "barn_langvarigt": "barn_i_bistand",
        "arbetslosa_utan_ersattning": "arbetslosa",
    }


def test_solna_has_hardly_any_of_its_long_term_households_very_long() -> None:
    (finding,) = check_parts(published(), wholes()).findings
    assert finding.place == "Rapport 2015, Tabell 12a, rad Solna, kolumn Mycket långvarigt ekonomiskt bistånd"
    assert (finding.printed, finding.ours) == ("0.4 %", "omkring 15,6")
    assert "Tabell 12b, rad Solna, kolumn Barn i familjer med långvarigt" in finding.explanation


def test_two_shares_of_stockholm_the_year_before_are_no_count_of_districts() -> None:
    assert found(check_counts(published(), MEMBERS, {"stockholm": "city"})) == {
        ("misstanke", f"Rapport 2018:1, Tabell 2, {STOCKHOLM} Arbetsmarknads- enhet", "83% (-6%)"),
        ("misstanke", f"Rapport 2018:1, Tabell 9, {STOCKHOLM} Har tillgång till juridiskt stöd", "100% (+68%)"),
    }


def test_four_group_figures_lack_their_percent_sign() -> None:
    young = "Arbetsmarknadsinsats inom 1 mån. till alla 18–24 år"
    template = "Strukturerad utredningsmall i alla utredningar"
    assert {finding.place for finding in check_percent_signs(published()).findings} == {
        f"Rapport 2018:1, Tabell 1, {STOCKHOLM} {young}",
        f"Rapport 2018:1, Tabell 1, {RIKET} {young}",
        f"Rapport 2018:1, Tabell 4, {STOCKHOLM} {template}",
        f"Rapport 2018:1, Tabell 4, {RIKET} {template}",
    }
