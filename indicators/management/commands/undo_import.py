"""Takes an import back: what stood before it is restored."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.importing import actions as import_actions
from municipalities.refusals import Refused
from surveys.files.runs import find_run
from surveys.models import ImportRun


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("run", type=int, help="the number the import command told")
        parser.add_argument("--by", default="kommandoraden", help="who is told in the history")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = find_run(options["run"])
            import_actions.undo(run, by=options["by"])
        except ImportRun.DoesNotExist:
            raise CommandError(f"Importen {options['run']} finns inte.") from None
        except Refused as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Importen av {run.file_name} är ångrad.")
