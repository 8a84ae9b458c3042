"""Makes the Exempeldata: invented people and made-up answers of all units; of one service area with --area. Safe to run
again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.example.data import load_example, load_example_of
from municipalities.refusals import Refused
from surveys.models import Survey
from surveys.questionnaires.queries import latest_year_with_questions


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", default="", help="made-up answers of this service area alone")
        parser.add_argument("--year", type=int, help="of this year; without it the latest that has questions")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["area"]:
            self._load_area(options["area"], options["year"])
            return
        counts = load_example(by="load_example")
        if options["verbosity"]:
            self.stdout.write("Exempeldata: " + ", ".join(f"{count} {name}" for name, count in counts.items()))

    def _load_area(self, area: str, year: int | None) -> None:
        year = year or latest_year_with_questions(area)
        if year is None:
            raise CommandError(f"Området {area} finns inte, eller har inget år med frågor.")
        try:
            made = load_example_of(f"{area}/{year}", by="load_example")
        except Survey.DoesNotExist as error:
            raise CommandError(f"Enkäten {area}/{year} finns inte.") from error
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Exempeldata: {made} enkätsvar för {area}/{year}")
