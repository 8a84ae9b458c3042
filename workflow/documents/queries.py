"""Reads of reports, their editions and what can be reported on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch, QuerySet

from documents.as_json import read_json
from documents.tree import Deck, Document, Version
from indicators.comparing.queries import surveys_with_sources
from indicators.permissions import Sight
from municipalities.models import Group
from municipalities.owners import owner_name
from surveys.models import Survey
from workflow.documents.edited import Draft, EditedText
from workflow.documents.editions import Imprint
from workflow.documents.kinds import KINDS, Kind, kind_of, number_text
from workflow.documents.orders import Order
from workflow.documents.versions import data_version, program_version
from workflow.models import (
    ActionPlan,
    Cycle,
    Decision,
    DocumentTemplate,
    EditionFile,
    Meeting,
    Report,
    ReportBuild,
    ReportEdition,
)

OPEN = (ReportBuild.State.WAITING, ReportBuild.State.RUNNING)


def all_reports() -> QuerySet[Report]:
    """With their editions, newest first, without the documents themselves; and the formats of each. Three queries."""
    files = Prefetch("files", EditionFile.objects.defer("content").order_by("format"))
    editions = ReportEdition.objects.defer("tree", "deck", "drafts").order_by("-number").prefetch_related(files)
    return Report.objects.select_related("network", "survey__area").prefetch_related(Prefetch("editions", editions))


def edition_under_way(report: Report) -> ReportEdition | None:
    return ReportEdition.objects.filter(report=report, issued_at=None).first()


def issued_editions(report: Report) -> list[ReportEdition]:
    """Newest first. Reads what all_reports brought."""
    return [one for one in report.editions.all() if one.issued_at]


def whole_edition(edition: ReportEdition) -> ReportEdition:
    """With the document itself, which lists do not read."""
    edition.refresh_from_db(fields=["tree"])
    return edition


def open_build(report: Report) -> ReportBuild | None:
    return report.builds.filter(state__in=OPEN).order_by("state").first()  # the running one before the waiting


def latest_build(report: Report) -> ReportBuild | None:
    """The one under way, else the latest."""
    return open_build(report) or report.builds.first()


def document_of(edition: ReportEdition) -> Document | None:
    """None until it is built."""
    found: Document | None = read_json(edition.tree) if edition.tree else None
    return found


def deck_of(edition: ReportEdition) -> Deck | None:
    found: Deck | None = read_json(edition.deck) if edition.deck else None
    return found


def drafts_of(edition: ReportEdition) -> list[Draft]:
    """The texts that may be edited, as they were computed, in the order they are read."""
    return [Draft(one["key"], one["label"], tuple(one["paragraphs"]), one["basis"]) for one in edition.drafts]


def changed_drafts(report: Report, edition: ReportEdition) -> list[Draft]:
    """Those that somebody has written over, on figures that are other ones now."""
    texts = texts_of(report)
    return [one for one in drafts_of(edition) if one.key in texts and texts[one.key].basis != one.basis]


def texts_of(report: Report) -> dict[str, EditedText]:
    return {one.key: EditedText(one.text, one.basis) for one in report.texts.all()}


def imprint_of(report: Report, edition: int, day: date | None = None) -> Imprint:
    """With its number where a day is given: that of issue."""
    return Imprint(
        title=report.title,
        kind=kind_of(report).label,
        authors=authors_of(report),
        publisher=owner_name(report.network),
        version=Version(edition, data_version(report.survey), program_version()),
        number=number_text(report) if day else "Utkast",
        day=day,
    )


def authors_of(report: Report) -> tuple[str, ...]:
    return tuple(line.strip() for line in report.authors.splitlines() if line.strip())


def stored_template(network: Group | None) -> DocumentTemplate | None:
    return DocumentTemplate.objects.filter(network=network).first() if network else None


def template_of(network: Group | None) -> bytes | None:
    found = stored_template(network)
    return bytes(found.content) if found else None


def next_number(network: Group | None, kind: str, year: int) -> int:
    taken = Report.objects.filter(network=network, kind=kind, year=year)
    return (taken.aggregate(latest=Max("number"))["latest"] or 0) + 1


def orders_for(network: Group | None, kind: Kind) -> list[Order]:
    """All that a document of the kind can be about, newest first."""
    found = (Order(network, **{kind.about: one}) for one in _SUBJECTS[kind.about](network))
    return [one for one in found if kind.takes(one)]


def _surveys(network: Group | None) -> list[Survey]:
    """Years with results of the network's municipalities, or of anybody; made-up ones last of their area."""
    sight = Sight(networks=frozenset([network.pk] if network else []))
    found = surveys_with_sources(sight=sight, group=network)
    return [one for one in found if one.has_units or (network is None and one.sources)]


def _cycles(network: Group | None) -> list[Cycle]:
    found = Cycle.objects.filter(network=network).select_related("area", "follow_up")
    return list(found.order_by("-year", "area__name"))


def _meetings(network: Group | None) -> list[Meeting]:
    held = Meeting.objects.filter(cycle__network=network, state=Meeting.State.HELD)
    return list(held.select_related("cycle__area").order_by("-starts_at"))


def _decisions(network: Group | None) -> list[Decision]:
    return list(Decision.objects.filter(cycle__network=network).select_related("cycle__area").order_by("-pk"))


def _plans(network: Group | None) -> list[ActionPlan]:
    """Those that are adopted: a draft is its municipality's own."""
    adopted = ActionPlan.objects.filter(area__cycle__network=network, state=ActionPlan.State.ADOPTED)
    found = adopted.select_related("area__cycle__area", "municipality__parent")
    return list(found.order_by("-area__cycle__year", "area", "municipality__name"))


_SUBJECTS: Mapping[str, Callable[[Group | None], list[Any]]] = {
    "survey": _surveys,
    "cycle": _cycles,
    "meeting": _meetings,
    "decision": _decisions,
    "plan": _plans,
}


def kinds_for(roles: frozenset[str]) -> list[Kind]:
    return [one for one in KINDS.values() if one.who & roles]
