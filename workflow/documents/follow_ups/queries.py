"""Reads a follow-up, for report.follow_up_report: what is frozen once it is closed, and until then today's figures.

Of what everybody may see: the document is handed over to people who may not see the same figures.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from municipalities.refusals import NotPossible
from workflow.documents.follow_ups.facts import FollowUpFacts
from workflow.follow_up.documents import Document, build_document, sha256_of
from workflow.follow_up.figures import read_followed
from workflow.follow_up.page import document_for
from workflow.follow_up.queries import area_rows, codes_of, decided_of, follow_up_of, meeting_of
from workflow.models import Cycle, FollowUp

NOT_OPENED = "Uppföljningen är inte öppnad än. Den blir ett dokument när den är det."
NOT_INTACT = "Slutdokumentet stämmer inte med sin kontrollsumma. Något har ändrats utanför portalen."


def read_follow_up(cycle: Cycle) -> FollowUpFacts:
    """NotPossible before it is opened, and where what was frozen has been changed since."""
    found = follow_up_of(cycle)
    if found is None or found.state == FollowUp.State.PLANNED:
        raise NotPossible(NOT_OPENED)
    found.cycle = cycle
    units = cycle.units.count()
    if found.closed_at is None:
        today = timezone.localdate()
        return FollowUpFacts(_as_it_stands(found, today), units, today)
    if sha256_of(found.document) != found.sha256:
        raise NotPossible(NOT_INTACT)
    return FollowUpFacts(document_for(AnonymousUser(), found), units, timezone.localdate(found.closed_at), found.sha256)


def _as_it_stands(follow_up: FollowUp, today: date) -> Document:
    cycle = follow_up.cycle
    areas = area_rows(cycle, follow_up)
    followed = read_followed(cycle, codes_of(areas), AnonymousUser(), today.year)
    return build_document(follow_up, decided_of(cycle), areas, followed, meeting_of(cycle), "", today)
