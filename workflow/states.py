"""The roles of the tables of states: who may do what is told in these words. Each room keeps its tables in its own
states.py; what reads them is municipalities.states.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TypedDict

from municipalities.roles import OF_A_MUNICIPALITY, OF_A_NETWORK, Role

FOU, CHIEF, CONTACT = Role.FOU.value, Role.CHIEF.value, Role.CONTACT.value
PORTAL = "portal"  # the portal itself, when one thing follows from another that somebody was allowed to do
WORKING = OF_A_MUNICIPALITY | OF_A_NETWORK  # those with a part in the work of a network
ROLES = WORKING | {PORTAL}
AS_PORTAL = frozenset({PORTAL})


class Actor(TypedDict):
    """Who does something, and as what; handed to actions as **actor."""

    by: str
    roles: Set[str]
