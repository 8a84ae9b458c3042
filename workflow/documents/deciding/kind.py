"""The deepened analysis of a cycle, the basis of a decision and the decision, as kinds of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from documents.tree import Document
from workflow.documents.deciding.analysis import build_analysis, drafts_of_analysis
from workflow.documents.deciding.basis import build_basis, drafts_of_basis
from workflow.documents.deciding.decision import build_decision
from workflow.documents.deciding.queries import read_analysis, read_decision
from workflow.documents.edited import EditedText
from workflow.documents.orders import Built, Order
from workflow.documents.versions import data_version
from workflow.models import Cycle, Decision

Texts = Mapping[str, EditedText]
NOT_PROPOSED = "Förslaget är inte framlagt för socialcheferna än. Lägg fram det och bygg om utkastet."


def analysis_title(order: Order) -> str:
    return f"Fördjupad analys: {str(_cycle(order)).lower()}"


def build_analysis_of(order: Order, texts: Texts) -> Built:
    facts = read_analysis(_cycle(order))
    return Built(_on_data_of(_cycle(order), build_analysis(facts, texts)), drafts_of_analysis(facts))


def basis_title(order: Order) -> str:
    return f"Beslutsunderlag: {str(_decision(order).cycle).lower()}"


def build_basis_of(order: Order, texts: Texts) -> Built:
    """A proposal that the heads have not been asked about is FoU's own."""
    facts = read_decision(_decision(order))
    document = build_basis(facts, texts)
    if not facts.frozen:
        document = _on_data_of(_decision(order).cycle, document)
    return Built(document, drafts_of_basis(facts), is_unpublished=facts.is_draft)


def decision_title(order: Order) -> str:
    return f"Beslut om utvecklingsområden: {str(_decision(order).cycle).lower()}"


def build_decision_of(order: Order, _texts: Texts) -> Built:
    """Nothing in it is written over: it is what was frozen."""
    return Built(build_decision(read_decision(_decision(order))))


def is_decided(order: Order) -> bool:
    return _decision(order).state == Decision.State.DECIDED


def _on_data_of(cycle: Cycle, document: Document) -> Document:
    """Which results of the year it was written on."""
    return replace(document, version=replace(document.version, data=data_version(cycle.survey)))


def _cycle(order: Order) -> Cycle:
    assert order.cycle is not None, "kinds.py says what it is about"
    return order.cycle


def _decision(order: Order) -> Decision:
    assert order.decision is not None, "kinds.py says what it is about"
    return order.decision
