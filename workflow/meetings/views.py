"""A meeting before and after it is held: when and where, who comes, what is talked about, the invitation."""

from __future__ import annotations

from datetime import time

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.permissions import allow
from municipalities.refusals import refuse_form, status_of
from municipalities.states import may
from municipalities.swedish import plural
from municipalities.typed_days import remark_on_days_off
from workflow.cycles.presenters import present_cycle
from workflow.cycles.queries import meetings_of, steps_of
from workflow.cycles.steps import STEP_OF_MEETING
from workflow.meetings import actions as meeting_actions
from workflow.meetings.forms import AgendaPointForm, MeetingForm, ParticipantForm
from workflow.meetings.mails import calendar_of, when_and_where
from workflow.meetings.presenters import agenda_rows
from workflow.meetings.queries import (
    agenda_of,
    municipalities_of,
    people_not_invited,
    points_of,
    protocol_of,
    questions_of,
    to_be_told,
)
from workflow.meetings.states import MEETING
from workflow.models import Meeting
from workflow.permissions import Part, get_cycle, get_cycle_to_change, get_meeting_of, has_a_part, is_fou
from workflow.states import FOU

ACTIONS = ("change", "invite", "hold", "attend")


def _show(request: HttpRequest, meeting: Meeting, part: Part, **forms: Form) -> HttpResponse:
    cycle, questions = meeting.cycle, questions_of(meeting.cycle)
    points, protocol = agenda_of(meeting), protocol_of(meeting)
    people = list(meeting.participants.all())
    told = to_be_told(people, cycle)
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user) | {
        "meeting": meeting,
        "part": part,
        "when": when_and_where(meeting, with_link=False),
        "people": people,
        "without_mail": [one for one in people if one not in told],
        "waiting": sum(one.invited_at is None for one in told),
        "agenda": agenda_rows(points, questions, points_of(protocol)),
        "protocol": protocol,
        "can": {action: may(MEETING, meeting.state, action, part.names) for action in ACTIONS},
        "has_been": timezone.localdate(meeting.starts_at) <= timezone.localdate(),
    }
    if part.may_run:
        shown["person_form"] = ParticipantForm(cycle, municipalities_of(cycle))
        shown["point_form"] = AgendaPointForm(questions, {one.question for one in points})
        shown["suggested"] = people_not_invited(meeting)
    return render(request, "workflow/meetings/meeting.html", shown | forms, status=status_of(*forms.values()))


@allow(has_a_part)
def meeting_page(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    cycle, part = get_cycle(request, pk)
    if kind not in Meeting.Kind.values:
        raise Http404
    if kind in meetings_of(cycle):
        return _show(request, *get_meeting_of(request, pk, kind))
    if part.may_run:
        return redirect("meeting-edit", pk=pk, kind=kind)
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user)
    return render(request, "workflow/meetings/meeting_none.html", shown | {"label": Meeting.Kind(kind).label})


