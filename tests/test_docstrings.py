"""The examples in docstrings hold. None may need a database: pytest-django keeps these tests from one."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

from tests.test_architecture import APPS, name_of, python_files

MODULES = sorted(name_of(path) for path in python_files(*APPS) if ">>> " in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    found = doctest.testmod(import_module(name))
    assert found.attempted
    assert not found.failed


def test_examples_are_found() -> None:
    assert "municipalities.swedish" in MODULES
