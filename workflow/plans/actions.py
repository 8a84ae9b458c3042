"""Action plans: written by a municipality, or jointly, and adopted; an adopted plan changes only by a new adoption."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Municipality
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from workflow.areas.states import AREA
from workflow.cycles.actions import finish_step
from workflow.models import ActionPlan, Activity, DevelopmentArea, Goal, Step
from workflow.open_cycles import in_open_cycle
from workflow.plans.states import PLAN
from workflow.states import CHIEF, CONTACT, FOU

State = ActionPlan.State


@dataclass(frozen=True)
class GoalText:
    target: str
    indicator: str = ""
    measure: str = ""
    start: str = ""


@dataclass(frozen=True)
class ActivityText:
    what: str
    who: str
    when: date | None
    state: str = Activity.State.PLANNED


@dataclass(frozen=True)
class PlanText:
    """All of a plan, as one form gives it."""

    what: str
    cost_change: str = ""
    reach_by: date | None = None
    follow_up_on: date | None = None
    follow_up_how: str = ""
    goals: Sequence[GoalText] = ()
    activities: Sequence[ActivityText] = ()


def version_of(plan: ActionPlan) -> str:
    """Changes with every save."""
    return plan.edited_at.isoformat()


def _lock(plan: ActionPlan, action: str, roles: Set[str]) -> ActionPlan:
    locked = (
        ActionPlan.objects.select_for_update(of=("self",)).select_related("area__cycle", "municipality").get(pk=plan.pk)
    )
    locked.state = move(PLAN, locked.state, action, roles)
    return locked


def _name(plan: ActionPlan) -> str:
    return plan.municipality.code if plan.municipality else "gemensam"


@in_open_cycle
def open_plan(
    *, area: DevelopmentArea, municipality: Municipality | None, by: str, roles: Set[str], now: datetime | None = None
) -> ActionPlan:
    """The plan of a decided area; the one there is, if there is one."""
    locked = DevelopmentArea.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=area.pk)
    move(AREA, locked.state, "plan", roles | ({CONTACT} if CHIEF in roles else set()))
    if municipality is not None and locked.reach == DevelopmentArea.Reach.JOINT:
        raise NotPossible("Området har en gemensam handlingsplan.")
    if municipality is None and locked.reach != DevelopmentArea.Reach.JOINT:
        raise NotPossible("Varje kommun har sin egen handlingsplan för området.")
    plan, made = ActionPlan.objects.get_or_create(
        area=locked, municipality=municipality, defaults={"edited_by": by, "edited_at": now or timezone.now()}
    )
    if made:
        write_event(by=by, action="plan.open", subject=locked.cycle.subject, area=locked.title, unit=_name(plan))
    return plan


@in_open_cycle
def write_plan(
    *,
    plan: ActionPlan,
    text: PlanText,
    by: str,
    roles: Set[str],
    seen: str | None = None,
    now: datetime | None = None,
) -> ActionPlan:
    """Saves the whole plan; goals and activities are replaced by those given. `seen` is version_of() of what the
    writer saw: WrittenMeanwhile where another has saved since."""
    plan = _lock(plan, "write", roles)
    if seen is not None and seen != version_of(plan):
        raise WrittenMeanwhile("Någon annan har sparat planen sedan du öppnade sidan.", theirs=plan)
    _write(plan, text, by, now)
    write_event(by=by, action="plan.write", subject=plan.area.cycle.subject, area=plan.area.title, unit=_name(plan))
    return plan


def _write(plan: ActionPlan, text: PlanText, by: str, now: datetime | None) -> None:
    for goal in text.goals:
        if not goal.target.strip() or not (goal.indicator or goal.measure.strip()):
            raise NotPossible("Varje mål behöver något att mäta med och ett värde att nå.")
    for one in text.activities:
        if not one.what.strip() or not one.who.strip():
            raise NotPossible("Varje aktivitet behöver vad som görs och vem som gör det.")
        if one.when is None:
            raise NotPossible(f"Aktiviteten ”{one.what[:60]}” behöver en dag.")
        if one.state not in Activity.State.values:
            raise NotPossible("Välj hur det går med aktiviteten.")
    refuse_strange(text.reach_by, text.follow_up_on, *(one.when for one in text.activities), year=plan.area.cycle.year)
    plan.what, plan.cost_change = text.what.strip(), text.cost_change.strip()
    plan.reach_by, plan.follow_up_on = text.reach_by, text.follow_up_on
    plan.follow_up_how = text.follow_up_how.strip()
    plan.edited_by, plan.edited_at = by, now or timezone.now()
    plan.save()
    plan.goals.all().delete()
    plan.activities.all().delete()
    Goal.objects.bulk_create(
        Goal(
            plan=plan,
            indicator=one.indicator,
            measure=one.measure.strip(),
            start=one.start.strip(),
            target=one.target.strip(),
        )
        for one in text.goals
    )
    Activity.objects.bulk_create(
        Activity(plan=plan, what=one.what.strip(), who=one.who.strip(), when=one.when, state=one.state)
        for one in text.activities
        if one.when is not None  # refused above
    )


@in_open_cycle
def adopt_plan(*, plan: ActionPlan, by: str, roles: Set[str], now: datetime | None = None) -> ActionPlan:
    """A municipality's plan is adopted by its head, a joint one by FoU. The event keeps the plan as adopted."""
    needed = {FOU} if plan.municipality_id is None else {CHIEF}
    plan = _lock(plan, "adopt", roles & needed)
    missing = [
        word
        for word, has in (
            ("vad som ska utvecklas", plan.what),
            ("när målen ska vara nådda", plan.reach_by),
            ("när planen följs upp", plan.follow_up_on),
            ("minst ett mål", plan.goals.exists()),
            ("minst en aktivitet", plan.activities.exists()),
        )
        if not has
    ]
    if missing:
        raise NotPossible("Planen kan inte antas än. Det saknas: {what}.".format(what=", ".join(missing)))
    plan.adopted_by, plan.adopted_at = by, now or timezone.now()
    plan.save()
    write_event(
        by=by,
        action="plan.adopt",
        subject=plan.area.cycle.subject,
        area=plan.area.title,
        unit=_name(plan),
        plan=as_told(plan),
    )
    _finish_when_all_adopted(plan, by, now)
    return plan


