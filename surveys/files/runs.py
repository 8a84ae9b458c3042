"""The life of one imported file: kept, confirmed, undone or discarded. What it writes is the business of its kind."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Group
from municipalities.owners import owned_by
from municipalities.permissions import Person
from municipalities.refusals import Closed
from surveys.files.refusals import refuse_file
from surveys.models import ImportRun, Response, Survey

State = ImportRun.State


def all_runs() -> QuerySet[ImportRun]:
    """Newest first, without those whose file was never brought in."""
    return ImportRun.objects.exclude(state=State.DISCARDED).select_related("survey__area", "network")


def runs_of(person: Person) -> QuerySet[ImportRun]:
    """Those the person acts for, newest first."""
    return all_runs().filter(owned_by(person))


def find_run(pk: int) -> ImportRun:
    """ImportRun.DoesNotExist where there is none."""
    return ImportRun.objects.select_related("survey__area", "network").get(pk=pk)


def standing_run(kind: str, survey: Survey, content: bytes, network: Group | None) -> ImportRun | None:
    """The owner's confirmed import of this very file, if there is one."""
    same = {"kind": kind, "survey": survey, "sha256": hashlib.sha256(content).hexdigest(), "network": network}
    return ImportRun.objects.filter(**same, state=State.CONFIRMED).first()


def keep_file(
    *,
    kind: str,
    survey: Survey,
    content: bytes,
    file_name: str,
    by: str,
    mapping: dict[str, object],
    network: Group | None = None,
    is_example: bool = False,
) -> ImportRun:
    """A previewed run with the original beside it. The file goes if the row cannot be written."""
    run = ImportRun(
        kind=kind,
        network=network,
        survey=survey,
        file_name=Path(file_name).name[:255],
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        is_example=is_example,
        mapping=mapping,
        uploaded_by=by,
    )
    ending = ".csv" if file_name.lower().endswith(".csv") else ".xlsx"
    run.file.save(f"{run.sha256[:16]}{ending}", ContentFile(content), save=False)
    try:
        run.save()
    except BaseException:
        forget_file(run)
        raise
    return run


def forget_file(run: ImportRun) -> None:
    """Removes the kept original, e.g. when its transaction was rolled back."""
    if run.file.name:
        run.file.storage.delete(run.file.name)


def lock_survey(survey: Survey) -> None:
    """One import of a survey at a time, and no save in the web between its reading and its writing; called first in
    the transaction that writes."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    list(Response.objects.select_for_update().filter(survey=survey).order_by("pk").values_list("pk"))


def lock_run(run: ImportRun, state: str) -> ImportRun:
    """The run as it stands now, held until the transaction ends; Closed where it is not in that state."""
    found = ImportRun.objects.select_for_update(of=("self",)).select_related("survey__area", "network").get(pk=run.pk)
    if found.state != state:
        raise Closed(f"Filen är redan {found.get_state_display().lower()}.")
    return found


def read_kept(run: ImportRun) -> bytes:
    """The original, byte for byte; FileRefused where it is gone or no longer the same."""
    try:
        with run.file.open("rb") as kept:
            content: bytes = kept.read()
    except FileNotFoundError:
        content = b""
    if hashlib.sha256(content).hexdigest() != run.sha256:
        raise refuse_file("Den sparade filen är borta eller ändrad.", "Läs in filen på nytt.")
    return content


def mark_confirmed(run: ImportRun, *, by: str, summary: Mapping[str, object], undo: list[object] | None = None) -> None:
    run.state = State.CONFIRMED
    run.confirmed_by, run.confirmed_at = by, timezone.now()
    run.summary, run.undo = dict(summary), undo or []
    run.save()
    _write_run_event(run, by, "import.confirmed")


def mark_undone(run: ImportRun, *, by: str) -> None:
    run.state = State.UNDONE
    run.undone_by, run.undone_at = by, timezone.now()
    run.save()
    _write_run_event(run, by, "import.undone")


def mark_discarded(run: ImportRun, *, by: str) -> None:
    run.state = State.DISCARDED
    run.save()
    _write_run_event(run, by, "import.discarded")


def set_mapping(run: ImportRun, mapping: dict[str, object]) -> None:
    run.mapping = mapping
    run.save(update_fields=["mapping"])


def _write_run_event(run: ImportRun, by: str, action: str) -> None:
    write_event(
        by=by,
        action=action,
        subject=f"survey {run.survey.slug}",
        run=run.pk,
        file=run.file_name,
        sha256=run.sha256,
        network=run.network.slug if run.network else "",
        said=[f"{one['what']} ({one['by']})" for one in run.mapping.get("said", [])],
        **run.summary,
    )
