"""A year's computed results are shown to everybody, or no longer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from indicators.models import YearPublication
from indicators.publishing.mails import tell_published, tell_withdrawn
from indicators.publishing.queries import (
    Year,
    computed_results,
    current_publication,
    is_example,
    networks_alone,
    open_collections,
)
from municipalities.events import write_event
from municipalities.refusals import Closed, NotPossible
from municipalities.swedish import listed
from surveys.models import Survey


def obstacle_to(year: Year, now: datetime) -> str:
    """Why the year cannot be published now, and what to do; empty where it can."""
    if collections := open_collections(year, timezone.localdate(now)):
        last = collections[0]
        return f"Insamlingen för {last.group.name} är öppen till och med {last.closes}. Publicera när den har stängt."
    return _nothing_to_publish(year)


def _nothing_to_publish(year: Year) -> str:
    """Why there are no results that the publisher could show; empty where there are."""
    if networks := networks_alone(year):
        names = listed(one.name for one in networks)
        return f"{names} har samlat in svaren. Varje samverkansområde publicerar sina egna resultat."
    if is_example(year):
        return "Det här är Exempeldata, som inte behöver publiceras. Alla ser resultaten när svarstiden är slut."
    if not computed_results(year).exists():
        return "Det finns inga uträknade resultat att publicera. De räknas fram när svar har lämnats in eller lästs in."
    return ""


@transaction.atomic
def publish_year(*, year: Year, by: str, now: datetime | None = None) -> YearPublication:
    """Everybody sees the results from now on; contacts and heads are told by mail. Closed, NotPossible."""
    now = now or timezone.now()
    Survey.objects.select_for_update(of=("self",)).get(pk=year.survey.pk)
    if current_publication(year) is not None:
        raise Closed("Resultaten är redan publicerade. Läs in sidan på nytt.")
    if why_not := obstacle_to(year, now):
        raise NotPossible(why_not)
    made = YearPublication.objects.create(survey=year.survey, network=year.network, published_by=by, published_at=now)
    told = tell_published(year, by=by, now=now)
    write_event(by=by, action="year.published", subject=year.subject, told=told)
    return made


@transaction.atomic
def withdraw_year(*, year: Year, because: str, by: str, now: datetime | None = None) -> YearPublication:
    """From now on only those who saw the results before see them; contacts and heads are told why. Closed."""
    now = now or timezone.now()
    Survey.objects.select_for_update(of=("self",)).get(pk=year.survey.pk)
    held = current_publication(year)
    if held is None:
        raise Closed("Resultaten är inte publicerade. Läs in sidan på nytt.")
    if not because.strip():
        raise NotPossible("Skriv varför resultaten dras tillbaka.")
    held.withdrawn_by, held.withdrawn_at, held.withdrawn_because = by, now, because.strip()
    held.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
    told = tell_withdrawn(year, held, by=by, now=now)
    write_event(by=by, action="year.withdrawn", subject=year.subject, because=held.withdrawn_because, told=told)
    return held
