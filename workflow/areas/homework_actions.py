"""Writes of the homework between the analysis meetings: texts, files, handing in, and its reminders."""

from __future__ import annotations

import hashlib
from collections.abc import Set
from datetime import date, datetime, timedelta

from django.utils import timezone

from municipalities.days import working_day, working_day_before
from municipalities.events import write_event
from municipalities.refusals import NotPossible, WrittenMeanwhile
from workflow.areas.actions import lock_area, refuse_empty, refuse_strange_links
from workflow.areas.mails import remind_of_homework
from workflow.cycles.actions import finish_step
from workflow.models import Cycle, DevelopmentArea, Homework, HomeworkFile, Step
from workflow.open_cycles import in_open_cycle

FILE_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
SIGNATURES = {
    ".pdf": b"%PDF",
    ".docx": b"PK",
    ".xlsx": b"PK",
    ".png": b"\x89PNG",
    ".jpg": b"\xff\xd8",
    ".jpeg": b"\xff\xd8",
}
MOST_BYTES = 10 * 1024 * 1024
REMIND_BEFORE, REMIND_AFTER = 3, 1  # days from the last day of the homework
State = DevelopmentArea.State


@in_open_cycle
def save_homework(
    *,
    homework: Homework,
    known: str,
    statistics: str,
    earlier_analyses: str,
    links: str,
    by: str,
    roles: Set[str],
    submit: bool = False,
    seen: str | None = None,
    now: datetime | None = None,
) -> Homework:
    """Saves what is written; with `submit` it is handed in. It can be changed and handed in again while the area is
    worked on; until then the network reads what was handed in last. `seen` is version_of() of what the writer saw:
    WrittenMeanwhile where another has saved since."""
    area = lock_area(homework.area, "homework", roles)
    homework = Homework.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=homework.pk)
    texts = {"known": known, "statistics": statistics, "earlier_analyses": earlier_analyses, "links": links}
    wanted = {name: text.strip() for name, text in texts.items()}
    if seen not in (None, version_of(homework)) and any(getattr(homework, name) != wanted[name] for name in wanted):
        raise WrittenMeanwhile("Någon annan har sparat hemuppgiften sedan du öppnade sidan.", theirs=homework)
    for name, text in wanted.items():
        setattr(homework, name, text)
    refuse_strange_links(homework.links)
    homework.edited_by, homework.edited_at = by, now or timezone.now()
    if submit:
        refuse_empty(homework.known, "Skriv vad ni vet, även om det är lite, innan ni lämnar in.")
        homework.submitted_by, homework.submitted_at = by, homework.edited_at
        homework.handed_in = homework.written
        homework.files.update(is_handed_in=True)
    homework.save()
    action = "homework.submit" if submit else "homework.save"
    write_event(by=by, action=action, subject=area.cycle.subject, area=area.title, unit=homework.municipality.code)
    if submit and not _homework_missing(area.cycle):
        finish_step(cycle=area.cycle, code=Step.Code.HOMEWORK, by=by, now=now)
    return homework


def version_of(homework: Homework) -> str:
    """Changes with every save; empty before the first."""
    return homework.edited_at.isoformat() if homework.edited_at else ""


def _homework_missing(cycle: Cycle) -> bool:
    missing = Homework.objects.filter(area__cycle=cycle, area__state=State.CHOSEN, submitted_at=None)
    return missing.exists()


@in_open_cycle
def add_homework_file(
    *, homework: Homework, name: str, content: bytes, by: str, roles: Set[str], now: datetime | None = None
) -> HomeworkFile:
    """NotPossible for another kind of file than it says, or one too large."""
    area = lock_area(homework.area, "homework", roles)
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[:200]
    ending = f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""
    if ending not in FILE_TYPES:
        raise NotPossible(f"{name} kan inte bifogas. Det går med PDF, Word, Excel och bilder.")
    if not content.startswith(SIGNATURES[ending]):
        raise NotPossible(f"{name} är inte den sorts fil som namnet säger. Spara om den.")
    if len(content) > MOST_BYTES:
        raise NotPossible(f"{name} är större än 10 MB. Dela upp den eller länka till den.")
    digest = hashlib.sha256(content).hexdigest()
    kept = HomeworkFile.objects.create(
        homework=homework,
        name=name,
        content_type=FILE_TYPES[ending],
        content=content,
        sha256=digest,
        by=by,
        at=now or timezone.now(),
    )
    write_event(by=by, action="homework.file", subject=area.cycle.subject, name=name, sha256=digest)
    return kept


@in_open_cycle
def remove_homework_file(*, file: HomeworkFile, by: str, roles: Set[str]) -> None:
    area = lock_area(file.homework.area, "homework", roles)
    write_event(by=by, action="homework.file_removed", subject=area.cycle.subject, name=file.name, sha256=file.sha256)
    file.delete()


def days_to_remind(due: date) -> tuple[date, date]:
    """Before and after the last day, both working days."""
    return working_day_before(due - timedelta(days=REMIND_BEFORE)), working_day(due + timedelta(days=REMIND_AFTER))


def remind_homework(*, today: date, by: str, now: datetime | None = None) -> int:
    """To contacts whose homework is missing: three days before the last day, and the day after it, or the working days
    nearest to those. Once a day."""
    missing = Homework.objects.filter(submitted_at=None, area__state=State.CHOSEN, area__cycle__state=Cycle.State.OPEN)
    days = [due for due in missing.values_list("due", flat=True).distinct() if today in days_to_remind(due)]
    missing = missing.filter(due__in=days)
    missing = missing.exclude(reminded_at__date=today).select_related("area__cycle__network", "municipality")
    sent = 0
    for homework in missing:
        sent += _remind(homework=homework, by=by, now=now)
    return sent


@in_open_cycle
def _remind(*, homework: Homework, by: str, now: datetime | None) -> int:
    cycle = homework.area.cycle
    people = remind_of_homework(homework, by=by, now=now)
    Homework.objects.filter(pk=homework.pk).update(reminded_at=now or timezone.now())
    if people:
        unit = homework.municipality.code
        write_event(by=by, action="homework.remind", subject=cycle.subject, area=homework.area.title, unit=unit)
    return len(people)
