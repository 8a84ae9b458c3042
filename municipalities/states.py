"""What may happen to what, from which state and by whom. Every change of state goes through step() or move().

A table maps (state, action) to (new state, roles that may). Each room keeps its tables in its own states.py; the roles
are the app's own words.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from django.core.exceptions import PermissionDenied

from municipalities.refusals import Closed


class Rule(NamedTuple):
    to: str
    who: frozenset[str]


Table = Mapping[tuple[str, str], Rule]


def step(table: Table, state: str, action: str) -> Rule:
    """The new state and who may. Closed where the table has no such step."""
    rule = table.get((state, action))
    if rule is None:
        raise Closed("Det går inte att göra det i det här läget. Läs in sidan på nytt och se hur det står till.")
    return rule


def move(table: Table, state: str, action: str, roles: Set[str]) -> str:
    """The new state. Closed where the table has no such step, PermissionDenied where none of the roles may."""
    rule = step(table, state, action)
    if not rule.who & roles:
        raise PermissionDenied
    return rule.to


def may(table: Table, state: str, action: str, roles: Set[str]) -> bool:
    """Whether move() would let these roles through; for showing or hiding a button."""
    rule = table.get((state, action))
    return rule is not None and bool(rule.who & roles)
