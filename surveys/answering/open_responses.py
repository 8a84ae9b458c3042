"""What every action on a response begins with: hold its row, see that it is open, name it for the audit trail."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from municipalities.refusals import Closed
from surveys.answering.queries import takes_answers
from surveys.models import Response

_HELD = (
    "revision",
    "state",
    "counted",
    "counted_revision",
    "handed_in_by",
    "handed_in_at",
    "reopened_until",
    "reopened_by",
    "reopened_because",
    "changed_at",
)


def lock_response(response: Response) -> None:
    """Brings the object up to date and holds its row; two saves of one response wait for each other here.

    Response.DoesNotExist where it has been removed meanwhile.
    """
    _lock(response, Response.objects.all())


def lock_open_response(response: Response, now: datetime | None) -> None:
    """Holds the response until the transaction ends, as it stands now; Closed where it takes no answers. One query."""
    today = timezone.localdate(now)
    locked = _lock(response, Response.objects.annotate(takes_answers=takes_answers(today)))
    if not locked.takes_answers:  # type: ignore[attr-defined]  # added by the query
        raise Closed("Enkäten är stängd. Det är bara FoU som kan öppna den igen.")


def _lock(response: Response, responses: QuerySet[Response]) -> Response:
    locked = responses.select_for_update().get(pk=response.pk)
    for name in _HELD:
        setattr(response, name, getattr(locked, name))
    return locked


def subject_of(response: Response) -> str:
    """As the audit trail and the outbox name a response. Reads survey, area and municipality."""
    return f"response {response.survey.slug} {response.municipality.code}"
