"""One page with all cycles of a network: what was chosen, what was done, what moved."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import WorkflowCast
from tests.workflow.follow_up_scene import LATER, Scene, add_area, build_scene, leave_out_meeting
from workflow.cycles.actions import open_cycle
from workflow.follow_up import actions
from workflow.models import Activity, DevelopmentArea
from workflow.states import FOU

HERE = reverse("overview", args=["fou-nordvast"])
pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    with time_machine.travel("2017-12-12 10:00", tick=False):
        yield build_scene(cast)


def shown_to(scene: Scene, person: str) -> str:
    answer = scene.cast.client(person).get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def close(scene: Scene) -> None:
    fou = {"by": scene.cast.carin.email, "roles": {FOU}}
    for area, outcome in ((scene.laws, "reached"), (scene.safe, "partly")):
        told = {"outcome": outcome, "motivation": "Siffrorna visar det.", "goes_on": area == scene.safe, "now": LATER}
        actions.judge_area(follow_up=scene.follow_up, area=area, **told, **fou)
    leave_out_meeting(scene)
    texts = {"summary": "Klart.", "goes_on": "", "person": scene.cast.carin, "now": LATER}
    actions.close_follow_up(follow_up=scene.follow_up, **texts, **fou)


@pytest.mark.parametrize("person", ["eva", "greta", "hugo", "sara"])
def test_who_has_no_part_in_the_network_is_refused(scene: Scene, person: str) -> None:
    assert scene.cast.client(person).get(HERE).status_code == 403


def test_a_stranger_is_sent_to_log_in_and_an_unknown_network_is_not_found(scene: Scene) -> None:
    assert Client().get(HERE).status_code == 302
    assert scene.cast.client("carin").get(reverse("overview", args=["okant"])).status_code == 404


def test_a_running_cycle_shows_what_has_moved_so_far(scene: Scene) -> None:
    Activity.objects.create(plan=scene.ekero, what="Skriva", who="Anna", when="2016-05-01", state="done")
    Activity.objects.create(plan=scene.ekero, what="Pröva", who="Anna", when="2016-06-01")
    shown = shown_to(scene, "david")
    assert "Stöd i juridiken" in shown
    assert "1 av 2 aktiviteter klara" in shown
    assert "▲ +37,5\u00a0pe, åt rätt håll (delvis jämförbart)" in shown
    assert "≠ kan inte jämföras" in shown


def test_a_closed_cycle_is_read_from_its_closing_document(scene: Scene) -> None:
    close(scene)
    DevelopmentArea.objects.filter(pk=scene.laws.pk).update(indicators=[])
    shown = shown_to(scene, "anna")
    assert "Uppnått" in shown
    assert "▲ +37,5\u00a0pe, åt rätt håll" in shown
    assert "går vidare" in shown
    assert reverse("follow-up-document", args=[scene.cycle.pk]) in shown


def test_a_cycle_closed_without_follow_up_has_no_document_to_link_to(scene: Scene) -> None:
    scene.follow_up.delete()
    type(scene.cycle).objects.update(state="closed", closed_by="x@test.example", closed_at=LATER)
    assert "slutdokument" not in shown_to(scene, "anna")


def test_all_years_stand_on_one_page(scene: Scene) -> None:
    survey = get_survey("ekonomiskt-bistand/2017")
    open_cycle(network=scene.cast.network, area=survey.area, year=2017, survey=survey, by="c@test.example", now=LATER)
    shown = shown_to(scene, "carin")
    assert shown.index("Ekonomiskt bistånd 2017") < shown.index("Ekonomiskt bistånd 2015")
    assert "Inga områden är valda ännu." in shown


def test_more_areas_take_no_more_queries(scene: Scene, django_assert_max_num_queries) -> None:
    client = scene.cast.client("carin")
    client.get(HERE)
    with django_assert_max_num_queries(27) as few:
        client.get(HERE)
    add_area(scene.cycle, 3, "Fler", ["utredningsmall", "vantetid", "vrakning", "radgivning"])
    with django_assert_max_num_queries(len(few)):
        client.get(HERE)
