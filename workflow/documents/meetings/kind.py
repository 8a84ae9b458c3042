"""The protocol of a meeting that has been held, as a kind of document."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from municipalities.swedish import day_in_words
from workflow.documents.edited import EditedText
from workflow.documents.meetings.protocol import build_protocol, drafts_of_protocol
from workflow.documents.meetings.queries import read_meeting
from workflow.documents.orders import Built, Order
from workflow.models import Meeting

UNSENT = "Protokollet är inte utskickat för synpunkter än. Skicka ut det först och bygg om utkastet."


def protocol_title(order: Order) -> str:
    meeting = _meeting(order)
    kind = str(meeting.get_kind_display()).lower()
    return f"Protokoll från {kind} {day_in_words(timezone.localdate(meeting.starts_at))}"


def build_protocol_of(order: Order, texts: Mapping[str, EditedText]) -> Built:
    """What is issued goes to everybody with a part in the cycle, and they read a protocol once it has been sent out."""
    facts = read_meeting(_meeting(order))
    return Built(build_protocol(facts, texts), drafts_of_protocol(facts), is_unpublished=facts.is_unsent)


def _meeting(order: Order) -> Meeting:
    assert order.meeting is not None, "kinds.py says what it is about"
    return order.meeting
