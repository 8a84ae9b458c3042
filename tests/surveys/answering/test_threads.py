"""Thirty threads at once, on real transactions: what was acknowledged is in the database and, in order, the history."""

from __future__ import annotations

import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import close_old_connections, connections

from indicators.computing.compute import stale_units
from indicators.computing.tasks import sweep_computations
from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of
from municipalities.models import Municipality
from municipalities.refusals import Closed
from surveys.answering.actions import Edit, hand_in, save_answers
from surveys.answering.permissions import get_response_to_answer
from surveys.counting import answers_of, counted_of, differing
from surveys.models import AnswerEvent, Receipt, Response
from tests.scenario import load_reference
from tests.surveys.answering.test_permissions import request_of
from tests.worlds.answering import NOW, hand_in_as_it_stands

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, ROUNDS = 30, 8
ITEMS = ("E4", "G1", "G17", "G18")
Acknowledged = list[tuple[int, str, str, str]]  # response, by, item, value


@pytest.fixture
def reference(transactional_db: None) -> None:
    load_reference()


@pytest.fixture
def responses(collection) -> list[Response]:
    """One for each of 30 municipalities, of which the network's eight are open."""
    collection.group.members.add(*Municipality.objects.units(2017)[:THREADS])
    units = list(collection.group.members.order_by("pk")[:THREADS])
    return [Response.objects.create(survey=collection.survey, municipality=unit) for unit in units]


def run_threads(work, count: int) -> list[Acknowledged]:
    """All start together; a thread's exception fails the test."""
    start = threading.Barrier(count)

    def one(number: int) -> Acknowledged:
        close_old_connections()
        start.wait(30)
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def save_rounds(pk: int, by: str) -> Acknowledged:
    """Saves round after round as a browser does: with what it has seen, and again when somebody else was first."""
    response = Response.objects.select_related("survey__area", "municipality").get(pk=pk)
    seen: dict[str, tuple[str, str]] = {}
    acknowledged: Acknowledged = []
    for number in range(ROUNDS):
        item = ITEMS[number % len(ITEMS)]
        for attempt in range(40):
            value, comment = ("ja", "nej")[number % 2], f"{by} {number} {attempt}"
            edit = Edit(value, comment, *seen.get(item, ("", "")))
            saved = save_answers(response=response, changes={item: edit}, by=by, now=NOW)
            seen |= saved.stands
            if item in saved.saved:
                acknowledged.append((pk, by, item, comment))
                break
    return acknowledged


def history_in_order() -> dict[tuple[int, str], list[tuple[str, str]]]:
    """Response and item: value and comment after each change; each change has seen the one before it."""
    history: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for event in AnswerEvent.objects.order_by("id"):
        for item, before, after, comment_before, comment in event.changes:
            chain = history[event.response_id, item]
            assert (before or "", comment_before or "") == (chain[-1] if chain else ("", ""))
            chain.append((after, comment))
    return history


def check_nothing_lost(told: list[Acknowledged]) -> None:
    history = history_in_order()
    for pk, item in history:
        assert answers_of(Response.objects.get(pk=pk))[item] == history[pk, item][-1]
    stored = {(pk, item, comment) for (pk, item), chain in history.items() for _, comment in chain}
    acknowledged = [(pk, item, comment) for one in told for pk, _, item, comment in one]
    assert set(acknowledged) == stored
    assert len(acknowledged) == len(stored) == sum(map(len, history.values()))
    for one in told:  # each thread's own saves stand in the order it was told
        for pk, item in {(pk, item) for pk, _, item, _ in one}:
            mine = [comment for other, _, asked, comment in one if (other, asked) == (pk, item)]
            order = [comment for _, comment in history[pk, item] if comment in mine]
            assert order == mine


def test_thirty_municipalities_at_once(responses):
    told = run_threads(lambda number: save_rounds(responses[number].pk, f"p{number}@test.example"), THREADS)
    check_nothing_lost(told)
    assert sum(map(len, told)) == THREADS * ROUNDS
    assert set(Response.objects.values_list("revision", flat=True)) == {1 + ROUNDS}


def test_ten_people_on_each_of_three_municipalities(responses):
    told = run_threads(lambda number: save_rounds(responses[number % 3].pk, f"p{number}@test.example"), THREADS)
    check_nothing_lost(told)
    assert sum(map(len, told)) == THREADS * ROUNDS


def test_the_sweep_sees_what_was_saved(responses):
    save_rounds(responses[0].pk, "anna@test.example")
    hand_in_as_it_stands(responses[0])
    survey = responses[0].survey
    assert [one.response for one in stale_units(survey, NOW.date()).units] == [responses[0].pk]
    sweep_computations()
    assert survey.computations.get().state == "waiting"


def test_an_import_in_the_middle_overwrites_nothing_unseen(responses, settings, tmp_path):
    """The import says what stood before it, and every save after it has seen what the import wrote."""
    settings.MEDIA_ROOT = tmp_path
    survey = responses[0].survey
    codes = Municipality.objects.filter(responses__in=responses[:3]).values_list("code", flat=True)
    contents = [
        "\n".join(["kod;E4;G17", *(f"{code};{value};{value}" for code in codes)]).encode() for value in ("nej", "ja")
    ]

    def work(number: int) -> Acknowledged:
        if number >= 8:
            return save_rounds(responses[number % 3].pk, f"p{number}@test.example")
        upload = Upload(Kind.ANSWERS, survey, contents[number % 2], "svar.csv", mapping_of(Kind.ANSWERS, survey))
        import_at_once(upload, by=f"import{number}@test.example")
        return []

    told = run_threads(work, 20)
    history = history_in_order()
    for pk, item in history:
        assert answers_of(Response.objects.get(pk=pk))[item] == history[pk, item][-1]
    written = [(pk, item, comment) for (pk, item), chain in history.items() for _, comment in chain]
    assert {(pk, item, comment) for one in told for pk, _, item, comment in one} <= set(written)


def test_opened_by_many_at_once_there_is_one_response(collection, cast, now):
    person = cast.anna

    def opened(number: int) -> list[int]:
        return [get_response_to_answer(request_of(person), "ekonomiskt-bistand", 2017, "0125")[0].pk]

    made = run_threads(opened, 10)
    assert {one[0] for one in made} == {Response.objects.get().pk}


def test_handing_in_among_saves_every_receipt_counts_as_it_stood(responses):
    """Whatever the order, what counts is the last receipt to the letter; the state says if more was written."""
    response = responses[0]

    def work(number: int) -> Acknowledged:
        if number % 3:
            return save_rounds(response.pk, f"p{number}@test.example")
        with suppress(Closed):  # nothing had changed since the last one
            hand_in(response=Response.objects.get(pk=response.pk), by=f"p{number}@test.example", now=NOW)
        return []

    told = run_threads(work, 12)
    check_nothing_lost(told)
    kept = Response.objects.get(pk=response.pk)
    last = Receipt.objects.filter(response=kept).latest("number")
    counted = counted_of(kept)
    assert counted == {item: (value, comment) for item, value, comment in last.answers if value or comment}
    assert kept.state == ("changed" if differing(counted, answers_of(kept)) else "handed_in")
