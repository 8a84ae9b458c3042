"""What stage 2 asks of a person, for Att göra."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import date_format

from municipalities.models import Membership
from municipalities.permissions import Person, roles_of
from workflow.cycles.steps import STEPS
from workflow.models import ActionPlan, Cycle, Decision, DevelopmentArea, Homework, Standpoint, Step
from workflow.to_do.items import ToDo

SOON = timedelta(days=7)


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """Contacts: homework and plans to write. Heads: proposals to answer and plans to adopt. FoU staff: the step the
    cycle stands at. Five queries at most beside the roles and networks."""
    held: dict[str, list[int]] = {}
    for one in roles_of(person):
        held.setdefault(one.role, []).append(one.municipality_id or one.network_id or 0)
    contact, chief = held.get(Membership.Role.CONTACT, []), held.get(Membership.Role.CHIEF, [])
    fou = held.get(Membership.Role.FOU, [])
    return [
        *(_homework(contact, today) if contact else ()),
        *(_standpoints(chief) if chief else ()),
        *(_plans(contact, chief, today) if contact or chief else ()),
        *(_steps(fou) if fou else ()),
    ]


def _homework(municipalities: list[int], today: date) -> Iterator[ToDo]:
    waiting = Homework.objects.filter(
        municipality__in=municipalities,
        area__state=DevelopmentArea.State.CHOSEN,
        submitted_at=None,
    ).select_related("area__cycle__area", "municipality")
    for one in waiting:
        text = f"Vad vet ni om det här i {one.municipality.name}? Senast {date_format(one.due, 'j F')}."
        url = reverse("homework", args=[one.area.cycle_id, one.area_id, one.municipality.code])
        title = f"Hemuppgift: {one.area.title}"
        yield ToDo(title, text, "Fortsätt" if one.edited_at else "Börja", url, one.due - today <= SOON)


def _standpoints(municipalities: list[int]) -> Iterator[ToDo]:
    asked = Cycle.units.through.objects.filter(cycle=OuterRef("cycle"), municipality__in=municipalities)
    answered = Standpoint.objects.filter(decision=OuterRef(OuterRef("pk")), municipality=OuterRef("municipality"))
    waiting = Decision.objects.filter(Exists(asked.filter(~Exists(answered))), state=Decision.State.PROPOSED)
    for decision in waiting.select_related("cycle__area"):
        title = f"Beslut om utvecklingsområden, {decision.cycle}"
        url = reverse("decision", args=[decision.cycle_id])
        yield ToDo(title, "Ditt ställningstagande väntar.", "Läs förslaget och svara", url, True)


def _plans(contact: list[int], chief: list[int], today: date) -> Iterator[ToDo]:
    """A decided area without an adopted plan: contacts write it, heads adopt what is written."""
    units = {*contact, *chief}
    asked = Cycle.units.through.objects.filter(municipality__in=units)
    decided = DevelopmentArea.objects.filter(
        cycle__in=asked.values("cycle"),
        cycle__state=Cycle.State.OPEN,
        state=DevelopmentArea.State.DECIDED,
        reach=DevelopmentArea.Reach.MUNICIPAL,
    ).select_related("cycle__area")
    held = ActionPlan.objects.filter(area__in=decided, municipality__in=units)
    plans = {(one.area_id, one.municipality_id): one for one in held}
    takes_part = set(asked.values_list("cycle", "municipality"))
    for area in decided:
        title = f"Handlingsplan: {area.title}"
        for unit in dict.fromkeys(one for one in (*contact, *chief) if (area.cycle_id, one) in takes_part):
            plan = plans.get((area.pk, unit))
            if plan is not None and plan.state == ActionPlan.State.ADOPTED:
                continue
            if plan is None and unit in contact:
                yield ToDo(
                    title,
                    "Skriv vad ni ska göra.",
                    "Till planerna",
                    reverse("plan-list", args=[area.cycle_id]),
                    False,
                )
            elif plan is not None:
                text = "Planen är skriven och väntar på att antas." if unit in chief else "Planen är inte klar."
                yield ToDo(title, text, "Öppna planen", reverse("plan", args=[plan.pk]), unit in chief)


def _steps(networks: list[int]) -> Iterator[ToDo]:
    """The first open step of stage 2, once the results are there."""
    steps = Step.objects.filter(cycle__network__in=networks, cycle__state=Cycle.State.OPEN)
    by_cycle: dict[int, list[Step]] = {}
    for step in steps.select_related("cycle__area").order_by("cycle", "order"):
        by_cycle.setdefault(step.cycle_id, []).append(step)
    for found in by_cycle.values():
        following = next((one for one in found if one.state == Step.State.PLANNED), None)
        if following is not None and STEPS[following.code].stage == 2 and (asked := STEPS[following.code].asks_fou):
            title = f"{following.cycle}: {following.get_code_display()}"
            _label, address = STEPS[following.code].pages[0]
            yield ToDo(title, asked, "Öppna", reverse(address, args=[following.cycle_id]), True)
