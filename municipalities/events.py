"""Writes of the lowest app: the audit trail."""

from __future__ import annotations

from municipalities.models import Event


def write_event(*, by: str, action: str, subject: str, **detail: object) -> Event:
    """Records who did what; called inside the transaction of the change it records."""
    return Event.objects.create(actor=by, action=action, subject=subject, detail=detail)
