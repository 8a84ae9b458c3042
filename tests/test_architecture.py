"""The house: imports point one way, pure modules know no Django, views fetch through queries."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = [
    "municipalities",
    "surveys",
    "indicators",
    "workflow",
    "ojportal",
]  # each may import those before it
_PURE_NAMES = [
    "comparisons",
    "figures",
    "reconciliation",
    "columns",
    "plausibility",
    "claims",
    "claim_checks",
    "claim_facts",
]
PURE = [
    *sorted((ROOT / "indicators" / "rules").glob("*.py")),
    ROOT / "surveys" / "strict_yaml.py",
    ROOT / "surveys" / "questionnaire.py",
    ROOT / "surveys" / "answer_values.py",
    ROOT / "surveys" / "answering.py",
    *(ROOT / "indicators" / f"{name}.py" for name in _PURE_NAMES),
    ROOT / "workflow" / "movement.py",
    ROOT / "workflow" / "candidates.py",
]
FORBIDDEN_FOLDERS = {"common", "utils", "helpers", "services", "managers"}


def imported_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def modules_of(app: str) -> list[Path]:
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


@pytest.mark.parametrize("app", [floor for floor in FLOORS if (ROOT / floor).is_dir()])
def test_no_app_imports_an_upper_one(app: str) -> None:
    above = FLOORS[FLOORS.index(app) + 1 :]
    offences = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules_of(app)
        for name in imported_names(path)
        if name.split(".")[0] in above
    ]
    assert offences == []


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_modules_know_no_django(path: Path) -> None:
    assert [name for name in imported_names(path) if name.split(".")[0] == "django"] == []


def test_views_do_not_query_models_directly() -> None:
    views = [*ROOT.glob("*/views/*.py"), ROOT / "ojportal" / "views.py"]
    assert [path.name for path in views if ".objects" in path.read_text(encoding="utf-8")] == []


def test_there_is_no_room_for_leftovers() -> None:
    found = [
        path for app in FLOORS for path in (ROOT / app).rglob("*") if path.is_dir() and path.name in FORBIDDEN_FOLDERS
    ]
    assert found == []


def test_templates_carry_no_inline_style_or_script() -> None:
    offences = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if " style=" in (text := path.read_text(encoding="utf-8")) or "<script>" in text or " onclick=" in text
    ]
    assert offences == []
