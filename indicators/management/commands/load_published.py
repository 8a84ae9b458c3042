"""Loads the printed figures of reports and fact sheets from the project's own data files; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.importing.published_figures import load_published
from surveys.questionnaires.strict_yaml import FileError


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            counts = load_published(by="load_published")
        except FileError as error:
            raise CommandError(f"{error}\nInget har ändrats.") from error
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{count} {name}" for name, count in counts.items()))
