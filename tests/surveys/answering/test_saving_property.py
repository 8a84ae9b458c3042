"""Whatever order people load and save in, no acknowledged answer is lost or overwritten unseen."""

from __future__ import annotations

from contextlib import contextmanager

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.answering.actions import Edit, save_answers
from surveys.answering.queries import history_of
from surveys.counting import answers_of
from tests.worlds.answering import NOW, answer

ITEMS = ("E4", "G1")
PEOPLE = ("anna@test.example", "bo@test.example", "kim@test.example")
values = st.sampled_from(["", "ja", "nej"])
comments = st.sampled_from([None, "", "en", "två"])
loads = st.tuples(st.just("load"), st.sampled_from(PEOPLE))
saves = st.tuples(
    st.just("save"),
    st.sampled_from(PEOPLE),
    st.dictionaries(st.sampled_from(ITEMS), st.tuples(values, comments, st.booleans()), min_size=1),
)


@contextmanager
def undone():
    """Every example starts from the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.one_of(loads, saves), max_size=14))
def test_no_acknowledged_answer_is_lost(response, steps):
    with undone():
        seen = {person: {} for person in PEOPLE}
        stands, acknowledged = {}, {item: [] for item in ITEMS}
        for step, person, *rest in steps:
            if step == "load":
                seen[person] = answers_of(response)
            else:
                save(response, person, rest[0], seen[person], stands, acknowledged)
            assert answers_of(response) == stands
        for item in ITEMS:
            told = [(change.by, (change.after, change.comment_after)) for change in history_of(response, item)]
            assert told[::-1] == acknowledged[item]


def save(response, person, wishes, seen, stands, acknowledged) -> None:
    """Saves, and holds what was acknowledged against what the person had seen and what stood."""
    changes = {
        item: Edit(value, comment, *seen.get(item, ("", "")), intended=intended)
        for item, (value, comment, intended) in wishes.items()
    }
    saved = save_answers(response=response, changes=changes, by=person, now=NOW)
    assert {*saved.saved, *saved.unchanged, *saved.conflicts} == wishes.keys()
    for item in saved.saved:
        before, after = stands.get(item, ("", "")), saved.stands[item]
        for was, becomes, shown, wanted in zip(before, after, seen.get(item, ("", "")), wishes[item][:2], strict=True):
            assert becomes == was or (becomes == wanted and was in (shown, wanted))
        stands[item] = after
        acknowledged[item].append((person, after))
    for item, conflict in saved.conflicts.items():
        assert conflict.theirs == stands[item]
        assert conflict.their_by == acknowledged[item][-1][0]
    seen.update(saved.stands)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["E4", "G1", "E1", "X9", "G1b"]), st.text(max_size=40), min_size=1))
def test_anything_typed_is_saved_or_refused_and_nothing_else_is_touched(response, typed):
    with undone():
        answer(response, G6="ja")
        saved = answer(response, **typed)
        assert {*saved.saved, *saved.unchanged, *saved.refused} == typed.keys()
        assert answers_of(response)["G6"] == ("ja", "")
        assert answers_of(response).keys() - {"G6"} == {*saved.saved}
