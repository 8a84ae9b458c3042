"""The protocol: read, commented on, approved, printed; and its frozen versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST

from municipalities.days import working_day
from municipalities.permissions import allow
from municipalities.refusals import refuse_form, status_of
from municipalities.states import may
from municipalities.typed_days import remark_on_days_off
from workflow.cycles.presenters import present_cycle
from workflow.cycles.queries import meetings_of, steps_of
from workflow.meetings import protocol_actions
from workflow.meetings.forms import SendOutForm, TextForm
from workflow.meetings.presenters import present_version
from workflow.meetings.protocol_content import protocol_content
from workflow.meetings.queries import questions_of
from workflow.meetings.states import PROTOCOL
from workflow.models import Meeting, Protocol, ProtocolVersion
from workflow.permissions import Part, get_cycle, get_protocol, has_a_part, is_fou
from workflow.states import FOU

ACTIONS = ("write", "send", "comment", "approve", "new_version")
DAYS_FOR_COMMENTS = 7


@allow(has_a_part)
def protocol_of_cycle(request: HttpRequest, pk: int) -> HttpResponse:
    """To the protocol; to the meeting's page while there is none to read."""
    cycle, part = get_cycle(request, pk)
    meeting = meetings_of(cycle).get(Meeting.Kind.QUALITY)
    if meeting is None or not _is_readable(meeting.protocol, part):
        return redirect("meeting", pk=pk, kind=Meeting.Kind.QUALITY)
    return redirect("protocol", pk=meeting.pk)


def _is_readable(protocol: Protocol, part: Part) -> bool:
    return part.is_fou or protocol.state != Protocol.State.DRAFT or protocol.versions.exists()


@allow(has_a_part)
def protocol_page(request: HttpRequest, pk: int) -> HttpResponse:
    protocol, part = get_protocol(request, pk)
    versions = list(protocol.versions.all())
    is_standing = protocol.state == Protocol.State.APPROVED
    if versions and (is_standing or (protocol.state == Protocol.State.DRAFT and not part.is_fou)):
        return redirect("protocol-version", pk=pk, number=versions[-1].number)
    return _show(request, protocol, part)


def _show(request: HttpRequest, protocol: Protocol, part: Part, **forms: Form) -> HttpResponse:
    cycle = protocol.meeting.cycle
    until = protocol.comments_until or working_day(timezone.localdate() + timedelta(days=DAYS_FOR_COMMENTS))
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user) | {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "part": part,
        "content": present_version(protocol_content(protocol)),
        "asked": questions_of(cycle),
        "comments": list(protocol.comments.all()),
        "versions": list(protocol.versions.all()),
        "can": {action: may(PROTOCOL, protocol.state, action, part.names) for action in ACTIONS},
        "purpose_form": TextForm("Mötets syfte", initial={"text": protocol.purpose}, auto_id="id_purpose_%s"),
        "send_form": SendOutForm(initial={"until": until}),
        "comment_form": TextForm("Din synpunkt", auto_id="id_comment_%s"),
    }
    return render(request, "workflow/meetings/protocol.html", shown | forms, status=status_of(*forms.values()))


