"""The figures of a follow-up: whose are shown where several publish, and which way is the right one."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
import time_machine
from django.urls import reverse

from indicators.models import GroupResult, Indicator, Origin, Publication
from municipalities.models import Group
from surveys.models import Survey
from tests.workflow.conftest import WorkflowCast
from tests.workflow.follow_up_scene import Scene, build_scene
from workflow.cycles.actions import open_cycle
from workflow.follow_up.figures import read_followed

pytestmark = pytest.mark.usefixtures("published")
CODE, COUNTY = "rattsfall", "stockholms-lan"


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    with time_machine.travel("2017-12-12 10:00", tick=False):
        yield build_scene(cast)


def publish(publisher: str, kind: str = "report", **shares: int) -> None:
    """The county's share, year by year (y2015=40), as this publisher tells it."""
    publication = Publication.objects.create(
        slug=publisher.lower(), title=publisher, publisher=publisher, year=2018, kind=kind
    )
    for year, share in shares.items():
        GroupResult.objects.create(
            survey=Survey.objects.get(area__slug="ekonomiskt-bistand", year=int(year[1:])),
            indicator=Indicator.objects.get(area__slug="ekonomiskt-bistand", code=CODE),
            group=Group.objects.get(slug=COUNTY),
            origin=Origin.PUBLISHED,
            publication=publication,
            number=share,
        )


def told_of_county(scene: Scene) -> dict[int, Fraction | None]:
    """Year: the county's share, before, between and after."""
    followed = read_followed(scene.cycle, [CODE], scene.cast.carin, 2017)[CODE]
    moved = next(one.movement for one in followed.places if one.kind == "county")
    return {one.year: one.figure for one in (moved.before, *moved.between, moved.after) if one}


@pytest.fixture
def no_county(scene: Scene) -> None:
    GroupResult.objects.filter(group__slug=COUNTY).delete()


@pytest.mark.usefixtures("no_county")
def test_who_tells_of_the_first_year_goes_before_who_tells_of_more(scene: Scene) -> None:
    publish("Alfa", y2016=50, y2017=60)
    publish("Beta", y2015=40)
    assert told_of_county(scene) == {2015: 40}


@pytest.mark.usefixtures("no_county")
def test_of_those_who_tell_of_the_first_year_the_one_with_most_years_is_shown(scene: Scene) -> None:
    publish("Alfa", kind="result_file", y2015=41, y2017=61)  # whose figures would otherwise go before
    publish("Beta", y2015=40, y2016=50, y2017=60)
    assert told_of_county(scene) == {2015: 40, 2016: 50, 2017: 60}


@pytest.mark.usefixtures("no_county")
def test_of_those_who_tell_as_much_the_file_goes_before_the_report(scene: Scene) -> None:
    publish("Alfa", y2015=41, y2017=61)
    publish("Beta", kind="result_file", y2015=40, y2017=60)
    assert told_of_county(scene) == {2015: 40, 2017: 60}


@pytest.mark.usefixtures("no_county")
def test_two_publishers_are_never_mixed(scene: Scene) -> None:
    publish("Alfa", y2015=40, y2017=60)
    publish("Beta", kind="result_file", y2016=90)
    assert told_of_county(scene) == {2015: 40, 2017: 60}


def want(desirable: str) -> None:
    """Makes the indicator one of which this is desirable, in every year."""
    block = re.compile(rf"(- indicator: {CODE}\n(?:    .*\n)*?    desirable: )ja")
    for survey in Survey.objects.filter(area__slug="ekonomiskt-bistand", definition_set__isnull=False):
        known = survey.definition_set
        known.text, known.sha256 = block.sub(rf"\g<1>{desirable}", known.text), f"{desirable}-{survey.year}"
        known.save()


@pytest.mark.parametrize(
    ("desirable", "words"),
    [
        ("ja", "▲ +37,5 pe, åt rätt håll"),
        ("high", "▲ +37,5 pe, åt rätt håll"),
        ("low", "▼ +37,5 pe, åt fel håll"),
        ("none", "↕ +37,5 pe, har ändrats"),
    ],
)
def test_the_page_says_which_way_is_the_right_one(scene: Scene, desirable: str, words: str) -> None:
    want(desirable)
    for area in (scene.laws, scene.safe):
        area.indicators = [CODE]
        area.save()
    shown = scene.cast.client("anna").get(reverse("follow-up", args=[scene.cycle.pk])).content.decode()
    network = re.search(r'<th scope="row">FoU Nordväst</th>.*?</tr>', shown, re.DOTALL)
    assert network is not None
    assert words in " ".join(network[0].replace("\u00a0", " ").split())


