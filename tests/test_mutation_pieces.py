"""The pieces of `make mutation` hold what they are meant to: no pure module, permission or state is forgotten."""

from __future__ import annotations

from collections import Counter

from mutation.pieces import PIECES
from tests.test_architecture import PURE, ROOMS, ROOT, name_of, python_files


def mutated() -> Counter[str]:
    return Counter(module for piece in PIECES.values() for module in piece.modules)


def test_every_pure_module_is_in_one_piece() -> None:
    pure = {
        name_of(path)
        for path in python_files(*ROOMS)
        if path.name != "__init__.py"
        for name in PURE
        if name_of(path) == name or name_of(path).startswith(f"{name}.")
    }
    assert pure - set(mutated()) == set()
    assert [module for module, pieces in mutated().items() if pieces > 1] == []


def test_permissions_are_mutated() -> None:
    permissions = {name_of(path) for path in python_files(*ROOMS) if path.stem == "permissions"}
    assert permissions - set(mutated()) == set()


def test_what_the_pieces_name_is_there() -> None:
    modules = [module for module in mutated() if not (ROOT / f"{module.replace('.', '/')}.py").exists()]
    tests = [path for piece in PIECES.values() for path in piece.tests if not (ROOT / path).exists()]
    assert (modules, tests) == ([], [])
