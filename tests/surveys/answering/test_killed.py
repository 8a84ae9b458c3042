"""The web server is killed in the middle of saving: whatever it had acknowledged is there when it starts again."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from municipalities.models import Membership, User
from surveys.answering.queries import history_of
from surveys.counting import answers_of
from surveys.models import Collection, Response
from tests.scenario import load_reference
from tests.test_run_command import free_port, wait_for
from tests.worlds.answering import make_response

pytestmark = pytest.mark.django_db(transaction=True)
CODES = ("0114", "0123", "0125", "0184", "0191", "0183")
ITEM = "G1b"  # a text, so that every save can be told from every other
ENOUGH = 4  # acknowledged saves of everybody before the server is killed
TOKEN = "t" * 32


@dataclass
class Person:
    """A contact with a browser that saves one answer after the other and notes what is acknowledged."""

    response: Response
    cookie: str
    seen: str = ""
    acknowledged: list[str] = field(default_factory=list)

    def save(self, web: http.client.HTTPConnection, number: int) -> None:
        value = f"svar {number}"
        fields = {f"svar-{ITEM}": value, f"sett-{ITEM}": self.seen, "andrat": ITEM, "avsnitt": "tillganglighet"}
        headers = {"Cookie": self.cookie, "X-CSRFToken": TOKEN, "HX-Request": "true"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        address = f"/enkat/ekonomiskt-bistand/2017/{self.response.municipality.code}/spara/"
        web.request("POST", address, urlencode(fields), headers)
        answer = web.getresponse()
        page = answer.read().decode()
        assert answer.status == 200, page[:500]
        self.seen = value
        self.acknowledged.append(value)


@pytest.fixture
def reference(transactional_db: None) -> None:
    load_reference()


@pytest.fixture
def people(cast, survey) -> list[Person]:
    """The collection is open today, since the web server goes by the clock on the wall."""
    today = timezone.localdate()
    dates = {"opens": today - timedelta(days=1), "closes": today + timedelta(days=1)}
    Collection.objects.create(survey=survey, group=cast.network, opened_by="carin@test.example", **dates)
    return [person_in(survey, code) for code in CODES]


def person_in(survey, code: str) -> Person:
    response = make_response(survey, code)
    user = User.objects.create_user(f"kontakt{code}@test.example", name="Kontakt Exempel")
    Membership.objects.create(user=user, role=Membership.Role.CONTACT, municipality=response.municipality)
    browser = Client()
    browser.force_login(user)
    return Person(response, f"sessionid={browser.cookies['sessionid'].value}; csrftoken={TOKEN}")


@contextmanager
def web_server(port: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The portal's web server on the database of this test, in a process group of its own."""
    environment = os.environ | {
        "DATABASE_URL": database_address(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "OJPORTAL_VAR": str(folder),
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "gunicorn", "ojportal.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "critical"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/halsa/", 30)
        yield server
    finally:
        kill(server)


def database_address() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    place = f"{database['HOST'] or '127.0.0.1'}:{database['PORT'] or 5432}"
    return f"postgres://{database['USER']}:{database['PASSWORD']}@{place}/{database['NAME']}"


def kill(server: subprocess.Popen[bytes]) -> None:
    """kill -9 of the web server and all its workers."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def answer_until_the_server_is_gone(people: list[Person], port: int, server: subprocess.Popen[bytes]) -> None:
    """Everybody saves as fast as they can; the server is killed while they do."""
    enough = threading.Event()
    faults: list[BaseException] = []

    def one(person: Person) -> None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as web:
                for number in range(10_000):
                    person.save(web, number)
                    if all(len(each.acknowledged) >= ENOUGH for each in people):
                        enough.set()
        except (OSError, http.client.HTTPException):
            return  # the server is gone; this save was never acknowledged
        except BaseException as fault:
            faults.append(fault)
            enough.set()

    threads = [threading.Thread(target=one, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    assert enough.wait(60)
    kill(server)
    for thread in threads:
        thread.join(30)
    assert faults == []


def test_what_was_acknowledged_is_there_after_the_server_was_killed(people, tmp_path):
    port = free_port()
    connections.close_all()
    with web_server(port, tmp_path) as server:
        answer_until_the_server_is_gone(people, port, server)
    with web_server(free := free_port(), tmp_path):
        for person in people:
            told = [change.after for change in reversed(history_of(person.response, ITEM))]
            assert told[: len(person.acknowledged)] == person.acknowledged
            assert len(told) <= len(person.acknowledged) + 1  # the save under way may stand, unacknowledged
            assert answers_of(person.response)[ITEM] == (told[-1], "")
            person.seen = told[-1]
            save_once(person, free)
            assert answers_of(person.response)[ITEM] == (person.seen, "")
    connections.close_all()


def save_once(person: Person, port: int) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as web:
        person.save(web, 99_999)
