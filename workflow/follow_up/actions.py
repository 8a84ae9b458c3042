"""Writes of a follow-up: opened on its day, reported on, judged area by area, concluded and closed for good."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime, timedelta

from django.utils import timezone

from municipalities.days import working_day
from municipalities.events import write_event
from municipalities.permissions import Person
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from workflow.cycles.actions import close_cycle, finish_step, plan_step
from workflow.follow_up import mails
from workflow.follow_up.documents import build_document, sha256_of
from workflow.follow_up.figures import read_followed
from workflow.follow_up.queries import area_rows, codes_of, contacts_with_plans, decided_of, due_cycles, meeting_of
from workflow.follow_up.states import FOLLOW_UP, REPORT, state_of_report
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, FollowUp, PlanReport, Step, Verdict
from workflow.open_cycles import in_open_cycle
from workflow.states import AS_PORTAL

PORTAL_ITSELF = "öjportal"
TIME_TO_REPORT = timedelta(days=42)


def _locked(follow_up: FollowUp, action: str, roles: Set[str]) -> FollowUp:
    """The row held until the transaction ends, its state after the action; its cycle as the caller holds it."""
    held = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    held.state = move(FOLLOW_UP, held.state, action, roles)
    held.cycle = follow_up.cycle
    return held


@in_open_cycle
def plan_follow_up(*, cycle: Cycle, opens_on: date, by: str) -> FollowUp:
    """Follows from the decision's time plan, and follows it when it changes; nothing happens once it has opened."""
    found, made = FollowUp.objects.select_for_update().get_or_create(cycle=cycle, defaults={"opens_on": opens_on})
    found.cycle = cycle
    if not made and (found.state != FollowUp.State.PLANNED or found.opens_on == opens_on):
        return found
    found.state = move(FOLLOW_UP, found.state, "plan", AS_PORTAL)
    found.opens_on = opens_on
    found.save(update_fields=["opens_on"])
    write_event(by=by, action="follow_up.plan", subject=cycle.subject, on=opens_on.isoformat())
    return found


@in_open_cycle
def open_follow_up(
    *,
    follow_up: FollowUp,
    by: str,
    roles: Set[str] = AS_PORTAL,
    reports_due: date | None = None,
    now: datetime | None = None,
) -> FollowUp:
    """Asks each municipality with an adopted plan for its report, by mail. Reports are due in six weeks if not said."""
    now = now or timezone.now()
    held = _locked(follow_up, "open", roles)
    held.opened_by, held.opened_at = by, now
    held.reports_due = reports_due or held.reports_due or working_day(timezone.localdate(now) + TIME_TO_REPORT)
    held.save()
    plan_step(cycle=held.cycle, code=Step.Code.REPORTS, on=held.reports_due, by=by)
    told = mails.tell_opened(held, contacts_with_plans(area_rows(held.cycle, held)), by=by, now=now)
    write_event(
        by=by, action="follow_up.open", subject=held.cycle.subject, due=held.reports_due.isoformat(), mails=told
    )
    return held


@in_open_cycle
def describe_scope(*, follow_up: FollowUp, scope: str, reports_due: date | None, by: str, roles: Set[str]) -> FollowUp:
    """What is to be followed up and how, as FoU proposes it, and the last day of the reports."""
    held = _locked(follow_up, "describe", roles)
    refuse_strange(reports_due, year=held.cycle.year)
    before = held.scope
    held.scope, held.reports_due = scope.strip(), reports_due or held.reports_due
    held.save(update_fields=["scope", "reports_due"])
    write_event(by=by, action="follow_up.describe", subject=held.cycle.subject, before=before, after=held.scope)
    return held


