"""The matrix as rows, from figures in hand: what is counted, what is compared, and in which order it stands."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparing import matrix
from indicators.comparing.comparisons import Change, Link
from indicators.comparing.matrix import Cell, Figures, GroupFound, Row, Scope, Summary, Unit, Years
from indicators.rules.spec import Comparability, Definitions, IndicatorDefinition

EKERO, SOLNA, UMEA = Unit(1, "0125", "Ekerö", ""), Unit(2, "0184", "Solna", ""), Unit(3, "2480", "Umeå", "")
UNITS = [EKERO, SOLNA, UMEA]
COMPARABLE = {2016: Comparability("yes", "")}


def indicator(code: str = "rutin", **told) -> IndicatorDefinition:
    empty: dict = {one.name: "" for one in fields(IndicatorDefinition)}
    empty |= dict.fromkeys(("also_called", "results", "left_out", "readings", "examples"), ())
    said = {"code": code, "short_name": code, "kind": "choice", "quality_area": "stöd", "comparable": {}} | told
    return IndicatorDefinition(**empty | {"accepts": {}, "rule": None, "response_rate": None} | said)


def definitions(year: int, *indicators: IndicatorDefinition, areas: tuple[str, ...] = ("stöd",)) -> Definitions:
    known = {one.code: one for one in indicators}
    return Definitions(f"prov/{year}", "prov", year, "", "", {one: one for one in areas}, {}, {}, known)


def years(*now: IndicatorDefinition, before: tuple[IndicatorDefinition, ...] | None = None) -> Years:
    """2017 compared with 2016, which defines the same unless told otherwise."""
    earlier = definitions(2016, *(now if before is None else before))
    return Years(2017, 2016, {2016: earlier, 2017: definitions(2017, *now)})


def scope(**told) -> Scope:
    return Scope(**{"units": UNITS, "group_kind": "network", "side_groups": [], "absent": "bortfall"} | told)


def figures(code: str = "rutin", /, **values: str) -> Figures:
    ids = {unit.name.lower().translate(str.maketrans("öå", "oa")): unit.id for unit in UNITS}
    return Figures({code: {ids[name]: Cell(value) for name, value in values.items()}})


def row(now: Figures, before: Figures | None = None, *, of: IndicatorDefinition | None = None, **told) -> Row:
    known = of or indicator(comparable=COMPARABLE)
    (found,) = matrix.build_rows(years(known), now, before or Figures(), scope(**told))
    return found


def moves(found: Row) -> list[int]:
    return [cell.movement for cell in found.cells]


def test_cells_stand_in_the_order_of_the_units() -> None:
    found = row(figures(solna="nej", umea="delvis", ekero="ja"))
    assert [cell.value for cell in found.cells] == ["ja", "nej", "delvis"]


def test_a_unit_that_answered_something_else_is_silent_and_one_that_answered_nothing_is_absent() -> None:
    now = Figures({"rutin": {1: Cell("ja")}, "annan": {2: Cell("ja")}})
    assert [cell.value for cell in row(now).cells] == ["ja", "", "bortfall"]


def test_movement_is_told_of_those_who_have_both_years() -> None:
    found = row(figures(ekero="ja", solna="nej", umea="ja"), figures(ekero="nej", solna="delvis"))
    assert moves(found) == [1, -1, 0]
    assert found.has_changed


def test_a_number_that_rises_goes_up() -> None:
    now = Figures({"rutin": {1: Cell("", Decimal(2)), 2: Cell("", Decimal(1)), 3: Cell("", Decimal(1))}})
    before = Figures({"rutin": {1: Cell("", Decimal(1)), 2: Cell("", Decimal(2)), 3: Cell("", Decimal(1))}})
    assert moves(row(now, before)) == [1, -1, 0]


def test_a_number_is_not_compared_with_a_word() -> None:
    assert moves(row(figures(ekero="ja"), Figures({"rutin": {1: Cell("", Decimal(1))}}))) == [0, 0, 0]
    assert moves(row(Figures({"rutin": {1: Cell("", Decimal(1))}}), figures(ekero="ja"))) == [0, 0, 0]


def test_the_row_tells_how_far_the_years_may_be_compared() -> None:
    assert row(Figures()).link == Link("yes")


def test_nothing_moves_over_a_break() -> None:
    broken = indicator(comparable={2016: Comparability("no", "ny fråga")})
    found = row(figures(ekero="ja"), figures(ekero="nej"), of=broken)
    assert moves(found) == [0, 0, 0]
    assert found.summary.change == Change(None, "break", ("ny fråga",))


def test_a_unit_that_has_not_moved_keeps_the_cell_that_was_read() -> None:
    now = figures(ekero="ja")
    assert row(now, figures(ekero="ja")).cells[0] is now.units["rutin"][1]


def test_what_a_reader_may_not_see_is_hidden_and_withholds_the_mean() -> None:
    found = row(figures(ekero="ja", solna="ja"), hidden=frozenset({2}))
    assert [cell.value for cell in found.cells] == ["ja", "dold", "bortfall"]
    assert found.summary == Summary(None, Change(None), withheld="restricted")


def test_the_share_is_counted_with_its_base_and_its_change() -> None:
    found = row(figures(ekero="ja", solna="ja", umea="nej"), figures(ekero="ja", solna="nej"))
    share = Fraction(200, 3)
    assert found.summary == Summary(share, Change(share - 50), yes=2, base=3, units=3, before=(1, 2))


def test_the_mean_of_numbers_has_no_count_of_yes() -> None:
    measured = indicator(kind="number", comparable=COMPARABLE)
    now = Figures({"rutin": {1: Cell("", Decimal(10)), 2: Cell("", Decimal(20))}})
    before = Figures({"rutin": {1: Cell("", Decimal(12))}})
    assert row(now, before, of=measured).summary == Summary(Fraction(15), Change(Fraction(3)), base=2, units=3)


@pytest.mark.parametrize(("kind", "withheld"), [("city", "over_20"), ("county", "over_20"), ("network", "")])
def test_a_city_is_withheld_when_too_many_are_missing(kind: str, withheld: str) -> None:
    found = row(figures(ekero="ja", solna="ja"), group_kind=kind).summary
    assert (found.withheld, found.figure is None) == (withheld, bool(withheld))
    assert (found.yes, found.base, found.units) == (2, 2, 3)


def test_exactly_a_fifth_missing_is_shown() -> None:
    units = [Unit(number, "", "", "") for number in range(5)]
    now = Figures({"rutin": {number: Cell("ja") for number in range(4)}})
    assert row(now, units=units, group_kind="nation").summary.figure == 100


def group(number: int | None, publisher: str = "SoS", **told) -> GroupFound:
    return GroupFound(
        **{
            "number": None if number is None else Decimal(number),
            "yes": 4,
            "base": 8,
            "withheld": "",
            "publication": 1,
            "publisher": publisher,
        }
        | told
    )


def test_a_group_is_compared_with_the_figure_of_the_same_publisher() -> None:
    now = Figures(groups={(9, "rutin"): [group(70), group(10, "SKR")]})
    before = Figures(groups={(9, "rutin"): [group(20, "SKR"), group(65)]})
    (found,) = row(now, before, side_groups=[9]).side
    assert found == Summary(Fraction(70), Change(Fraction(5)), yes=4, base=8, units=None, withheld="", publication=1)


def test_a_group_without_a_figure_of_the_same_publisher_has_no_change() -> None:
    now, before = (Figures(groups={(9, "rutin"): [group(70, of)]}) for of in ("SoS", "SKR"))
    (found,) = row(now, before, side_groups=[9]).side
    assert found.change == Change(None, "missing")


def test_groups_stand_in_the_order_asked_for_and_empty_ones_have_nothing() -> None:
    now = Figures(groups={(9, "rutin"): [group(70, withheld="over_20")]})
    found = row(now, side_groups=[8, 9]).side
    assert found[0] == Summary(None, Change(None))
    assert (found[1].figure, found[1].withheld) == (70, "over_20")


def test_a_counted_group_has_a_share_unless_it_is_withheld() -> None:
    assert group(None).figure == 50
    assert group(None, yes=None).figure == 0
    assert group(None, withheld="over_20").figure is None
    assert group(None, base=0).figure is None


def change_of(known: Years, now: Figures) -> Change:
    return matrix.build_rows(known, now, Figures(), scope(absent=""))[0].summary.change


def test_a_new_indicator_is_told_as_new_and_a_dropped_year_as_missing() -> None:
    known = indicator(comparable=COMPARABLE)
    assert change_of(years(known, before=()), figures(ekero="ja")) == Change(None, "new")
    in_2015 = {2015: definitions(2015, known), 2016: definitions(2016), 2017: definitions(2017, known)}
    assert change_of(Years(2017, 2016, in_2015), figures(ekero="ja")) == Change(None, "missing")


def test_a_later_year_does_not_make_an_indicator_old() -> None:
    known = indicator()
    later = {2016: definitions(2016), 2017: definitions(2017, known), 2018: definitions(2018, known)}
    assert Years(2017, 2016, later).is_new("rutin")


def test_a_year_whose_definitions_are_not_here_is_missing() -> None:
    known = {2015: definitions(2015, indicator()), 2017: definitions(2017, indicator())}
    assert change_of(Years(2017, 2016, known), figures(ekero="ja")) == Change(None, "missing")


def test_no_figure_now_is_missing_even_for_a_new_indicator() -> None:
    assert change_of(years(indicator(), before=()), Figures()) == Change(None, "missing")


def test_without_a_year_to_compare_with_nothing_is_said() -> None:
    alone = Years(2017, None, {2017: definitions(2017, indicator(comparable=COMPARABLE))})
    assert alone.link("rutin") == Link("unknown")
    assert change_of(alone, figures(ekero="ja")) == Change(None)


def test_years_are_linked_through_the_year_between() -> None:
    def of(year: int, is_: str) -> Definitions:
        return definitions(year, indicator(comparable={year - 1: Comparability(is_, f"{year}")}))

    known = Years(2017, 2015, {2015: definitions(2015), 2016: of(2016, "partly"), 2017: of(2017, "yes")})
    assert known.link("rutin") == Link("partly", ("2016", "2017"))


def test_rows_stand_by_quality_area_and_one_area_can_be_chosen() -> None:
    first, second, third = (
        indicator("a", quality_area="trygg"), indicator("b", quality_area="stöd"), indicator("c", quality_area="trygg"),
    )  # fmt: skip
    known = Years(2017, None, {2017: definitions(2017, first, second, third, areas=("stöd", "trygg"))})

    def codes(area: str = "") -> list[str]:
        return [one.definition.code for one in matrix.build_rows(known, Figures(), Figures(), scope(), area)]

    assert codes() == ["b", "a", "c"]
    assert codes("trygg") == ["a", "c"]


def test_a_year_without_definitions_has_no_rows() -> None:
    assert matrix.build_rows(Years(2017, None, {}), Figures(), Figures(), scope()) == []


@pytest.mark.parametrize(
    ("also", "label"),
    [((), "Rutin för stöd"), (("Rutin",), "Rutin"), (("Rut.", "Alla rutiner för stöd"), "Rutin för stöd")],
)
def test_the_label_is_the_shortest_heading_that_is_not_cut_off(also: tuple[str, ...], label: str) -> None:
    known = indicator(short_name="Rutin för stöd", also_called=also)
    assert known.label == label
    assert row(Figures(), of=known).name_under(True) == label


def plain(label: str, *values: str, figure: int | None = None, points: int | None = None, moved: int = 0) -> Row:
    cells = [Cell(value, movement=moved) for value in values]
    change = Change(None if points is None else Fraction(points))
    summary = Summary(None if figure is None else Fraction(figure), change)
    return Row(indicator(label), Link("yes"), cells, summary, [])


def labels(rows: list[Row]) -> list[str]:
    return [one.name for one in rows]


def test_rows_without_figures_are_left_out_and_choices_narrow() -> None:
    rows = [plain("tom", ""), plain("lika", "ja", "ja", moved=1), plain("skiljer", "ja", "nej")]
    assert labels(matrix.choose_rows(rows, only_differs=False, only_changed=False)) == ["lika", "skiljer"]
    assert labels(matrix.choose_rows(rows, only_differs=True, only_changed=False)) == ["skiljer"]
    assert labels(matrix.choose_rows(rows, only_differs=False, only_changed=True)) == ["lika"]
    assert labels(matrix.choose_rows(rows, only_differs=True, only_changed=True)) == []


def test_rows_by_name_do_not_mind_capitals() -> None:
    assert labels(matrix.sort_rows([plain("c"), plain("B"), plain("a")], "namn")) == ["a", "B", "c"]


def test_rows_by_share_put_the_largest_first_and_those_without_last() -> None:
    rows = [plain("utan"), plain("noll", figure=0), plain("en", figure=1), plain("två", figure=2)]
    assert labels(matrix.sort_rows(rows, "andel")) == ["två", "en", "noll", "utan"]


def test_rows_by_change_count_both_ways() -> None:
    rows = [plain("utan"), plain("en", points=1), plain("ner", points=-3), plain("upp", points=2)]
    assert labels(matrix.sort_rows(rows, "andring")) == ["ner", "upp", "en", "utan"]


def test_no_change_and_none_stated_keep_their_order() -> None:
    rows = [plain("utan"), plain("noll", points=0), plain("utan igen"), plain("halv", points=1)]
    assert labels(matrix.sort_rows(rows, "andring"))[1:] == ["utan", "noll", "utan igen"]


@given(st.lists(st.sampled_from(["ja", "nej", ""]), min_size=3, max_size=3))
def test_the_catalogues_order_is_left_alone(values: list[str]) -> None:
    rows = [plain(str(n), value) for n, value in enumerate(values)]
    assert matrix.sort_rows(rows, "katalog") == rows
    assert matrix.sort_units(UNITS, rows, "katalog") == [0, 1, 2]


def test_units_by_most_yes_by_most_change_and_by_name() -> None:
    rows = [plain("a", "nej", "ja", "ja"), plain("b", "nej", "delvis", "ja")]
    assert matrix.sort_units(UNITS, rows, "andel") == [2, 1, 0]
    moved = Row(indicator(), Link("yes"), [Cell("", movement=n) for n in (1, 0, -1)], Summary(None, Change(None)), [])
    more = Row(indicator(), Link("yes"), [Cell("", movement=n) for n in (0, 0, 1)], Summary(None, Change(None)), [])
    assert matrix.sort_units(UNITS, [moved, more], "andring") == [2, 0, 1]
    assert matrix.sort_units([SOLNA, UMEA._replace(name="umeå"), EKERO], [], "namn") == [2, 0, 1]


@pytest.mark.parametrize(("kind", "change"), [("county", None), ("network", Fraction(-100, 6))])
def test_no_change_is_counted_from_a_share_that_was_withheld(kind: str, change: Fraction | None) -> None:
    before = figures(ekero="ja", solna="nej")  # one of three is silent: more than 20 %
    now = figures(ekero="ja", solna="nej", umea="nej")
    assert row(now, before, group_kind=kind).summary.change.points == change
