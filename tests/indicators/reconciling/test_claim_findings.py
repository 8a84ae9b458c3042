"""What is told of a statement that does not hold, in full, and which year and figure it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.reconciling.claim_checks import CHECKS
from indicators.reconciling.claim_facts import COMPARED_WITH, Facts, Verdict
from indicators.reconciling.claims import check_claims, load_claims
from indicators.reconciling.printed_figures import Checked, Finding, Kind, Severity
from tests.indicators.reconciling.cells import NATION, cell, published
from tests.indicators.reconciling.test_claims import CELLS, NOW, claims_of, facts, spelled_out, verdict

OF_2015 = "ekonomiskt-bistand/2015"
DEFINED = "Prövat mot indikatorns definition"
WHOLE = [
    ("{majority: {survey: NOW, indicator: plan, value: ja}}", Verdict(False, "3 av 8: 9901, 9903, 9907")),
    (
        "{figure: {survey: NOW, group: riket, indicator: plan, number: 60, complement: yes}}",
        Verdict(
            False, "67 (100 − 33 %), paren-2017, Tabell 1, rad riket, kolumn Plan", "Prövat mot den tryckta siffran"
        ),
    ),
    (
        "{ratio: {part: 1, whole: 3, is: 34}}",
        Verdict(False, "1 av 3 är 33,33 procent", "Prövat genom att räkna om"),
    ),
    (
        "{tables_have: {survey: NOW, groups: [staden, byn]}}",
        Verdict(False, "Tabell 1 saknar staden, Tabell 1 saknar Byn", "Prövat mot tabellernas rader"),
    ),
    (
        f"{{unit: {{survey: {OF_2015}, indicator: kostnad_per_invanare, is: tusental}}}}",
        Verdict(False, "kronor per invånare", DEFINED),
    ),
    (
        "{not_comparable: {indicators: [jour], YEARS}}",
        Verdict(
            False,
            "+25%, paren-2017, Tabell 1, rad paren, kolumn Jour; +2%, paren-2017, Tabell 1, rad riket, kolumn Jour",
            "En ändring mellan åren trycks ändå",
            between_sources=True,
        ),
    ),
    (
        "{group_size: {group: riket, year: 2017, is: 290}}",
        Verdict(False, "316", "Prövat mot gruppens medlemmar det året"),
    ),
    (
        "{stated: [{place: 'A, s. 1', says: n, value: 4}, {place: 'A, s. 2', says: m, value: 5}]}",
        Verdict(False, "n: 4 (A, s. 1); m: 5 (A, s. 2)", "Samma sak sägs olika"),
    ),
    (
        "{stated: [{place: Sidan ett, says: n, value: 4}, {place: Sidan två, says: n, value: 5}]}",
        Verdict(False, "n: 4 (Sidan ett); n: 5 (Sidan två)", "Samma sak sägs olika", between_sources=True),
    ),
    ("{difference: {indicators: [jour, plan], group: paren, YEARS, is: 1}}", Verdict(False, "Jouren +25, plan 0")),
    ("{total_at_most: {survey: NOW, indicators: [hinder, ohalsa], at_most: 99}}", Verdict(False, "9901 100, 9902 101")),
]  # fmt: skip


@pytest.mark.parametrize(("check", "whole"), WHOLE)
def test_the_whole_verdict(tmp_path: Path, check: str, whole: Verdict) -> None:
    assert verdict(tmp_path, spelled_out(check)) == whole
    assert Verdict(False, "").why == COMPARED_WITH


def test_indicators_outside_their_quality_area_are_named(tmp_path: Path) -> None:
    (one,) = claims_of(tmp_path, f"{{quality_area: {{survey: {OF_2015}, table: Tabell 9, is: trygghet_och_sakerhet}}}}")
    found = CHECKS["quality_area"].run(facts(published()), "fou-nordvast-2015", one.arguments)
    assert found is not None
    assert found.why == DEFINED
    assert ": Tillgänglighet, " in found.ours


def test_results_that_an_indicator_has_instead_are_named(tmp_path: Path) -> None:
    known = facts().definitions[OF_2015].indicators
    two = [one for one in known.values() if set(one.results) == {"nej", "ja"}][:2]
    codes = f"{two[0].code}, {two[1].code}, okand"
    found = verdict(tmp_path, f"{{results: {{survey: {OF_2015}, indicators: [{codes}], are: [delvis]}}}}")
    ours = "; ".join(f"{one.full_name}: {', '.join(one.results)}" for one in two)
    assert found == Verdict(False, ours, DEFINED)


@pytest.mark.parametrize(
    "check",
    [
        "{holders: {survey: NOW, indicator: okand, value: ja, are: [9901]}}",
        "{most_changed: {indicator: ny, YEARS, direction: up}}",
        "{implies: {survey: NOW, if: {plan: ja}, then: {okand: ja}}}",
        "{implies: {survey: NOW, if: {okand: ja}, then: {plan: ja}}}",
        "{total_at_most: {survey: NOW, indicators: [jour_utan_tal], at_most: 1}}",
        "{difference: {indicators: [ny], group: paren, YEARS, at_most: 1}}",
        "{share_of_printed: {survey: NOW, group: staden, indicator: plan, printed: [ja]}}",
        "{share_of_printed: {survey: NOW, group: riket, indicator: hinder, printed: [ja]}}",
        "{new: {survey: NOW, indicators: [okand]}}",
        "{tables_have: {survey: pahittat/2019, groups: [paren]}}",
        "{not_comparable: {indicators: [okand], YEARS}}",
    ],
)
def test_without_figures_nothing_is_tried(tmp_path: Path, check: str) -> None:
    assert verdict(tmp_path, spelled_out(check)) is None


@pytest.mark.parametrize(
    ("check", "holds"),
    [
        ("{count: {survey: NOW, indicator: plan, printed: DELVIS, is: 1}}", True),
        ("{count: {survey: NOW, indicator: plan, printed: delvis, is: 7}}", False),
        ("{has: {survey: NOW, indicator: plan, value: ja, municipalities: [9902]}}", False),
        ("{changed: {indicator: plan, YEARS, from: nej, to: [ja, delvis], includes: [9901]}}", False),
    ],
)
def test_units_are_told_from_each_other(tmp_path: Path, check: str, holds: bool) -> None:
    found = verdict(tmp_path, spelled_out(check))
    assert found is not None
    assert found.holds is holds


def finding_of(tmp_path: Path, check: str) -> Finding:
    (found,) = check_claims(claims_of(tmp_path, spelled_out(check)), facts()).findings
    return found


def test_the_whole_finding(tmp_path: Path) -> None:
    check = "{figure: {survey: NOW, group: riket, indicator: jour, number: 62}}\n  note: Se felrättningen."
    assert finding_of(tmp_path, check) == Finding(
        kind=Kind.TEXT,
        severity=Severity.ERROR,
        place="Texten",
        printed="Så är det.",
        ours="61, paren-2017, Tabell 1, rad riket, kolumn Jour",
        difference="",
        explanation="Prövat mot den tryckta siffran. Se felrättningen.",
        survey=NOW,
        indicator="jour",
        row="riket",
        row_name="riket",
        publication="paren-2017",
    )


def test_a_group_is_named_and_without_one_there_is_no_row(tmp_path: Path) -> None:
    known = Facts(CELLS, counted=NATION, names={"riket": "Riket"})
    claims = claims_of(
        tmp_path, "{group_size: {group: riket, year: 2017, is: 1}}", "{ratio: {part: 1, whole: 2, is: 3}}"
    )
    named, without = check_claims(claims, known).findings
    assert (named.row, named.row_name, named.indicator) == ("riket", "Riket", "")
    assert (without.row, without.row_name, without.explanation) == ("", "", "Prövat genom att räkna om.")


def test_what_was_tried_is_counted(tmp_path: Path) -> None:
    untried, holds, fails = (f"{{group_size: {{group: {group}, year: 2017, is: {size}}}}}" for group, size in
                             (("staden", 14), ("riket", 316), ("riket", 1)))  # fmt: skip
    found = check_claims(claims_of(tmp_path, untried, holds, fails), facts())
    assert found == Checked(Kind.TEXT, "påståenden i text, rubriker och bildtexter", found.findings, tried=2)
    assert len(found.findings) == 1


@pytest.mark.parametrize(
    ("check", "survey", "concerns"),
    [
        ("{count: {survey: pahittat/2016, indicator: jour, value: ja, is: 7}}", "pahittat/2016", ("jour",)),
        ("{not_comparable: {indicators: [jour, plan], YEARS}}", NOW, ("jour", "plan")),
        ("{ratio: {part: 1, whole: 2, is: 3}}", "pahittat/2017", ()),
        ("{ratio: {part: 1, whole: 2, is: 3}}\n  concerns: [plan]", "pahittat/2017", ("plan",)),
    ],
)
def test_a_claim_is_about_the_year_and_the_indicators_it_names(tmp_path, check, survey, concerns) -> None:
    (claim,) = claims_of(tmp_path, spelled_out(check))
    assert (claim.survey, claim.concerns) == (survey, concerns)


def test_a_publication_without_a_year_is_about_no_survey(tmp_path: Path) -> None:
    claims_of(tmp_path, "{ratio: {part: 1, whole: 2, is: 3}}")
    path = tmp_path / "pahittat" / "pastaenden.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("paren-2017", "paren"), encoding="utf-8")
    (claim,) = load_claims(path)
    assert (claim.survey, claim.place, claim.note) == ("", "Texten", "")


def test_the_table_s_figure_goes_before_the_text_s() -> None:
    key = ("paren-2017", NOW, "jour", "riket")
    text = cell("jour", 2017, "riket", number="60", table="Löptext")
    table = cell("jour", 2017, "riket", number="61")
    assert Facts((text, table)).groups[key] == Facts((table, text)).groups[key] == table
