"""Mails of a decision: it is proposed, has gone back, is taken, or rests on figures that have been corrected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from municipalities.addresses import full_address
from municipalities.models import Membership
from municipalities.people.concerned import people_with
from workflow.mail import tell
from workflow.models import Decision, DevelopmentArea

CHIEF, CONTACT, FOU = Membership.Role.CHIEF, Membership.Role.CONTACT, Membership.Role.FOU
MOST_CHANGES = 30  # named in a mail; the page shows them all


def tell_proposed(decision: Decision, areas: Iterable[DevelopmentArea], *, by: str, now: datetime | None) -> None:
    subject = f"Förslag att ta ställning till: {decision.cycle}"
    body = (
        f"Hej!\n\nDet finns ett förslag om utvecklingsområden:\n\n{_titles(areas)}\n\nLämna ditt ställningstagande här:"
    )
    _tell(decision, [CHIEF], "decision_proposed", subject, body, by, now)


def tell_sent_back(decision: Decision, *, by: str, now: datetime | None) -> None:
    subject = f"Förslaget går tillbaka: {decision.cycle}"
    body = f"Hej!\n\nSocialcheferna har återremitterat förslaget: {decision.sent_back_because}"
    _tell(decision, [CHIEF, CONTACT], "decision_sent_back", subject, body, by, now)


def tell_decided(decision: Decision, areas: Iterable[DevelopmentArea], *, by: str, now: datetime | None) -> None:
    subject = f"Beslut om utvecklingsområden: {decision.cycle}"
    body = f"Hej!\n\nSocialcheferna har beslutat om:\n\n{_titles(areas)}\n\nNu är det dags för handlingsplaner."
    _tell(decision, [CHIEF, CONTACT], "decision_decided", subject, body, by, now)


def tell_corrected(decision: Decision, changes: list[dict[str, str]], *, by: str, now: datetime | None) -> list[str]:
    """Without changes where the figures are not for everybody yet: the page shows them to those who may see. Returns
    the addresses it went to."""
    subject = f"Rättade siffror efter beslutet: {decision.cycle}"
    told = [f"- {one['name']}, {one['place']}: {one['before']} -> {one['after']}" for one in changes[:MOST_CHANGES]]
    lines = "".join(f"\n{one}" for one in told)
    listed = f":\n{lines}" if lines else ". Beslutets sida visar vilka."
    body = (
        f"Hej!\n\nSiffror som beslutet vilade på har rättats sedan dess{listed}\n\n"
        "Beslutet står fast som det togs. Bedöm om rättelsen ändrar något för er."
    )
    return _tell(decision, [CHIEF, CONTACT, FOU], "figures_corrected", subject, body, by, now)


def _titles(areas: Iterable[DevelopmentArea]) -> str:
    return "\n".join(f"- {one.title}" for one in areas)


def _tell(
    decision: Decision, roles: list[str], kind: str, subject: str, body: str, by: str, now: datetime | None
) -> list[str]:
    cycle = decision.cycle
    people = people_with(cycle.network, *roles, units=cycle.units.all(), is_example=cycle.is_example)
    link = full_address("decision", decision.cycle_id)
    return tell(people, cycle, kind=kind, subject=subject, body=body, link=link, by=by, now=now)
