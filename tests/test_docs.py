"""What the documentation names is there: files, modules, functions, commands, links and the words of the glossary."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.test_architecture import APPS, ROOMS

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
# `surveys/answering/views.py`, with `::name` for what stands in it; <area> and <year> stand for any name.
PATH = re.compile(r"[\w.<>*-]*/[\w./<>*-]*|[\w<>-]+\.(?:py|md|yaml|toml|html|txt|css|js)")
MODULE = re.compile(rf"(?:{'|'.join([*APPS, 'tests'])})(?:\.\w+)+")
NAME = r"[A-Za-z_][\w.]*"


def quoted(page: Path) -> list[str]:
    """What stands between backticks, without blocks of code."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return re.findall(r"`([^`\n]+)`", text)


def exists(path: str) -> bool:
    """An address of the portal begins with a slash; what a run leaves in var/ is there only after it."""
    return path.startswith(("/", "var/")) or any(ROOT.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))


def names_in(node: ast.AST, inside: str = "") -> Iterator[str]:
    """Classes, functions, constants and attributes, as Class.name where they stand in a class."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield inside + child.name
            yield from names_in(child, f"{inside}{child.name}.")
        elif isinstance(child, ast.FunctionDef):
            yield inside + child.name
        elif isinstance(child, ast.Assign):
            named = [one for target in child.targets for one in ast.walk(target)]  # A, B = 1, 2
            yield from (inside + one.id for one in named if isinstance(one, ast.Name))
        elif isinstance(child, ast.AnnAssign) and isinstance(child.target, ast.Name):
            yield inside + child.target.id


@cache
def names_of(path: Path) -> frozenset[str]:
    return frozenset(names_in(ast.parse(path.read_text(encoding="utf-8"))))


def python_files() -> Iterator[Path]:
    for app in APPS:
        yield from (path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)


def is_module(dotted: str) -> bool:
    """A module or package, or a name in one."""
    path = ROOT.joinpath(*dotted.split("."))
    if path.is_dir() or path.with_suffix(".py").exists():
        return True
    module = path.parent.with_suffix(".py")
    return module.exists() and path.name in names_of(module)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_and_functions_named_are_there(page: Path) -> None:
    missing = []
    for token in quoted(page):
        path, __, name = token.partition("::")
        if (PATH.fullmatch(path) and not exists(path)) or (name and name not in names_of(ROOT / path)):
            missing.append(token)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_modules_named_are_there(page: Path) -> None:
    named = [token for token in quoted(page) if MODULE.fullmatch(token) and not PATH.fullmatch(token)]
    assert [token for token in named if not is_module(token)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_named_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.M))
    known = {path.stem for path in ROOT.glob("*/management/commands/*.py")} | {"makemigrations", "shell", "migrate"}
    named = {word for words in re.findall(r"(?:`|^    )make ([a-z -]+)", text, flags=re.M) for word in words.split()}
    assert {one for one in named if one in targets} == named
    assert set(re.findall(r"manage\.py (\w+)", text)) <= known


def test_the_picture_shows_every_room_in_its_order() -> None:
    """Arrows point from a room to those it may read, so each chain is the order backwards."""
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    chains = {tuple(reversed(line.split(" --> "))) for line in re.findall(r"^ +(\w+(?: --> \w+)+)$", drawn, flags=re.M)}
    assert chains >= {tuple(order) for order in ROOMS.values()}


def glossary() -> list[tuple[str, str]]:
    """Swedish term, code word; a row may hold several code words."""
    rows = re.findall(r"^\| ([^|]+) \| (`[^|]+`) \|", (ROOT / "docs" / "words.md").read_text("utf-8"), flags=re.M)
    return [(term, word) for term, words in rows for word in re.findall(rf"`({NAME})`", words)]


def test_code_words_of_the_glossary_are_there() -> None:
    known = {name for path in python_files() for name in names_of(path)}
    known |= {name.rsplit(".", 1)[-1] for name in known}
    known |= {path.stem for path in python_files()} | {path.parent.name for path in python_files()}
    words = glossary()
    assert len(words) > 30
    assert [(term, word) for term, word in words if word not in known] == []


def test_the_newest_version_of_the_changelog_is_the_one_installed() -> None:
    versions = re.findall(r"^## (\d+\.\d+(?:\.\d+)?) – \d{4}-\d{2}-\d{2}$", (ROOT / "CHANGELOG.md").read_text(), re.M)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert versions[0] == project["version"]
    assert project["license"] in (ROOT / "LICENSE").read_text(encoding="utf-8")
