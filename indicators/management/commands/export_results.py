"""Writes a survey's results as CSV: a row per unit or per group, indicator and origin."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.computing.exports import (
    GROUP_COLUMNS,
    MUNICIPALITY_COLUMNS,
    group_rows,
    municipality_rows,
    rests_on_example,
)
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey

LEVELS = {
    "municipality": (MUNICIPALITY_COLUMNS, municipality_rows),
    "group": (GROUP_COLUMNS, group_rows),
}


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--survey", required=True, help="e.g. ekonomiskt-bistand/2017")
        parser.add_argument("--level", required=True, choices=LEVELS)
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            survey = get_survey(options["survey"])
        except Survey.DoesNotExist as error:
            raise CommandError(f"Enkäten {options['survey']} finns inte.") from error
        columns, rows = LEVELS[options["level"]]
        try:
            with options["output"].open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                count = sum(1 for row in rows(survey) if writer.writerow(row))
        except OSError as error:
            raise CommandError(f"Filen {options['output']} kunde inte skrivas: {error.strerror}.") from error
        self.stdout.write(f"{count} rader till {options['output']}")
        if rests_on_example(survey):
            self.stderr.write("Exempeldata: raderna med origin computed bygger på påhittade svar.")
