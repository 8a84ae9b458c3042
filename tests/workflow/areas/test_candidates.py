"""Candidates for development areas: what speaks for them, in words and exact figures, and in what order."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.areas.candidates import IndicatorFigures, goes_back_and_forth, propose, reasons_of, weight_of

PLACES = ("Ekerö", "Järfälla", "Sigtuna", "Sollentuna", "Solna", "Sundbyberg", "Upplands Väsby", "Upplands-Bro")
NBSP = "\u00a0"


def indicator(code: str = "a", yes: int = 3, base: int = 8, **fields) -> IndicatorFigures:
    values = ["ja"] * yes + ["nej"] * (base - yes)
    told = {"label": code.upper(), "group": code, "group_title": f"Grupp {code}", **fields}
    return IndicatorFigures(code=code, yes=yes, base=base, units=dict(zip(PLACES, values, strict=False)), **told)


def test_a_low_share_is_told_with_its_count_and_who_lacks_it() -> None:
    assert reasons_of(indicator(yes=6, base=8)) == []
    told = reasons_of(indicator(yes=3, base=8))
    assert told[0].startswith(f"3 av 8 kommuner har Ja (37,5{NBSP}%)")
    assert "Sollentuna, Solna, Sundbyberg och 2 till" in told[0]


@pytest.mark.parametrize(
    ("lacking", "names"),
    [
        (0, "ingen"), (1, "Ekerö"), (2, "Ekerö och Järfälla"), (3, "Ekerö, Järfälla och Sigtuna"),
        (4, "Ekerö, Järfälla, Sigtuna och Sollentuna"), (5, "Ekerö, Järfälla, Sigtuna och 2 till"),
    ],
)  # fmt: skip
def test_at_most_four_are_named(lacking: int, names: str) -> None:
    one = replace(
        indicator(yes=3), units=dict.fromkeys(PLACES[:lacking], "delvis") | {"Täby": "ja", "Nacka": "bortfall"}
    )
    assert reasons_of(one)[0].endswith(f"Nej eller Delvis: {names}.")


def test_what_is_left_out_of_the_base_is_not_counted() -> None:
    one = indicator(yes=2, base=3)
    assert reasons_of(one) == []
    assert f"1 av 3 kommuner har Ja (33,3{NBSP}%)" in reasons_of(indicator(yes=1, base=3))[0]


def test_nothing_is_said_without_a_base() -> None:
    assert reasons_of(indicator(yes=0, base=0, nation=Fraction(80))) == []


@pytest.mark.parametrize(("gap", "is_told"), [(Fraction(49, 10), False), (Fraction(5), True), (Fraction(20), True)])
def test_behind_the_nation_counts_from_five_points(gap: Fraction, is_told: bool) -> None:
    told = " ".join(reasons_of(indicator(yes=6, base=8, nation=Fraction(75) + gap)))
    assert ("Riket har" in told) == is_told


def test_behind_the_county_names_it_and_both_figures() -> None:
    told = reasons_of(indicator(yes=6, base=8, county=Fraction(885, 10), county_name="Stockholms län"))
    assert told[0].startswith(f"Stockholms län har 88,5{NBSP}%")
    assert f"75{NBSP}%" in told[0]
    assert "6 av 8" in told[0]
    assert f"13,5{NBSP}procentenheter" in told[0]


def test_a_fall_is_told_in_percentage_points_and_only_where_years_compare() -> None:
    fallen = indicator(yes=6, change=Fraction(-25, 2), compared=2016)
    assert f"12,5{NBSP}procentenheter sedan 2016, till 6 av 8 (75{NBSP}%)" in reasons_of(fallen)[0]
    assert reasons_of(indicator(yes=6, change=None, compared=2016)) == []
    assert reasons_of(indicator(yes=6, change=Fraction(0), compared=2016)) == []


@given(st.data(), st.integers(1, 8), st.integers(1, 8))
def test_a_fall_between_different_bases_names_both_counts(data: st.DataObject, base: int, base_then: int) -> None:
    yes, then = data.draw(st.integers(0, base)), data.draw(st.integers(0, base_then))
    change = Fraction(100 * yes, base) - Fraction(100 * then, base_then)
    one = indicator(yes=yes, base=base, change=change, compared=2016, before=(then, base_then))
    told = [text for text in reasons_of(one) if "sjunkit" in text]
    assert bool(told) == (change < 0)
    for text in told:
        counts = [(int(a), int(b)) for a, b in re.findall(r"(\d) av (\d)", text)]
        assert counts == ([(yes, base)] if base == base_then else [(yes, base), (then, base_then)])
        assert ("olika många kommuner" in text) == (base != base_then)


def test_a_fall_between_different_bases_is_told_so() -> None:
    one = indicator(yes=4, base=5, change=Fraction(-15, 2), compared=2016, before=(7, 8))
    assert reasons_of(one) == [
        f"Andelen Ja har sjunkit med 7,5{NBSP}procentenheter sedan 2016, till 4 av 5 (80{NBSP}%) mot 7 av 8 "
        f"(87,5{NBSP}%). De två åren räknas på olika många kommuner."
    ]


@pytest.mark.parametrize(
    ("values", "is_so"),
    [
        (["nej", "ja", "nej"], True),
        (["ja", "delvis", "ja"], True),
        (["nej", "ja"], False),
        (["nej", "delvis", "ja"], False),
        (["ja", "ja", "ja"], False),
        (["nej", "bortfall", "ja", "", "nej"], True),
        ([], False),
    ],
)
def test_back_and_forth_is_a_turn(values: list[str], is_so: bool) -> None:
    assert goes_back_and_forth(values) is is_so


def test_who_goes_back_and_forth_is_named() -> None:
    one = indicator(yes=7, base=8, history={"Solna": ["nej", "ja", "nej"], "Ekerö": ["nej", "ja"]})
    assert len(reasons_of(one)) == 1
    assert reasons_of(one)[0].endswith("1 av 2 kommuner: Solna (Nej, Ja, Nej).")


def test_several_weak_indicators_of_a_group_become_one_candidate() -> None:
    same = {"group": "g", "group_title": "Våld i nära relationer"}
    found = propose([indicator("a", 2, **same), indicator("b", 3, **same), indicator("c", 8, **same)])
    assert [one.title for one in found] == ["Våld i nära relationer"]
    assert found[0].indicators == ("a", "b")
    assert found[0].reasons[0] == "Samma svaghet i 2 indikatorer: A, B."
    assert found[0].reasons[1].startswith("A: 2 av 8")


def test_one_of_several_is_named_with_its_group() -> None:
    same = {"group": "g", "group_title": "Uppsökande arbete"}
    assert propose([indicator("a", 2, **same), indicator("b", 8, **same)])[0].title == "Uppsökande arbete: A"
    assert propose([indicator("a", 2, **same)])[0].title == "A"


@pytest.mark.parametrize(
    ("figures", "weight"),
    [
        ({"yes": 0}, 10),
        ({"yes": 2}, Fraction(15, 2)),
        ({"yes": 8}, 0),
        ({"yes": 4, "nation": Fraction(70)}, 7),
        ({"yes": 4, "county": Fraction(90)}, 9),
        ({"yes": 4, "county": Fraction(70), "nation": Fraction(90)}, 9),  # the one further ahead counts, once
        ({"yes": 4, "nation": Fraction(30)}, 5),  # ahead of it: nothing more, nothing less
        ({"yes": 4, "change": Fraction(-25)}, Fraction(15, 2)),
        ({"yes": 4, "change": Fraction(25)}, 5),
        ({"yes": 4, "nation": Fraction(70), "change": Fraction(-25)}, Fraction(19, 2)),
    ],
)
def test_the_weight_is_what_is_lacking_what_others_have_and_what_was_lost(figures: dict, weight: Fraction) -> None:
    assert weight_of(indicator(**figures)) == weight


def test_a_shared_weakness_weighs_as_the_heaviest_and_half_a_point_more_for_each() -> None:
    same = {"group": "g", "group_title": "Våld i nära relationer"}
    assert propose([indicator("a", 2, **same), indicator("b", 4, **same)])[0].weight == Fraction(17, 2)


def test_what_weighs_most_comes_first_whatever_the_share() -> None:
    behind = indicator("a", 4, nation=Fraction(95))
    fallen = indicator("b", 4, change=Fraction(-30), compared=2016)
    lowest = indicator("c", 3)
    assert [one.indicators for one in propose([lowest, fallen, behind])] == [("a",), ("b",), ("c",)]


def test_the_weakest_come_first() -> None:
    assert [one.indicators[0] for one in propose([indicator("a", 4), indicator("b", 0), indicator("c", 3)])] == [
        "b",
        "c",
        "a",
    ]


shares = st.none() | st.fractions(0, 100, max_denominator=300)
figures = st.builds(
    lambda code, base, part, group, county, nation, change: indicator(
        f"i{code}",
        min(part, base),
        base,
        group=group,
        group_title=f"Grupp {group}",
        county=county,
        county_name="Länet",
        nation=nation,
        change=change,
        compared=2016,
    ),
    st.integers(0, 10**6),
    st.integers(0, 8),
    st.integers(0, 8),
    st.sampled_from("gh"),
    shares,
    shares,
    st.none() | st.fractions(-100, 100, max_denominator=8),
)


@given(st.lists(figures, max_size=8, unique_by=lambda one: one.code))
def test_every_candidate_rests_on_its_indicators_figures(given_figures: list[IndicatorFigures]) -> None:
    known = {one.code: one for one in given_figures}
    found = propose(given_figures)
    told = [code for one in found for code in one.indicators]
    assert sorted(told) == sorted(code for code, one in known.items() if reasons_of(one))
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    for one in found:
        assert one.title
        assert all(re.search(r"\d", reason) for reason in one.reasons)
        assert one.reasons


@given(st.integers(1, 8).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))))
def test_a_share_is_never_printed_rounder_than_it_is(count: tuple[int, int]) -> None:
    """One decimal at most, within half a tenth of the exact share; whole shares without decimals."""
    yes, base = count
    told = " ".join(reasons_of(indicator(yes=yes, base=base)))
    if exact := Fraction(100 * yes, base):
        for shown in re.findall(rf"\(([\d,]+){NBSP}%\)", told):
            printed = Fraction(shown.replace(",", "."))
            assert abs(printed - exact) <= Fraction(1, 20)
            assert ("," in shown) == (exact.denominator != 1)


@given(st.lists(st.sampled_from(["ja", "delvis", "nej", "bortfall", ""]), max_size=6))
def test_a_mirror_of_the_years_turns_as_often(values: list[str]) -> None:
    assert goes_back_and_forth(values) == goes_back_and_forth(values[::-1])
