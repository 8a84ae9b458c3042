"""The roles a person can hold: one table of what is told of each.

A new role is a member of Role, a row here, and a migration of Membership (its choices, and what it may be bound to).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Role(models.TextChoices):
    CONTACT = "contact", "Kontaktperson"
    FOU = "fou", "FoU-medarbetare"
    CHIEF = "chief", "Socialchef"
    ADMIN = "admin", "Systemförvaltare"
    READER = "reader", "Läsare"


@dataclass(frozen=True)
class RoleKind:
    """`bound_to` is the field of Membership that must name a place; empty for a role that is held everywhere."""

    role: Role
    bound_to: str = ""
    together: str = ""  # what those who hold it are called in a network, where they have a part in its work


ROLES = (
    RoleKind(Role.CONTACT, bound_to="municipality", together="Kommunernas kontaktpersoner"),
    RoleKind(Role.FOU, bound_to="network", together="FoU"),
    RoleKind(Role.CHIEF, bound_to="municipality", together="Socialcheferna"),
    RoleKind(Role.ADMIN),
    RoleKind(Role.READER),
)
OF_A_MUNICIPALITY = frozenset(one.role.value for one in ROLES if one.bound_to == "municipality")
OF_A_NETWORK = frozenset(one.role.value for one in ROLES if one.bound_to == "network")