def test_a_year_after_those_followed_renames_nothing(scene: Scene) -> None:
    before = read_followed(scene.cycle, [CODE], scene.cast.carin, 2016)[CODE].label
    later = Survey.objects.get(area__slug="ekonomiskt-bistand", year=2017).definition_set
    later.text = re.sub(rf"(- indicator: {CODE}\n(?:    .*\n)*?    short_name: ).*", r"\g<1>Ny", later.text)
    later.sha256 = "renamed"
    later.save()
    labels = [read_followed(scene.cycle, [CODE], scene.cast.carin, until)[CODE].label for until in (2016, 2017)]
    assert labels == [before, "Juridisk kompetens: Ny"]


@pytest.mark.parametrize(
    ("year", "code", "network", "nation"),
    [
        (2016, "vrakning", {2016: "50", 2017: "37.5", 2018: "62.5"}, {2016: "23", 2017: "24", 2018: "23"}),
        (2016, "vantetid", {2016: "100", 2017: "100", 2018: "75"}, {2017: "90", 2018: "33"}),
        (2017, "uppfoljning_anvant", {2017: "25", 2018: "50"}, {2017: "19", 2018: "22"}),
        (2017, "extern_bostadsforetag", {2017: "75", 2018: "37.5"}, {2017: "32", 2018: "30"}),
        (2017, "juridiskt_stod", {2017: "100"}, {2017: "96"}),
    ],
)
def test_decisions_of_2016_and_2017_have_the_report_on_2018_as_their_after(
    cast: WorkflowCast, year: int, code: str, network: dict[int, str], nation: dict[int, str]
) -> None:
    """Typed from the two reports and the fact sheet; the last is not measured again."""
    survey = Survey.objects.get(area__slug="ekonomiskt-bistand", year=year)
    fou = Group.objects.get(slug="fou-nordvast")
    cycle = open_cycle(network=fou, area=survey.area, year=year, survey=survey, by="test")
    moved = {one.kind: one.movement for one in read_followed(cycle, [code], cast.carin, 2018)[code].places}
    for kind, figures in (("network", network), ("nation", nation)):
        found = (moved[kind].before, *moved[kind].between, moved[kind].after)
        assert {one.year: one.figure for one in found if one} == {at: Fraction(text) for at, text in figures.items()}


@pytest.mark.usefixtures("no_county")
def test_where_publishers_differ_the_follow_up_says_so_with_the_one_it_follows(scene: Scene) -> None:
    publish("Alfa", y2015=40, y2016=50, y2017=60)
    publish("Beta", kind="result_file", y2015=41, y2017=78)
    (told,) = (
        text
        for text in read_followed(scene.cycle, [CODE], scene.cast.carin, 2017)[CODE].printed_twice
        if text.startswith("2017")
    )
    assert told.replace("\u00a0", " ") == (
        "2017: Motstridiga uppgifter. Stockholms län: Alfa 60 %, Beta 78 %. "
        "Här används Alfa: samma utgivare genom åren."
    )


@pytest.mark.usefixtures("no_county")
def test_the_page_of_a_follow_up_names_a_correction(scene: Scene) -> None:
    publish("Alfa", y2015=40)
    Publication.objects.filter(slug="alfa").update(slug="alfa-1", year=2016)
    publish("Alfa", y2015=45, y2017=60)
    assert told_of_county(scene) == {2015: 45, 2017: 60}
    for area in (scene.laws, scene.safe):
        area.indicators = [CODE]
        area.save()
    shown = scene.cast.client("anna").get(reverse("follow-up", args=[scene.cycle.pk])).content.decode()
    assert "2015: Rättade uppgifter. Stockholms län: tidigare 40\u00a0%, nu 45\u00a0%. Enligt Alfa." in shown
