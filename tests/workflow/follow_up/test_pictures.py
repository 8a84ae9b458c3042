"""The picture of a followed indicator tells what its table tells: each year, each municipality, each break."""

from __future__ import annotations

from collections import Counter

import pytest
import time_machine
from django.urls import reverse
from lxml import html

from documents.pictures.developments import Development
from tests.workflow.conftest import WorkflowCast
from tests.workflow.follow_up_scene import Scene, add_area, build_scene
from workflow.follow_up.figures import Followed, read_followed
from workflow.follow_up.pictures import development_of

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    with time_machine.travel("2017-12-12 10:00", tick=False):
        yield build_scene(cast)


def followed(scene: Scene, code: str, until: int = 2017) -> Followed:
    return read_followed(scene.cycle, [code], scene.cast.carin, until)[code]


def drawn(scene: Scene, code: str = "juridiskt_stod") -> Development:
    return development_of(followed(scene, code), scene.cycle.year)


def test_the_network_is_told_year_by_year_with_a_mark_for_each_municipality(scene: Scene) -> None:
    years = drawn(scene).years
    assert [year.heading for year in years] == ["2015 före", "2016", "2017 efter"]
    for year in years:
        yes = Counter(year.tones)["yes"]
        assert year.words.replace("\u00a0", " ").startswith(f"{yes} av 8 · ")
        assert len(year.tones) == 8


def test_each_municipality_has_its_result_of_each_year(scene: Scene) -> None:
    told = followed(scene, "juridiskt_stod")
    development = development_of(told, 2015)
    assert [unit.name for unit in development.units] == [place.name for place in told.units]
    for place, unit in zip(told.units, development.units, strict=True):
        readings = {
            one.year: one.value for one in (place.movement.before, *place.movement.between, place.movement.after)
        }
        assert [cell.text.lower() for cell in unit.cells] == [readings[year] for year in (2015, 2016, 2017)]


def test_the_finding_says_both_ends(scene: Scene) -> None:
    assert drawn(scene).title == "FoU Nordväst: Ja i 5 av 8 år 2015 och 8 av 8 år 2017"


def test_years_that_may_not_be_compared_are_set_apart_and_the_finding_says_so(scene: Scene) -> None:
    codes = [*scene.laws.indicators, *scene.safe.indicators]
    broken = {code: [later for _, later, link in followed(scene, code).breaks if not link.holds] for code in codes}
    assert any(broken.values())
    for code, years in broken.items():
        development = drawn(scene, code)
        assert [year.year for year in development.years if not year.joins] == years
        assert development.title.endswith("men åren kan inte jämföras") == bool(years)


def test_what_is_not_measured_again_has_no_picture(scene: Scene) -> None:
    assert development_of(followed(scene, "juridiskt_stod", until=2015), 2015) is None


def test_the_pages_draw_each_indicator_of_each_area_once(scene: Scene) -> None:
    add_area(scene.cycle, 9, "Samma en gång till", list(scene.laws.indicators))
    page = scene.cast.client("anna").get(reverse("follow-up", args=[scene.cycle.pk])).content.decode()
    figures = html.fromstring(page).find_class("picture")
    ids = [one.get("id") for one in figures]
    assert len(ids) == len(set(ids)) > len(scene.laws.indicators)


def test_the_page_of_the_verdict_draws_them_too(scene: Scene) -> None:
    address = reverse("follow-up-verdict", args=[scene.cycle.pk, scene.laws.pk])
    page = scene.cast.client("carin").get(address).content.decode()
    assert len(html.fromstring(page).find_class("picture")) == len(scene.laws.indicators)
