"""The picture of a collection: how many have begun and handed in, day by day. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils import timezone

from documents.pictures.responding import MarkedDay, Responding, ResponseDay
from municipalities.swedish import plural
from surveys.collecting.board_queries import UnitStatus
from surveys.models import Collection, Mailing


def responding_of(
    collection: Collection, rows: Sequence[UnitStatus], mailings: Iterable[Mailing], today: date
) -> Responding | None:
    """Up to today, or to when the last answer came in; None before the collection opens, or where nobody is asked."""
    if not rows or today < collection.opens:
        return None
    begun, handed_in = (_days(row.begun_at for row in rows), _days(row.handed_in_at for row in rows))
    last = max([min(today, collection.closes), *begun, *handed_in])
    days = tuple(
        ResponseDay(day, sum(one <= day for one in begun), sum(one <= day for one in handed_in))
        for day in sorted({collection.opens, *begun, *handed_in, last})
    )
    marked = [MarkedDay(collection.opens, "Öppnad"), MarkedDay(collection.closes, "Sista dag")]
    marked += [MarkedDay(one.on, "Påminnelse") for one in mailings if one.kind == Mailing.Kind.REMINDER]
    return Responding(_finding(len(handed_in), len(begun), len(rows)), days, tuple(marked), len(rows))


def _days(moments: Iterable[datetime | None]) -> list[date]:
    return [timezone.localdate(one) for one in moments if one]


def _finding(handed_in: int, begun: int, units: int) -> str:
    more = begun - handed_in
    under_way = plural(more, "1 till har börjat", "{n} till har börjat") if more else "ingen annan har börjat"
    return f"{handed_in} av {units} har lämnat in och {under_way}"
