"""Writes of a network's Word template."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from documents.word.templates import template_faults
from municipalities.events import write_event
from municipalities.models import Group
from municipalities.refusals import NotPossible
from workflow.documents.states import KEEPERS
from workflow.models import DocumentTemplate


@transaction.atomic
def keep_template(
    *, network: Group, name: str, content: bytes, by: str, roles: Set[str], now: datetime | None = None
) -> None:
    """In place of the one before. NotPossible, with all that is wrong with it, where Word files cannot be written on
    it. Documents that are built after this are written on it; what is issued stands."""
    if not KEEPERS & roles:
        raise PermissionDenied
    faults = template_faults(content)
    if faults:
        raise NotPossible("Mallen går inte att använda. " + " ".join(faults))
    digest = hashlib.sha256(content).hexdigest()
    told = {"name": name[:200], "content": content, "sha256": digest, "by": by, "at": now or timezone.now()}
    DocumentTemplate.objects.update_or_create(network=network, defaults=told)
    write_event(by=by, action="report.template", subject=network.slug, name=name[:200], sha256=digest)


@transaction.atomic
def remove_template(*, network: Group, by: str, roles: Set[str]) -> None:
    """The portal's own is used again."""
    if not KEEPERS & roles:
        raise PermissionDenied
    found = DocumentTemplate.objects.filter(network=network).first()
    if found is not None:
        write_event(by=by, action="report.remove_template", subject=network.slug, name=found.name, sha256=found.sha256)
        found.delete()
