"""Each indicator comes from the source that tells of it best, and says which; who chooses a source gets that alone."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from indicators.comparing.best_figures import best_of
from indicators.comparing.matrix import Cell, Figures
from indicators.models import YearPublication
from tests.indicators.comparing.conftest import World

COMPARISON = "/jamforelser/prov/2017/"
WORDS = st.sampled_from(["ja", "nej", "bortfall"])
CELLS = st.dictionaries(st.integers(1, 4), WORDS)


@pytest.fixture
def mixed(world: World) -> World:
    """All three have answered two questions; of one a report has printed other figures, and of a third only a report
    tells. What is computed is published."""
    world.row(2017, "rutin", "ja", "ja", "nej", origin="computed")
    world.row(2017, "delad", "ja", "nej", "nej", origin="computed")
    world.row(2017, "delad", "nej", "nej", "nej")
    world.row(2017, "bruten", "ja", "ja", "ja")
    world.group(2017, "rutin", "riket", "40")
    told = {"published_by": "carin@test.example", "published_at": "2018-01-08T12:00:00Z"}
    YearPublication.objects.create(survey=world.surveys[2017], network=world.groups["fou-nordvast"], **told)
    return world


def shares(query: str = "") -> dict[str, tuple[int | None, int | None]]:
    rows = Client().get(COMPARISON + query).context["page"].rows
    return {row.definition.code: (row.summary.yes, row.summary.base) for row in rows}


def test_one_published_column_hides_no_computed_year(mixed: World) -> None:
    assert shares() == {"rutin": (2, 3), "delad": (1, 3), "bruten": (3, 3)}


def test_a_reader_who_chooses_a_source_gets_that_one_alone(mixed: World) -> None:
    assert shares("?kalla=publicerat") == {"rutin": (0, 0), "delad": (0, 3), "bruten": (3, 3)}
    assert shares("?kalla=beraknat") == {"rutin": (2, 3), "delad": (1, 3)}


def test_the_row_and_its_line_in_the_file_say_the_source(mixed: World) -> None:
    page = Client().get(COMPARISON).content.decode()
    computed = "Uträknat i öjportal ur kommunernas enkätsvar"
    assert f"{computed}. Riket: publicerat: FoU Nordväst, Rapport." in page
    assert "Publicerat: FoU Nordväst, Rapport." in page
    content = Client().get(f"{COMPARISON}jamforelse.csv").content.decode("utf-8-sig")
    sources = {one["Kod"]: one["Källa"] for one in csv.DictReader(io.StringIO(content), delimiter=";")}
    assert sources["delad"] == computed
    assert sources["bruten"] == "Publicerat: FoU Nordväst, Rapport"


def test_why_is_told_of_what_is_computed_alone(mixed: World) -> None:
    page = Client().get(COMPARISON).content.decode()
    assert "/varfor/prov/2017/rutin/0184/" in page
    assert "/varfor/prov/2017/bruten/0184/" not in page


def test_published_figures_stand_where_they_tell_of_more_units(mixed: World) -> None:
    """Only Ekerö has answered, the report tells of all three."""
    mixed.row(2017, "ny", "ja", "ja", "nej")
    mixed.unit(2017, "ny", "0125", "nej", origin="computed")
    assert shares()["ny"] == (2, 3)


def test_what_may_not_be_seen_takes_nobody_s_published_figures_away(mixed: World) -> None:
    YearPublication.objects.all().delete()
    assert shares() == {"rutin": (0, 0), "delad": (0, 3), "bruten": (3, 3)}  # of rutin only the nation's figure


def test_a_computed_year_is_compared_with_a_published_one(mixed: World) -> None:
    mixed.row(2016, "rutin", "nej", "nej", "nej")
    page = Client().get(COMPARISON).context["page"]
    (rutin,) = [row for row in page.rows if row.definition.code == "rutin"]
    assert page.compared == 2016
    assert round(float(rutin.summary.change.points or 0), 1) == 66.7
    assert [cell.movement for cell in rutin.cells] == [1, 1, 0]


def test_the_indicator_s_page_joins_the_sources_over_the_years(mixed: World) -> None:
    mixed.row(2016, "rutin", "nej", "nej", "nej")
    page = Client().get("/indikator/prov/rutin/")
    (own,) = [one for one in page.context["page"].series if one.name.startswith("Snitt")]
    assert [(point.year, point.count) for point in own.points] == [(2016, "0 av 3"), (2017, "2 av 3")]
    assert page.context["years_of_sources"] == [("publicerat", [2016]), ("uträknat i öjportal", [2017])]


def test_exempeldata_is_never_mixed_with_anything(world: World) -> None:
    world.row(2017, "rutin", "ja", "ja", "nej", origin="computed", is_example=True)
    world.row(2017, "bruten", "ja", "ja", "ja")
    assert shares() == {"bruten": (3, 3)}
    assert shares("?kalla=beraknat") == {"rutin": (2, 3)}


def test_the_municipality_s_card_counts_the_same(mixed: World) -> None:
    (card,) = Client().get("/kommun/0184/").context["summaries"]
    assert (card.counted.yes, card.counted.base) == (1, 3)


@given(computed=CELLS, published=CELLS)
def test_the_better_is_taken_whole(computed: dict[int, str], published: dict[int, str]) -> None:
    """Never some units from one source and some from the other; never the one that tells of fewer."""
    ours, theirs = ({unit: Cell(value) for unit, value in one.items()} for one in (computed, published))
    best = best_of(Figures({"a": ours} if ours else {}), Figures({"a": theirs} if theirs else {}), {1, 2, 3})
    taken = dict(best.units.get("a", {}))
    assert taken in (ours, theirs)
    told = [sum(cell.value != "bortfall" for unit, cell in one.items() if unit <= 3) for one in (taken, ours, theirs)]
    assert told[0] == max(told)
    assert ("a" in (best.computed or ())) is (bool(ours) and taken == ours and told[1] >= told[2]) or not told[0]
