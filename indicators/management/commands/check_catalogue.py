"""Reads every questionnaire and definition file without a database; exit status 1 names the file and line at fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from indicators.rules.loader import load_definitions
from surveys.questionnaires.questionnaire import load_questionnaire
from surveys.questionnaires.strict_yaml import FileError


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = list(self._read_all())
        except FileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(lines))

    def _read_all(self) -> list[str]:
        lines = []
        for path in sorted((settings.BASE_DIR / "indicators" / "definitions").glob("*/*.yaml")):
            catalogue = settings.BASE_DIR / "surveys" / "catalogue" / path.parent.name / path.name
            lines.append(self._read_year(path, catalogue))
        return lines

    @staticmethod
    def _read_year(path: Path, catalogue: Path) -> str:
        questionnaire = load_questionnaire(catalogue) if catalogue.exists() else None
        definitions = load_definitions(path, questionnaire)
        items = len(questionnaire.items) if questionnaire else 0
        return f"{definitions.survey}: {items} delfrågor, {len(definitions.indicators)} indikatorer"
