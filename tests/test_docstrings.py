"""The examples in the docstrings of the pure modules hold."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.test_architecture import PURE, ROOMS, name_of, python_files

MODULES = sorted(
    name_of(path)
    for path in python_files(*ROOMS)
    if name_of(path).startswith(tuple(PURE)) and ">>> " in path.read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed


def test_every_example_is_in_a_pure_module() -> None:
    """Others would need a database, and nothing runs them."""
    written = {name_of(path) for path in python_files(*ROOMS) if ">>> " in path.read_text(encoding="utf-8")}
    assert written <= set(MODULES)
    assert "municipalities.swedish" in MODULES
