"""What every page needs: the navigation entries this person may open."""

from django.http import HttpRequest
from django.urls import reverse

from municipalities.models import Membership
from municipalities.permissions import is_fou_staff, roles_of
from workflow.permissions import has_a_part

OF_CYCLES = ("/mote/", "/beslut/", "/plan/")  # pages of a cycle that have short addresses of their own


def navigation(request: HttpRequest) -> dict[str, object]:
    entries = [
        ("Start", reverse("home")),
        ("Jämförelser", reverse("comparison-list")),
        ("Kommuner", reverse("municipality-list")),
    ]
    person = getattr(request, "user", None)
    if person is not None and has_a_part(person):
        entries.append(("Omgångar", reverse("cycle-list")))
    if person is not None and (has_a_part(person) or is_fou_staff(person)):
        entries.append(("Rapporter", reverse("report-list")))
    if person is not None and is_fou_staff(person):
        entries += [("Enkäter", reverse("collection-list"))]
        entries += [("Avstämning", reverse("reconciliation")), ("Import", reverse("import-list"))]
    elif person is not None and any(role.role == Membership.Role.CONTACT for role in roles_of(person)):
        entries += [("Enkäter", reverse("answering-list"))]
    path = reverse("cycle-list") if request.path.startswith(OF_CYCLES) else request.path
    return {
        "navigation": [(label, url, path == url or (url != "/" and path.startswith(url))) for label, url in entries],
        "person_roles": roles_of(person) if person is not None else [],
    }
