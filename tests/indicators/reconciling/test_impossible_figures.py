"""Results and shares that cannot be, each check at its edges."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reconciling.impossible_figures import check_counts, check_outcomes
from indicators.reconciling.printed_figures import Members
from tests.indicators.reconciling.cells import (
    MADE_UP_MEMBERS,
    NATION,
    cell,
    defined,
    definitions_of,
    made_up,
    two_years,
)


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
        number: len(check_counts(two_years("riket", "", number), NATION, {"riket": "nation"}, nation).findings)
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
