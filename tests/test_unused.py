"""What nothing uses is deleted: functions, classes and constants, templates, and classes of the style sheets."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("municipalities", "documents", "surveys", "indicators", "workflow", "ojportal")
# Found by Django, Celery and the server by their names, or by where they lie.
BY_NAME = {"Command", "application"}
BY_NAME_IN = ("apps.py", "admin.py", "settings.py")
BY_NAME_TEMPLATES = {"403.html", "404.html", "500.html", "registration/login.html"}
OF_DJANGO = {"errorlist", "helptext"}  # classes that its forms write


def modules() -> list[Path]:
    return [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def everything() -> str:
    """The text of the apps, their templates and scripts; not of the tests."""
    paths = [
        *modules(),
        *(ROOT / "documents").rglob("*.py"),
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static").glob("*.js"),
    ]
    return "\n".join(read(path) for path in paths)


def names_of(node: ast.stmt) -> Iterator[str]:
    """What a statement at the top of a module defines. What is decorated may be registered by its decorator."""
    if (isinstance(node, ast.FunctionDef) and not node.decorator_list) or isinstance(node, ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign):
        yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_every_function_class_and_constant_is_used() -> None:
    words = Counter(re.findall(r"\w+", everything()))
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules()
        if path.name not in BY_NAME_IN
        for node in ast.parse(read(path)).body
        for name in names_of(node)
        if words[name] == 1 and name not in BY_NAME
    ]
    assert found == []


def test_every_template_is_used() -> None:
    folder = ROOT / "templates"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.html")} - BY_NAME_TEMPLATES
    assert [name for name in sorted(names) if name not in everything()] == []


@cache
def written() -> tuple[set[str], set[str]]:
    """Words with hyphens in them, whole, and those that go on with a value: `line-` of `line-{{ one.look }}`."""
    return set(re.findall(r"[\w-]+", everything())), set(re.findall(r"[\w-]+-(?=\{)", everything()))


def is_written(name: str) -> bool:
    whole, beginnings = written()
    return name in whole or any(name[: hyphen.end()] in beginnings for hyphen in re.finditer("-", name))


def test_every_class_of_the_style_sheets_is_used() -> None:
    found = []
    for path in (ROOT / "static").glob("*.css"):
        rules = re.sub(r"/\*.*?\*/|\{[^{}]*\}", " ", read(path), flags=re.DOTALL)
        names = set(re.findall(r"\.([a-zA-Z][\w-]*)", rules)) - OF_DJANGO
        found += [f"{path.name}: {name}" for name in sorted(names) if not is_written(name)]
    assert found == []
