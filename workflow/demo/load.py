"""Loads the two cycles, or removes them and all they hold. The audit trail keeps that it was done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from indicators.models import Origin, Result
from municipalities.events import write_event
from municipalities.models import Group, Mail
from surveys.models import ChangeReason, Interpretation, Survey
from workflow.demo.areas_2015 import REASON_TEXT
from workflow.demo.open_year import run_open_year
from workflow.demo.people import FOU, NETWORK, make_people
from workflow.demo.stage_1 import run_stage_1
from workflow.demo.stage_2 import run_stage_2
from workflow.demo.stage_3 import run_stage_3
from workflow.models import Cycle, ProtocolVersion

AREA, YEAR, LATER_YEAR = "ekonomiskt-bistand", 2015, 2017


@transaction.atomic
def load_demo_cycles(*, by: str, now: datetime) -> dict[str, int]:
    """Makes what is missing, on top of the Exempeldata; safe to run again. What was made: people and cycles."""
    surveys = {one.year: one for one in Survey.objects.filter(area__slug=AREA).select_related("area")}
    network = Group.objects.filter(slug=NETWORK).first()
    if network is None or YEAR not in surveys:
        return {}
    made = {"personer": make_people(), "omgångar": 0}
    latest_mail = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if _is_free(network, surveys[YEAR]) and _has_results(surveys[YEAR]):
        cycle = run_stage_1(network, surveys[YEAR])
        run_stage_2(cycle)
        run_stage_3(cycle, surveys.get(LATER_YEAR))
        made["omgångar"] += 1
    opened = next((one for one in surveys.values() if one.is_example), None)
    if opened is not None and _is_free(network, opened):
        run_open_year(network, opened, now)
        made["omgångar"] += 1
    _take_off_the_queue(latest_mail)
    if any(made.values()):
        write_event(by=by, action="load_demo_cycles", subject="Exempeldata", **made)
    return made


def _is_free(network: Group, survey: Survey) -> bool:
    """A cycle that somebody has opened for real is left alone."""
    return not Cycle.objects.filter(network=network, area=survey.area, year=survey.year).exists()


def _has_results(survey: Survey) -> bool:
    """Areas are chosen from results, so without the published ones there is nothing to carry through."""
    return Result.objects.filter(survey=survey, origin=Origin.PUBLISHED).exists()


def _take_off_the_queue(after: int) -> None:
    """Nobody has these addresses: the mails are there to be read, and count as sent when they were written."""
    Mail.objects.filter(pk__gt=after).update(is_example=True, sent_at=F("queued_at"))


@transaction.atomic
def remove_demo_cycles(*, by: str) -> dict[str, int]:
    """Removes all cycles of Exempeldata with everything in them; before the Exempeldata itself, which they lean on."""
    cycles = Cycle.objects.filter(is_example=True)
    ProtocolVersion.objects.filter(protocol__meeting__cycle__in=cycles).delete()
    surveys = list(cycles.values_list("survey", flat=True))
    written = Interpretation.objects.filter(survey__in=surveys, network__slug=NETWORK, by=FOU)
    removed = {"tolkningar": written.count(), "omgångar": cycles.count()}
    written.delete()
    ChangeReason.objects.filter(response__is_example=True, text=REASON_TEXT).delete()
    Mail.objects.filter(is_example=True, about__in=_subjects(cycles)).delete()
    cycles.delete()
    if any(removed.values()):
        write_event(by=by, action="remove_demo_cycles", subject="Exempeldata", **removed)
    return removed


def _subjects(cycles: QuerySet[Cycle]) -> list[str]:
    """What mails about the cycles, their meetings and protocols name."""
    found = []
    for cycle in cycles.prefetch_related("meetings__protocol"):
        found.append(cycle.subject)
        for meeting in cycle.meetings.all():
            found.append(meeting.subject)
            if hasattr(meeting, "protocol"):
                found.append(meeting.protocol.subject)
    return found
