"""Statements of running text: read strictly, tried by code, and the false ones of the publications found."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from indicators.reconciling.claim_checks import CHECKS
from indicators.reconciling.claim_facts import Facts, Verdict
from indicators.reconciling.claims import Claim, check_claims, load_claims
from indicators.rules.loader import load_definitions
from indicators.rules.spec import Definitions
from surveys.questionnaires.questionnaire import load_questionnaire
from surveys.questionnaires.strict_yaml import FileError
from tests.indicators.reconciling.cells import (
    CLAIMS,
    MADE_UP_MEMBERS,
    MEMBERS,
    NATION,
    altered,
    cell,
    made_up,
    published,
)

ROOT = Path(__file__).resolve().parents[3]
NOW, BEFORE = "pahittat/2017", "pahittat/2016"
YEARS = f"from_survey: {BEFORE}, to_survey: {NOW}"
CELLS = (
    *made_up("jour", 2016, "NJNJJJJN"),
    *made_up("plan", 2016, "JNJJNNNN"),
    *made_up("jour", 2017, "JJJJJJJN", "87.5", "+25%", riket="61 +2%"),
    *made_up("plan", 2017, "JDJNNNJN", "37.5", "+0%", riket="33 -5%"),
    *made_up("ny", 2017, "JJJJJJJJ"),
    cell("jour", 2016, "riket", number="59"),
    *(cell("hinder", 2017, unit, number="60") for unit in ("9901", "9902")),
    *(cell("ohalsa", 2017, unit, number=number) for unit, number in (("9901", "40"), ("9902", "41"))),
)


@cache
def of_2015() -> Definitions:
    area = "ekonomiskt-bistand/2015.yaml"
    questions = load_questionnaire(ROOT / "surveys" / "catalogue" / area)
    return load_definitions(ROOT / "indicators" / "definitions" / area, questions)


def facts(cells: tuple = CELLS) -> Facts:
    definitions = {"ekonomiskt-bistand/2015": of_2015()}
    return Facts(
        cells,
        MADE_UP_MEMBERS,
        definitions,
        counted=NATION,
        names={"byn": "Byn"},
        indicators={("pahittat", "jour"): "Jouren"},
    )


def claims_of(tmp_path: Path, *checks: str) -> list[Claim]:
    path = tmp_path / "pahittat" / "pastaenden.yaml"
    path.parent.mkdir(exist_ok=True)
    head = "- claim: c{}\n  publication: paren-2017\n  place: Texten\n  says: Så är det.\n  check: {}\n"
    path.write_text("".join(head.format(n, check) for n, check in enumerate(checks)), encoding="utf-8")
    return load_claims(path)


def verdict(tmp_path: Path, check: str, cells: tuple = CELLS) -> Verdict | None:
    (claim,) = claims_of(tmp_path, check)
    return CHECKS[claim.check].run(facts(cells), claim.publication, claim.arguments)


HOLDS = [
    "{holders: {survey: NOW, indicator: plan, value: ja, are: [9901, 9903, 9907]}}",
    "{has: {survey: NOW, indicator: plan, value: ja, municipalities: [9901]}}",
    "{count: {survey: NOW, indicator: jour, value: ja, is: 7}}",
    "{count: {survey: NOW, indicator: plan, printed: Delvis, at_least: 1}}",
    "{majority: {survey: NOW, indicator: jour, value: ja}}",
    "{changed: {indicator: jour, YEARS, from: nej, to: ja, are: [9901, 9903]}}",
    "{changed: {indicator: plan, YEARS, from: nej, to: [ja, delvis], includes: [9902]}}",
    "{changed: {indicator: plan, YEARS, from: ja, to: nej, at_least: 1}}",
    "{direction: {indicators: [jour], group: paren, YEARS, is: up}}",
    "{direction: {indicators: [plan], group: paren, YEARS, is: same}}",
    "{direction: {indicators: [jour, plan], group: paren, YEARS, is: up, at_least: 1}}",
    "{direction: {indicators: [jour], group: riket, YEARS, is: up}}",
    "{difference: {indicators: [jour], group: riket, YEARS, is: 2}}",
    "{difference: {indicators: [jour, plan], group: paren, YEARS, at_most: 25}}",
    "{figure: {survey: NOW, group: riket, indicator: jour, number: 61}}",
    "{figure: {survey: NOW, group: riket, indicator: plan, number: 66, tolerance: 1, complement: yes}}",
    "{against: {survey: NOW, indicator: jour, group: paren, is: above, than: [riket]}}",
    "{against: {survey: NOW, indicator: plan, group: paren, is: level, than: [riket], within: 4.5}}",
    "{against: {survey: NOW, indicator: plan, group: riket, is: below, than: [paren], said: {riket: 33}}}",
    "{mostly: {survey: NOW, group: paren, is: above, than: [riket]}}",
    "{ratio: {part: 301, whole: 316, is: 95}}",
    "{share_of_printed: {survey: NOW, group: paren, indicator: plan, printed: [ja]}}",
    "{total_at_most: {survey: NOW, indicators: [hinder, ohalsa], at_most: 101}}",
    "{implies: {survey: NOW, if: {plan: ja}, then: {jour: ja}}}",
    "{new: {survey: NOW, indicators: [ny]}}",
    "{tables_have: {survey: NOW, groups: [paren, riket]}}",
    "{unit: {survey: ekonomiskt-bistand/2015, indicator: stod_i_arbetet, is: timmar per vecka}}",
    "{results: {survey: ekonomiskt-bistand/2015, indicators: [klagomal], are: [nej, ja]}}",
    "{not_comparable: {indicators: [ny], YEARS}}",
    "{group_size: {group: riket, year: 2017, is: 316}}",
    "{stated: [{place: A, says: antal, value: 4}, {place: B, says: antal, value: 4}]}",
]
FAILS = [
    ("{holders: {survey: NOW, indicator: plan, value: ja, are: [9901, 9903]}}", "3 av 8: 9901, 9903, 9907"),
    ("{count: {survey: NOW, indicator: plan, value: ja, at_least: 4}}", "3 av 8: 9901, 9903, 9907"),
    ("{majority: {survey: NOW, indicator: plan, value: ja}}", "3 av 8: 9901, 9903, 9907"),
    ("{changed: {indicator: jour, YEARS, from: ja, to: nej, at_least: 1}}", "0 av 8: ingen"),
    ("{most_changed: {indicator: jour, YEARS, direction: up}}", "2 av 8: 9901, 9903"),
    ("{most_changed: {indicator: plan, YEARS, direction: down}}", "1 av 8: 9904"),
    ("{direction: {indicators: [jour], group: paren, YEARS, is: down}}", "Jouren +25"),
    ("{difference: {indicators: [jour], group: paren, YEARS, at_most: 12.5}}", "Jouren +25"),
    (
        "{figure: {survey: NOW, group: riket, indicator: jour, number: 62}}",
        "61, paren-2017, Tabell 1, rad riket, kolumn Jour",
    ),
    ("{against: {survey: NOW, indicator: jour, group: paren, is: below, than: [riket]}}", "paren 87,5, riket 61"),
    ("{against: {survey: NOW, indicator: jour, group: paren, is: above, than: [paren]}}", "paren 87,5, paren 87,5"),
    (
        "{against: {survey: NOW, indicator: plan, group: paren, is: level, than: [riket], within: 4.4}}",
        "paren 37,5, riket 33",
    ),
    (
        "{against: {survey: NOW, indicator: jour, group: paren, is: above, than: [riket], said: {riket: 60}}}",
        "paren 87,5, riket 61",
    ),
    ("{mostly: {survey: NOW, group: paren, is: below, than: [riket]}}", "riket: 0 av 2"),
    ("{mostly: {survey: NOW, group: paren, is: above, than: [riket, paren]}}", "riket: 2 av 2, paren: 0 av 2"),
    ("{ratio: {part: 298, whole: 316, is: 95}}", "298 av 316 är 94,3 procent"),
    (
        "{share_of_printed: {survey: NOW, group: paren, indicator: plan, printed: [delvis]}}",
        "1 av 8 har det svaret, 12,5; tryckt är 37.5 %",
    ),
    ("{total_at_most: {survey: NOW, indicators: [hinder, ohalsa], at_most: 100}}", "9902 101"),
    ("{implies: {survey: NOW, if: {jour: ja}, then: {plan: ja}}}", "motsägs av 9902, 9904, 9905, 9906"),
    ("{new: {survey: NOW, indicators: [jour]}}", "9 uppgifter finns för 2016"),
    ("{tables_have: {survey: NOW, groups: [staden]}}", "Tabell 1 saknar staden"),
    (
        "{unit: {survey: ekonomiskt-bistand/2015, indicator: kostnad_per_invanare, is: tusental}}",
        "kronor per invånare",
    ),
    (
        "{not_comparable: {indicators: [jour], YEARS}}",
        "+25%, paren-2017, Tabell 1, rad paren, kolumn Jour; +2%, paren-2017, Tabell 1, rad riket, kolumn Jour",
    ),
    ("{group_size: {group: riket, year: 2017, is: 290}}", "316"),
    ("{stated: [{place: A, says: n, value: 4}, {place: B, says: n, value: 5}]}", "n: 4 (A); n: 5 (B)"),
]
UNTRIED = [
    "{count: {survey: pahittat/2018, indicator: jour, value: ja, is: 7}}",
    "{majority: {survey: NOW, indicator: okand, value: ja}}",
    "{changed: {indicator: ny, YEARS, from: nej, to: ja, at_least: 1}}",
    "{direction: {indicators: [jour, ny], group: paren, YEARS, is: up}}",
    "{figure: {survey: NOW, group: staden, indicator: jour, number: 61}}",
    "{against: {survey: NOW, indicator: jour, group: paren, is: above, than: [riket, staden]}}",
    "{mostly: {survey: NOW, group: paren, is: above, than: [riket, staden]}}",
    "{unit: {survey: NOW, indicator: jour, is: procent}}",
    "{results: {survey: NOW, indicators: [jour], are: [ja, nej]}}",
    "{quality_area: {survey: NOW, table: Tabell 1, is: tillganglighet}}",
    "{group_size: {group: staden, year: 2017, is: 14}}",
]


def spelled_out(check: str) -> str:
    return check.replace("NOW", NOW).replace("YEARS", YEARS)


@pytest.mark.parametrize("check", HOLDS)
def test_what_holds(tmp_path: Path, check: str) -> None:
    found = verdict(tmp_path, spelled_out(check))
    assert found is not None
    assert found.holds


@pytest.mark.parametrize(("check", "ours"), FAILS)
def test_what_does_not_hold(tmp_path: Path, check: str, ours: str) -> None:
    found = verdict(tmp_path, spelled_out(check))
    assert found is not None
    assert (found.holds, found.ours) == (False, ours)


@pytest.mark.parametrize("check", UNTRIED)
def test_what_cannot_be_tried(tmp_path: Path, check: str) -> None:
    assert verdict(tmp_path, spelled_out(check)) is None


def test_every_check_is_tested() -> None:
    tested = " ".join([*HOLDS, *(check for check, _ours in FAILS), *UNTRIED])
    assert [name for name in CHECKS if f"{{{name}: " not in tested] == []


def test_quality_area_of_a_table(tmp_path: Path) -> None:
    claim = "{quality_area: {survey: ekonomiskt-bistand/2015, table: Tabell 9, is: %s}}"
    for area, holds in (("tillganglighet", True), ("trygghet_och_sakerhet", False)):
        (one,) = claims_of(tmp_path, claim % area)
        found = CHECKS["quality_area"].run(facts(published()), "fou-nordvast-2015", one.arguments)
        assert found is not None
        assert found.holds is holds


def test_one_altered_cell_turns_a_statement_false(tmp_path: Path) -> None:
    claims = claims_of(tmp_path, spelled_out("{count: {survey: NOW, indicator: jour, value: ja, is: 7}}"))
    assert check_claims(claims, facts()).findings == ()
    (finding,) = check_claims(claims, facts(tuple(altered(CELLS, "jour", "9902", value="nej")))).findings
    assert (finding.kind, finding.severity, finding.printed) == ("text", "fel", "Så är det.")
    assert (finding.survey, finding.indicator, finding.publication) == (NOW, "jour", "paren-2017")


def test_two_sources_that_say_different_things_are_a_difference(tmp_path: Path) -> None:
    said = "{{stated: [{{place: '{}, s. 1', says: n, value: 4}}, {{place: '{}, s. 2', says: n, value: 5}}]}}"
    claims = claims_of(tmp_path, said.format("Guide", "Rapport"), said.format("Guide", "Guide"))
    assert [one.severity for one in check_claims(claims, facts()).findings] == ["skillnad", "fel"]


@pytest.mark.parametrize(
    ("check", "message"),
    [
        ("{gissning: {is: 1}}", "okänd prövning gissning"),
        ("{ratio: {part: 1, whole: 2}}", "nyckeln is saknas"),
        ("{ratio: {part: 1, whole: 2, is: 50, ungefar: ja}}", "okänd nyckel ungefar"),
        ("{ratio: [1, 2]}", "här ska det stå nycklar med värden"),
        ("{ratio: {part: 1, whole: 2, is: 50}, group_size: {group: a, is: 1}}", "en enda prövning"),
    ],
)
def test_faults_are_told_with_file_and_line(tmp_path: Path, check: str, message: str) -> None:
    with pytest.raises(FileError, match=rf"pastaenden\.yaml:5: .*{message}"):
        claims_of(tmp_path, check)


def test_a_claim_stands_once(tmp_path: Path) -> None:
    claims_of(tmp_path, "{group_size: {group: a, year: 2017, is: 1}}")
    path = tmp_path / "pahittat" / "pastaenden.yaml"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(FileError, match="c0 står två gånger"):
        load_claims(path)


FALSE_IN_THE_REPORTS = {
    "2015-enkatens-ordning",
    "2015-tabell-8-andel",
    "2015-tabell-8-enhet",
    "2015-vantetid-kortast",
    "2015-vantetid-langst",
    "2015-vantetid-vad-som-mats",
    "2015-tabell-11-namnare",
    "2015-tabell-12a-kostnad",
    "2015-tabell-12a-kolumner",
    "2015-tabell-12b-hushall",
    "2017-vilket-ar",
    "2017-jamfors-med",
    "2017-ledningsniva-intern",
    "2017-extern-vad",
    "2017-socialpsykiatri-flest-okat",
    "2017-namn-sigtuna",
    "2017-namn-upplands-bro",
    "2017-namn-upplands-vasby",
    "2017-kompetensplan-har",
    "2017-vald-rutin-har",
    "2017-tabell-1-asterisk",
    "2018-rapport-vantetid-14-dagar",
    "2018-rapport-intern-vad",
    "2018-rapport-fia-namn",
    "2018-rapport-plan-hur-ofta",
    "2018-rapport-avhysning-stockholm",
    "2018-utredningsmall-var-femte",
    "2018-vald-vem",
    "2018-vald-av-alla",
    "2018-malmo-2017",
}


def test_false_statements_of_the_reports_and_the_fact_sheet() -> None:
    known = Facts(published(), MEMBERS, {"ekonomiskt-bistand/2015": of_2015()})
    claims = [one for one in load_claims(CLAIMS) if not one.slug.startswith("guide-")]
    verdicts = {one.slug: CHECKS[one.check].run(known, one.publication, one.arguments) for one in claims}
    assert {slug for slug, found in verdicts.items() if found and not found.holds} == FALSE_IN_THE_REPORTS


def test_guide_counts_response_rates_of_95_where_94_answered() -> None:
    guide = [one for one in load_claims(CLAIMS) if one.slug.startswith("guide-datatackning-")]
    wrong = check_claims(guide, facts(published())).findings
    assert {one.ours for one in wrong} == {"298 av 316 är 94,3 procent"}
    assert "utredningsmall" in {one.indicator for one in wrong}
