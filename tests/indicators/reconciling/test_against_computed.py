"""What counts as a difference between published and computed, and what is said to lie behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.reconciling.against_computed import Ours, check_computed
from indicators.reconciling.printed_figures import Finding, Members, PrintedCell
from indicators.rules.outcomes import LABELS
from tests.indicators.reconciling.cells import MADE_UP_MEMBERS, MADE_UP_UNITS, cell, made_up

UNIT = MADE_UP_UNITS[0]


def unit(value: str, indicator: str = "jour", printed: str = "", row: str = UNIT) -> PrintedCell:
    one = cell(indicator, 2017, row, value=value)
    return replace(one, printed=printed or LABELS.get(value, ""))


def column(indicator: str, letters: str) -> list[PrintedCell]:
    return [replace(one, printed=LABELS[one.value]) for one in made_up(indicator, 2017, letters)]


def differing(
    published: Sequence[PrintedCell], computed: Sequence[PrintedCell | Ours], members: Members = MADE_UP_MEMBERS
) -> list[Finding]:
    ours = [one if isinstance(one, Ours) else Ours(one) for one in computed]
    return list(check_computed(published, ours, members).findings)


def reason(findings: list[Finding], row: str = UNIT) -> str:
    (explanation,) = {one.explanation for one in findings if one.row == row and one.indicator == "jour"}
    return explanation.split(". ", 1)[1]


def share(yes: int, base: int, silent: int = 0) -> Ours:
    number = Decimal(100 * yes) / Decimal(base)
    one = cell("jour", 2017, "paren", number=str(number))
    return Ours(replace(one, number=number, printed=f"({yes} av {base})"), yes, base, silent)


@pytest.mark.parametrize(
    ("published", "computed", "differs"),
    [
        ("ja", "ja", False),
        ("ja", "nej", True),
        ("ja", "bortfall", False),
        ("bortfall", "ja", False),
        ("ja", "", False),
        ("nej", "ej_aktuellt", True),
        ("delvis", "kan_inte_svara", True),
    ],
)
def test_only_two_results_can_differ(published: str, computed: str, differs: bool) -> None:
    assert bool(differing([unit(published)], [unit(computed)])) is differs


def test_both_words_stand_and_how_the_printed_one_was_read() -> None:
    (finding,) = differing([unit("ja", printed="JA MED VISSA")], [unit("nej")])
    assert (finding.printed, finding.ours) == ("JA MED VISSA (läst som Ja)", "Nej")
    assert finding.explanation.startswith("Publicerat är JA MED VISSA (läst som Ja), men svaren här ger Nej. 1 av 1 ")
    (finding,) = differing([unit("ja", printed="JA")], [unit("nej")])
    assert finding.printed == "Ja"


@pytest.mark.parametrize(
    ("printed", "ours", "differs"),
    [
        ("37.5", share(3, 5, silent=3), False),  # none of the silent is Ja: 3 of 8
        ("75", share(3, 5, silent=3), False),  # all of them are: 6 of 8
        ("37.4", share(3, 5, silent=3), True),
        ("75.1", share(3, 5, silent=3), True),
        ("75", share(3, 5), True),
        ("60", share(3, 5), False),
    ],
)
def test_a_share_differs_where_no_silent_unit_can_explain_it(printed: str, ours: Ours, differs: bool) -> None:
    published = replace(cell("jour", 2017, "paren", number=printed), printed=f"{printed} %")
    exact = {"37.5": "37.50", "75": "75.00"}.get(printed, printed)
    published = replace(published, number=Decimal(exact), printed="")
    assert bool(differing([published], [ours])) is differs


@given(letters=st.text("JND-", min_size=8, max_size=8), known=st.integers(0, 8))
def test_a_right_share_never_differs_however_few_have_answered(letters: str, known: int) -> None:
    """The published share is of all eight; here the first so many have answered."""
    base = [one for one in letters if one != "-"]
    answered = [one for one in letters[:known] if one != "-"]
    if not base or not answered:
        return
    printed = Decimal(100 * base.count("J")) / Decimal(len(base))
    published = replace(cell("jour", 2017, "paren", number="1"), number=printed, printed="")
    ours = share(answered.count("J"), len(answered), silent=8 - len(answered))
    assert differing([published], [ours]) == []


def test_a_mean_of_fewer_than_all_is_not_compared() -> None:
    published = cell("tid", 2017, "paren", number="12")
    of_some = Ours(cell("tid", 2017, "paren", number="15"), base=7, silent=1)
    assert differing([published], [of_some]) == []
    assert len(differing([published], [replace(of_some, silent=0)])) == 1


def test_a_column_that_is_another_headings() -> None:
    computed = [*column("jour", "JJJJJJNN"), *column("plan", "NNNNJJJJ")]
    findings = differing(column("jour", "NNNNJJJJ"), computed)
    assert reason(findings).startswith("Kolumnen stämmer i stället med vad svaren ger för Plan, för alla 8:")


def test_another_headings_only_where_every_unit_fits_and_half_of_the_own_differ() -> None:
    near = [*column("jour", "JJJJJJNN"), *column("plan", "NNNNJJJN")]
    assert reason(differing(column("jour", "NNNNJJJJ"), near)).startswith("6 av 8 under rubriken skiljer: det tyder")
    three_off = [*column("jour", "NNNJJJJJ"), *column("plan", "JJJJJJJN")]
    assert reason(differing(column("jour", "JJJJJJJN"), three_off)).startswith("4 av 8")
    alike = [*column("jour", "NNNNJJJJ"), *column("plan", "JJJJJJJJ")]
    assert reason(differing(column("jour", "JJJJJJJJ"), alike)).startswith("4 av 8")


@pytest.mark.parametrize(("letters", "said"), [("NNNNJJJJ", "4 av 8"), ("NNNNNJJJ", "5 av 8")])
def test_more_than_half_of_a_column_is_a_matter_of_the_definition(letters: str, said: str) -> None:
    told = reason(differing(column("jour", "JJJJJJJJ"), column("jour", letters)))
    assert told.startswith(f"{said} under rubriken skiljer: ")
    assert ("definitionen" in told) is (said == "5 av 8")


@pytest.mark.parametrize(("off", "is_pattern"), [(2, False), (3, True)])
def test_more_than_half_of_what_a_unit_has_is_a_matter_of_its_answers(off: int, is_pattern: bool) -> None:
    codes = ["jour", "a", "b", "c", "d"]
    published = [unit("ja", code) for code in codes]
    computed = [unit("nej" if n < off else "ja", code) for n, code in enumerate(codes)]
    told = reason(differing(published, computed))
    assert told.startswith(f"{UNIT} skiljer i {off} av 5 uppgifter") is is_pattern


def test_four_rows_form_no_pattern() -> None:
    published, computed = ([unit(value, code) for code in ("jour", "a", "b", "c")] for value in ("ja", "nej"))
    assert reason(differing(published, computed)).startswith("1 av 1 under rubriken")
    some = column("jour", "JJJJJJJJ")[:4]
    assert "definitionen" not in reason(differing(some, column("jour", "NNNNNNNN")))


@pytest.mark.parametrize(
    ("published", "computed", "said"),
    [
        ("ja", "ej_aktuellt", "Ej aktuellt räknas inte in i andelen"),
        ("kan_inte_svara", "nej", "Kan inte svara räknas inte in i andelen"),
        ("ja", "delvis", "Det ena är Delvis"),
        ("delvis", "nej", "Det ena är Delvis"),
        ("ja", "nej", "1 av 1 under rubriken skiljer"),
    ],
)
def test_what_the_two_words_tell(published: str, computed: str, said: str) -> None:
    assert reason(differing([unit(published)], [unit(computed)])).startswith(said)


@pytest.mark.parametrize(("ours", "is_hundredfold"), [("0.345", True), ("3450", True), ("35.5", False)])
def test_a_share_of_one_against_per_cent(ours: str, is_hundredfold: bool) -> None:
    told = reason(differing([cell("jour", 2017, UNIT, number="34.5")], [cell("jour", 2017, UNIT, number=ours)]))
    assert ("faktor hundra" in told) is is_hundredfold


def test_a_group_says_whose_rows_it_follows_from() -> None:
    published = [*column("jour", "JJJJJJJJ"), cell("jour", 2017, "paren", number="100")]
    findings = differing(published, [*column("jour", "NNNNNJJJ"), share(3, 8)])
    assert reason(findings, "paren") == "Det följer av att 9901, 9902, 9903, 9904 och 1 till skiljer."
    assert [one.row for one in findings][-1] == "paren"
    findings = differing(published, [*column("jour", "NNNNJJJJ"), share(4, 8)])
    assert reason(findings, "paren") == "Det följer av att 9901, 9902, 9903 och 9904 skiljer."


def test_a_group_whose_units_agree_is_itself_wrongly_printed() -> None:
    published = [*column("jour", "JJJJJJNN"), cell("jour", 2017, "paren", number="60")]
    computed = [*column("jour", "JJJJJJNN"), share(6, 8)]
    assert reason(differing(published, computed), "paren").startswith("Kommunernas egna rader stämmer")
    assert reason(differing(published[1:], computed), "paren").startswith("Gruppens enheter är inte publicerade")


def test_what_may_be_ours_stands_before_single_rows_and_groups() -> None:
    published = [unit("ja", "plan"), *column("jour", "JJJJJJJJ"), cell("jour", 2017, "paren", number="100")]
    computed = [unit("nej", "plan"), *column("jour", "NNNNNJJJ"), share(3, 8)]
    assert [one.indicator for one in differing(published, computed)] == ["jour"] * 5 + ["plan", "jour"]
