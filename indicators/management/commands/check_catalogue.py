"""Reads every questionnaire and definition file without a database; exit status 1 names the file and line at fault."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.computing.year_files import read_all_years
from surveys.questionnaires.strict_yaml import FileError


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = self._read_all()
        except FileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(lines))

    @staticmethod
    def _read_all() -> list[str]:
        return [
            f"{one.slug}: {len(one.questionnaire.items) if one.questionnaire else 0} delfrågor, "
            f"{len(one.definitions.indicators) if one.definitions else 0} indikatorer"
            for one in read_all_years()
        ]
