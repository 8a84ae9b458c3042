"""Invented people beside those of the Exempeldata: a head of social services in each municipality of FoU Nordväst, and
the head of the FoU unit, so that every stage of a cycle has somebody to do it."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password

from indicators.example.data import PASSWORD, InventedPerson
from municipalities.models import Group, Membership, Municipality, User

FOU, HEAD_OF_FOU = "carin.lund@fou.example", "tove.brandt@fou.example"
NETWORK = "fou-nordvast"
_CHIEF = Membership.Role.CHIEF

PEOPLE = (
    InventedPerson(HEAD_OF_FOU, "Tove Brandt Exempelsson", Membership.Role.FOU, network=NETWORK),
    InventedPerson("lars.holm@ekero.example", "Lars Holm Exempelsson", _CHIEF, "0125"),
    InventedPerson("maria.stal@jarfalla.example", "Maria Stål Exempelsson", _CHIEF, "0123"),
    InventedPerson("nils.ask@sigtuna.example", "Nils Ask Exempelsson", _CHIEF, "0191"),
    InventedPerson("olga.frisk@sollentuna.example", "Olga Frisk Exempelsson", _CHIEF, "0163"),
    InventedPerson("per.lo@sundbyberg.example", "Per Lo Exempelsson", _CHIEF, "0183"),
    InventedPerson("rut.hall@upplands-bro.example", "Rut Hall Exempelsson", _CHIEF, "0139"),
    InventedPerson("sven.mo@upplandsvasby.example", "Sven Mo Exempelsson", _CHIEF, "0114"),
)
GUESTS = (
    ("Vera Lind Exempelsson", "vera.lind@socialstyrelsen.example"),
    ("Ylva Rosén Exempelsson", "ylva.rosen@socialstyrelsen.example"),
)


def make_people() -> int:
    """Makes those who are not there; how many. The password is hashed once for all: hashing is slow on purpose."""
    there = set(User.objects.filter(email__in=[one.email for one in PEOPLE]).values_list("email", flat=True))
    missing = [one for one in PEOPLE if one.email not in there]
    if not missing:
        return 0
    password = make_password(PASSWORD)
    places = {one.code: one for one in Municipality.objects.filter(code__in=[one.municipality for one in missing])}
    network = Group.objects.get(slug=NETWORK)
    for one in missing:
        user = User.objects.create(email=one.email, name=one.name, password=password, is_example=True)
        Membership.objects.create(
            user=user,
            role=one.role,
            municipality=places.get(one.municipality),
            network=network if one.network else None,
        )
    return len(missing)


def people_by_place(role: str) -> dict[str, User]:
    """Municipality code -> the invented person who holds the role there."""
    held = Membership.objects.filter(user__is_example=True, role=role, municipality__groups__slug=NETWORK)
    return {one.municipality.code: one.user for one in held.select_related("user", "municipality").order_by("-pk")}  # type: ignore[union-attr]  # these roles have a municipality