@allow(has_a_part)
def protocol_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A frozen version as it was approved."""
    protocol, part = get_protocol(request, pk)
    return _show_version(request, protocol, part, get_object_or_404(protocol.versions, number=number))


def _show_version(
    request: HttpRequest, protocol: Protocol, part: Part, version: ProtocolVersion, form: TextForm | None = None
) -> HttpResponse:
    versions = list(protocol.versions.all())
    cycle = protocol.meeting.cycle
    shown = present_cycle(cycle, steps_of(cycle), timezone.localdate(), request.user) | {
        "protocol": protocol,
        "meeting": protocol.meeting,
        "part": part,
        "version": version,
        "versions": versions,
        "latest": versions[-1],
        "content": present_version(version.content),
        "can": {action: may(PROTOCOL, protocol.state, action, part.names) for action in ACTIONS},
        "form": form,
        "why_form": form or TextForm("Varför ska det ändras?", auto_id="id_why_%s"),
    }
    return render(request, "workflow/meetings/protocol_version.html", shown, status=status_of(form))


Write = Callable[[Protocol, Part, dict], str]


def _write(request: HttpRequest, pk: int, form_name: str, form, write: Write, *roles: str) -> HttpResponse:  # type: ignore[no-untyped-def]  # any form of the protocol
    """Reads the form, does the write, and goes back to the protocol with what was said; or shows what was wrong."""
    protocol, part = get_protocol(request, pk, *roles)
    if form.is_valid():
        with refuse_form(form):
            messages.success(request, write(protocol, part, form.cleaned_data))
            remark_on_days_off(request, form)
            return redirect("protocol", pk=pk)
    return _show(request, protocol, part, form=form, **{form_name: form})


@allow(is_fou)
@require_POST
def protocol_purpose(request: HttpRequest, pk: int) -> HttpResponse:
    def write(protocol: Protocol, part: Part, data: dict) -> str:
        who = {"by": part.by, "roles": part.names}
        protocol_actions.write_purpose(protocol=protocol, purpose=data["text"], **who)
        return "Syftet är sparat."

    form = TextForm("Mötets syfte", request.POST, auto_id="id_purpose_%s")
    return _write(request, pk, "purpose_form", form, write, FOU)


@allow(is_fou)
@require_POST
def protocol_send(request: HttpRequest, pk: int) -> HttpResponse:
    def write(protocol: Protocol, part: Part, data: dict) -> str:
        who = {"by": part.by, "roles": part.names}
        told = protocol_actions.send_for_comments(protocol=protocol, until=data["until"], **who)
        return f"Protokollet är skickat till {told} personer."

    return _write(request, pk, "send_form", SendOutForm(request.POST), write, FOU)


@allow(is_fou)
@require_POST
def protocol_remove_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes out a point whose question has left the questionnaire."""
    protocol, part = get_protocol(request, pk, FOU)
    question = request.POST.get("question", "")
    protocol_actions.remove_point(protocol=protocol, question=question, by=part.by, roles=part.names)
    messages.success(request, f"Punkten om {question} är borttagen.")
    return redirect("protocol", pk=pk)


@allow(has_a_part)
@require_POST
def protocol_comment(request: HttpRequest, pk: int) -> HttpResponse:
    def write(protocol: Protocol, part: Part, data: dict) -> str:
        protocol_actions.comment(protocol=protocol, text=data["text"], by=part.by, roles=part.names)
        return "Tack, synpunkten är sparad."

    form = TextForm("Din synpunkt", request.POST, auto_id="id_comment_%s")
    return _write(request, pk, "comment_form", form, write)


@allow(is_fou)
@require_POST
def protocol_approve(request: HttpRequest, pk: int) -> HttpResponse:
    protocol, part = get_protocol(request, pk, FOU)
    version = protocol_actions.approve(protocol=protocol, by=part.by, roles=part.names)
    messages.success(request, f"Protokollet är godkänt som version {version.number}.")
    return redirect("protocol", pk=pk)


@allow(is_fou)
@require_POST
def protocol_new_version(request: HttpRequest, pk: int) -> HttpResponse:
    protocol, part = get_protocol(request, pk, FOU)
    form = TextForm("Varför ska det ändras?", request.POST, auto_id="id_why_%s")
    if form.is_valid():
        with refuse_form(form):
            because = form.cleaned_data["text"]
            protocol_actions.new_version(protocol=protocol, because=because, by=part.by, roles=part.names)
            messages.success(request, "Du skriver nu på en ny version. Den godkända gäller tills den nya är godkänd.")
            return redirect("protocol", pk=pk)
    latest = protocol.versions.last()
    return _show_version(request, protocol, part, latest, form) if latest else _show(request, protocol, part, form=form)


urlpatterns = [
    path("omgang/<int:pk>/protokoll/", protocol_of_cycle, name="protocol-of-cycle"),
    path("mote/<int:pk>/protokoll/", protocol_page, name="protocol"),
    path("mote/<int:pk>/protokoll/syfte/", protocol_purpose, name="protocol-purpose"),
    path("mote/<int:pk>/protokoll/skicka/", protocol_send, name="protocol-send"),
    path("mote/<int:pk>/protokoll/ta-bort/", protocol_remove_point, name="protocol-remove-point"),
    path("mote/<int:pk>/protokoll/synpunkt/", protocol_comment, name="protocol-comment"),
    path("mote/<int:pk>/protokoll/godkann/", protocol_approve, name="protocol-approve"),
    path("mote/<int:pk>/protokoll/ny-version/", protocol_new_version, name="protocol-new-version"),
    path("mote/<int:pk>/protokoll/version/<int:number>/", protocol_version, name="protocol-version"),
]
