"""Reports that have just been handed over, for Att göra."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from municipalities.permissions import Person, roles_of
from municipalities.roles import Role
from municipalities.swedish import day_in_words
from workflow.documents.kinds import kind_of, number_text
from workflow.documents.permissions import handed_to
from workflow.models import Report
from workflow.to_do.items import ToDo

NEWLY_ISSUED = timedelta(days=30)
_READERS = (Role.CONTACT, Role.CHIEF)


def to_dos_of(person: Person, today: date) -> list[ToDo]:
    """Contacts and heads: what FoU has handed them. A later edition is no new report. Two queries beside the roles."""
    if not any(one.role in _READERS for one in roles_of(person)):
        return []
    handed = Report.objects.filter(handed_to(person), state=Report.State.ISSUED)
    found = handed.filter(editions__number=1, editions__issued_at__date__gte=today - NEWLY_ISSUED)
    dated = found.annotate(issued_at=F("editions__issued_at"))
    return [_of(one) for one in dated.order_by("-issued_at", "pk")]


def _of(report: Report) -> ToDo:
    kind = kind_of(report)
    title = f"{'Nytt' if kind.is_neuter else 'Ny'} {kind.label.lower()}: {report.title}"
    issued = day_in_words(timezone.localdate(report.issued_at))  # type: ignore[attr-defined]  # added by the query
    return ToDo(title, f"{number_text(report)}, {issued}.", "Läs", reverse("report", args=[report.pk]))
