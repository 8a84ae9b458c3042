"""What may happen to what, from which state and by whom. Every transition goes through move().

A table maps (state, action) to (new state, roles that may). Each room keeps its tables in its own states.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from municipalities.refusals import Closed

FOU, CHIEF, CONTACT = "fou", "chief", "contact"
PORTAL = "portal"  # the portal itself, when one thing follows from another that somebody was allowed to do
ROLES = frozenset({FOU, CHIEF, CONTACT, PORTAL})
AS_PORTAL = frozenset({PORTAL})


class Rule(NamedTuple):
    to: str
    who: frozenset[str]


Table = Mapping[tuple[str, str], Rule]


def move(table: Table, state: str, action: str, roles: Set[str]) -> str:
    """The new state. Closed where the table has no such step, PermissionDenied where none of the roles may."""
    rule = table.get((state, action))
    if rule is None:
        raise Closed("Det går inte att göra det i det här läget. Läs in sidan på nytt och se hur det står till.")
    if not rule.who & roles:
        raise PermissionDenied
    return rule.to


def may(table: Table, state: str, action: str, roles: Set[str]) -> bool:
    """Whether move() would let these roles through; for showing or hiding a button."""
    rule = table.get((state, action))
    return rule is not None and bool(rule.who & roles)
