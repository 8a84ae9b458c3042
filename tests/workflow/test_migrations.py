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


def places() -> list[tuple[str, str]]:
    """Municipalities and groups as they stand: a table that is not taken back is written with all its columns."""
    found: list[tuple[str, str]] = MigrationExecutor(connection).loader.graph.leaf_nodes("municipalities")
    return found


@pytest.mark.django_db(transaction=True)
def test_steps_that_were_done_happened_on_the_swedish_day_they_were_recorded() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("workflow")
    before = migrate(("workflow", "0003_homework_as_handed_in"), *places())
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


@pytest.mark.django_db(transaction=True)
def test_what_a_meeting_let_go_tells_its_year_and_what_was_retired_otherwise_does_not() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes("workflow")
    before = migrate(("workflow", "0006_evidence_is_unpublished"), ("surveys", "0009_let_go_in"), *places())
    model = before.get_model
    network = model("municipalities", "Group").objects.create(slug="n", name="N", kind="network")
    area = model("surveys", "ServiceArea").objects.create(slug="a", name="A")
    survey = model("surveys", "Survey").objects.create(area=area, year=2015, title="A 2015")
    at = datetime(2017, 3, 1, tzinfo=UTC)
    cycle = model("workflow", "Cycle").objects.create(
        network=network, area=area, year=2017, opened_by="x", opened_at=at
    )
    times = {"starts_at": at, "ends_at": datetime(2017, 3, 1, 3, tzinfo=UTC), "place": "FoU"}
    meeting = model("workflow", "Meeting").objects.create(cycle=cycle, kind="quality", **times)
    protocol = model("workflow", "Protocol").objects.create(meeting=meeting)
    model("workflow", "ProtocolVersion").objects.create(
        protocol=protocol, number=1, content={}, sha256="0" * 64, approved_by="carin", approved_at=at
    )
    told = {"survey": survey, "network": network, "text": "Så.", "state": "retired", "by": "carin"}
    for question, when in (("Q1", at), ("Q2", datetime(2016, 1, 1, tzinfo=UTC))):
        model("surveys", "Interpretation").objects.create(question=question, at=when, **told)
    after = migrate(*leaves)
    found = dict(after.get_model("surveys", "Interpretation").objects.values_list("question", "let_go_in"))
    assert found == {"Q1": 2017, "Q2": None}
    after.get_model("workflow", "ProtocolVersion").objects.all().delete()
    after.get_model("workflow", "Cycle").objects.all().delete()
    after.get_model("surveys", "Interpretation").objects.all().delete()
