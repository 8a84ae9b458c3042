"""Loads questionnaires and definitions from their YAML files; prints what it changes, refuses a broken file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import CATALOGUE, DEFINITIONS, YearFiles, read_all_years, read_years
from surveys.questionnaires.strict_yaml import FileError


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--area", default="", help="only this service area, e.g. ekonomiskt-bistand")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, change nothing")
        parser.add_argument("--catalogue", type=Path, help="only this folder of questionnaires")
        parser.add_argument("--definitions", type=Path, help="only this folder of definitions")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            years = _years(options["catalogue"], options["definitions"], options["area"])
        except FileError as error:
            raise CommandError(f"{error}\nInget har ändrats.") from error
        changes = load_catalogue(years, by="load_catalogue", dry_run=options["dry_run"])
        if options["verbosity"]:
            self.stdout.write("\n".join(str(change) for change in changes))
            if options["dry_run"]:
                self.stdout.write("Provkörning: inget har ändrats.")


def _years(catalogue: Path | None, definitions: Path | None, area: str) -> list[YearFiles]:
    if catalogue is None and definitions is None:
        return read_all_years(area)
    return read_years(catalogue or CATALOGUE, definitions or DEFINITIONS, area)
