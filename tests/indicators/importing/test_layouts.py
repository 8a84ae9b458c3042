"""However a table is laid out, it reads to the same figures, or is asked about or refused: never to other figures."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.importing.actions import Kind, make_plan
from municipalities.models import Municipality
from surveys.files.refusals import FileRefused
from tests.worlds import result_layouts as layouts
from tests.worlds.result_layouts import LAYOUTS, Page, Truth

TRUTH: Truth = {
    **{("0125", code): word for code, word in zip(layouts.NAMES, ("ja", "nej", "delvis"), strict=True)},
    **{("0184", code): word for code, word in zip(layouts.NAMES, ("nej", "nej", "ja"), strict=True)},
    **{("0139", code): word for code, word in zip(layouts.NAMES, ("ja", "ja", "ej_aktuellt"), strict=True)},
    **{("0114", code): word for code, word in zip(layouts.NAMES, ("ja", "delvis", "nej"), strict=True)},
    **{(slug, code): 3 * len(slug) + at for slug in layouts.GROUPS for at, code in enumerate(layouts.NAMES)},
}


def read(plan) -> Truth:
    found: dict[tuple[str, str], Any] = {}
    for one in plan.figures:
        who = one.subject.code if isinstance(one.subject, Municipality) else one.subject.slug
        found[who, one.definition.code] = one.reading.value or one.reading.number
    return found


def planned(upload, page: Page, name: str = "resultat.xlsx"):
    content = page.as_xlsx() if name.endswith("xlsx") else page.as_csv(name[-5])
    return make_plan(upload(content, name, Kind.RESULTS))


def is_ready(plan) -> bool:
    return not (plan.refusals or plan.undecided or plan.year_conflicts)


def expected(name: str) -> Truth:
    if name == "groups only":
        return layouts.without_units(TRUTH)
    return layouts.without_groups(TRUTH) if name in ("municipalities only", "codes alone") else TRUTH


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_reads_to_the_same(upload, name: str) -> None:
    plan = planned(upload, LAYOUTS[name](TRUTH))
    assert (plan.refusals, plan.undecided, plan.year_conflicts) == ([], [], [])
    assert read(plan) == expected(name)


@pytest.mark.parametrize("name", layouts.IN_CSV)
def test_a_csv_file_has_no_merged_cells_and_reads_to_the_same(upload, name: str) -> None:
    plan = planned(upload, LAYOUTS[name](TRUTH), "resultat;.csv")
    assert (plan.refusals, plan.undecided, plan.year_conflicts) == ([], [], [])
    assert read(plan) == expected(name)


truths = st.fixed_dictionaries(
    {key: st.sampled_from(sorted(layouts.WORDS)) if key[0] in layouts.UNITS else st.integers(2, 99) for key in TRUTH}
)


def shaken(page: Page, draw: st.DrawFn) -> Page:
    """With what may stand around and within a table in any file."""
    title = draw(st.sampled_from([(), ("Resultat 2017",), ("Resultat 2016",), ("Prov", "Kommun och grupp", "")]))
    page = page.with_title(*title) if title else page
    page = page.below(draw(st.integers(0, 2))).to_the_right(draw(st.integers(0, 2)))
    if draw(st.booleans()):
        page = layouts.noted(page)
    if draw(st.booleans()) and len(page.rows) > 5:
        at = draw(st.integers(1, len(page.rows) - 1))
        junk = draw(st.sampled_from([[], ["Delsumma"], ["", "Ja"], ["Nystad", "Ja", "Nej", "Ja"], ["", "", "se not"]]))
        page.rows.insert(at, list(junk))
        page.merged = [one for one in page.merged if one[0] < at]
    return page


@st.composite
def pages(draw: st.DrawFn) -> tuple[Truth, Page]:
    truth = draw(truths)
    subjects = draw(st.permutations(layouts.subjects(truth)))
    codes = draw(st.permutations(layouts.codes(truth)))
    ordered = {(one, code): truth[one, code] for one in subjects for code in codes}
    return truth, shaken(LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))](ordered), draw)


@given(pages(), st.sampled_from(["resultat.xlsx", "resultat;.csv", "resultat,.csv"]))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_layout_reads_to_other_figures(upload, made: tuple[Truth, Page], name: str) -> None:
    truth, page = made
    if page.hidden_columns and not name.endswith("xlsx"):
        return
    try:
        plan = planned(upload, page, name)
    except FileRefused:
        return
    if is_ready(plan):
        assert {key: one for key, one in read(plan).items() if truth[key] != one} == {}
