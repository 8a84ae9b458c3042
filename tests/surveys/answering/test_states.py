"""The whole (state x action x role) matrix of a response."""

from __future__ import annotations

import itertools

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.refusals import Closed
from municipalities.states import may, move, step
from surveys.answering.states import RESPONSE, ROLES
from surveys.models import Response

# What is allowed, written out once more by hand: "state action -> state: roles". All else must be refused.
ALLOWED = [
    "under_way change -> under_way: contact colleague fou",
    "under_way hand_in -> handed_in: contact fou",
    "under_way reopen -> under_way: fou",
    "handed_in change -> changed: contact colleague fou",
    "changed change -> changed: contact colleague fou",
    "changed hand_in -> handed_in: contact fou",
    "changed take_back -> handed_in: contact fou",
    "changed reopen -> changed: fou",
    "handed_in reopen -> handed_in: fou",
]
BY_STEP = {line.split(" -> ")[0]: line.split(" -> ")[1].split(": ") for line in ALLOWED}
CELLS = list(itertools.product(Response.State.values, ["change", "hand_in", "take_back", "reopen"], sorted(ROLES)))


@pytest.mark.parametrize(("state", "action", "role"), CELLS)
def test_every_state_action_and_role(state: str, action: str, role: str) -> None:
    to, who = BY_STEP.get(f"{state} {action}", ("", ""))
    assert may(RESPONSE, state, action, {role}) == (role in who.split())
    if not to:
        with pytest.raises(Closed):
            move(RESPONSE, state, action, {role})
    elif role not in who.split():
        with pytest.raises(PermissionDenied):
            move(RESPONSE, state, action, {role})
    else:
        assert move(RESPONSE, state, action, {role}) == step(RESPONSE, state, action).to == to