@allow(is_fou)
def meeting_edit(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Plans the meeting, or changes its time and place."""
    cycle, part = get_cycle_to_change(request, pk, FOU)
    if kind not in Meeting.Kind.values:
        raise Http404
    meeting = meetings_of(cycle).get(kind)
    steps = steps_of(cycle)
    day = next((one.planned_on for one in steps if one.code == STEP_OF_MEETING[kind]), None)
    usual = {"day": day, "starts": time(13, 0), "ends": time(16, 0)}
    form = MeetingForm(request.POST or None, initial=MeetingForm.initial_of(meeting) if meeting else usual)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            if meeting:
                meeting_actions.change_meeting(meeting=meeting, **form.wanted(), by=part.by, roles=part.names)
            else:
                meeting_actions.plan_meeting(cycle=cycle, kind=kind, **form.wanted(), by=part.by, roles=part.names)
            remark_on_days_off(request, form)
            return redirect("meeting", pk=pk, kind=kind)
    shown = present_cycle(cycle, steps, timezone.localdate(), request.user)
    shown |= {"form": form, "meeting": meeting, "kind": kind, "label": Meeting.Kind(kind).label}
    return render(request, "workflow/meetings/meeting_edit.html", shown, status=status_of(form))


def _back(meeting: Meeting, place: str = "") -> HttpResponse:
    answer = redirect("meeting", pk=meeting.cycle_id, kind=meeting.kind)
    answer["Location"] += place
    return answer


@allow(is_fou)
@require_POST
def meeting_people(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Adds somebody by form, adds one of the suggested, or removes one."""
    meeting, part = get_meeting_of(request, pk, kind, FOU)
    who = {"by": part.by, "roles": part.names}
    if request.POST.get("remove"):
        person = next((one for one in meeting.participants.all() if str(one.pk) == request.POST["remove"]), None)
        if person is not None:
            meeting_actions.remove_participant(participant=person, **who)
        return _back(meeting, "#deltagare")
    if request.POST.get("suggested"):
        for one in people_not_invited(meeting):
            if one.email == request.POST["suggested"]:
                told = {"name": one.name, "email": one.email, "organisation": one.organisation}
                meeting_actions.add_participant(meeting=meeting, **told, municipality=one.municipality, **who)
        return _back(meeting, "#deltagare")
    form = ParticipantForm(meeting.cycle, municipalities_of(meeting.cycle), request.POST)
    if form.is_valid():
        with refuse_form(form):
            meeting_actions.add_participant(meeting=meeting, **form.wanted(), **who)
            return _back(meeting, "#deltagare")
    return _show(request, meeting, part, person_form=form)


@allow(is_fou)
@require_POST
def meeting_agenda(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Moves a point, leaves one out or takes it back, adds one, or proposes from the survey again."""
    meeting, part = get_meeting_of(request, pk, kind, FOU)
    who = {"meeting": meeting, "by": part.by, "roles": part.names}
    if request.POST.get("gor") == "foresla":
        added = meeting_actions.propose_agenda(**who)
        told = plural(added, "{n} fråga tillkom.", "{n} frågor tillkom.")
        messages.success(request, told if added else "Inget nytt att föreslå.")
    elif request.POST.get("gor") == "ta-upp":
        form = AgendaPointForm(questions_of(meeting.cycle), set(), request.POST)
        if form.is_valid():
            with refuse_form(form):
                meeting_actions.add_agenda_point(**who, **form.cleaned_data)
        if form.errors:
            return _show(request, meeting, part, point_form=form)
    else:
        order, left_out = _rearranged(agenda_of(meeting), request)
        meeting_actions.arrange_agenda(**who, order=order, left_out=left_out)
    return _back(meeting, "#dagordning")


def _rearranged(points, request: HttpRequest) -> tuple[list[int], set[int]]:  # type: ignore[no-untyped-def]  # the form's rows
    """The order and what is left out after the button that was pressed."""
    order = [one.pk for one in points]
    left_out = {one.pk for one in points if one.left_out}
    for name, step in (("up", -1), ("down", 1)):
        pk = int(request.POST[name]) if request.POST.get(name, "").isdigit() else 0
        if pk in order and 0 <= order.index(pk) + step < len(order):
            place = order.index(pk)
            order[place], order[place + step] = order[place + step], order[place]
    for name, change in (("leave_out", left_out.add), ("take_back", left_out.discard)):
        if request.POST.get(name, "").isdigit():
            change(int(request.POST[name]))
    return order, left_out & set(order)


@allow(is_fou)
@require_POST
def meeting_invite(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    meeting, part = get_meeting_of(request, pk, kind, FOU)
    sent = meeting_actions.invite(meeting=meeting, by=part.by, roles=part.names)
    told = plural(sent, "Kallelsen är skickad till {n} person.", "Kallelsen är skickad till {n} personer.")
    messages.success(request, told)
    return _back(meeting)


@allow(is_fou)
@require_POST
def meeting_presence(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Saves who was there; with the second button also that the meeting has been held."""
    meeting, part = get_meeting_of(request, pk, kind, FOU)
    who = {"meeting": meeting, "by": part.by, "roles": part.names}
    there = {int(one) for one in request.POST.getlist("present") if one.isdigit()}
    if request.POST.get("gor") == "hallet":
        meeting_actions.hold_meeting(**who, present=there)
    else:
        meeting_actions.mark_presence(**who, present=there)
    messages.success(request, "Närvaron är sparad.")
    return _back(meeting, "#deltagare")


@allow(has_a_part)
def meeting_calendar(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    meeting, part = get_meeting_of(request, pk, kind)
    content = calendar_of(meeting, part.by, timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="mote-{meeting.pk}.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


urlpatterns = [
    path("omgang/<int:pk>/mote/<slug:kind>/", meeting_page, name="meeting"),
    path("omgang/<int:pk>/mote/<slug:kind>/andra/", meeting_edit, name="meeting-edit"),
    path("omgang/<int:pk>/mote/<slug:kind>/deltagare/", meeting_people, name="meeting-people"),
    path("omgang/<int:pk>/mote/<slug:kind>/dagordning/", meeting_agenda, name="meeting-agenda"),
    path("omgang/<int:pk>/mote/<slug:kind>/kallelse/", meeting_invite, name="meeting-invite"),
    path("omgang/<int:pk>/mote/<slug:kind>/narvaro/", meeting_presence, name="meeting-presence"),
    path("omgang/<int:pk>/mote/<slug:kind>/mote.ics", meeting_calendar, name="meeting-calendar"),
]
