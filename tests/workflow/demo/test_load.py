"""The cycles of the Exempeldata are loaded once, leave real ones alone, and are removed whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from indicators.example.data import load_example, remove_example
from municipalities.models import User
from surveys.models import Interpretation, Survey
from tests.scenario import Cast
from tests.worlds.standing import standing
from workflow import models
from workflow.demo.load import load_demo_cycles, remove_demo_cycles
from workflow.models import Cycle
from workflow.to_do.to_do import to_dos_of


@pytest.fixture(scope="module")
def example(published: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker, lambda: load_example(by="test")):
        yield


@pytest.fixture
def demo(example: None, db: None) -> Cycle:
    load_demo_cycles(by="test", now=timezone.now())
    return Cycle.objects.get(year=2015)


def counts() -> dict[str, int]:
    return {name: getattr(models, name).objects.count() for name in models.__all__}


def test_loading_again_changes_nothing(demo: Cycle) -> None:
    before = counts()
    assert load_demo_cycles(by="test", now=timezone.now()) == {"personer": 0, "omgångar": 0}
    assert counts() == before


def test_it_is_removed_whole_and_can_come_back(demo: Cycle) -> None:
    before = counts()
    remove_demo_cycles(by="test")
    remove_example(by="test")
    assert set(counts().values()) == {0}
    assert not User.objects.filter(is_example=True).exists()
    assert not Interpretation.objects.exists()
    assert not Survey.objects.filter(is_example=True).exists()
    load_example(by="test")
    load_demo_cycles(by="test", now=timezone.now())
    assert counts() == before


def test_a_real_cycle_is_left_alone(example: None, db: None) -> None:
    survey = Survey.objects.get(year=2015)
    real = {"network": Cast().network, "area": survey.area, "year": 2015, "opened_by": "x", "opened_at": timezone.now()}
    Cycle.objects.create(survey=survey, **real)
    load_demo_cycles(by="test", now=timezone.now())
    remove_demo_cycles(by="test")
    assert list(Cycle.objects.values_list("year", "is_example")) == [(2015, False)]


def test_each_role_has_something_to_do(demo: Cycle) -> None:
    for email in ("anna.ek@ekero.example", "carin.lund@fou.example", "david.sund@solna.example"):
        assert to_dos_of(User.objects.get(email=email), timezone.localdate()), email
