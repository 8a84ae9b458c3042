"""After the last day: FoU is told, once, what lies unsent."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Group
from surveys.collecting.actions import subject_of
from surveys.collecting.board_queries import LeftUnsent, board_of, left_unsent
from surveys.collecting.mails import mail_unsent
from surveys.collecting.queries import closed_untold, fou_of, members_of, networks_asked
from surveys.models import Collection


def tell_what_is_unsent(*, by: str, now: datetime | None = None) -> int:
    """How many collections were told of. Safe to run any number of times."""
    now = now or timezone.now()
    return sum(_tell(collection, by, now) for collection in closed_untold(timezone.localdate(now)))


@transaction.atomic
def _tell(collection: Collection, by: str, now: datetime) -> bool:
    untold = Collection.objects.filter(pk=collection.pk, unsent_told_at=None)
    if not untold.update(unsent_told_at=now):
        return False
    told = {network.slug: _tell_network(collection, network, by, now) for network in networks_asked(collection)}
    write_event(by=by, action="tell_what_is_unsent", subject=subject_of(collection), **told)
    return True


def _tell_network(collection: Collection, network: Group, by: str, now: datetime) -> list[str]:
    """Codes of the units with anything unsent. No mail where there is none."""
    rows = board_of(collection, members_of(network, collection.survey.year))
    left: LeftUnsent = left_unsent(rows, timezone.localdate(now))
    if left:
        for person in fou_of(network, is_example=collection.is_example):
            mail_unsent(person, collection, left, by=by, now=now)
    return [row.municipality.code for row in (*left.drafts, *left.changed, *left.silent)]
