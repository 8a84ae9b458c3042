"""The page of a plan: goals and activities row by row, and what is refused comes back as it was typed."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import Client

from municipalities.models import Event
from tests.workflow.analysis_scene import DECIDED, decided, plan_of, propose
from tests.workflow.conftest import EKERO, WorkflowCast
from workflow.models import ActionPlan, Cycle
from workflow.plans.actions import adopt_plan
from workflow.states import CHIEF

pytestmark = pytest.mark.django_db

GOAL = {"indikator": "", "matt": "Andel med plan", "start": "40 %", "varde": "80 %"}
ACTIVITY = {"vad": "Utbilda", "vem": "Enhetschefen", "nar": "2019-05-01", "lage": "planned"}


@pytest.fixture
def plan(cast: WorkflowCast, cycle: Cycle) -> ActionPlan:
    decided(cast, cycle)
    return plan_of(cycle.development_areas.first(), EKERO)


@pytest.fixture
def anna(cast: WorkflowCast) -> Client:
    return cast.client("anna")


def rows(prefix: str, *told: dict[str, str]) -> dict[str, str]:
    counts = {f"{prefix}-TOTAL_FORMS": str(len(told)), f"{prefix}-INITIAL_FORMS": "0"}
    return counts | {f"{prefix}-{n}-{name}": text for n, row in enumerate(told) for name, text in row.items()}


def post(client: Client, plan: ActionPlan, button: str = "spara", goals=(GOAL,), activities=(ACTIVITY,), **typed: str):
    seen = client.get(f"/plan/{plan.pk}/").context["seen"]
    sent = {"gor": button, "seen": seen, "vad": "Vår text", **typed}
    return client.post(f"/plan/{plan.pk}/", sent | rows("mal", *goals) | rows("akt", *activities))


def refused(answer: HttpResponse) -> str:
    """The refused page; its reasons stand in an alert."""
    assert answer.status_code == 422
    shown = " ".join(answer.content.decode().split())
    assert 'role="alert"' in shown
    return shown


def test_what_the_page_shows_is_saved_as_it_stands(anna: Client, plan: ActionPlan) -> None:
    """The rows of the page, sent back untouched, are the plan that is stored."""
    form = anna.get(f"/plan/{plan.pk}/").context["plan_form"]
    names = [*form, *(field for rows in (form.goals, form.activities) for row in rows for field in row)]
    names += [*form.goals.management_form, *form.activities.management_form]
    sent = {field.html_name: field.value() if field.value() is not None else "" for field in names}
    assert anna.post(f"/plan/{plan.pk}/", sent | {"gor": "spara"}).status_code == 302
    goal, activity = plan.goals.get(), plan.activities.get()
    assert (goal.indicator, goal.measure, goal.start, goal.target) == ("rattsfall", "", "Nej", "Ja")
    assert (activity.what, activity.who, str(activity.when), activity.state) == (
        *("Skriva", "Enhetschefen", "2018-09-01", "planned"),
    )


def test_there_are_two_empty_rows_to_write_in(anna: Client, plan: ActionPlan) -> None:
    form = anna.get(f"/plan/{plan.pk}/").context["plan_form"]
    assert (len(form.goals.forms), len(form.activities.forms)) == (3, 3)


def test_rows_are_saved_in_order_and_empty_ones_are_not(anna: Client, plan: ActionPlan) -> None:
    empty = {"indikator": "", "matt": " ", "start": "", "varde": ""}
    other = GOAL | {"matt": "Andel med mall"}
    waiting = {"vad": "", "vem": "", "nar": "", "lage": "planned"}
    post(anna, plan, goals=(GOAL, empty, other), activities=(waiting, ACTIVITY))
    assert [one.measure for one in plan.goals.order_by("pk")] == ["Andel med plan", "Andel med mall"]
    assert [one.what for one in plan.activities.all()] == ["Utbilda"]


def test_half_a_goal_comes_back_with_all_that_was_typed(anna: Client, plan: ActionPlan) -> None:
    shown = refused(post(anna, plan, goals=(GOAL | {"varde": ""},), hur="Enkäten", kostnad="Ingen"))
    assert "Varje mål behöver något att mäta med och ett värde att nå." in shown
    for text in ("Vår text</textarea>", "Enkäten</textarea>", 'value="Ingen"', 'value="Andel med plan"'):
        assert text in shown
    for text in ('value="40 %"', 'value="Utbilda"', 'value="Enhetschefen"', 'value="2019-05-01"'):
        assert text in shown
    plan.refresh_from_db()
    assert plan.what == "Skriva en rutin"


def test_an_activity_with_a_bad_day_is_told_by_its_number_and_kept(anna: Client, plan: ActionPlan) -> None:
    shown = refused(post(anna, plan, activities=(ACTIVITY, ACTIVITY | {"vad": "Följa upp", "nar": "31/2"})))
    assert "Aktivitet 2, När: ”31/2” är ingen dag." in shown
    for text in ('value="Följa upp"', 'value="31/2"', 'value="Andel med plan"', "Vår text</textarea>"):
        assert text in shown


def test_a_plan_sent_without_its_rows_is_refused_and_keeps_those_stored(anna: Client, plan: ActionPlan) -> None:
    assert anna.post(f"/plan/{plan.pk}/", {"gor": "spara", "vad": "Vår text"}).status_code == 422
    assert plan.goals.count() == 1


def test_a_plan_adopted_meanwhile_keeps_the_text_of_who_still_wrote(anna: Client, plan: ActionPlan) -> None:
    adopt_plan(plan=plan, by="frida@test.example", roles={CHIEF}, now=DECIDED)
    sent = {"gor": "spara", "seen": "", "vad": "Det jag skrev"} | rows("mal", GOAL) | rows("akt", ACTIVITY)
    shown = refused(anna.post(f"/plan/{plan.pk}/", sent))
    assert "Det jag skrev</textarea>" in shown
    assert 'value="Andel med plan"' in shown


def test_opening_again_needs_its_reason(cast: WorkflowCast, plan: ActionPlan) -> None:
    adopt_plan(plan=plan, by="frida@test.example", roles={CHIEF}, now=DECIDED)
    shown = refused(cast.client("frida").post(f"/plan/{plan.pk}/", {"gor": "oppna", "skal": " "}))
    assert "Behöver planen ändras? Skriv varför." in shown
    assert not Event.objects.filter(action="plan.reopen").exists()


def test_a_reason_that_came_too_late_is_kept(cast: WorkflowCast, plan: ActionPlan) -> None:
    shown = refused(cast.client("frida").post(f"/plan/{plan.pk}/", {"gor": "oppna", "skal": "Målet var för lågt"}))
    assert 'value="Målet var för lågt"' in shown


def test_how_an_activity_goes_is_refused_on_a_page_of_its_own(anna: Client, plan: ActionPlan) -> None:
    sent = {"gor": "aktivitet", "aktivitet": str(plan.activities.get().pk), "lage": "done"}
    answer = anna.post(f"/plan/{plan.pk}/", sent)
    assert answer.status_code == 422
    assert "<h1>Det gick inte</h1>" in answer.content.decode()


def test_a_plan_before_the_decision_is_refused_on_a_page_of_its_own(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    there = f"/omgang/{cycle.pk}/planer/{cycle.development_areas.first().pk}/{EKERO}/"
    assert cast.client("anna").post(there).status_code == 422
    assert not ActionPlan.objects.exists()


def test_a_draft_is_its_municipalitys_and_fous_until_it_is_adopted(cast: WorkflowCast, plan: ActionPlan) -> None:
    """Ekerö's plan: Anna answers there and Frida leads it; Bo and David are Solna's."""
    people = ("anna", "frida", "carin", "bo", "david")

    def read() -> set[str]:
        return {one for one in people if cast.client(one).get(f"/plan/{plan.pk}/").status_code == 200}

    assert read() == {"anna", "frida", "carin"}
    shown = cast.client("bo").get(f"/omgang/{plan.area.cycle_id}/planer/").content.decode()
    assert (f"/plan/{plan.pk}/" in shown, "visas när den är antagen" in shown) == (False, True)
    adopt_plan(plan=plan, by="frida@test.example", roles={CHIEF}, now=DECIDED)
    assert read() == set(people)
