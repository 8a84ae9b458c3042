"""The cycle's pages: the line, what is next, leaving out, reordering; and who may open them."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from municipalities.models import Event
from surveys.models import Survey
from tests.workflow.conftest import NOW, WorkflowCast
from workflow.cycles.actions import finish_step, leave_out_step
from workflow.models import Cycle, Step
from workflow.states import FOU

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOW, tick=False):
        yield


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def post(client: Client, name: str, *args: object, **data: object):
    return client.post(reverse(name, args=args), data)


def test_a_new_cycle_is_opened_with_all_its_steps(cast: WorkflowCast, carin: Client) -> None:
    survey = Cycle._meta.get_field("survey").related_model.objects.get(area__slug="ekonomiskt-bistand", year=2017)
    answer = post(carin, "cycle-new", start=f"{cast.network.pk}/{survey.pk}")
    cycle = Cycle.objects.get()
    assert answer.headers["Location"] == reverse("cycle", args=[cycle.pk])
    assert [step.code for step in cycle.steps.all()] == Step.Code.values
    assert cycle.opened_by == cast.carin.email


def test_a_survey_that_has_a_cycle_is_not_offered(carin: Client, cycle: Cycle) -> None:
    assert "Ekonomiskt bistånd 2017" not in page(carin, "cycle-new")


def test_the_page_says_what_is_next_and_who_does_it(cast: WorkflowCast, cycle: Cycle) -> None:
    finish_step(cycle=cycle, code="prepare", by="carin@test.example")
    html = page(cast.client("bo"), "cycle", cycle.pk)
    assert '<h2 id="nasta">Möte om kvalitetssäkring</h2>' in html
    assert "Görs av:</span> FoU" in html or "Görs av: FoU" in html


def test_a_step_passed_over_is_told_loudly(carin: Client, cycle: Cycle) -> None:
    finish_step(cycle=cycle, code="quality_meeting", by="carin@test.example")
    assert "Förbigånget:" in page(carin, "cycle", cycle.pk)
    assert Event.objects.filter(action="step.finish").get().detail["passed_over"] == ["prepare"]


def test_a_step_is_left_out_with_its_reason(carin: Client, cycle: Cycle) -> None:
    refused = post(carin, "cycle-step", cycle.pk, "homework", gor="valj-bort")
    assert refused.status_code == 422
    assert '<a href="#id_because">Skäl</a>: Skriv varför steget inte görs' in refused.content.decode()
    post(carin, "cycle-step", cycle.pk, "homework", gor="valj-bort", because="Underlaget finns redan")
    assert "Underlaget finns redan" in page(carin, "cycle", cycle.pk)


def test_a_step_left_out_can_be_taken_back(carin: Client, cycle: Cycle) -> None:
    leave_out_step(cycle=cycle, code="homework", because="tid", by="c", roles={FOU})
    post(carin, "cycle-step", cycle.pk, "homework", gor="oppna", because="Vi hinner ändå")
    assert cycle.steps.get(code="homework").state == Step.State.PLANNED


def test_a_reason_given_when_the_cycle_has_closed_is_shown_with_the_refusal(carin: Client, cycle: Cycle) -> None:
    for code in Step.Code.values:
        finish_step(cycle=cycle, code=code, by="c")
    post(carin, "cycle-close", cycle.pk)
    answer = post(carin, "cycle-step", cycle.pk, "homework", gor="oppna", because="Vi hann inte")
    assert answer.status_code == 422
    assert "Vi hann inte" in answer.content.decode()


def test_a_step_gets_its_day(carin: Client, cycle: Cycle) -> None:
    post(carin, "cycle-step", cycle.pk, "meeting_1", gor="planera", planned_on="2017-10-13")
    assert cycle.steps.get(code="meeting_1").planned_on == date(2017, 10, 13)
    assert "13 okt 2017" in page(carin, "cycle", cycle.pk)


def test_steps_change_places(carin: Client, cycle: Cycle) -> None:
    post(carin, "cycle-order", cycle.pk, up="protocol")
    assert [one.code for one in cycle.steps.all()][:3] == ["prepare", "protocol", "quality_meeting"]
    post(carin, "cycle-order", cycle.pk, up="prepare")
    assert cycle.steps.first().code == "prepare"


def test_a_cycle_is_closed_when_nothing_is_left(carin: Client, cycle: Cycle) -> None:
    answer = post(carin, "cycle-close", cycle.pk)
    assert answer.status_code == 422
    assert "varken gjort eller bortvalt" in answer.content.decode()
    for code in Step.Code.values:
        finish_step(cycle=cycle, code=code, by="c")
    post(carin, "cycle-close", cycle.pk)
    cycle.refresh_from_db()
    assert cycle.state == Cycle.State.CLOSED


@pytest.mark.parametrize("name", ["cycle-order", "cycle-step", "cycle-close", "cycle-new"])
@pytest.mark.parametrize("person", ["anna", "david", "eva", "sara"])
def test_only_fou_staff_run_a_cycle(cast: WorkflowCast, cycle: Cycle, name: str, person: str) -> None:
    args = {"cycle-new": [], "cycle-step": [cycle.pk, "homework"]}.get(name, [cycle.pk])
    address = reverse(name, args=args)
    assert cast.client(person).post(address).status_code == 403


@pytest.mark.parametrize("person", ["greta", "hugo"])
def test_people_of_other_networks_see_nothing(cast: WorkflowCast, cycle: Cycle, person: str) -> None:
    client = cast.client(person)
    assert client.get(reverse("cycle", args=[cycle.pk])).status_code == 403
    assert str(cycle) not in page(client, "cycle-list")
    assert client.post(reverse("cycle-step", args=[cycle.pk, "prepare"]), {"gor": "klart"}).status_code == 403


@pytest.mark.parametrize("person", ["anna", "bo", "carin", "david", "frida"])
def test_everybody_in_the_network_follows_it(cast: WorkflowCast, cycle: Cycle, person: str) -> None:
    assert str(cycle) in page(cast.client(person), "cycle-list")
    page(cast.client(person), "cycle", cycle.pk)


def test_the_number_of_queries_is_fixed(carin: Client, cycle: Cycle, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(9):
        page(carin, "cycle", cycle.pk)
    with django_assert_max_num_queries(8):
        page(carin, "cycle-list")


def test_a_cycle_is_opened_on_ones_own_year_or_the_nations(cast: WorkflowCast, survey: Survey) -> None:
    offered = cast.client("carin").get("/omgang/ny/").context["form"].choices
    assert survey in [one for _network, one in offered.values()]
    Survey.objects.filter(pk=survey.pk).update(network=cast.other_network)
    offered = cast.client("carin").get("/omgang/ny/").context["form"].choices
    assert survey not in [one for _network, one in offered.values()]
