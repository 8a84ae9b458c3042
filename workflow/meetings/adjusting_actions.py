"""An answer adjusted at the meeting, when the municipality's contact agrees."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import datetime

from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Membership, Municipality
from municipalities.people.concerned import people_in
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from surveys.answering.actions import save_answers
from surveys.answering.open_responses import lock_open_response
from surveys.answering.saving import Edit, Saved
from surveys.models import AnswerEvent, Response
from workflow.meetings.mails import mail_adjusted
from workflow.meetings.queries import closed_gates, refuse_not_asked, to_be_told
from workflow.meetings.states import MEETING
from workflow.models import Meeting
from workflow.open_cycles import in_open_cycle


def who_can_agree(meeting: Meeting, municipality: Municipality) -> dict[str, str]:
    """Mail address -> name: the municipality's contacts, and its representatives on the meeting's list."""
    contacts = people_in(municipality, Membership.Role.CONTACT, is_example=meeting.cycle.is_example)
    found = {one.email: one.name or one.email for one in contacts}
    listed = to_be_told(meeting.participants.filter(municipality=municipality), meeting.cycle)
    return found | {one.email: one.name for one in listed}


@in_open_cycle
def adjust_answers(
    *,
    meeting: Meeting,
    response: Response,
    question: str,
    changes: Mapping[str, Edit],
    agreed_by: str,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> Saved:
    """Saves the answers through FoU and records who in the municipality agreed (a mail address of who_can_agree), who
    is told by mail. NotPossible without that; Closed where the survey takes no answers; WrittenMeanwhile, with nothing
    saved, where one of them has been changed since the page was shown. NotPossible too for what is not asked of it."""
    now = now or timezone.now()
    locked = Meeting.objects.select_for_update(of=("self",)).select_related("cycle__network").get(pk=meeting.pk)
    move(MEETING, locked.state, "adjust", roles)
    people = who_can_agree(locked, response.municipality)
    if agreed_by not in people:
        raise NotPossible("Ange vem i kommunen som har sagt ja till ändringen.")
    lock_open_response(response, now)
    refuse_not_asked(response, closed_gates(response, changes))
    saved = save_answers(response=response, changes=changes, by=by, through=AnswerEvent.Through.FOU, now=now)
    if saved.conflicts:
        why = "Svaret har ändrats medan du skrev. Läs in sidan på nytt."
        raise WrittenMeanwhile(why, theirs=saved.conflicts, mine=changes)
    if saved.saved:
        told = {"question": question, "items": saved.saved, "municipality": response.municipality.code}
        told |= {"agreed_by": people[agreed_by], "agreed_by_mail": agreed_by}
        write_event(by=by, action="meeting.adjust_answer", subject=locked.subject, **told)
        mail_adjusted(locked, response, question, agreed_by, people[agreed_by], by=by, now=now)
    return saved
