"""A follow-up and its closing document, as a kind of document."""

from __future__ import annotations

from collections.abc import Mapping

from documents.slides.from_document import deck_of
from workflow.documents.edited import EditedText
from workflow.documents.follow_ups.queries import read_follow_up
from workflow.documents.follow_ups.report import findings_of, follow_up_report
from workflow.documents.orders import Built, Order
from workflow.models import Cycle, FollowUp


def follow_up_title(order: Order) -> str:
    return f"Uppföljning av {_cycle(order)}"


def build_follow_up(order: Order, _texts: Mapping[str, EditedText]) -> Built:
    """Its texts are written on the follow-up's own pages, and stand still once it is closed."""
    facts = read_follow_up(_cycle(order))
    document = follow_up_report(facts)
    return Built(document, deck=deck_of(document, [findings_of(facts)]))


def is_opened(order: Order) -> bool:
    """Reads the follow-up, where it is not read yet."""
    found = getattr(_cycle(order), "follow_up", None)
    return found is not None and found.state != FollowUp.State.PLANNED


def _cycle(order: Order) -> Cycle:
    assert order.cycle is not None, "kinds.py says what it is about"
    return order.cycle
