"""Computes a survey in the foreground: the same work as the background job, with its counts printed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.computing.compute import compute_survey
from indicators.computing.definitions import evaluator_of
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--survey", required=True, help="e.g. ekonomiskt-bistand/2017")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            survey = get_survey(options["survey"])
        except Survey.DoesNotExist as error:
            raise CommandError(f"Enkäten {options['survey']} finns inte.") from error
        if evaluator_of(survey) is None:
            raise CommandError(f"{survey.slug} har ingen enkät eller inga regler att räkna efter.")
        done = compute_survey(survey)
        if options["verbosity"]:
            self.stdout.write(
                f"{survey.slug}: {done.units} enheter räknade, {done.written} resultat skrivna, "
                f"{done.unchanged} oförändrade, {done.removed} borttagna; "
                f"{done.group_results_written} av {done.group_results} gruppresultat skrivna"
            )
