"""A database from before reads as it did: all apps at once, and what the migrations of workflow carry over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FIRST = [(app, "0001_initial") for app in ("municipalities", "surveys", "indicators", "workflow")]
AT = datetime(2017, 3, 1, tzinfo=UTC)


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


def write_as_before(model: Any) -> None:
    """Ekerö and Solna are members; Sigtuna has left, with a homework handed in. 2017 is public, its survey closed."""
    network = model("municipalities", "Group").objects.create(slug="n", name="N", kind="network")
    own = model("municipalities", "Group").objects.create(slug="grannar", name="Grannar", kind="custom")
    places = model("municipalities", "Municipality").objects
    facts = {"county_code": "01", "county_name": "Stockholms län"}
    ekero, solna, sigtuna = (places.create(code=code, name=code, **facts) for code in ("0125", "0184", "0191"))
    network.members.set([ekero, solna])
    own.members.set([ekero, sigtuna])
    area = model("surveys", "ServiceArea").objects.create(slug="a", name="A")
    years = model("surveys", "Survey").objects
    public, hidden = (
        years.create(area=area, year=year, title=f"A {year}", results_are_public=year == 2017) for year in (2017, 2018)
    )
    days = {"opens": date(2017, 3, 1), "closes": date(2017, 4, 1), "opened_by": "x"}
    model("surveys", "Collection").objects.create(survey=public, group=network, **days)
    model("surveys", "Collection").objects.create(survey=hidden, group=network, **days | {"closes": date(2999, 1, 1)})
    cycle = model("workflow", "Cycle").objects.create(
        network=network, area=area, year=2017, opened_by="x", opened_at=AT
    )
    chosen = model("workflow", "DevelopmentArea").objects.create(cycle=cycle, title="Stöd", by="x", at=AT)
    homework = {"area": chosen, "due": date(2017, 5, 1)}
    done = {"known": "Allt", "submitted_by": "x", "submitted_at": AT, "edited_by": "x", "edited_at": AT}
    model("workflow", "Homework").objects.create(municipality=sigtuna, **homework, **done)
    model("workflow", "Homework").objects.create(municipality=solna, **homework, known="Utkast")


@pytest.mark.django_db(transaction=True)
def test_members_publications_and_cycles_from_before_read_as_they_did() -> None:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    write_as_before(migrate(*FIRST).get_model)
    now = migrate(*leaves).get_model
    members = now("municipalities", "GroupMember").objects.order_by("group__slug", "municipality__code")
    assert list(members.values_list("group__slug", "municipality__code", "from_year", "to_year")) == [
        ("grannar", "0125", None, None),
        ("grannar", "0191", None, None),
        ("n", "0125", None, None),
        ("n", "0184", None, None),
    ]
    assert now("municipalities", "Group").objects.get(slug="grannar").owner is None  # stays everybody's
    published = now("indicators", "YearPublication").objects.values_list("survey__year", "network", "withdrawn_at")
    assert list(published) == [(2017, None, None)]
    units = now("workflow", "Cycle").objects.get().units.order_by("code").values_list("code", flat=True)
    assert list(units) == ["0125", "0184", "0191"]  # Sigtuna, who wrote, keeps its part
    handed_in = dict(now("workflow", "Homework").objects.values_list("municipality__code", "handed_in__known"))
    assert handed_in == {"0191": "Allt", "0184": None}
    told = now("surveys", "Collection").objects.filter(unsent_told_at=None).values_list("survey__year", flat=True)
    assert list(told) == [2018]  # what closed before is no news
