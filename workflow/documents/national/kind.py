"""The national fact sheet of a survey year, as a kind of document."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.permissions import PUBLIC
from municipalities.owners import owner_name
from surveys.models import Survey
from workflow.documents.edited import EditedText
from workflow.documents.national.queries import read_national_facts
from workflow.documents.national.sheet import national_sheet
from workflow.documents.orders import Built, Order
from workflow.documents.results.facts import Issue


def national_title(order: Order) -> str:
    survey = _survey(order)
    return f"{survey.area.name} {survey.year} i hela landet"


def build_national(order: Order, _texts: Mapping[str, EditedText]) -> Built:
    """Of what everybody may see, whoever asks: who sees only some of the nation's results could not tell its shares."""
    survey, publisher = _survey(order), owner_name(order.network)
    facts = read_national_facts(
        area=survey.area.slug, year=survey.year, sight=PUBLIC, issue=Issue(), publisher=publisher
    )
    return Built(national_sheet(facts))


def _survey(order: Order) -> Survey:
    assert order.survey is not None, "kinds.py says what it is about"
    return order.survey
