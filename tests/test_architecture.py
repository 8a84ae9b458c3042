"""The house: which app, which room and which module may know which, and where a page is found.

Every rule prints what breaks it, as "module imports module". What it finds is mended; there are no exceptions here.
"""

from __future__ import annotations

import ast
import inspect
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
# Each app may import those before it; ojportal joins them all.
APPS = ["municipalities", "documents", "surveys", "indicators", "workflow", "ojportal"]
# Each room may import those before it in its app.
ROOMS = {
    "municipalities": ["places", "mail", "people"],
    "documents": ["pictures", "paper", "web", "workbook", "word", "slides"],
    "surveys": ["questionnaires", "files", "answering", "collecting"],
    "indicators": [
        *("rules", "editions", "computing", "importing", "comparing", "publishing", "own_groups", "reconciling"),
        *("prose", "leaflets", "years", "example"),
    ],
    "workflow": ["cycles", "meetings", "areas", "decisions", "plans", "follow_up", "documents", "to_do", "demo"],
}
# Modules at an app's top that join its rooms; all others there lie beneath the rooms and import none of them.
JOINING = {"urls", "tasks", "admin", "apps", "management"}
# Inside a room, by the last word of the module's name: each may reach those before it.
STOREYS = ["states", "queries", "mails", "actions", "permissions", "forms", "presenters", "views"]
PURE = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ojportal"]["pure"]
NOT_PURE = ("django", "celery", "municipalities.models", "surveys.models", "indicators.models", "workflow.models")
MOST_FILES, MOST_LINES, WIDEST_TEMPLATE = 20, 350, 160
CHOSEN_BY_BUTTON = {"skal", "nytta"}  # fields of which each answer is a button of its own
FORBIDDEN_FOLDERS = {"common", "utils", "helpers", "services", "managers"}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]


@cache
def imports() -> dict[str, set[str]]:
    """Module: the modules it imports, anywhere in it; `from package import module` counts as the module."""
    known = {name_of(path) for path in python_files(*APPS)}
    found = {}
    for path in python_files(*APPS):
        names: set[str] = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                longer = {f"{node.module}.{alias.name}" for alias in node.names}
                names |= (longer & known) | ({node.module} if longer - known else set())
        found[name_of(path)] = names
    return found


def room_of(module: str) -> str:
    """The room's name, or "" for a module at an app's top."""
    app, *inside = module.split(".")
    return inside[0] if inside and inside[0] in ROOMS.get(app, []) else ""


def storey_of(module: str) -> int | None:
    last = module.rsplit(".", 1)[-1].rsplit("_", 1)[-1]
    return STOREYS.index(last) if last in STOREYS else None


def offences(app: str) -> Iterator[tuple[str, str]]:
    """Every import inside an app, as (importing module, imported module)."""
    for module, names in imports().items():
        if module.split(".")[0] == app:
            yield from ((module, name) for name in sorted(names) if name.split(".")[0] == app)


def reached_inside(module: str) -> Iterator[str]:
    """What a module of a room reaches in its room: what it imports, and through modules that have no storey."""
    room = ".".join(module.split(".")[:2]) + "."
    waiting, seen = [module], {module}
    while waiting:
        for name in imports().get(waiting.pop(), set()) - seen:
            if name.startswith(room):
                seen.add(name)
                yield name
                waiting += [name] if storey_of(name) is None else []


@pytest.mark.parametrize("app", APPS)
def test_no_app_imports_an_upper_one(app: str) -> None:
    above = APPS[APPS.index(app) + 1 :]
    found = [
        f"{module} imports {name}"
        for module, names in imports().items()
        for name in names
        if module.split(".")[0] == app and name.split(".")[0] in above
    ]
    assert found == []


@pytest.mark.parametrize("app", ROOMS)
def test_no_room_imports_a_later_one(app: str) -> None:
    order = ROOMS[app]
    found = [
        f"{module} imports {name}"
        for module, name in offences(app)
        if room_of(module) and room_of(name) and order.index(room_of(name)) > order.index(room_of(module))
    ]
    assert found == []


@pytest.mark.parametrize("app", ROOMS)
def test_every_folder_of_python_is_a_room(app: str) -> None:
    folders = {path.parent.name for path in (ROOT / app).glob("*/*.py")}
    assert folders - {"migrations", "management", "models", "templatetags"} == set(ROOMS[app])


@pytest.mark.parametrize("app", ROOMS)
def test_what_all_rooms_read_knows_no_room(app: str) -> None:
    found = [
        f"{module} imports {name}"
        for module, name in offences(app)
        if not room_of(module) and room_of(name) and not JOINING & set(module.split("."))
    ]
    assert found == []


@pytest.mark.parametrize("app", ROOMS)
def test_inside_a_room_nothing_reaches_upwards(app: str) -> None:
    found = [
        f"{module} reaches {name}"
        for module in imports()
        if module.split(".")[0] == app and room_of(module) and (storey := storey_of(module)) is not None
        for name in reached_inside(module)
        if (other := storey_of(name)) is not None and other > storey
    ]
    assert found == []


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_know_no_django(name: str) -> None:
    modules = [one for one in imports() if one == name or one.startswith(name + ".")]
    assert modules, "listed as pure, but not there"
    found = [f"{one} imports {other}" for one in modules for other in imports()[one] if other.startswith(NOT_PURE)]
    assert found == []


def test_views_do_not_query_models_directly() -> None:
    views = [path for path in python_files(*APPS) if path.stem.endswith("views")]
    assert [name_of(path) for path in views if ".objects" in path.read_text(encoding="utf-8")] == []


