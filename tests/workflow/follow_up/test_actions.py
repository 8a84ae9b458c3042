"""A follow-up opens on its day, gathers reports and verdicts, and is frozen when it closes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from indicators.models import Result
from municipalities.models import Event, Mail
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from tests.workflow.conftest import WorkflowCast
from tests.workflow.follow_up_scene import LATER, OPENED, OPENS, Scene, build_scene, decide, leave_out_meeting
from workflow.follow_up import actions
from workflow.follow_up.documents import sha256_of
from workflow.models import ActionPlan, Cycle, DevelopmentArea, FollowUp, PlanReport, Step, Verdict
from workflow.states import CHIEF, CONTACT, FOU

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    return build_scene(cast)


@pytest.fixture
def planned(cast: WorkflowCast) -> Scene:
    return build_scene(cast, opened=False)


def write(scene: Scene, plan: ActionPlan, done: str = "Rutinen är skriven.", seen: str = "", **more) -> PlanReport:
    texts = {"own_data": "", "learned": "", "by": scene.cast.anna.email, "roles": {CONTACT}, "now": LATER} | more
    return actions.save_report(follow_up=scene.follow_up, plan=plan, done=done, seen=seen, **texts)


def hand_in(scene: Scene, plan: ActionPlan) -> None:
    write(scene, plan)
    actions.submit_report(follow_up=scene.follow_up, plan=plan, by=scene.cast.anna.email, roles={CONTACT}, now=LATER)


def judge(scene: Scene, area: DevelopmentArea, outcome: str = "reached", motivation: str = "Alla har det.") -> Verdict:
    return actions.judge_area(
        follow_up=scene.follow_up,
        area=area,
        outcome=outcome,
        motivation=motivation,
        goes_on=False,
        by=scene.cast.carin.email,
        roles={FOU},
        now=LATER,
    )


def close(scene: Scene, summary: str = "Det mesta gick åt rätt håll.") -> FollowUp:
    carin = scene.cast.carin
    return actions.close_follow_up(
        follow_up=scene.follow_up,
        summary=summary,
        goes_on="",
        person=carin,
        by=carin.email,
        roles={FOU},
        now=LATER,
    )


def run_day(day: date) -> dict[str, int]:
    return actions.look_after_follow_ups(now=datetime(day.year, day.month, day.day, 8, tzinfo=OPENED.tzinfo))


def state_of(scene: Scene) -> str:
    return FollowUp.objects.get(cycle=scene.cycle).state


def test_it_opens_by_itself_on_its_day_and_not_before(planned: Scene) -> None:
    assert run_day(OPENS - timedelta(days=1))["opened"] == 0
    assert state_of(planned) == "planned"
    assert run_day(OPENS)["opened"] == 1
    assert run_day(OPENS)["opened"] == 0
    assert state_of(planned) == "open"


def test_opening_asks_the_contacts_of_plans_by_mail(scene: Scene) -> None:
    mails = Mail.objects.filter(kind="follow_up_opened")
    assert sorted(mails.values_list("to", flat=True)) == [scene.cast.anna.email, scene.cast.bo.email]
    assert f"/omgang/{scene.cycle.pk}/uppfoljning/plan/{scene.ekero.pk}/" in mails.get(to=scene.cast.anna.email).body
    assert scene.follow_up.reports_due == OPENS + timedelta(days=42)


def test_a_new_decision_moves_the_day_until_it_has_opened(planned: Scene) -> None:
    decide(planned.cycle, 2, date(2018, 3, 1))
    assert run_day(OPENS)["opened"] == 0
    assert FollowUp.objects.get().opens_on == date(2018, 3, 1)
    run_day(date(2018, 3, 1))
    decide(planned.cycle, 3, date(2019, 1, 1))
    run_day(date(2018, 3, 2))
    assert FollowUp.objects.get().opens_on == date(2018, 3, 1)


def test_those_who_have_not_reported_are_reminded_once_a_day(scene: Scene) -> None:
    hand_in(scene, scene.ekero)
    day_before = scene.follow_up.reports_due - timedelta(days=1)
    assert run_day(day_before)["reminded"] == 1
    assert run_day(day_before)["reminded"] == 0
    assert run_day(scene.follow_up.reports_due - timedelta(days=3))["reminded"] == 0
    assert list(Mail.objects.filter(kind="follow_up_reminder").values_list("to", flat=True)) == [scene.cast.bo.email]


def test_the_portal_reminds_a_week_before_the_day_before_and_a_week_after(scene: Scene) -> None:
    due = scene.follow_up.reports_due
    sent = {n: run_day(due + timedelta(days=n))["reminded"] for n in range(-15, 16)}
    assert {n: mails for n, mails in sent.items() if mails} == {-7: 2, -1: 2, 7: 2}


def test_two_who_write_the_same_report_both_keep_their_text(scene: Scene) -> None:
    write(scene, scene.ekero, "Anna skriver.")
    with pytest.raises(WrittenMeanwhile) as both:
        write(scene, scene.ekero, "Kollegan skriver.", seen="")
    assert (both.value.theirs.done, both.value.mine.done) == ("Anna skriver.", "Kollegan skriver.")
    write(scene, scene.ekero, "Båda skriver.", seen=actions.version_of(both.value.theirs))
    assert PlanReport.objects.get(plan=scene.ekero).done == "Båda skriver."


def test_an_empty_report_cannot_be_handed_in(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        actions.submit_report(follow_up=scene.follow_up, plan=scene.ekero, by="a@test.example", roles={CONTACT})
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanReport.objects.create(
            follow_up=scene.follow_up, plan=scene.ekero, submitted_by="a@test.example", submitted_at=LATER
        )


def test_a_handed_in_report_is_taken_back_before_it_is_changed(scene: Scene) -> None:
    hand_in(scene, scene.ekero)
    seen = actions.version_of(PlanReport.objects.get(plan=scene.ekero))
    with pytest.raises(Closed):
        write(scene, scene.ekero, "Mer", seen=seen)
    actions.take_back_report(follow_up=scene.follow_up, plan=scene.ekero, by="a@test.example", roles={CONTACT})
    assert write(scene, scene.ekero, "Mer", seen=seen).submitted_at is None


def test_the_step_is_done_when_every_plan_has_its_report(scene: Scene) -> None:
    for plan in (scene.ekero, scene.solna):
        hand_in(scene, plan)
    step = scene.cycle.steps.get(code=Step.Code.REPORTS)
    assert step.state == Step.State.PLANNED
    hand_in(scene, scene.joint)
    step.refresh_from_db()
    assert step.state == Step.State.DONE


def test_a_verdict_needs_its_motivation_and_a_decided_area(scene: Scene) -> None:
    with pytest.raises(NotPossible):
        judge(scene, scene.laws, motivation=" ")
    DevelopmentArea.objects.filter(pk=scene.safe.pk).update(state="dropped", dropped_because="För stort")
    with pytest.raises(NotPossible):
        judge(scene, DevelopmentArea.objects.get(pk=scene.safe.pk))


def test_it_cannot_close_before_every_area_has_its_verdict_and_every_step_is_dealt_with(scene: Scene) -> None:
    judge(scene, scene.laws)
    with pytest.raises(NotPossible, match="Skyddade uppgifter"):
        close(scene)
    judge(scene, scene.safe, "partly")
    with pytest.raises(NotPossible, match="sammanfattning"):
        close(scene, summary="")
    with pytest.raises(NotPossible, match="Uppföljningsmöte"):
        close(scene)
    assert state_of(scene) == "open"


def closed(scene: Scene) -> FollowUp:
    hand_in(scene, scene.ekero)
    judge(scene, scene.laws)
    judge(scene, scene.safe, "partly")
    leave_out_meeting(scene)
    return close(scene)


def test_closing_freezes_what_was_chosen_done_and_moved(scene: Scene) -> None:
    held = closed(scene)
    laws, safe = held.document["areas"]
    network = laws["indicators"][0]["rows"][0]
    assert network["cells"] == ["5 av 8 · 62,5\u00a0%", "5 av 8 · 62,5\u00a0%", "8 av 8 · 100\u00a0%"]
    assert "åt rätt håll" in network["change"]
    assert "kan inte jämföras" in safe["indicators"][1]["rows"][0]["change"]
    assert (laws["outcome"], safe["outcome"]) == ("reached", "partly")
    assert laws["plans"][0]["done"] == "Rutinen är skriven."
    assert Cycle.objects.get(pk=scene.cycle.pk).state == "closed"


def test_a_closing_document_never_changes(scene: Scene) -> None:
    held = closed(scene)
    before = held.document
    Result.objects.all().update(value="nej")
    DevelopmentArea.objects.update(title="Något annat")
    with pytest.raises(Closed):
        close(scene)
    with pytest.raises(Closed):
        judge(scene, scene.laws, "not_reached")
    with pytest.raises(Closed):
        write(scene, scene.solna)
    stored = FollowUp.objects.get(pk=held.pk)
    assert (stored.document, stored.sha256) == (before, sha256_of(before))


def test_everybody_with_a_part_is_told_that_it_is_closed(scene: Scene) -> None:
    closed(scene)
    cast = scene.cast
    told = set(Mail.objects.filter(kind="follow_up_closed").values_list("to", flat=True))
    assert told == {one.email for one in (cast.anna, cast.bo, cast.carin, cast.david, cast.frida)}


def test_every_step_has_its_event(scene: Scene) -> None:
    closed(scene)
    told = set(Event.objects.filter(subject=scene.cycle.subject).values_list("action", flat=True))
    expected = {"plan", "open", "judge", "conclude", "close"}
    assert {f"follow_up.{name}" for name in expected} | {"report.save", "report.submit", "cycle.close"} <= told


def test_a_half_made_verdict_or_closing_cannot_be_stored(scene: Scene) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(
            follow_up=scene.follow_up, area=scene.laws, outcome="reached", motivation="", by="x", at=LATER
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=scene.follow_up.pk).update(state="closed")


@pytest.mark.parametrize("roles", [{CHIEF}, set(), {CONTACT}])
def test_only_fou_opens_judges_and_closes(planned: Scene, roles: set[str]) -> None:
    with pytest.raises(PermissionDenied):
        actions.open_follow_up(follow_up=planned.follow_up, by="x@test.example", roles=roles)
