"""The heads' decision: proposed by FoU, answered by each head, decided by the group, frozen with its figures."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from municipalities.days import working_day
from municipalities.events import write_event
from municipalities.models import Membership, Municipality
from municipalities.people.concerned import people_by_municipality
from municipalities.refusals import NotPossible
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from workflow.areas.missing_homework import homework_waited_for, told_of_missing
from workflow.areas.states import AREA
from workflow.cycles.actions import finish_step, reopen_step
from workflow.cycles.steps import two_years_after
from workflow.decisions.freezing import digest, freeze
from workflow.decisions.mails import tell_decided, tell_proposed, tell_sent_back
from workflow.decisions.states import DECISION
from workflow.models import Cycle, Decision, DevelopmentArea, Standpoint, Step
from workflow.open_cycles import in_open_cycle
from workflow.states import AS_PORTAL
from workflow.units import units_of

State = Decision.State
Stance = Standpoint.Stance
MEETING_2_STANDS_OPEN = (
    "Analysmöte 2 är inte antecknat som hållet. Anteckna det på mötets eller stegets sida, eller välj bort steget med "
    "ett skäl. Lägg sedan fram förslaget."
)
GOES_BACK_TO = (Step.Code.MEETING_1, Step.Code.HOMEWORK, Step.Code.MEETING_2)


def _lock(decision: Decision, action: str, roles: Set[str]) -> Decision:
    locked = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("cycle__network", "cycle__area")
        .get(pk=decision.pk)
    )
    locked.state = move(DECISION, locked.state, action, roles)
    return locked


@in_open_cycle
def open_draft(*, cycle: Cycle, by: str, because: str = "", roles: Set[str] = AS_PORTAL) -> Decision:
    """The draft of the decision: the one under way, the first one, or a new version of one that was sent back or
    decided. A decided one stands as it is until the new version is decided; it needs a reason."""
    Cycle.objects.select_for_update().get(pk=cycle.pk)
    latest = cycle.decisions.order_by("-number").first()
    if latest is not None and latest.state in (State.DRAFT, State.PROPOSED):
        return latest
    if latest is not None:
        move(DECISION, latest.state, "new_version", roles)
        if latest.state == State.DECIDED and not because.strip():
            raise NotPossible("Skriv varför beslutet behöver en ny version.")
    number = latest.number + 1 if latest else 1
    draft = Decision.objects.create(
        cycle=cycle,
        number=number,
        proposal=latest.proposal if latest else "",
        time_plan=latest.time_plan if latest else "",
        responsibility=latest.responsibility if latest else "",
        follow_up_on=latest.follow_up_on if latest else None,
    )
    write_event(by=by, action="decision.draft", subject=cycle.subject, number=number, because=because.strip())
    return draft


@in_open_cycle
def write_draft(
    *,
    decision: Decision,
    proposal: str,
    time_plan: str,
    responsibility: str,
    follow_up_on: date | None,
    by: str,
    roles: Set[str],
) -> Decision:
    decision = _lock(decision, "write", roles)
    refuse_strange(follow_up_on, year=decision.cycle.year)
    decision.proposal, decision.time_plan = proposal.strip(), time_plan.strip()
    decision.responsibility, decision.follow_up_on = responsibility.strip(), follow_up_on
    decision.save()
    write_event(by=by, action="decision.write", subject=decision.cycle.subject, number=decision.number)
    return decision


def areas_to_propose(cycle: Cycle) -> list[DevelopmentArea]:
    """Chosen areas, and in a new version those decided before."""
    wanted = cycle.development_areas.filter(state__in=["chosen", "proposed", "decided"])
    return list(wanted.select_related("analysis"))


def lacking(areas: list[DevelopmentArea]) -> list[str]:
    """Titles of areas whose analysis lacks a proposal or its motivation."""
    return [one.title for one in areas if not _is_analysed(one)]


def _is_analysed(area: DevelopmentArea) -> bool:
    analysis = getattr(area, "analysis", None)
    return analysis is not None and bool(analysis.proposal and analysis.motivation)


def awaits_meeting_2(cycle: Cycle) -> bool:
    """Whether analysis meeting 2 is neither recorded as held nor left out."""
    return cycle.steps.filter(code=Step.Code.MEETING_2, state=Step.State.PLANNED).exists()


@in_open_cycle
def propose_decision(
    *, decision: Decision, by: str, roles: Set[str], without_homework: str = "", now: datetime | None = None
) -> Decision:
    """Puts the proposal before the heads. NotPossible while an area lacks its analysis or the proposal its text, before
    analysis meeting 2 is recorded as held or left out, and with homework missing without a reason."""
    decision = _lock(decision, "propose", roles)
    cycle, areas = decision.cycle, areas_to_propose(decision.cycle)
    if not areas:
        raise NotPossible("Det finns inget valt område att föreslå.")
    if missing := lacking(areas):
        raise NotPossible(f"Analysen saknar förslag eller motivering för: {', '.join(missing)}.")
    if not decision.proposal:
        raise NotPossible("Skriv vad socialcheferna ska ta ställning till.")
    if awaits_meeting_2(cycle):
        raise NotPossible(MEETING_2_STANDS_OPEN)
    waited_for = homework_waited_for(cycle)
    if waited_for and not without_homework.strip():
        raise NotPossible(f"{told_of_missing(waited_for)} Skriv varför förslaget läggs fram ändå.")
    decision.without_homework = without_homework.strip() if waited_for else ""
    decision.proposed_by, decision.proposed_at = by, now or timezone.now()
    decision.save()
    _move_areas(areas, "propose")
    write_event(
        by=by,
        action="decision.propose",
        subject=cycle.subject,
        number=decision.number,
        areas=[one.title for one in areas],
        homework_missing=[f"{one.area.title}, {one.municipality.name}" for one in waited_for],
        without_homework=decision.without_homework,
    )
    tell_proposed(decision, areas, by=by, now=now)
    return decision


def _move_areas(areas: list[DevelopmentArea], action: str) -> None:
    for area in areas:
        area.state = move(AREA, area.state, action, AS_PORTAL)
        area.save(update_fields=["state"])


@in_open_cycle
def take_stand(
    *,
    decision: Decision,
    municipality: Municipality,
    stance: str,
    comment: str,
    name: str,
    by: str,
    roles: Set[str],
    back_to: str = Step.Code.MEETING_2,
    now: datetime | None = None,
) -> Standpoint:
    """One head's standpoint, changeable until the group has decided. `back_to` counts where it is sent back."""
    decision = _lock(decision, "stand", roles)
    if stance not in Stance.values:
        raise NotPossible("Välj ett av ställningstagandena.")
    comment = comment.strip()
    if stance != Stance.APPROVE and not comment:
        raise NotPossible("Skriv din kommentar, eller vad som behöver göras om.")
    if stance == Stance.SEND_BACK and back_to not in GOES_BACK_TO:
        raise NotPossible("Välj vilket steg som ska göras om.")
    step = back_to if stance == Stance.SEND_BACK else ""
    told = {"stance": stance, "comment": comment, "back_to": step, "name": name, "by": by, "at": now or timezone.now()}
    stand, __ = Standpoint.objects.update_or_create(decision=decision, municipality=municipality, defaults=told)
    write_event(
        by=by,
        action="decision.stand",
        subject=decision.cycle.subject,
        number=decision.number,
        unit=municipality.code,
        stance=stance,
        comment=comment,
        back_to=step,
    )
    return stand


