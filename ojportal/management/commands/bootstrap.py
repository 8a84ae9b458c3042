"""Everything the portal needs to be of use: tables, reference facts, catalogue, published figures, Exempeldata.

Idempotent; a second run changes nothing and takes a second or two.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from indicators.example.data import SURVEY
from surveys.questionnaires.queries import get_survey, questionnaire_of

STEPS = (
    ("Tabeller", "migrate"),
    ("Kommuner och grupper", "load_municipalities"),
    ("Enkäter och definitioner", "load_catalogue"),
    ("Publicerade siffror", "load_published"),
)


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave the Exempeldata out")

    def handle(self, *args: Any, **options: Any) -> None:
        for label, command in STEPS:
            self._step(label, command, options["verbosity"])
        if not options["no_demo"]:
            self._step("Exempeldata", "load_example", options["verbosity"])
            self._step("Exempel på omgångar", "load_demo_cycle", options["verbosity"])
            if questionnaire_of(get_survey(SURVEY)) is not None:
                self._step(f"Resultat {SURVEY}", "compute", options["verbosity"], survey=SURVEY)

    def _step(self, label: str, command: str, verbosity: int, **options: Any) -> None:
        start = time.perf_counter()
        call_command(command, verbosity=0, **options)
        if verbosity:
            self.stdout.write(f"{label}: klart ({time.perf_counter() - start:.1f} s)")
