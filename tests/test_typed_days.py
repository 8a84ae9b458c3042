"""No day that anybody can type breaks a page: every form with a day, through its own address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
import time_machine
from django import forms
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from municipalities.typed_days import DayField
from surveys.collecting.actions import open_collection
from surveys.models import Collection
from tests.test_architecture import ROOMS, name_of, python_files
from tests.workflow import analysis_scene as scene
from tests.workflow.conftest import (
    EKERO,
    WorkflowCast,
    carin,
    cast,
    cycle,
    give_answers,
    held_meeting,
    quality_meeting,
    write_point,
)
from workflow.follow_up.actions import plan_follow_up
from workflow.models import Cycle, Decision, Meeting

__all__ = ["carin", "cast", "cycle", "held_meeting", "quality_meeting"]  # the scene of workflow

STRANGE = ["0001-01-01", "9999-12-31", "2017-02-29", "2017-03-26", "-001-01-01", "２０１７-０１-０１", "2017-1-1"]
TYPED = st.one_of(st.text(max_size=12), st.dates().map(str), st.sampled_from([*STRANGE, "\x00", ""]))
CLOCK = st.one_of(st.text(max_size=6), st.times().map(lambda one: f"{one:%H:%M}"))
# Each form with a day: the address it is sent to, its days, and what else it takes to come past the form itself.
COLLECTION = "/enkater/ekonomiskt-bistand/2017"
FORMS: dict[str, tuple[str, list[str], dict[str, str]]] = {
    "surveys.collecting.views.OpenForm": (
        "/enkater/oppna/",
        ["opens", "closes", "invitation", "reminder_1", "reminder_2"],
        {"survey": "ekonomiskt-bistand/2015", "group": "fou-nordvast"},
    ),
    "surveys.collecting.views.ReopenForm": (f"{COLLECTION}/oppna-igen/0125/", ["until"], {"because": "x"}),
    "surveys.collecting.mailing_views.DaysForm": (f"{COLLECTION}/dagar/", ["opens", "closes"], {}),
    "surveys.collecting.mailing_views.MailingForm": (f"{COLLECTION}/utskick/nytt/", ["on"], {"kind": "reminder"}),
    "surveys.collecting.mailing_views.MoveForm": (f"{COLLECTION}/utskick/{{mailing}}/", ["on"], {}),
    "workflow.cycles.forms.StepForm": (
        "/omgang/{cycle}/steg/closing/",
        ["planned_on", "happened_on"],
        {"gor": "{gor}", "because": "x"},
    ),
    "workflow.cycles.forms.MoveForm": ("/omgang/{cycle}/flytta/", ["fran"], {"seen": "x"}),
    "workflow.meetings.forms.MeetingForm": ("/omgang/{cycle}/mote/quality/andra/", ["day"], {"place": "FoU"}),
    "workflow.meetings.forms.SendOutForm": ("/mote/{meeting}/protokoll/skicka/", ["until"], {}),
    "workflow.areas.forms.FinishForm": ("/omgang/{cycle}/omraden/klart/", ["hallet", "senast"], {"skal": "x"}),
    "workflow.decisions.forms.DraftForm": (
        "/omgang/{cycle}/beslut/skriv/",
        ["uppfoljning"],
        {"gor": "spara", "forslag": "x"},
    ),
    "workflow.decisions.forms.DecideForm": (
        "/omgang/{cycle}/beslut/avgor/",
        ["dag", "uppfoljning"],
        {"gor": "besluta", "motivering": "x", "utan": "x"},
    ),
    "workflow.plans.forms.PlanForm": ("/plan/{plan}/", ["nas", "uppfoljning"], {"gor": "spara", "vad": "x"}),
    "workflow.plans.forms.ActivityForm": (
        "/plan/{plan}/",
        ["akt-0-nar"],
        {"gor": "spara", "akt-0-vad": "x", "akt-0-vem": "x", "akt-0-lage": "planned"},
    ),
    "workflow.follow_up.views.ScopeForm": ("/omgang/{cycle}/uppfoljning/innehall/", ["reports_due"], {"scope": "x"}),
}
ROWS = {f"{kind}-{part}": "0" for kind in ("mal", "akt") for part in ("INITIAL_FORMS", "MIN_NUM_FORMS")}
ROWS |= {"mal-TOTAL_FORMS": "0", "akt-TOTAL_FORMS": "1", "mal-MAX_NUM_FORMS": "9", "akt-MAX_NUM_FORMS": "9"}
NOW = datetime(2018, 3, 9, 15, tzinfo=UTC)


def forms_of(kind: type[forms.BaseForm]) -> list[type[forms.BaseForm]]:
    return [kind, *(one for child in kind.__subclasses__() for one in forms_of(child))]


def test_every_form_with_a_day_is_tried() -> None:
    """And each has its days read by the one field, with its one validator."""
    assert get_resolver().url_patterns  # the views, with their forms, are there
    for path in python_files(*ROOMS):
        if path.stem.endswith(("forms", "views")):
            import_module(name_of(path))
    found = [one for one in forms_of(forms.BaseForm) if one.__module__.split(".")[0] in ROOMS]
    fields = {f"{one.__module__}.{one.__qualname__}": getattr(one, "base_fields", {}).values() for one in found}
    dated = {name: [one for one in own if isinstance(one, forms.DateField)] for name, own in fields.items()}
    dated = {name: days for name, days in dated.items() if days}
    assert [name for name, days in dated.items() if not all(isinstance(one, DayField) for one in days)] == []
    assert set(dated) == set(FORMS)


def drafting(cycle: Cycle) -> None:
    scene.draft(cycle)


def proposing(cycle: Cycle) -> None:
    scene.stand(scene.propose(cycle), EKERO)


def planning(cycle: Cycle) -> None:
    scene.decide(scene.stand(scene.propose(cycle), EKERO).decision, without_all="x")
    scene.plan_of(cycle.development_areas.first(), EKERO)
    plan_follow_up(cycle=cycle, opens_on=date(2020, 3, 9), by="x")


STAGES: list[Callable[[Cycle], object]] = [scene.choose, drafting, proposing, planning]


def world_of(cycle: Cycle, meeting: Meeting) -> dict[str, object]:
    plan = next((one.plans.first() for one in cycle.development_areas.all() if one.plans.exists()), None)
    return {"cycle": cycle.pk, "meeting": meeting.pk, "plan": plan.pk if plan else 0}


def send(client: Client, name: str, world: dict[str, object], data: st.DataObject) -> None:
    address, days, more = FORMS[name]
    typed = {key: value.format(**world) for key, value in more.items()} | {day: data.draw(TYPED) for day in days}
    if name.endswith("MeetingForm"):
        typed |= {"starts": data.draw(CLOCK), "ends": data.draw(CLOCK)}
    if name.startswith("workflow.plans"):
        typed |= {key: value for key, value in ROWS.items() if key not in typed}
    answer = client.post(address.format(**world), typed)
    assert answer.status_code in (302, 409, 422), (name, answer.status_code)


WORKFLOW = [name for name in FORMS if name.startswith("workflow")]
PATIENT = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.mark.parametrize("stage", STAGES, ids=lambda one: one.__name__)
@PATIENT
@given(data=st.data())
def test_no_day_breaks_a_form_of_a_cycle(carin: Client, cycle: Cycle, held_meeting: Meeting, stage, data) -> None:
    with time_machine.travel(NOW, tick=False):
        if not cycle.development_areas.exists():
            write_point(held_meeting.protocol, "E1", "Räkna alla.")
            stage(cycle)
        world = world_of(cycle, held_meeting) | {"gor": data.draw(st.sampled_from(["planera", "klart"]))}
        possible = [name for name in WORKFLOW if "/0/" not in FORMS[name][0].format(**world)]
        possible = [name for name in possible if "follow_up" not in name or hasattr(Cycle.objects.get(), "follow_up")]
        possible = [name for name in possible if "decisions" not in name or Decision.objects.exists()]
        send(carin, data.draw(st.sampled_from(possible)), world, data)


@PATIENT
@given(data=st.data())
def test_no_day_breaks_a_form_of_a_collection(cast: WorkflowCast, survey, data) -> None:
    with time_machine.travel(datetime(2017, 3, 1, 9, tzinfo=UTC), tick=False):
        held = Collection.objects.filter(survey=survey).first() or open_collection(
            survey=survey, group=cast.network, opens=date(2017, 1, 24), closes=date(2017, 3, 21), by="x"
        )
        mailing = held.mailings.filter(sent_at=None).first()
        possible = [name for name in FORMS if name.startswith("surveys")]
        possible = [name for name in possible if mailing or "{mailing}" not in FORMS[name][0]]
        give_answers(survey, EKERO)
        client = cast.client("carin")
        send(client, data.draw(st.sampled_from(possible)), {"mailing": mailing.pk if mailing else 0}, data)
