"""Homework between the analysis meetings: texts, files, handing in and reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from municipalities.models import Event, Mail
from municipalities.refusals import NotPossible
from tests.workflow.analysis_scene import DUE, everybody, hand_in, send_homework
from tests.workflow.conftest import EKERO, WorkflowCast
from workflow.areas import homework_actions as actions
from workflow.models import Cycle, DevelopmentArea, HomeworkFile
from workflow.states import CONTACT

PDF = b"%PDF-1.7 ett underlag"


def told(cycle: Cycle) -> list[str]:
    return list(Event.objects.filter(subject=cycle.subject).order_by("id").values_list("action", flat=True))


@pytest.fixture
def chosen(cast: WorkflowCast, cycle: Cycle) -> list[DevelopmentArea]:
    everybody(cast)
    return send_homework(cycle)


def test_homework_is_saved_and_handed_in(chosen, cycle: Cycle) -> None:
    homework = chosen[0].homework.get(municipality__code=EKERO)
    texts = {"statistics": "12 ärenden", "earlier_analyses": "", "links": "https://www.ekero.example/a"}
    who = {"by": "anna@test.example", "roles": {CONTACT}}
    with pytest.raises(NotPossible):
        actions.save_homework(homework=homework, known=" ", **texts, **who, submit=True)
    actions.save_homework(homework=homework, known="", **texts, **who)
    homework.refresh_from_db()
    assert (homework.statistics, homework.submitted_at) == ("12 ärenden", None)
    hand_in(chosen[0], EKERO)
    homework.refresh_from_db()
    assert homework.submitted_by == "anna@test.example"
    assert told(cycle)[-2:] == ["homework.save", "homework.submit"]


@pytest.mark.parametrize("line", ["javascript:alert(1)", "www.ekero.example", "ftp://a.example"])
def test_a_link_is_a_web_address(chosen, line: str) -> None:
    with pytest.raises(NotPossible):
        hand_in(chosen[0], EKERO, links=f"https://a.example\n{line}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("skript.html", b"<script>"),
        ("program.exe", b"MZ"),
        ("utan-andelse", PDF),
        ("underlag.pdf", b"<html>"),
        ("bild.png", PDF),
        ("stor.pdf", PDF + b" " * 10 * 1024 * 1024),
    ],
)
def test_other_files_than_the_allowed_are_refused(chosen, name: str, content: bytes) -> None:
    homework = chosen[0].homework.get(municipality__code=EKERO)
    with pytest.raises(NotPossible):
        actions.add_homework_file(homework=homework, name=name, content=content, by="a", roles={CONTACT})
    assert not HomeworkFile.objects.exists()


def test_a_file_is_kept_with_its_digest_and_without_a_path(chosen, cycle: Cycle) -> None:
    homework = chosen[0].homework.get(municipality__code=EKERO)
    kept = actions.add_homework_file(
        homework=homework, name="C:\\temp\\Underlag.PDF", content=PDF, by="a", roles={CONTACT}
    )
    assert (kept.name, kept.content_type, bytes(kept.content)) == ("Underlag.PDF", "application/pdf", PDF)
    actions.remove_homework_file(file=kept, by="a", roles={CONTACT})
    assert told(cycle)[-2:] == ["homework.file", "homework.file_removed"]


def remind_on(day: date) -> int:
    return actions.remind_homework(today=day, by="öjportal", now=datetime(day.year, day.month, day.day, 7, tzinfo=UTC))


def test_who_has_not_handed_in_is_reminded_before_and_after_the_day(chosen) -> None:
    for area in chosen:
        hand_in(area, EKERO)
    days = {DUE + timedelta(days=n): remind_on(DUE + timedelta(days=n)) for n in range(-6, 6)}
    assert {(day - DUE).days: sent for day, sent in days.items() if sent} == {-3: 3, 1: 3}
    reminders = Mail.objects.filter(kind="homework_reminder")
    assert set(reminders.values_list("to", flat=True)) == {"bo@test.example"}


def test_reminding_twice_a_day_is_reminding_once(chosen) -> None:
    day = DUE - timedelta(days=3)
    assert remind_on(day) == 6
    assert remind_on(day) == 0


def test_reminders_of_homework_go_out_on_working_days() -> None:
    """The last day is Sunday 5 November 2017, the Sunday after All Saints' Day; three days before is a Thursday."""
    assert actions.days_to_remind(date(2017, 11, 5)) == (date(2017, 11, 2), date(2017, 11, 6))
    assert actions.days_to_remind(date(2017, 11, 7)) == (date(2017, 11, 3), date(2017, 11, 8))
    assert actions.days_to_remind(date(2017, 12, 29)) == (date(2017, 12, 22), date(2018, 1, 2))
