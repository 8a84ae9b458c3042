"""What stands in the database for all tests of a module: loaded once, and every test rolls back to it.

A module whose tests commit for real (`django_db(transaction=True)`) loads anew for each; see `reference` there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.scenario import load_reference


@contextmanager
def standing(blocker: DjangoDbBlocker, load: Callable[[], object]) -> Iterator[None]:
    """What is loaded stays until the block is left; inside it the database is open to those alone who ask for it."""
    with blocker.unblock(), transaction.atomic():
        load()
        with blocker.block():
            yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Municipalities, groups, catalogue and definitions."""
    with standing(django_db_blocker, load_reference):
        yield


@pytest.fixture(scope="module")
def published(reference: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The published figures of every year, on top of the reference."""
    with standing(django_db_blocker, lambda: call_command("load_published", verbosity=0)):
        yield
