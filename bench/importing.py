"""Importing: a wide file of 316 units x 80 items, read, checked, audited and written"""

from __future__ import annotations

import io
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from import_export import resources
from python_calamine import CalamineWorkbook
from tablib import Dataset

from bench.measure import line, median_seconds
from bench.world import forget_answers, load_world, survey_2017, wide_file
from indicators.importing.actions import Kind, Upload, confirm, import_at_once, preview
from municipalities.models import Municipality
from surveys.models import Answer, AnswerEvent, Response

SAMPLE_UNITS = 8  # of the default resource, which is far too slow for all


def run() -> None:
    load_world()
    survey, questionnaire = survey_2017()
    content = wide_file(questionnaire)
    units = list(Municipality.objects.units(2017).values_list("pk", "code"))
    items = len(questionnaire.items)
    print(f"{len(units)} units x {items} items = {len(units) * items:,} answers, a file of {len(content) // 1024} KB")

    unit_of = {code: pk for pk, code in units}
    floor = median_seconds(lambda: write_raw(content, survey.pk, unit_of), 5, reset)
    line("floor (a): calamine reads, raw rows written", floor, floor, written())
    upload = Upload(Kind.ANSWERS, survey, content, "svar.xlsx", {})
    ours = median_seconds(lambda: import_at_once(upload, by="bench"), 5, reset)
    line("our import (manage.py import_answers)", ours, floor, written())
    again = median_seconds(lambda: check_nothing_written(upload), 5)
    line("the same file again: nothing to write", again, floor, written())
    web = median_seconds(lambda: preview_and_confirm(upload), 5, reset)
    line("on the web: read for the preview, again when confirmed", web, floor, written())
    sample = units[:SAMPLE_UNITS]
    default = per_answer(survey.pk, questionnaire.items, sample) * len(units) / len(sample)
    note = f"{len(sample) * items} rows measured, scaled {len(units) / len(sample):.1f} times"
    line("(b) import-export, default resource, a row per answer", default, floor, note)
    print(f"our import is {default / ours:.0f} times faster than (b)")
    reset()


def written() -> str:
    return f"{Answer.objects.count():,} answers, {AnswerEvent.objects.count():,} rows of history stand"


def check_nothing_written(upload: Upload) -> None:
    outcome = import_at_once(upload, by="bench")
    assert outcome.run is None
    assert not outcome.plan.counts.writes


def preview_and_confirm(upload: Upload) -> None:
    outcome = preview(upload, by="bench")
    assert outcome.run is not None
    confirm(outcome.run, by="bench", fingerprint=outcome.plan.fingerprint)


def reset() -> None:
    forget_answers()


def write_raw(content: bytes, survey: int, unit_of: dict[str, int]) -> None:
    """No checks, no history: the rows as they stand in the sheet."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    heading, now = rows[0][1:], timezone.now()
    with transaction.atomic():
        made = Response.objects.bulk_create(
            Response(survey_id=survey, municipality_id=unit_of[str(row[0])], changed_at=now) for row in rows[1:]
        )
        answers = (
            (response.pk, item, value, "")
            for response, row in zip(made, rows[1:], strict=True)
            for item, value in zip(heading, row[1:], strict=True)
        )
        insert(answers)


def insert(rows: Any) -> None:
    table, columns = Answer._meta.db_table, "response_id, item, value, comment"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = "".join("\t".join(map(str, row)) + "\n" for row in rows)
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(text))
        else:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES (%s, %s, %s, %s)", rows)  # noqa: S608


class AnswerResource(resources.ModelResource):
    """What import-export does by itself: a look-up, a comparison and a save for each row."""

    class Meta:
        model = Answer
        fields = ("id", "response", "item", "value", "comment")
        import_id_fields = ("response", "item")


def per_answer(survey: int, items: Any, units: list[tuple[int, str]]) -> float:
    """Seconds to bring in the answers of some units through the default resource."""
    reset()
    made = [Response.objects.create(survey_id=survey, municipality_id=pk) for pk, _ in units]
    data = Dataset(headers=["response", "item", "value", "comment"])
    for response in made:
        for code, item in items.items():
            data.append([response.pk, code, item.options[0].code if item.options else "text", ""])
    return median_seconds(lambda: import_default(data), 1)


def import_default(data: Dataset) -> None:
    done = AnswerResource().import_data(data, dry_run=False, raise_errors=True)
    assert done.totals["new"] == len(data)
