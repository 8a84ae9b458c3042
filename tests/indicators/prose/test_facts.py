"""Facts of a table, made of the comparison's rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from indicators.comparing.matrix import HIDDEN, Cell, Figures, GroupFound, Scope, Unit, Years, build_rows
from indicators.prose.facts import IndicatorFacts, Mean, Side, TableFacts, UnitFacts, facts_of
from indicators.rules.spec import Comparability
from tests.indicators.reconciling.cells import defined, definitions_of

UNITS = [Unit(n, f"990{n}", name, "") for n, name in ((1, "Alby"), (2, "Berg"), (3, "Dal"))]
JOUR = defined("jour", name="Socialjour", comparable={2016: Comparability("yes", "")})
STOCKHOLM, RIKET = 7, 8


def cells(*values: str) -> dict[int, Cell]:
    return {n: Cell(value) for n, value in enumerate(values, start=1)}


def facts(now: Figures, before: Figures | None = None, definition=JOUR, **scope: object) -> TableFacts:
    known = {
        year: replace(definitions_of(definition, year=year)[f"pahittat/{year}"], quality_areas={"": ""})
        for year in (2016, 2017)
    }
    if before is None:
        del known[2016]
    shown = {"units": UNITS, "group_kind": "network", "side_groups": [STOCKHOLM, RIKET], "absent": "", **scope}
    rows = build_rows(Years(2017, 2016, known), now, before or Figures(), Scope(**shown))
    return facts_of(
        rows,
        title="Tabell",
        group="nordvästkommunerna",
        years=(2017, 2016),
        units=UNITS,
        sides=["Stockholm", "Riket"],
        publishers={4: "Socialstyrelsen"},
    )


def first(found: TableFacts) -> IndicatorFacts:
    (one,) = found.indicators
    return one


def test_units_say_what_they_have_and_had() -> None:
    found = facts(Figures({"jour": cells("ja", "nej", "bortfall")}), Figures({"jour": cells("nej", "nej")}))
    assert first(found).units == (
        UnitFacts("Alby", "ja", "nej"),
        UnitFacts("Berg", "nej", "nej"),
        UnitFacts("Dal", "bortfall", ""),
    )
    assert (found.title, found.group, found.year, found.before) == ("Tabell", "nordvästkommunerna", 2017, 2016)


def test_a_word_of_the_source_s_own_is_kept_where_it_says_more() -> None:
    printed = {1: Cell("ja", printed="JA, MED  VISSA"), 2: Cell("ja", printed="JA"), 3: Cell("bortfall", printed="?")}
    assert [one.word for one in first(facts(Figures({"jour": printed}))).units] == ["Ja, med vissa", "", ""]


def test_the_mean_is_exact_with_what_it_was_counted_on() -> None:
    found = facts(Figures({"jour": cells("ja", "ja", "nej")}), Figures({"jour": cells("nej", "nej", "ja")}))
    assert first(found).mean == Mean(Fraction(200, 3), Fraction(100, 3), 2, 3, 3, 1, 3)
    assert first(found).mean.points == Fraction(100, 3)


def test_other_groups_stand_beside_with_their_publisher() -> None:
    def figures(stockholm: str) -> dict[tuple[int, str], list[GroupFound]]:
        return {(STOCKHOLM, "jour"): [GroupFound(Decimal(stockholm), None, None, "", 4, "Socialstyrelsen")]}

    values = {"jour": cells("ja", "ja", "nej")}
    found = facts(Figures(values, figures("57")), Figures(values, figures("50")))
    assert first(found).sides == (
        Side("Stockholm", Fraction(57), Fraction(7), "Socialstyrelsen"),
        Side("Riket", None),
    )


def test_a_new_indicator_and_a_broken_one_are_told_apart() -> None:
    values = Figures({"jour": cells("ja", "ja", "nej")})
    broken = replace(JOUR, comparable={2016: Comparability("no", "")})
    assert first(facts(values)).link == "new"
    assert first(facts(values, values, broken)).link == "no"
    assert first(facts(values, values)).link == "yes"


def test_numbers_are_exact() -> None:
    register = defined("bistand", name="Bistånd", kind="register", unit="procent", decimals=1, desirable="low")
    numbers = {"bistand": {1: Cell("", Decimal("1.9")), 2: Cell("", Decimal("3.8"))}}
    found = first(facts(Figures(numbers), definition=register))
    assert [one.now for one in found.units] == [Fraction("1.9"), Fraction("3.8"), ""]
    assert (found.mean.now, found.mean.base, found.mean.units) == (Fraction("2.85"), 2, 3)
    assert (found.kind, found.unit, found.decimals, found.desirable) == ("register", "procent", 1, "low")


def test_what_may_not_be_seen_is_hidden_and_gives_no_mean() -> None:
    values = {"jour": cells("ja", "nej", "ja")}
    now = Figures(values, computed=frozenset({"jour"}))
    found = first(facts(now, Figures(values), hidden=frozenset({2})))
    assert found.units[1].now == HIDDEN
    assert found.mean.now is None


def test_a_missing_result_is_no_result() -> None:
    count, missing = ("ja", "delvis", "nej"), ("bortfall", "vantar", HIDDEN, "")
    assert all(UnitFacts("A", one).counts for one in count)
    assert UnitFacts("A", Fraction(3)).counts
    assert all(UnitFacts("A", one).is_missing for one in missing)
    assert not any(UnitFacts("A", one).is_missing for one in (*count, "ej_aktuellt", "kan_inte_svara"))
