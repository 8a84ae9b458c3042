"""Who may read a report and who keeps it.

FoU staff keep those of their network, the administrator those of the nation. The network's contacts and heads read
what is issued, for they are whom it is handed over to; those of a municipality that has left since read that of the
years it was a member. What is about a cycle, its meetings or decisions is read by those with a part in it. Everybody
reads what its keepers have chosen to show to everybody, and why it has been withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from municipalities.models import Group, GroupMember
from municipalities.owners import acts_for, owned_by, refuse_stranger
from municipalities.permissions import Person, roles_of
from municipalities.roles import Role
from workflow.documents.queries import all_reports
from workflow.models import Cycle, EditionFile, Report, ReportEdition
from workflow.states import FOU, Actor

_TO_CYCLES = (
    "cycle",
    "meeting__cycle",
    "decision__cycle",
    "plan__area__cycle",
)  # from a report to the cycle it is about


@dataclass(frozen=True)
class Standing:
    """What somebody is to a report. `roles`: as the table of states names them; none for who only reads."""

    by: str
    roles: frozenset[str] = frozenset()

    @property
    def keeps(self) -> bool:
        return bool(self.roles)

    @property
    def actor(self) -> Actor:
        return {"by": self.by, "roles": self.roles}


def keeping(person: Person, network_id: int | None) -> Standing:
    role = FOU if network_id else Role.ADMIN.value
    by = getattr(person, "email", "")
    return Standing(by, frozenset([role]) if acts_for(person, network_id) else frozenset())


def get_network(request: HttpRequest, slug: str) -> tuple[Group, Standing]:
    """For its FoU staff: 403 for others."""
    network = get_object_or_404(Group, kind=Group.Kind.NETWORK, slug=slug)
    refuse_stranger(request.user, network.pk)
    return network, keeping(request.user, network.pk)


def handed_to(person: Person) -> Q:
    """What the person's municipality is handed, its drafts too. A query for the networks, where there is one."""
    units = [one.municipality_id for one in roles_of(person) if one.municipality_id]
    seen = Q(pk__in=[])
    today = timezone.localdate().year
    for one in GroupMember.objects.filter(municipality__in=units, group__kind=Group.Kind.NETWORK) if units else []:
        since, until = one.from_year or 0, one.to_year or 9999
        is_member = since <= today <= until
        of_years = Q(survey__isnull=False) if is_member else Q(survey__year__range=(since, until))
        seen |= Q(network=one.group_id) & of_years
    for way in _TO_CYCLES if units else ():
        seen |= Q(**{f"{way}__in": Cycle.units.through.objects.filter(municipality__in=units).values("cycle")})
    return seen


def reports_of(person: Person) -> QuerySet[Report]:
    """Those the person keeps or may read; see above."""
    for_all = Q(is_public=True) & ~Q(state=Report.State.DRAFT)
    return all_reports().filter(owned_by(person) | for_all | handed_to(person) & ~Q(state=Report.State.DRAFT))


def get_report(request: HttpRequest, pk: int) -> tuple[Report, Standing]:
    """404 where there is none, 403 for who may not read it."""
    get_object_or_404(Report, pk=pk)
    report = reports_of(request.user).filter(pk=pk).first()
    if report is None:
        raise PermissionDenied
    return report, keeping(request.user, report.network_id)


def get_report_to_keep(request: HttpRequest, pk: int) -> tuple[Report, Standing]:
    """403 for everybody but its keepers."""
    report, standing = get_report(request, pk)
    refuse_stranger(request.user, report.network_id)
    return report, standing


def get_edition(request: HttpRequest, pk: int, number: int) -> tuple[Report, ReportEdition, Standing]:
    """The whole edition. One that is not issued, or of a report withdrawn, is for its keepers: 403 for others."""
    report, standing = get_report(request, pk)
    edition = get_object_or_404(ReportEdition, report=report, number=number)
    is_for_readers = edition.issued_at is not None and report.state == Report.State.ISSUED
    if not standing.keeps and not is_for_readers:
        raise PermissionDenied
    edition.report = report
    return report, edition, standing


def get_file(request: HttpRequest, pk: int, number: int, form: str) -> tuple[Report, EditionFile]:
    report, edition, _standing = get_edition(request, pk, number)
    found = EditionFile.objects.filter(edition=edition, format=form).first()
    if found is None:
        raise Http404
    return report, found
