"""What a quality-assurance meeting says is to be considered stands with its question's indicators on every page of the
work model, is frozen with the decision, and both years' stand in the follow-up."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from indicators.permissions import EVERYTHING
from surveys.collecting.interpretation_actions import write_interpretation
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey
from tests.workflow.analysis_scene import (
    PLAN,
    choose,
    decided,
    load_results,
    propose,
)
from tests.workflow.conftest import WorkflowCast, municipality
from tests.workflow.follow_up_scene import LATER, Scene, build_scene
from workflow.areas.queries import open_candidates
from workflow.decisions.freezing import digest
from workflow.follow_up.documents import build_document
from workflow.follow_up.figures import read_followed
from workflow.follow_up.queries import area_rows, codes_of
from workflow.models import Cycle, Decision
from workflow.plans import actions as plan_actions
from workflow.states import CHIEF, CONTACT

REPORT = "/omgang/{}/uppfoljning/plan/{}/"
pytestmark = pytest.mark.django_db


def reserve(survey: Survey, cast: WorkflowCast, question: str, because: str, **fields: bool) -> str:
    """The network agrees on it; what a page should say."""
    told = {"text": "Läs så.", "consider_in_analysis": True, "consider_because": because, "raised_by": "", "source": ""}
    write_interpretation(survey=survey, network=cast.network, question=question, by=cast.carin.email, **told, **fields)
    return f"Beaktas i analysen, fråga {question} {survey.year} (FoU Nordväst): {because}"


@pytest.fixture
def text(cast: WorkflowCast, survey: Survey) -> str:
    """E11 decides "rattsfall" of 2017, which "Stöd i juridiken" rests on."""
    load_results()
    return reserve(survey, cast, "E11", "Arbetssätten skiljer sig.")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def part(page: str, heading: str) -> str:
    return page.split(f'id="{heading}"')[1].split("</section>")[0]


def test_the_candidates_say_it(cast: WorkflowCast, cycle: Cycle, survey: Survey, text: str) -> None:
    """ "rattsfall" has no weakness, and so is no candidate; "sip", which G21 decides, is one."""
    plan = reserve(survey, cast, "G21", "Rutinen är muntlig hos flera.")
    telling = [one.indicators for one in open_candidates(cycle, EVERYTHING, []) if plan in one.reservations]
    assert telling == [("sip",)]
    proposed = part(shown(cast.client("carin"), f"/omgang/{cycle.pk}/omraden/"), "forslag")
    assert (plan in proposed, text in proposed) == (True, False)


def test_the_area_says_it_beside_its_figures_and_its_analysis(cast: WorkflowCast, cycle: Cycle, text: str) -> None:
    laws, violence, _used = choose(cycle)
    page = shown(cast.client("carin"), f"/omgang/{cycle.pk}/omraden/{laws.pk}/")
    assert text in part(page, "resultaten")
    assert text in part(page, "analysen")
    assert text not in shown(cast.client("carin"), f"/omgang/{cycle.pk}/omraden/{violence.pk}/")


def test_the_proposed_decision_says_it(cast: WorkflowCast, cycle: Cycle, text: str) -> None:
    propose(cycle)
    assert text in shown(cast.client("david"), f"/omgang/{cycle.pk}/beslut/")


def test_it_is_frozen_with_the_decision_and_stands_when_it_is_let_go(
    cast: WorkflowCast, cycle: Cycle, survey: Survey, text: str
) -> None:
    made = decided(cast, cycle)
    frozen = {one["code"]: one["reservations"] for one in made.frozen["figures"]["indicators"]}
    assert frozen["rattsfall"] == [text]
    assert frozen["vald_rutin"] == []
    survey.interpretations.update(state="retired")
    assert text in shown(cast.client("david"), f"/omgang/{cycle.pk}/beslut/")
    made.refresh_from_db()
    assert digest(made.frozen) == made.sha256


def test_a_decision_from_before_reads_as_it_did(cast: WorkflowCast, cycle: Cycle, text: str) -> None:
    made = decided(cast, cycle)
    for one in made.frozen["figures"]["indicators"]:
        del one["reservations"]
    sha256 = digest(made.frozen)
    Decision.objects.filter(pk=made.pk).update(frozen=made.frozen, sha256=sha256)
    assert text not in shown(cast.client("david"), f"/omgang/{cycle.pk}/beslut/")
    made.refresh_from_db()
    assert digest(made.frozen) == made.sha256 == sha256


def test_a_goal_says_it(cast: WorkflowCast, cycle: Cycle, text: str) -> None:
    decided(cast, cycle)
    area = cycle.development_areas.get(title="Stöd i juridiken")
    who = {"by": cast.anna.email, "roles": {CONTACT}}
    plan = plan_actions.open_plan(area=area, municipality=municipality("0125"), **who)
    plan_actions.write_plan(plan=plan, text=PLAN, seen=plan_actions.version_of(plan), **who)
    assert text in part(shown(cast.client("anna"), f"/plan/{plan.pk}/"), "malen")
    plan_actions.adopt_plan(plan=plan, by=cast.frida.email, roles={CHIEF})
    goals = shown(cast.client("david"), f"/plan/{plan.pk}/").split('aria-label="Mål"')[1].split("</section>")[0]
    assert text in goals


def test_what_is_made_up_is_not_read_into_what_is_real(cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    load_results()
    text = reserve(survey, cast, "E11", "Påhittat.", is_example=True)
    laws, *_others = choose(cycle)
    assert text not in shown(cast.client("carin"), f"/omgang/{cycle.pk}/omraden/{laws.pk}/")


@pytest.fixture
def scene(cast: WorkflowCast, published: None) -> Scene:
    return build_scene(cast)


def test_the_follow_up_says_both_years(cast: WorkflowCast, scene: Scene) -> None:
    before = reserve(get_survey("ekonomiskt-bistand/2015"), cast, "Q28", "Fem läste olika.")
    after = reserve(get_survey("ekonomiskt-bistand/2017"), cast, "E11", "Alla menade inte alla.")
    with time_machine.travel(LATER, tick=False):
        for address in (f"/omgang/{scene.cycle.pk}/uppfoljning/", REPORT.format(scene.cycle.pk, scene.ekero.pk)):
            page = shown(cast.client("carin"), address)
            assert before in page
            assert after in page


def test_the_closing_document_keeps_it(cast: WorkflowCast, scene: Scene) -> None:
    text = reserve(get_survey("ekonomiskt-bistand/2017"), cast, "E11", "Alla menade inte alla.")
    rows = area_rows(scene.cycle, scene.follow_up)
    followed = read_followed(scene.cycle, codes_of(rows), cast.carin, 2017)
    document = build_document(scene.follow_up, None, rows, followed, None, "Carin", LATER.date())
    told = {one["code"]: one["reservations"] for area in document["areas"] for one in area["indicators"]}
    assert told["rattsfall"] == [text]
    assert told["vald_rutin"] == []