def as_told(plan: ActionPlan) -> dict[str, object]:
    """The plan as text, for the audit trail."""
    return {
        "what": plan.what,
        "cost_change": plan.cost_change,
        "reach_by": str(plan.reach_by or ""),
        "follow_up_on": str(plan.follow_up_on or ""),
        "follow_up_how": plan.follow_up_how,
        "goals": [[one.indicator or one.measure, one.start, one.target] for one in plan.goals.all()],
        "activities": [[one.what, one.who, str(one.when), one.state] for one in plan.activities.all()],
    }


def _finish_when_all_adopted(plan: ActionPlan, by: str, now: datetime | None) -> None:
    """The step is done when every decided area has its plans: the joint one, or one for each municipality."""
    cycle = plan.area.cycle
    units = set(cycle.units.values_list("pk", flat=True))
    for area in cycle.development_areas.filter(state=DevelopmentArea.State.DECIDED):
        adopted = set(area.plans.filter(state=State.ADOPTED).values_list("municipality_id", flat=True))
        wanted = {None} if area.reach == DevelopmentArea.Reach.JOINT else units
        if not wanted <= adopted:
            return
    finish_step(cycle=cycle, code=Step.Code.PLANS, by=by, now=now)


@in_open_cycle
def reopen_plan(*, plan: ActionPlan, because: str, by: str, roles: Set[str]) -> ActionPlan:
    """An adopted plan becomes a draft again, to be adopted anew; the event keeps it as it was."""
    needed = {FOU} if plan.municipality_id is None else {CHIEF}
    plan = _lock(plan, "reopen", roles & needed)
    if not because.strip():
        raise NotPossible("Skriv varför planen ändras.")
    before = as_told(plan)
    plan.adopted_by, plan.adopted_at = "", None
    plan.save()
    write_event(
        by=by,
        action="plan.reopen",
        subject=plan.area.cycle.subject,
        area=plan.area.title,
        unit=_name(plan),
        because=because.strip(),
        before=before,
    )
    return plan


@in_open_cycle
def report_activity(*, activity: Activity, state: str, by: str, roles: Set[str]) -> Activity:
    """How an activity of an adopted plan goes; the rest of the plan stands."""
    plan = _lock(activity.plan, "report", roles)
    if state not in Activity.State.values:
        raise NotPossible("Välj hur det går med aktiviteten.")
    before, activity.state = activity.state, state
    activity.save(update_fields=["state"])
    write_event(
        by=by,
        action="plan.activity",
        subject=plan.area.cycle.subject,
        area=plan.area.title,
        unit=_name(plan),
        what=activity.what,
        before=before,
        state=state,
    )
    return activity
