"""Writes the figures of a plan, and takes them back again. Both inside the caller's transaction."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import connection

from indicators.importing.queries import StoredFigure, publication_of
from indicators.importing.results import PlannedFigure, ResultPlan
from indicators.models import GroupResult, HeadingMatch, Origin, Publication, Result
from municipalities.models import Group
from municipalities.refusals import NotPossible
from surveys.files.bulk import upsert
from surveys.models import ImportRun

_KEY = ("survey_id", "municipality_id", "indicator_id", "publication_id")
_SAID = ("value", "number", "printed", "place", "import_run_id")
_COLUMNS = (*_KEY, *_SAID, "origin", "is_example")
# One entry of ImportRun.undo: "result" or "group", id of the unit or group, indicator id, and what stood before:
# [value, number, printed, place, change_printed, import run] or null. Or "publication", its id.
UndoEntry = list[Any]


def write_results(plan: ResultPlan, run: ImportRun, *, by: str) -> list[UndoEntry]:
    """Returns what undo_results needs to put everything back."""
    publication, undo = _publication(plan, run.network)
    units = [one for one in plan.figures if not isinstance(one.subject, Group)]
    groups = [one for one in plan.figures if isinstance(one.subject, Group)]
    rows = ((plan.survey.pk, one.subject.pk, one.indicator_id, publication.pk, *_said(one, run)) for one in units)
    _upsert_results((*row, Origin.PUBLISHED.value, False) for row in rows)
    _write_groups(plan, groups, publication, run)
    _remember_headings(plan, run, by)
    return undo + [
        [
            "group" if isinstance(one.subject, Group) else "result",
            one.subject.pk,
            one.indicator_id,
            _as_json(one.before),
        ]
        for one in plan.figures
    ]


def _publication(plan: ResultPlan, network: Group | None) -> tuple[Publication, list[UndoEntry]]:
    facts = plan.publication
    if found := publication_of(facts.slug):
        return found, []
    said = {"title": facts.title, "publisher": facts.publisher, "year": facts.year, "kind": facts.kind}
    made = Publication.objects.create(slug=facts.slug, network=network, **said)
    return made, [["publication", made.pk]]


def _said(one: PlannedFigure, run: ImportRun) -> tuple[object, ...]:
    return one.reading.value, one.reading.number, one.reading.printed, one.place, run.pk


def _upsert_results(rows: Any) -> None:
    upsert(
        connection,
        Result._meta.db_table,
        _COLUMNS,
        _KEY,
        _SAID,
        rows,
        conflict_where=f"origin = '{Origin.PUBLISHED.value}'",
    )


def _write_groups(plan: ResultPlan, figures: list[PlannedFigure], publication: Publication, run: ImportRun) -> None:
    new: list[GroupResult] = []
    changed: list[GroupResult] = []
    for one in figures:
        row = GroupResult(
            pk=one.before.pk if one.before else None,
            survey=plan.survey,
            group_id=one.subject.pk,
            indicator_id=one.indicator_id,
            publication=publication,
            origin=Origin.PUBLISHED,
            import_run=run,
            number=one.reading.number,
            printed=one.reading.printed,
            change_printed=one.reading.change_printed,
            place=one.place,
        )
        (changed if one.before else new).append(row)
    GroupResult.objects.bulk_create(new, batch_size=500)
    fields = ["number", "printed", "change_printed", "place", "import_run"]
    GroupResult.objects.bulk_update(changed, fields, batch_size=200)


def _remember_headings(plan: ResultPlan, run: ImportRun, by: str) -> None:
    """What a person chose is kept for the owner's next file of the same area."""
    for column in plan.columns:
        if column.match.how == "chosen" and column.match.code is not None:
            told = {"indicator_code": column.match.code, "by": by}
            HeadingMatch.objects.update_or_create(
                area=plan.survey.area, network=run.network, heading=column.key, defaults=told
            )


def _as_json(before: StoredFigure | None) -> list[Any] | None:
    if before is None:
        return None
    number = None if before.number is None else str(before.number)
    return [before.value, number, before.printed, before.place, before.change_printed, before.import_run_id]


def undo_results(run: ImportRun) -> None:
    """Restores what stood before the run; NotPossible where a later import has written over it."""
    publication = publication_of(run.mapping["publication"]["slug"])
    entries = [entry for entry in run.undo if entry[0] != "publication"]
    where = {"survey": run.survey, "origin": Origin.PUBLISHED, "publication": publication}
    results = {(row.municipality_id, row.indicator_id): row for row in Result.objects.filter(**where, import_run=run)}
    groups = {(row.group_id, row.indicator_id): row for row in GroupResult.objects.filter(**where, import_run=run)}
    rows = [
        (results if kind == "result" else groups).get((subject, indicator)) for kind, subject, indicator, _ in entries
    ]
    missing = sum(row is None for row in rows)
    if missing:
        raise NotPossible(f"Importen kan inte ångras: {missing} av uppgifterna har ändrats av en senare import.")
    _restore(Result, rows, entries, "result", ["value", "number", "printed", "place", "import_run"])
    _restore(GroupResult, rows, entries, "group", ["number", "printed", "place", "change_printed", "import_run"])
    _remove_empty_publication(run)


def _restore(model: type, rows: list[Any], entries: list[UndoEntry], kind: str, fields: list[str]) -> None:
    restored, gone = [], []
    for row, (entry_kind, _, _, before) in zip(rows, entries, strict=True):
        if entry_kind != kind:
            continue
        if before is None:
            gone.append(row.pk)
            continue
        value, number, row.printed, row.place, change, row.import_run_id = before
        row.number = None if number is None else Decimal(number)
        setattr(row, "value" if kind == "result" else "change_printed", value if kind == "result" else change)
        restored.append(row)
    model.objects.bulk_update(restored, fields, batch_size=200)  # type: ignore[attr-defined]  # Result or GroupResult
    for start in range(0, len(gone), 500):
        model.objects.filter(pk__in=gone[start : start + 500]).delete()  # type: ignore[attr-defined]  # Result or GroupResult


def _remove_empty_publication(run: ImportRun) -> None:
    """A publication this run made goes too, unless other figures have come to it since."""
    for entry in run.undo:
        if entry[0] == "publication" and not (
            Result.objects.filter(publication=entry[1]).exists()
            or GroupResult.objects.filter(publication=entry[1]).exists()
        ):
            Publication.objects.filter(pk=entry[1]).delete()
