"""A database from before reads as it did: what the migrations of workflow carry over."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate(*targets: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True)
def test_steps_that_were_done_happened_on_the_swedish_day_they_were_recorded() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("workflow")
    before = migrate(("workflow", "0003_homework_as_handed_in"))
    network = before.get_model("municipalities", "Group").objects.create(slug="n", name="N", kind="network")
    area = before.get_model("surveys", "ServiceArea").objects.create(slug="a", name="A")
    late = datetime(2017, 10, 12, 22, 30, tzinfo=UTC)  # half past midnight in Sweden
    cycle = before.get_model("workflow", "Cycle").objects.create(
        network=network, area=area, year=2017, opened_by="x", opened_at=late
    )
    steps = before.get_model("workflow", "Step").objects
    steps.create(cycle=cycle, code="results", order=1, state="done", done_by="x", done_at=late)
    left_out = {"state": "left_out", "done_by": "x", "done_at": late, "left_out_because": "tid"}
    steps.create(cycle=cycle, code="homework", order=2, **left_out)
    steps.create(cycle=cycle, code="decision", order=3)
    after = migrate(*leaves)
    told = dict(after.get_model("workflow", "Step").objects.values_list("code", "happened_on"))
    assert told == {"results": date(2017, 10, 13), "homework": None, "decision": None}
    after.get_model("workflow", "Cycle").objects.all().delete()
