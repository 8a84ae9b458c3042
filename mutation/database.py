"""One test database for a whole run under mutation: set up once, inherited in memory by each mutant's process."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.test.utils import override_settings, setup_databases


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> None:
    with django_db_blocker.unblock():
        set_up()


@cache
def set_up() -> None:
    """Tables straight from the models; nothing is torn down, for the next run in this process takes it over."""
    without_migrations = {one.label: None for one in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=without_migrations):
        setup_databases(verbosity=0, interactive=False)
