"""The results report of a network and a survey year, as a kind of document."""

from __future__ import annotations

from collections.abc import Mapping

from documents.slides.from_document import deck_of, leads_of
from indicators.permissions import Sight
from indicators.prose.facts import TableFacts
from municipalities.models import Group
from surveys.models import Survey
from workflow.documents.edited import EditedText
from workflow.documents.orders import Built, Order
from workflow.documents.results.facts import Issue, ReportFacts
from workflow.documents.results.queries import read_results_report
from workflow.documents.results.report import build_results_report, drafts
from workflow.documents.results.sentences import table_facts


def results_title(order: Order) -> str:
    survey, _network = _of_network(order)
    return f"Öppna jämförelser {survey.area.name.lower()} {survey.year}"


def build_results(order: Order, texts: Mapping[str, EditedText]) -> Built:
    """A draft has what the network's FoU staff see; it says whether some of that is not for everybody yet."""
    facts = _read(order)
    document = build_results_report(facts, texts)
    deck = deck_of(document, leads_of(document))
    return Built(document, tuple(drafts(facts)), deck, is_unpublished=facts.is_unpublished)


def read_figures(order: Order) -> TableFacts:
    """All of the year's indicators as one table, as the network's FoU staff see them."""
    facts = _read(order)
    return table_facts(facts, facts.area, facts.measured)


def _read(order: Order) -> ReportFacts:
    survey, network = _of_network(order)
    sight = Sight(networks=frozenset([network.pk]))
    return read_results_report(network=network, area=survey.area.slug, year=survey.year, sight=sight, issue=Issue())


def _of_network(order: Order) -> tuple[Survey, Group]:
    assert order.survey is not None, "kinds.py says what it is about"
    assert order.network is not None, "kinds.py says who builds it"
    return order.survey, order.network
