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


WIDER = {"city": "Stockholm", "county": "Stockholms län", "nation": "Riket"}


def beside(told: dict) -> tuple[tuple[str, Fraction], ...]:
    given = [(name, told.pop(kind, None)) for kind, name in WIDER.items()]
    return tuple((name, figure) for name, figure in given if figure is not None)


def indicator(code: str = "a", yes: int = 3, base: int = 8, **fields) -> IndicatorFigures:
    values = ["ja"] * yes + ["nej"] * (base - yes)
    told = {"label": code.upper(), "group": code, "group_title": f"Grupp {code}", **fields}
    told |= {"name": f"{told['group_title']}: {told['label']}", "beside": beside(told)}
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


@pytest.mark.parametrize("who", WIDER)
@pytest.mark.parametrize(("gap", "is_told"), [(Fraction(49, 10), False), (Fraction(5), True), (Fraction(20), True)])
def test_behind_a_larger_group_counts_from_five_points(who: str, gap: Fraction, is_told: bool) -> None:
    told = reasons_of(indicator(yes=6, base=8, **{who: Fraction(75) + gap}))
    assert [text.split(" har ")[0] for text in told] == [WIDER[who]] * is_told


def test_behind_the_county_names_it_and_both_figures() -> None:
    told = reasons_of(indicator(yes=6, base=8, county=Fraction(885, 10)))
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
    assert bool(told) == (change < 0 and base - yes > base_then - then)
    for text in told:
        counts = [(int(a), int(b)) for a, b in re.findall(r"(\d) av (\d)", text)]
        assert counts == ([(yes, base)] if base == base_then else [(yes, base), (then, base_then)])
        assert ("olika många kommuner" in text) == (base != base_then)


def test_a_fall_between_different_bases_is_told_so() -> None:
    one = indicator(yes=4, base=6, change=Fraction(-125, 6), compared=2016, before=(7, 8))
    assert reasons_of(one) == [
        f"Andelen Ja har sjunkit med 20,8{NBSP}procentenheter sedan 2016, till 4 av 6 (66,7{NBSP}%) mot 7 av 8 "
        f"(87,5{NBSP}%). De två åren räknas på olika många kommuner."
    ]


def test_a_share_that_fell_because_one_with_ja_is_counted_no_longer_is_no_fall() -> None:
    one = indicator(yes=6, base=7, change=Fraction(600, 7) - Fraction(175, 2), compared=2016, before=(7, 8))
    assert one.change is not None
    assert one.change < 0
    assert reasons_of(one) == []
    assert weight_of(one) == (100 - Fraction(600, 7)) / 10


def test_a_fall_between_years_that_compare_partly_says_why() -> None:
    one = indicator(yes=6, change=Fraction(-25, 2), compared=2016, before=(7, 8), change_notes=("Frågan är ny.",))
    assert reasons_of(one)[0].endswith("(75\u00a0%). De två åren går bara delvis att jämföra: Frågan är ny.")


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
    one = indicator(yes=7, base=8, history={"Upplands-Bro": ["nej", "ja", "nej"], "Ekerö": ["nej", "ja"]})
    assert len(reasons_of(one)) == 1
    assert reasons_of(one)[0].endswith("1 av 2 kommuner: Upplands-Bro (Nej, Ja, Nej).")


def test_who_has_won_it_back_has_no_weakness() -> None:
    one = indicator(yes=7, base=8, history={"Ekerö": ["ja", "nej", "ja"], "Upplands-Bro": ["nej", "nej", "nej"]})
    assert reasons_of(one) == []


@pytest.mark.parametrize("code", ["a", "b"])
def test_an_indicator_that_nobody_lacks_is_no_candidate(code: str) -> None:
    """8 of 8 with Ja, who went back and forth, and are behind what cannot be ahead of them."""
    turning = {name: ["ja", "nej", "ja"] for name in PLACES}
    same = {"group": "g", "group_title": "Samverkan", "history": turning, "change": Fraction(0), "compared": 2016}
    good = indicator(code, 8, **same, nation=Fraction(100))
    assert reasons_of(good) == []
    assert propose([good, indicator("c", 8, **same)]) == []


def test_several_weak_indicators_of_a_group_become_one_candidate() -> None:
    same = {"group": "g", "group_title": "Våld i nära relationer"}
    found = propose([indicator("a", 2, **same), indicator("b", 3, **same), indicator("c", 8, **same)])
    assert [one.title for one in found] == ["Våld i nära relationer"]
    assert found[0].indicators == ("a", "b")
    assert found[0].reasons[0] == "2 indikatorer i Våld i nära relationer har svagheter: A och B."
    assert found[0].reasons[1].startswith("A: 2 av 8")


def test_one_of_several_is_named_with_its_group() -> None:
    same = {"group": "g", "group_title": "Uppsökande arbete"}
    assert propose([indicator("a", 2, **same), indicator("b", 8, **same)])[0].title == "Uppsökande arbete: A"
    assert propose([replace(indicator("a", 2, **same), name="Ett namn som räcker")])[0].title == "Ett namn som räcker"


def test_the_city_the_county_and_the_nation_stand_beside_the_network() -> None:
    wider = {"city": Fraction(60), "county": Fraction(555, 10), "nation": Fraction(38)}
    alone = propose([indicator("a", 3, group_title="Samverkan", **wider)])
    told = f"nätverket 3 av 8 (37,5{NBSP}%), Stockholm 60{NBSP}%, Stockholms län 55,5{NBSP}%, Riket 38{NBSP}%."
    assert [one.figures for one in alone] == [(f"Samverkan: A: {told}",)]
    same = {"group": "g", "group_title": "Samverkan"}
    both = propose([indicator("a", 3, **same, **wider), indicator("b", 0, **same)])
    assert [one.figures for one in both] == [(f"A: {told}",)]


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
    lambda code, base, part, group, city, county, nation, change: indicator(
        f"i{code}",
        min(part, base),
        base,
        group=group,
        group_title=f"Grupp {group}",
        city=city,
        county=county,
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
        assert all(known[code].yes < known[code].base for code in one.indicators)
        assert len(one.figures) == sum(bool(known[code].beside) for code in one.indicators)


results = st.sampled_from(["ja", "delvis", "nej", "ej_aktuellt", "bortfall", ""])
histories = st.dictionaries(st.sampled_from(PLACES), st.lists(results, min_size=1, max_size=4))


@given(histories, shares, st.none() | st.fractions(-100, 100, max_denominator=8))
def test_each_reason_is_a_weakness_of_this_year(history: dict[str, list[str]], nation, change) -> None:
    """Whoever a reason names lacks it this year, and without anybody who does there is none."""
    units = {name: values[-1] for name, values in history.items()}
    values = list(units.values())
    yes, base = values.count("ja"), sum(value in ("ja", "delvis", "nej") for value in values)
    one = replace(indicator(yes=yes, base=base, nation=nation, change=change, compared=2016), units=units)
    told = reasons_of(replace(one, history=history))
    assert (told == []) or yes < base
    for text in told:
        has_it = [name for name, value in units.items() if value not in ("delvis", "nej")]
        assert not [name for name in has_it if re.search(rf"\b{name}\b(?!-| Väsby)", text)]


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
