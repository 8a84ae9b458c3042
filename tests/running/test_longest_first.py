"""The run begins with the modules that take longest."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

from tests.running.longest_first import LONGEST, pytest_collection_modifyitems


def test_each_of_them_is_there() -> None:
    assert [path for path in LONGEST if not path.is_file()] == []


def test_they_are_put_first_and_the_others_keep_their_order() -> None:
    items = [SimpleNamespace(path=path) for path in (Path("a"), LONGEST[1], Path("b"), LONGEST[0], LONGEST[1])]
    pytest_collection_modifyitems(items)
    assert [one.path for one in items] == [LONGEST[0], LONGEST[1], LONGEST[1], Path("a"), Path("b")]
