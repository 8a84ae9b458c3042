"""Reports as their pages show them. No queries but those of what is handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import slugify

from municipalities.owners import owner_name
from workflow.documents.action_plans.queries import plan_holder
from workflow.documents.edited import Draft
from workflow.documents.formats import FORMATS
from workflow.documents.forms import WordingForm
from workflow.documents.kinds import Kind, kind_of, number_text
from workflow.documents.orders import Order
from workflow.documents.queries import issued_editions
from workflow.models import Report, ReportEdition, ReportText


def by_kind(choices: Iterable[tuple[str, Kind, Order]]) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a document can be made of, as the groups of a choice: the kind, and its subjects with their values."""
    found: dict[str, list[tuple[str, str]]] = {}
    for value, kind, order in choices:
        found.setdefault(kind.label, []).append((value, subject_text(order)))
    return list(found.items())


@dataclass(frozen=True)
class FileLink:
    label: str
    address: str
    sha256: str


@dataclass(frozen=True)
class ListedReport:
    """One row of a list: the latest issued edition, or the draft."""

    report: Report
    kind: Kind
    name: str  # "Rapport 2026:1", or the kind of a draft
    owner: str
    edition: ReportEdition | None
    files: list[FileLink]
    begun_by: str
    issued_by: str


def listed(reports: Iterable[Report], state: str, names: Mapping[str, str]) -> list[ListedReport]:
    """`names`: of signers_of, by their addresses."""
    return [_listed(one, names) for one in reports if one.state == state]


def signers_of(reports: Iterable[Report]) -> set[str]:
    """The addresses of who has begun and issued them."""
    reports = list(reports)
    return {one.created_by for one in reports} | {
        one.issued_by for report in reports for one in issued_editions(report)
    }


def _listed(report: Report, names: Mapping[str, str]) -> ListedReport:
    edition = next(iter(issued_editions(report)), None)
    files = file_links(report, edition) if edition and report.state == Report.State.ISSUED else []
    begun_by, issued_by = names[report.created_by], names[edition.issued_by] if edition else ""
    kind = kind_of(report)
    return ListedReport(report, kind, name_of(report), owner_name(report.network), edition, files, begun_by, issued_by)


def name_of(report: Report) -> str:
    return number_text(report) or kind_of(report).label


def file_links(report: Report, edition: ReportEdition) -> list[FileLink]:
    """In the order formats are offered."""
    found = {one.format: one.sha256 for one in edition.files.all()}
    return [
        FileLink(one.label, reverse("report-file", args=[report.pk, edition.number, key]), found[key])
        for key, one in FORMATS.items()
        if key in found
    ]


def file_name(report: Report, number: int, ending: str) -> str:
    """ "rapport-2026-1-utgava-2.pdf", or that of a draft."""
    of_number = f"{report.year}-{report.number}" if report.number else f"utkast-{report.pk}"
    return f"{slugify(kind_of(report).label)}-{of_number}-utgava-{number}.{ending}"


def subject_text(order: Order) -> str:
    """What a document is about, where one chooses it."""
    if order.survey is not None:
        return order.survey.full_title
    if order.meeting is not None:
        return f"{order.meeting}, {order.meeting.cycle}"
    if order.plan is not None:
        return f"{plan_holder(order.plan)}, {order.plan.area}, {order.plan.area.cycle}"
    if order.decision is not None:
        return f"{order.decision.cycle}, version {order.decision.number}"
    return str(order.cycle)


@dataclass(frozen=True)
class TextView:
    """A text that may be edited: as computed, as somebody has written it, and the form where it is open."""

    draft: Draft
    stored: ReportText | None
    form: WordingForm | None = None

    @property
    def text(self) -> str:
        return self.stored.text if self.stored else self.draft.text

    @property
    def has_changed(self) -> bool:
        return self.stored is not None and self.stored.basis != self.draft.basis


def text_views(drafts: list[Draft], stored: Iterable[ReportText], form: WordingForm | None, key: str) -> list[TextView]:
    """All of them in order; that of the key with the form, or one with what stands now."""
    written = {one.key: one for one in stored}
    found = []
    for draft in drafts:
        one = TextView(draft, written.get(draft.key))
        if draft.key == key:
            one = TextView(draft, one.stored, form or _form_of(one))
        found.append(one)
    return found


def _form_of(one: TextView) -> WordingForm:
    seen = one.stored.digest if one.stored else ""
    told = {"text": one.text, "nyckel": one.draft.key, "seen": seen, "basis": one.draft.basis}
    return WordingForm(initial=told)