def waiting_for(decision: Decision) -> list[Municipality]:
    """Municipalities with a head of social services here who has not taken a stand."""
    answered = set(decision.standpoints.values_list("municipality_id", flat=True))
    cycle = decision.cycle
    heads = people_by_municipality(
        cycle.network, Membership.Role.CHIEF, units=cycle.units.all(), is_example=cycle.is_example
    )
    return [one for one in units_of(cycle) if one.pk in heads and one.pk not in answered]


@in_open_cycle
def send_back(
    *, decision: Decision, step: str, because: str, by: str, roles: Set[str], now: datetime | None = None
) -> Decision:
    """The group sends the proposal back: the step stands open again, and a new version is drafted."""
    decision = _lock(decision, "send_back", roles)
    if step not in GOES_BACK_TO:
        raise NotPossible("Välj vilket steg som ska göras om.")
    if not because.strip():
        raise NotPossible("Skriv varför förslaget går tillbaka.")
    if not decision.standpoints.filter(stance=Stance.SEND_BACK).exists():
        raise NotPossible("Ingen socialchef har återremitterat förslaget.")
    decision.sent_back_to, decision.sent_back_because = step, because.strip()
    decision.save()
    _move_areas(list(decision.cycle.development_areas.filter(state__in=["proposed", "decided"])), "send_back")
    write_event(
        by=by,
        action="decision.send_back",
        subject=decision.cycle.subject,
        number=decision.number,
        step=step,
        because=because.strip(),
    )
    for code in GOES_BACK_TO[GOES_BACK_TO.index(step) :]:
        reopen_step(cycle=decision.cycle, code=code, because=because, by=by)
    draft = open_draft(cycle=decision.cycle, by=by)
    tell_sent_back(decision, by=by, now=now)
    return draft