@in_open_cycle
def save_report(
    *,
    follow_up: FollowUp,
    plan: ActionPlan,
    done: str,
    own_data: str,
    learned: str,
    seen: str,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> PlanReport:
    """Saves the municipality's draft. `seen`: version_of() of what the writer saw; WrittenMeanwhile where another has
    saved something else since. Closed once it is submitted."""
    _locked(follow_up, "report", roles)
    report, _made = PlanReport.objects.select_for_update().get_or_create(follow_up=follow_up, plan=plan)
    move(REPORT, state_of_report(report), "save", roles)
    texts = {"done": done.strip(), "own_data": own_data.strip(), "learned": learned.strip()}
    if all(getattr(report, name) == text for name, text in texts.items()):
        return report
    if seen != version_of(report):
        raise WrittenMeanwhile(
            "Någon annan har sparat rapporten sedan du öppnade sidan.",
            theirs=report,
            mine=PlanReport(follow_up=follow_up, plan=plan, **texts),
        )
    before = {name: getattr(report, name) for name in texts}
    PlanReport.objects.filter(pk=report.pk).update(**texts, edited_by=by, edited_at=now or timezone.now())
    report.refresh_from_db()
    told = {"plan": plan.pk, "municipality": plan.municipality.code if plan.municipality else ""}
    write_event(by=by, action="report.save", subject=follow_up.cycle.subject, **told, before=before, after=texts)
    return report


@in_open_cycle
def hand_in_report(
    *,
    follow_up: FollowUp,
    plan: ActionPlan,
    done: str,
    own_data: str,
    learned: str,
    seen: str,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> PlanReport:
    """Saves what was written and hands it in; neither, where one of them is refused."""
    texts = {"done": done, "own_data": own_data, "learned": learned, "seen": seen}
    save_report(follow_up=follow_up, plan=plan, **texts, by=by, roles=roles, now=now)
    return submit_report(follow_up=follow_up, plan=plan, by=by, roles=roles, now=now)


def version_of(report: PlanReport | None) -> str:
    """Changes with every save; empty before the first."""
    return report.edited_at.isoformat() if report is not None and report.edited_at else ""


@in_open_cycle
def submit_report(
    *, follow_up: FollowUp, plan: ActionPlan, by: str, roles: Set[str], now: datetime | None = None
) -> PlanReport:
    """Hands the report to FoU. NotPossible before it says what was done. The step is done when every plan is in."""
    _locked(follow_up, "report", roles)
    report = PlanReport.objects.select_for_update().filter(follow_up=follow_up, plan=plan).first()
    move(REPORT, state_of_report(report), "submit", roles)
    if report is None or not report.done:
        raise NotPossible("Skriv vad som har gjorts innan du lämnar rapporten.")
    report.submitted_by, report.submitted_at = by, now or timezone.now()
    report.save(update_fields=["submitted_by", "submitted_at"])
    write_event(by=by, action="report.submit", subject=follow_up.cycle.subject, plan=plan.pk)
    plans = [one for row in area_rows(follow_up.cycle, follow_up) for one in row.plans]
    if all(one.is_submitted for one in plans):
        finish_step(cycle=follow_up.cycle, code=Step.Code.REPORTS, by=by, now=now)
    return report


@in_open_cycle
def take_back_report(*, follow_up: FollowUp, plan: ActionPlan, by: str, roles: Set[str]) -> PlanReport:
    """A submitted report can be changed again, until the follow-up is closed."""
    _locked(follow_up, "report", roles)
    report = PlanReport.objects.select_for_update().filter(follow_up=follow_up, plan=plan).first()
    move(REPORT, state_of_report(report), "take_back", roles)
    assert report is not None  # without one it is a draft, which the table does not let be taken back
    report.submitted_by, report.submitted_at = "", None
    report.save(update_fields=["submitted_by", "submitted_at"])
    write_event(by=by, action="report.take_back", subject=follow_up.cycle.subject, plan=plan.pk)
    return report


@in_open_cycle
def judge_area(
    *,
    follow_up: FollowUp,
    area: DevelopmentArea,
    outcome: str,
    motivation: str,
    goes_on: bool,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> Verdict:
    """How the area came out, and why. NotPossible without a motivation, or for an area that was not decided on."""
    _locked(follow_up, "judge", roles)
    if area.cycle_id != follow_up.cycle_id or area.state != DevelopmentArea.State.DECIDED:
        raise NotPossible("Bara de områden som socialcheferna har beslutat om kan bedömas.")
    if outcome not in Verdict.Outcome.values or not motivation.strip():
        raise NotPossible("Välj en bedömning och skriv vad den bygger på.")
    before = Verdict.objects.filter(follow_up=follow_up, area=area).first()
    verdict, _made = Verdict.objects.update_or_create(
        follow_up=follow_up,
        area=area,
        defaults={
            "outcome": outcome,
            "motivation": motivation.strip(),
            "goes_on": goes_on,
            "by": by,
            "at": now or timezone.now(),
        },
    )
    told = {"area": area.title, "before": before.outcome if before else "", "after": outcome, "goes_on": goes_on}
    write_event(by=by, action="follow_up.judge", subject=follow_up.cycle.subject, **told)
    return verdict


@in_open_cycle
def conclude(*, follow_up: FollowUp, summary: str, goes_on: str, by: str, roles: Set[str]) -> FollowUp:
    """FoU's summary, and what goes on into the next cycle; can be rewritten until the follow-up is closed."""
    held = _locked(follow_up, "conclude", roles)
    before = {"summary": held.summary, "goes_on": held.goes_on}
    held.summary, held.goes_on = summary.strip(), goes_on.strip()
    held.save(update_fields=["summary", "goes_on"])
    after = {"summary": held.summary, "goes_on": held.goes_on}
    write_event(by=by, action="follow_up.conclude", subject=held.cycle.subject, before=before, after=after)
    return held


@in_open_cycle
def close_follow_up(
    *,
    follow_up: FollowUp,
    summary: str,
    goes_on: str,
    person: Person,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> FollowUp:
    """Freezes the closing document, finishes the last step, closes the cycle and tells everyone.

    NotPossible while an area lacks its verdict, the summary is empty, or a step is neither done nor left out.
    """
    now = now or timezone.now()
    conclude(follow_up=follow_up, summary=summary, goes_on=goes_on, by=by, roles=roles)
    held = _locked(follow_up, "close", roles)
    areas = area_rows(held.cycle, held)
    _refuse_unfinished(held, [row.area.title for row in areas if row.verdict is None])
    today = timezone.localdate(now)
    followed = read_followed(held.cycle, codes_of(areas), person, today.year)
    meeting = meeting_of(held.cycle)
    held.document = build_document(held, decided_of(held.cycle), areas, followed, meeting, by, today)
    held.sha256 = sha256_of(held.document)
    held.closed_by, held.closed_at = by, now
    held.save()
    write_event(by=by, action="follow_up.close", subject=held.cycle.subject, sha256=held.sha256)
    finish_step(cycle=held.cycle, code=Step.Code.CLOSING, by=by, now=now)
    close_cycle(cycle=held.cycle, by=by, now=now)
    mails.tell_closed(held, by=by, now=now)
    return held


def _refuse_unfinished(follow_up: FollowUp, without_verdict: list[str]) -> None:
    if without_verdict:
        raise NotPossible(f"Det här området har inte bedömts ännu: {', '.join(without_verdict)}.")
    if not follow_up.summary:
        raise NotPossible("Skriv en sammanfattning innan uppföljningen avslutas.")


def look_after_follow_ups(*, now: datetime, by: str = PORTAL_ITSELF) -> dict[str, int]:
    """What the portal does each day: plans follow-ups after decisions, opens those whose day has come, and reminds.
    Safe to run any number of times a day."""
    today = timezone.localdate(now)
    done = {"opened": 0, "reminded": 0}
    for decision in due_cycles(today):
        follow_up = plan_follow_up(cycle=decision.cycle, opens_on=day_of(decision), by=by)
        if follow_up.state == FollowUp.State.PLANNED and follow_up.opens_on <= today:
            open_follow_up(follow_up=follow_up, by=by, now=now)
            done["opened"] += 1
        elif follow_up.state == FollowUp.State.OPEN:
            done["reminded"] += remind(follow_up=follow_up, by=by, now=now)
    return done


def day_of(decision: Decision) -> date:
    """A decided decision has its day of follow-up (two years on where no other was set)."""
    assert decision.follow_up_on is not None  # by constraint
    return decision.follow_up_on


@in_open_cycle
def remind(*, follow_up: FollowUp, by: str, roles: Set[str] = AS_PORTAL, now: datetime | None = None) -> int:
    """Reminds, once a day at most, those whose report is missing; the portal a week before, the day before, and the
    week after the last day. How many mails."""
    now = now or timezone.now()
    held = _locked(follow_up, "remind", roles)
    if roles == AS_PORTAL and not mails.is_day_to_remind(held, timezone.localdate(now)):
        return 0
    told = mails.remind(held, area_rows(held.cycle, held), by=by, now=now)
    if told:
        write_event(by=by, action="follow_up.remind", subject=held.cycle.subject, mails=told)
    return told
