"""Every address gives each role what the committed matrix says: own and foreign networks and municipalities."""

from __future__ import annotations

import os

import pytest

from tests import address_matrix
from tests.worlds.two_networks import TwoNetworks


@pytest.mark.django_db
def test_every_address_gives_each_role_what_the_matrix_says(two_networks: TwoNetworks) -> None:
    """WRITE_ADDRESS_MATRIX=1 writes the file instead."""
    found = address_matrix.walk(two_networks)
    if os.environ.get("WRITE_ADDRESS_MATRIX") == "1":
        address_matrix.FILE.write_text(found, encoding="utf-8")
    changed = address_matrix.differences(address_matrix.FILE.read_text(encoding="utf-8"), found)
    assert not changed, "\n".join([*changed, address_matrix.HOW])
    assert " 500" not in found


def test_a_changed_cell_is_told_with_its_address_and_role() -> None:
    kept = address_matrix.FILE.read_text(encoding="utf-8")
    line = next(one for one in kept.splitlines() if one.startswith("GET  /import/<int:pk>/fil/ (network)"))
    opened = line.replace("403", "200", 1)
    [told] = address_matrix.differences(kept, kept.replace(line, opened))
    assert told == "GET  /import/<int:pk>/fil/ (network): reader 403 → 200"
    [gone] = address_matrix.differences(kept, kept.replace(f"{line}\n", ""))
    assert gone == "finns inte längre: GET  /import/<int:pk>/fil/ (network)"
