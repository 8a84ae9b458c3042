"""The Exempeldata's cycles without the made-up answers, which take a while: there are people, but no survey for them to
answer yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from indicators.example.data import load_example
from tests.worlds.standing import standing
from workflow.demo.load import load_demo_cycles


@pytest.fixture(scope="module")
def demo_cycles(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker, load):
        yield


def load() -> None:
    call_command("load_municipalities", verbosity=0)
    load_example(by="test")
    call_command("load_catalogue", verbosity=0)
    call_command("load_published", verbosity=0)
    load_demo_cycles(by="test", now=timezone.now())
