"""Meeting mode: one question at a time on the big screen, what the municipalities answer, and what is agreed."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path

from municipalities.permissions import allow, get_municipality
from municipalities.refusals import WrittenMeanwhile, refuse_form, status_of
from municipalities.states import may
from surveys.answering.saving import NOTHING, Edit
from surveys.counting import answers_of
from surveys.models import Response
from surveys.questionnaires.questionnaire import Question
from workflow.meetings.adjusting_actions import adjust_answers, who_can_agree
from workflow.meetings.forms import AdjustForm, PointForm
from workflow.meetings.presenters import agenda_rows, around, item_rows, municipality_rows, summary_of
from workflow.meetings.protocol_actions import PointText, save_point, wanted_of
from workflow.meetings.queries import (
    agenda_of,
    closed_gates,
    get_question,
    points_of,
    protocol_of,
    question_at_meeting,
    questions_of,
    refuse_not_asked,
    response_at_meeting,
)
from workflow.meetings.states import MEETING, PROTOCOL
from workflow.models import Meeting, Protocol
from workflow.open_cycles import refuse_closed
from workflow.permissions import Part, get_meeting, has_a_part, is_fou
from workflow.states import FOU


def _quality_meeting(request: HttpRequest, pk: int, *roles: str) -> tuple[Meeting, Part, Protocol]:
    meeting, part = get_meeting(request, pk, *roles)
    protocol = protocol_of(meeting)
    if protocol is None:
        raise Http404
    return meeting, part, protocol


@allow(has_a_part)
def meeting_mode(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be talked about, and how far it has come."""
    meeting, part, protocol = _quality_meeting(request, pk)
    points = [one for one in agenda_of(meeting) if not one.left_out]
    rows = agenda_rows(points, questions_of(meeting.cycle), points_of(protocol) if part.is_fou else {})
    shown = {"meeting": meeting, "cycle": meeting.cycle, "part": part, "rows": rows, "protocol": protocol}
    shown["first"] = next((one.point.question for one in rows if one.is_asked), "")
    return render(request, "workflow/meetings/meeting_mode.html", shown)


def _agenda_order(meeting: Meeting) -> dict[str, str]:
    """Question -> why it is talked about, in the agenda's order; what is left out, or no longer asked, is not there."""
    questions = questions_of(meeting.cycle)
    return {one.question: one.why for one in agenda_of(meeting) if not one.left_out and one.question in questions}


def _question_shown(meeting: Meeting, protocol: Protocol, part: Part, code: str) -> dict[str, Any]:
    """Page and fragment alike. Contacts see their own municipalities' answers only, and what has been agreed."""
    found = question_at_meeting(meeting, protocol, code)
    if found is None:
        raise Http404
    order = _agenda_order(meeting)
    before, after, place = around(order, code)
    visible = None if part.is_fou else {one.pk for one in part.contact_of}
    rows = municipality_rows(found, visible)
    return {
        "meeting": meeting,
        "cycle": meeting.cycle,
        "part": part,
        "protocol": protocol,
        "found": found,
        "question": found.question,
        "point": found.point,
        "rows": rows,
        "item_rows": item_rows(found, rows) if len(found.question.items) > 1 else [],
        "summary": summary_of(found) if part.is_fou else "",
        "why": order.get(code, ""),
        "before": before,
        "after": after,
        "place": place,
        "count": len(order),
        "questions": questions_of(meeting.cycle).values(),
        "can_write": may(PROTOCOL, protocol.state, "write", part.names),
        "can_adjust": may(MEETING, meeting.state, "adjust", part.names),
    }


