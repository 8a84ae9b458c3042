"""Saving: 32 people answering at once over HTTP, against a page of the same site that saves one row"""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import count
from threading import Barrier, BrokenBarrierError
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.world import SLUG, database_url, load_world, survey_2017
from municipalities.models import Event, Group, Membership, Municipality, User
from surveys.answering.actions import Edit, save_answers
from surveys.models import Answer, AnswerEvent, Collection, Response
from surveys.questionnaires.questionnaire import Questionnaire

PEOPLE, SAVES, WARM_UP, ROUNDS = 32, 15, 3, 3
TOKEN = "b" * 32
CURRENT: dict[int, dict[str, str]] = {}  # response id: item: what stands
Save = Callable[[str, str, str, str], tuple[str, dict[str, str]]]  # municipality, item, value, what stood
Post = Callable[[int], tuple[str, dict[str, str]]]  # number of the save: address and fields


def run() -> None:
    load_world()
    _, questionnaire = survey_2017()
    people = invite()
    try:
        count_queries(questionnaire, people[0][1])
        if connection.vendor == "postgresql":
            measure(questionnaire, people)
        else:
            print("saves per second: not measured here (PostgreSQL only; set DATABASE_URL)")
    finally:
        clear_away()


def invite() -> list[tuple[User, Response]]:
    """A contact and an open survey in each of 32 municipalities."""
    survey, _ = survey_2017()
    today = timezone.localdate()
    dates = {"opens": today - timedelta(days=1), "closes": today + timedelta(days=7)}
    nation = Group.objects.get(slug="riket")
    Collection.objects.create(survey=survey, group=nation, opened_by="bench", **dates)
    found = []
    for unit in Municipality.objects.units(2017).order_by("code")[:PEOPLE]:
        person = User.objects.create_user(f"bench{unit.code}@test.example", name="Bench")
        Membership.objects.create(user=person, role=Membership.Role.CONTACT, municipality=unit)
        found.append((person, Response.objects.create(survey=survey, municipality=unit)))
    return found


def clear_away() -> None:
    """The parts that come after measure without it."""
    for model in (AnswerEvent, Answer, Response, Collection, Membership):
        model.objects.all().delete()
    User.objects.filter(email__startswith="bench").delete()
    Event.objects.filter(action="bench").delete()


def count_queries(questionnaire: Questionnaire, response: Response) -> None:
    choices = [item for item in questionnaire.items.values() if item.options]
    for number in (1, 20, len(choices)):
        stored = {
            item: (value, comment) for item, value, comment in response.answers.values_list("item", "value", "comment")
        }
        edits = {
            item.code: Edit(item.options[0].code, f"{number} svar", *stored.get(item.code, ("", "")))
            for item in choices[:number]
        }
        with CaptureQueriesContext(connection) as counted:
            saved = save_answers(response=response, changes=edits, by="bench@test.example")
        assert len(saved.saved) == number, saved
        print(f"{f'queries of a save of {number} answers, transaction included':<58}{len(counted):12d}")


def measure(questionnaire: Questionnaire, people: list[tuple[User, Response]]) -> None:
    cookies = [log_in(person) for person, _ in people]
    connections.close_all()
    pages = {
        "floor: a page that saves one row": [one_row for _ in people],
        "one answer saved, with its history": [answering(questionnaire, response, bare) for _, response in people],
        "one answer saved on the answering page": [answering(questionnaire, response, paged) for _, response in people],
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in pages}
    with serving() as port:
        for _ in range(ROUNDS):
            for name, posts in pages.items():
                found[name].append(flood(port, cookies, posts))
    middle = {name: sorted(rounds)[ROUNDS // 2] for name, rounds in found.items()}
    floor = next(iter(middle.values()))
    for name, one in middle.items():
        report(name, one, floor)


def report(name: str, found: tuple[float, float], floor: tuple[float, float]) -> None:
    rate, tail = found
    shown = f"{rate:8.0f} a second {rate / floor[0]:6.2f} x   p95 {tail * 1000:7.1f} ms {tail / floor[1]:6.2f} x"
    print(f"{name:<58}{shown}")


def log_in(person: User) -> str:
    client = Client()
    client.force_login(person)
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def one_row(number: int) -> tuple[str, dict[str, str]]:
    return "/bench/en-rad/", {}


def bare(kod: str, item: str, value: str, before: str) -> tuple[str, dict[str, str]]:
    return f"/bench/ett-svar/{kod}/", {"item": item, "value": value, "before": before}


def paged(kod: str, item: str, value: str, before: str) -> tuple[str, dict[str, str]]:
    return f"/enkat/{SLUG}/{kod}/spara/", {f"svar-{item}": value, f"sett-{item}": before, "andrat": item}


def answering(questionnaire: Questionnaire, response: Response, save: Save) -> Post:
    """Walks through the questions, round after round, as a browser that saves each answer on its own."""
    choices = [item for item in questionnaire.items.values() if item.options]
    seen = CURRENT.setdefault(response.pk, dict(response.answers.values_list("item", "value")))
    turns = count()

    def post(number: int) -> tuple[str, dict[str, str]]:
        item = choices[next(turns) % len(choices)]
        before = seen.get(item.code, "")
        value = next(option.code for option in item.options if option.code != before)
        seen[item.code] = value
        return save(response.municipality.code, item.code, value, before)

    return post


@contextmanager
def serving() -> Iterator[int]:
    """The portal's own web server, on the bench's database; gives its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "bench.saving_settings"}
    command = [sys.executable, "-m", "gunicorn", "ojportal.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--keep-alive", "75", "--no-control-socket"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)  # noqa: S603
    try:
        wait_until_up(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_until_up(port: int) -> None:
    for _ in range(100):
        try:
            web = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            web.request("GET", "/halsa/")
            web.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("webbservern startade inte")


def flood(port: int, cookies: list[str], posts: list[Post]) -> tuple[float, float]:
    """Saves per second over all connections, and the 95th percentile of one save in seconds."""
    start = Barrier(len(posts) + 1)

    def one(number: int) -> list[float]:
        web = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            for warm in range(WARM_UP):
                send(web, cookies[number], *posts[number](warm))
        except BaseException:
            start.abort()
            raise
        start.wait()
        return [send(web, cookies[number], *posts[number](WARM_UP + save)) for save in range(SAVES)]

    with ThreadPoolExecutor(len(posts)) as pool:
        running = [pool.submit(one, number) for number in range(len(posts))]
        with suppress(BrokenBarrierError):  # the first result below says what went wrong
            start.wait()
        begun = time.perf_counter()
        seconds = [second for each in running for second in each.result()]
        elapsed = time.perf_counter() - begun
    return len(seconds) / elapsed, statistics.quantiles(seconds, n=20)[-1]


def send(web: http.client.HTTPConnection, cookie: str, address: str, fields: dict[str, str]) -> float:
    """Posts one save, keeping the connection; seconds it took. Anything but an acknowledgement ends the bench."""
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": TOKEN}
    begun = time.perf_counter()
    web.request("POST", address, urlencode(fields), headers | {"HX-Request": "true"})
    answer = web.getresponse()
    body = answer.read()
    if answer.status not in (200, 204):
        raise RuntimeError(f"{address}: {answer.status} {body[:300]!r}")
    return time.perf_counter() - begun