@in_open_cycle
def decide(
    *,
    decision: Decision,
    on: date,
    motivation: str,
    by: str,
    roles: Set[str],
    follow_up_on: date | None = None,
    without_all: str = "",
    now: datetime | None = None,
) -> Decision:
    """Records the group's decision and freezes what it rests on. Every head must have taken a stand, or it is said
    why not; nobody may have sent it back."""
    decision = _lock(decision, "decide", roles)
    _refuse_undecidable(decision, on, motivation, without_all, now)
    areas = list(decision.cycle.development_areas.filter(state__in=["proposed", "decided"]).select_related("analysis"))
    decision.motivation, decision.decided_on = motivation.strip(), on
    decision.follow_up_on = follow_up_on or decision.follow_up_on or working_day(two_years_after(on))
    _refuse_follow_up_day(decision, on)
    decision.decided_by, decision.decided_at = by, now or timezone.now()
    decision.frozen = freeze(decision, areas, without_all.strip())
    decision.sha256 = digest(decision.frozen)
    decision.save()
    _move_areas(areas, "decide")
    write_event(
        by=by,
        action="decision.decide",
        subject=decision.cycle.subject,
        number=decision.number,
        sha256=decision.sha256,
        without_all=without_all.strip(),
    )
    finish_step(cycle=decision.cycle, code=Step.Code.DECISION, on=on, by=by, now=now)
    tell_decided(decision, areas, by=by, now=now)
    return decision


def _refuse_follow_up_day(decision: Decision, on: date) -> None:
    refuse_strange(decision.follow_up_on, year=decision.cycle.year)
    if decision.follow_up_on is not None and decision.follow_up_on <= on:
        raise NotPossible("Uppföljningen måste komma efter beslutet.")


def _refuse_undecidable(decision: Decision, on: date, motivation: str, without_all: str, now: datetime | None) -> None:
    if not motivation.strip():
        raise NotPossible("Skriv gruppens motivering.")
    if on > timezone.localdate(now):
        raise NotPossible("Beslutet kan inte ha en dag som inte har varit.")
    if decision.standpoints.filter(stance=Stance.SEND_BACK).exists():
        raise NotPossible(
            "En socialchef har återremitterat förslaget. Skicka tillbaka det, eller vänta på ett nytt svar."
        )
    if not decision.standpoints.exists():
        raise NotPossible("Ingen socialchef har lämnat ställningstagande än.")
    latest = timezone.localdate(decision.standpoints.latest("at").at)
    if on < latest:
        day = date_format(latest, "j F Y")
        raise NotPossible(f"Beslutet kan inte ha fattats före det senaste ställningstagandet, som kom {day}.")
    missing = waiting_for(decision)
    if missing and not without_all.strip():
        names = ", ".join(one.name for one in missing)
        raise NotPossible(f"Ställningstagande saknas från {names}. Skriv varför det beslutas ändå.")
