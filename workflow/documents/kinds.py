"""Every kind of document that is built, issued and kept: one line each. How to add one: docs/recipes.md."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from municipalities.roles import Role
from workflow.documents.action_plans.kind import build_plan, plan_title
from workflow.documents.deciding.kind import (
    NOT_PROPOSED,
    analysis_title,
    basis_title,
    build_analysis_of,
    build_basis_of,
    build_decision_of,
    decision_title,
    is_decided,
)
from workflow.documents.follow_ups.kind import build_follow_up, follow_up_title, is_opened
from workflow.documents.meetings.kind import UNSENT, build_protocol_of, protocol_title
from workflow.documents.national.kind import build_national, national_title
from workflow.documents.orders import Builder, Order
from workflow.documents.results.kind import build_results, results_title
from workflow.models import Report
from workflow.states import FOU


@dataclass(frozen=True)
class Kind:
    """`key` stands in the database, `label` before the number ("Rapport 2026:1"), `definite` in sentences. `title`
    proposes one. `build` gives
    what the document says; title, number, authors, day, edition and versions are set by the portal. `who` are the roles
    that build it: FoU for their network, the administrator for the nation (states.KEEPERS). `held_back`: why one that
    not everybody may read yet cannot be issued. `takes`: which orders there is anything to write of."""

    key: str
    label: str
    definite: str
    about: Literal["survey", "cycle", "meeting", "decision", "plan"]
    title: Callable[[Order], str]
    build: Builder
    who: frozenset[str] = frozenset({FOU})
    held_back: str = "Utkastet har resultat som inte är publicerade. Publicera årets resultat och bygg om det."
    takes: Callable[[Order], bool] = lambda _order: True

    @property
    def is_neuter(self) -> bool:
        return self.definite.endswith("et")

    @property
    def withdrawn(self) -> str:
        return "återkallat" if self.is_neuter else "återkallad"


_ALL = (
    Kind("resultat", "Rapport", "rapporten", "survey", results_title, build_results),
    Kind(
        "faktablad",
        "Faktablad",
        "faktabladet",
        "survey",
        national_title,
        build_national,
        frozenset({FOU, Role.ADMIN.value}),
    ),
    Kind("protokoll", "Protokoll", "protokollet", "meeting", protocol_title, build_protocol_of, held_back=UNSENT),
    Kind("handlingsplan", "Handlingsplan", "handlingsplanen", "plan", plan_title, build_plan),
    Kind("uppfoljning", "Uppföljning", "uppföljningen", "cycle", follow_up_title, build_follow_up, takes=is_opened),
    Kind("analys", "Fördjupad analys", "analysen", "cycle", analysis_title, build_analysis_of),
    Kind(
        "underlag",
        "Beslutsunderlag",
        "beslutsunderlaget",
        "decision",
        basis_title,
        build_basis_of,
        held_back=NOT_PROPOSED,
    ),
    Kind("beslut", "Beslut", "beslutet", "decision", decision_title, build_decision_of, takes=is_decided),
)
KINDS = {one.key: one for one in _ALL}


def kind_of(report: Report) -> Kind:
    return KINDS[report.kind]


def order_of(report: Report) -> Order:
    """Reads what the report is about, where it is not read yet."""
    about = kind_of(report).about
    return Order(report.network, **{about: getattr(report, about)})


def number_text(report: Report) -> str:
    """ "Rapport 2026:1"; empty before it is issued."""
    return f"{kind_of(report).label} {report.year}:{report.number}" if report.number else ""
