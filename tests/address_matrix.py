"""Every address, every role: what comes back. Walked in tests.worlds.two_networks, kept in address_matrix.txt.

    make address-matrix        writes the file anew (a minute); look over what `git diff` then shows

A line is a method, an address and whose object it is about; a column is a role (tests/worlds/two_networks.py::COLUMNS).
A cell is the status, or "login" where one is sent to log in.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.worlds.two_networks import COLUMNS, TwoNetworks

FILE = Path(__file__).parent / "address_matrix.txt"
HOW = "Kör `make address-matrix`, se efter cell för cell vad som ändrats i tests/address_matrix.txt, och lägg med det."
VARIABLE = re.compile(r"<(\w+):(\w+)>")
LOGIN = ("/logga-in/", "/admin/login/")
NETWORKS, NATIONS = "network", "nation"
# Addresses of what may also be the nation's: they have a line more.
OF_THE_NATION_TOO = re.compile(r"import/<|berakning/|enkater/<slug:area>/<int:year>/|enkat/<slug:area>/<int:year>/mall")
OF_A_YEAR_OF_ONES_OWN = re.compile(r"enkater/<slug:area>/<int:year>/enkat/|enkat/<slug:area>/<int:year>/mall")
OF_A_COLLECTION = re.compile(r"enkater/<slug:area>/<int:year>/(?!enkat/)")
View = Callable[..., HttpResponse]


class Line(NamedTuple):
    method: str
    route: str
    whose: str

    def __str__(self) -> str:
        return f"{self.method:5}/{self.route} ({self.whose})"


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, View]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, address)
        elif isinstance(entry, URLPattern):
            yield address, entry.callback


def lines() -> list[Line]:
    """The administrator's own pages are one line: Django closes them all at one door."""
    found = [Line("GET", "admin/", NATIONS)]
    for route, view in patterns(get_resolver()):
        if not route.startswith("admin/"):
            variants = (NETWORKS, NATIONS) if OF_THE_NATION_TOO.match(route) else (NETWORKS,)
            found += [Line(method, route, whose) for method in methods(view) for whose in variants]
    return found


def methods(view: View) -> list[str]:
    """GET, and POST where the view reads what is posted; POST alone where it takes nothing else."""
    inner = inspect.unwrap(view)
    if not inspect.isfunction(inner):  # a view of Django's
        return ["GET"]
    if "@require_POST" in inspect.getsource(inner):
        return ["POST"]
    return ["GET", "POST"] if reads_post(inner) else ["GET"]


def reads_post(function: FunctionType, deep: int = 2) -> bool:
    """Itself, or by a function of its module that it calls."""
    if "request.POST" in inspect.getsource(function) or '== "POST"' in inspect.getsource(function):
        return True
    called = (function.__globals__.get(name) for name in function.__code__.co_names)
    own = [one for one in called if inspect.isfunction(one) and one.__module__ == function.__module__]
    return deep > 0 and any(reads_post(inspect.unwrap(one), deep - 1) for one in own)


def address_of(line: Line, world: TwoNetworks) -> str:
    """The route with its variables filled in; KeyError names one that the world has no value for."""
    values = world.values | world.nations if line.whose == NATIONS else world.values
    first = line.route.split("/")[0]

    def value(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if name == "year" and OF_A_YEAR_OF_ONES_OWN.match(line.route):
            return str(values["own year"])
        if (kind, name) == ("int", "area"):
            return str(values["area pk"])
        before = line.route[: found.start()].rstrip("/").rpartition("/")[2]
        keys = (f"{before} {name}", f"{first} {name}", name)
        found_value = next((values[key] for key in keys if key in values), None)
        assert found_value is not None, f"{line.route}: say in two_networks.py what {name} stands for"
        return str(found_value)

    query = values["?publicering" if "publicering" in line.route else "?"] if OF_A_COLLECTION.match(line.route) else ""
    return "/" + VARIABLE.sub(value, line.route) + str(query)


def cell(client: Client, line: Line, address: str) -> str:
    """What the role gets; nothing of it stays, in the database or in the browser."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        page = client.get(address) if line.method == "GET" else client.post(address)
        if page.streaming:
            b"".join(page.streaming_content)
        transaction.set_rollback(True)
    client.cookies = cookies
    return "login" if page.headers.get("Location", "").startswith(LOGIN) else str(page.status_code)


def walk(world: TwoNetworks) -> str:
    """The whole matrix as it is kept."""
    logging.disable(logging.CRITICAL)  # each refusal would be told, with its traceback
    clients = world.clients()
    for client in clients.values():
        client.raise_request_exception = False
    rows = [["", *COLUMNS]]
    for line in lines():
        address = address_of(line, world)
        rows.append([str(line), *(cell(client, line, address) for client in clients.values())])
    logging.disable(logging.NOTSET)
    return "".join(f"{told}\n" for told in as_table(rows))


def as_table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[number]) for row in rows) for number in range(len(rows[0]))]
    return ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def differences(kept: str, found: str) -> list[str]:
    """Lines that are missing, gone or say something else; empty where all is as it was."""
    before, after = (dict(named(text)) for text in (kept, found))
    told = [f"saknas i filen: {name}" for name in after if name not in before]
    told += [f"finns inte längre: {name}" for name in before if name not in after]
    for name, cells in after.items():
        if name in before and before[name] != cells:
            columns = zip(COLUMNS, before[name], cells, strict=True)
            told.append(f"{name}: " + ", ".join(f"{who} {was} → {now}" for who, was, now in columns if was != now))
    return told


def named(text: str) -> Iterator[tuple[str, list[str]]]:
    for line in text.splitlines()[1:]:
        name, _, cells = line.partition(")")
        yield f"{name})", cells.split()