def test_what_is_written_is_written_by_no_reader() -> None:
    """States, queries, permissions, forms, presenters and views write nothing; actions do, and what they use."""
    writes = re.compile(r"\.(save|delete|create|get_or_create|update_or_create|bulk_create|bulk_update)\(")
    readers = {"states", "queries", "permissions", "forms", "presenters", "views"}
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in python_files(*APPS)
        if path.stem.rsplit("_", 1)[-1] in readers
        for match in writes.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_what_a_mail_says_stands_in_a_mails_module() -> None:
    outbox = {"municipalities.mail.outbox", "workflow.mail"}
    found = [
        name_of(path)
        for path in python_files(*ROOMS)
        if re.search(r"\b(queue_mail|tell)\(", path.read_text(encoding="utf-8"))
        and not path.stem.endswith("mails")
        and name_of(path) not in outbox
    ]
    assert found == []


def test_there_is_no_room_for_leftovers() -> None:
    found = [
        path for app in APPS for path in (ROOT / app).rglob("*") if path.is_dir() and path.name in FORBIDDEN_FOLDERS
    ]
    assert found == []


def test_no_folder_is_crowded() -> None:
    folders = {path.parent for path in python_files(*APPS, "tests", "bench")}
    counted = {str(one.relative_to(ROOT)): sum(p.name != "__init__.py" for p in one.glob("*.py")) for one in folders}
    assert {name: count for name, count in counted.items() if count > MOST_FILES} == {}


def test_no_module_is_long() -> None:
    lengths = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(*APPS, "tests", "bench")
    }
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


# Pages: address -> room -> view -> template of the same name -> test of the same name.


def addresses(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            if one.name and one.callback.__module__.split(".")[0] in ROOMS:
                yield one
        elif one.app_name != "admin":
            yield from addresses(one)


def view_of(address: URLPattern):  # type: ignore[no-untyped-def]  # a function or a class made a view
    return inspect.unwrap(address.callback)


def test_a_view_is_called_as_its_address() -> None:
    """`area-reference` is area_reference; where a variable has that name, area_page; for .xlsx and .csv, area_file."""
    found = []
    for one in addresses():
        name = (one.name or "").replace("-", "_")
        allowed = {name, f"{name}_page", re.sub(r"_(xlsx|csv)$", "_file", name)}
        if view_of(one).__name__ not in allowed:
            found.append(f"{one.name}: {view_of(one).__module__}.{view_of(one).__name__}")
    assert found == []


def test_a_template_lies_in_the_room_of_its_view_and_is_called_as_its_address() -> None:
    names: dict[str, set[str]] = {}
    for one in addresses():
        app, room, *_ = view_of(one).__module__.split(".")
        names.setdefault(f"{app}/{room}", set()).add((one.name or "").replace("-", "_"))
    found = []
    for path in (ROOT / "templates").glob("*/*/*.html"):
        folder = str(path.parent.relative_to(ROOT / "templates"))
        stem = re.sub(r"_(none|done|conflict)$", "", path.stem)  # what an address shows instead
        if not path.stem.startswith("_") and stem != "base" and stem not in names.get(folder, set()):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_views_render_templates_of_their_own_room() -> None:
    found = [
        f"{name_of(path)} renders {template}"
        for path in python_files(*ROOMS)
        for template in re.findall(r'"([a-z_]+/[a-z_]+/[a-z_]+\.html)"', path.read_text(encoding="utf-8"))
        if Path(template).parent != path.relative_to(ROOT).parent
    ]
    assert found == []


def test_tests_lie_in_the_rooms_they_are_about() -> None:
    """A room's tests in a folder named as the room; those of a folder in it may lie in one of that name."""
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    rooms = {Path(app) / room for app, order in ROOMS.items() for room in order}
    assert {str(Path(*one.parts[:2])) for one in folders if len(one.parts) > 1} <= {str(one) for one in rooms}
    assert [str(one) for one in folders if len(one.parts) > 1 and not (ROOT / one).is_dir()] == []
    assert rooms <= folders, "every room has tests"


def test_a_button_that_says_what_to_do_is_called_gor() -> None:
    """A button may also fill in a field by its value: then it carries a row of the page, or is one of the choices."""
    found = []
    for path in (ROOT / "templates").rglob("*.html"):
        for button in re.findall(r"<button\b[^>]*>", path.read_text(encoding="utf-8")):
            told = dict(re.findall(r'\s(name|value)="([^"]*)"', button))
            name, value = told.get("name", ""), told.get("value", "")
            says_what = name and name not in CHOSEN_BY_BUTTON and not value.startswith("{{")
            if says_what and (name != "gor" or not re.fullmatch(r"[a-zåäö]+(-[a-zåäö]+)*", value)):
                found.append(f"{path.relative_to(ROOT)}: {name}={value}")
    assert found == []


def test_templates_carry_no_inline_style_or_script() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "templates").rglob("*.html")
        if " style=" in (text := path.read_text(encoding="utf-8")) or "<script>" in text or " onclick=" in text
    ]
    assert found == []


def test_a_comment_in_a_template_ends_on_its_line() -> None:
    """Django takes no other for a comment: it would stand on the page."""
    for template in (ROOT / "templates").rglob("*.html"):
        for line in template.read_text().splitlines():
            assert line.count("{#") == line.count("#}"), f"{template}: {line}"


def test_templates_have_no_endless_lines() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > WIDEST_TEMPLATE
    ]
    assert found == []


def test_a_type_is_ignored_with_its_rule_and_its_reason_in_words() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files(*APPS, "tests", "bench", "mutation")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"# type: ig[n]ore(?!\[[a-z, -]+\]  # \S)", line)
    ]
    assert found == []