@allow(has_a_part)
def meeting_question(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """GET: the page; from htmx the panel alone, or 204 where it says what the browser has already (?sett=digest)."""
    meeting, part, protocol = _quality_meeting(request, pk)
    if request.method == "POST":
        return _save(request, meeting, part, protocol, code)
    shown = _question_shown(meeting, protocol, part, code)
    panel, digest = _panel(request, shown)
    if request.htmx:  # type: ignore[attr-defined]  # set by django-htmx
        return HttpResponse(panel) if request.GET.get("sett") != digest else HttpResponse(status=204)
    shown |= {"panel": panel, "form": PointForm(initial=PointForm.initial_of(shown["point"]))}
    return render(request, "workflow/meetings/meeting_question.html", shown)


def _panel(request: HttpRequest, shown: dict[str, Any]) -> tuple[str, str]:
    """The part that is asked for every third second, and the digest of what it says."""
    inside = render_to_string("workflow/meetings/_meeting_panel.html", shown, request)
    digest = hashlib.sha256(inside.encode()).hexdigest()[:16]
    return render_to_string(
        "workflow/meetings/_meeting_live.html", shown | {"inside": inside, "digest": digest}
    ), digest


def _save(request: HttpRequest, meeting: Meeting, part: Part, protocol: Protocol, code: str) -> HttpResponse:
    if not part.is_fou:
        raise PermissionDenied
    get_question(meeting.cycle, code)  # it may have left the questionnaire since the page was opened
    form = PointForm(request.POST)
    if form.is_valid():
        with refuse_form(form):
            try:
                _save_point(form, protocol, code, part)
            except WrittenMeanwhile as both:
                return _show_both(request, meeting, part, code, both)
            messages.success(request, f"Fråga {code} är sparad.")
            onward = _onward(meeting, code, request.POST.get("gor", ""))
            return redirect("meeting-question", pk=meeting.pk, code=onward)
    shown = _question_shown(meeting, protocol, part, code)
    shown |= {"panel": _panel(request, shown)[0], "form": form}
    return render(request, "workflow/meetings/meeting_question.html", shown, status=status_of(form))


def _save_point(form: PointForm, protocol: Protocol, code: str, part: Part) -> None:
    seen = form.cleaned_data["seen_version"]
    who = {"by": part.by, "roles": part.names}
    save_point(protocol=protocol, question=code, wanted=form.wanted(), seen_version=seen, **who)


def _onward(meeting: Meeting, code: str, pressed: str) -> str:
    """The question to show after saving this one; the same where there is none to go on to."""
    before, after, _place = around(_agenda_order(meeting), code)
    return {"nasta": after, "foregaende": before}.get(pressed, "") or code


def _show_both(request: HttpRequest, meeting: Meeting, part: Part, code: str, both: WrittenMeanwhile) -> HttpResponse:
    """Both texts, and a field with the two together; saving it is held against the other's version."""
    theirs, mine = wanted_of(both.theirs), both.mine
    merged = PointText(
        text="\n\n".join(dict.fromkeys(filter(None, [theirs.text, mine.text]))),
        consider_in_analysis=theirs.consider_in_analysis or mine.consider_in_analysis,
        consider_because="\n".join(dict.fromkeys(filter(None, [theirs.consider_because, mine.consider_because]))),
        raised_by=", ".join(dict.fromkeys(filter(None, [theirs.raised_by, mine.raised_by]))),
        obvious=theirs.obvious and mine.obvious,
        earlier=mine.earlier or theirs.earlier,
    )
    version = {"seen_version": both.theirs.version}
    shown = {
        "meeting": meeting,
        "cycle": meeting.cycle,
        "part": part,
        "code": code,
        "theirs": both.theirs,
        "mine": mine,
        "mine_form": PointForm(initial=vars(mine) | version, auto_id=False),
        "form": PointForm(initial=vars(merged) | version),
        "has_earlier": bool(merged.earlier),
    }
    return render(request, "workflow/meetings/meeting_question_conflict.html", shown, status=both.status)


@allow(is_fou)
def meeting_answer(request: HttpRequest, pk: int, code: str, kod: str) -> HttpResponse:
    """Adjusts one municipality's answer on the spot, with the name of who there agreed."""
    meeting, part, _protocol = _quality_meeting(request, pk, FOU)
    refuse_closed(meeting.cycle)
    question = questions_of(meeting.cycle).get(code)
    response = response_at_meeting(meeting, get_municipality(kod))
    if question is None or response is None:
        raise Http404
    form = _adjust_form(request, meeting, response, question)
    if request.method == "POST" and form.is_valid():
        with refuse_form(form):
            _adjust(form, meeting, response, question, part)
        if not form.errors:
            messages.success(request, f"{response.municipality.name}: svaret är ändrat.")
            return redirect("meeting-question", pk=pk, code=code)
    shown = {"meeting": meeting, "cycle": meeting.cycle, "question": question, "response": response, "form": form}
    return render(request, "workflow/meetings/meeting_answer.html", shown, status=status_of(form))


def _adjust_form(request: HttpRequest, meeting: Meeting, response: Response, question: Question) -> AdjustForm:
    """NotPossible where nothing of the question is asked of the municipality."""
    items = [item.code for item in question.items]
    closed = closed_gates(response, items)
    if len(closed) == len(items):
        refuse_not_asked(response, closed)
    stored = answers_of(response)
    initial = {code: stored.get(code, NOTHING)[0] for code in items}
    initial |= {f"sett-{name}": value for name, value in initial.items()}
    people = who_can_agree(meeting, response.municipality)
    return AdjustForm(question, closed, people, request.POST or None, initial=initial)


def _adjust(form: AdjustForm, meeting: Meeting, response: Response, question: Question, part: Part) -> None:
    """What could not be saved is told on the form, item by item."""
    data = form.cleaned_data
    changes = {name: Edit(data[name], None, data[f"sett-{name}"]) for name in form.items}
    who = {"agreed_by": data["agreed_by"], "by": part.by, "roles": part.names}
    saved = adjust_answers(meeting=meeting, response=response, question=question.code, changes=changes, **who)
    for name, told in saved.refused.items():
        form.add_error(name, told)


@allow(has_a_part)
def meeting_jump(request: HttpRequest, pk: int) -> HttpResponse:
    """From the list of all questions to the one chosen."""
    meeting, _part, _protocol = _quality_meeting(request, pk)
    code = request.GET.get("fraga")
    if not code:
        return redirect("meeting-mode", pk=pk)
    if code not in questions_of(meeting.cycle):
        raise Http404
    return redirect("meeting-question", pk=pk, code=code)


urlpatterns = [
    path("mote/<int:pk>/", meeting_mode, name="meeting-mode"),
    path("mote/<int:pk>/fraga/", meeting_jump, name="meeting-jump"),
    path("mote/<int:pk>/fraga/<str:code>/", meeting_question, name="meeting-question"),
    path("mote/<int:pk>/fraga/<str:code>/svar/<str:kod>/", meeting_answer, name="meeting-answer"),
]
