"""What the three import commands share: the same code as the web, with its preview printed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from indicators.importing import actions as import_actions
from indicators.importing.actions import AnyPlan, Kind, Upload, UploadOutcome, mapping_of
from indicators.importing.choices import Choices
from indicators.importing.headings import LEFT_OUT, heading_key
from indicators.importing.presenters import told_of_examples
from indicators.importing.shares import ANSWERS, heading_named
from indicators.importing.tables.finding import READ
from indicators.importing.tables.layout import table_key
from municipalities.models import Group
from municipalities.owners import network_of
from surveys.files.refusals import FileRefused, Refusal
from surveys.files.workbooks import refuse_size
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey


class FileCommand(BaseCommand):
    """Prints the counts, then writes at once. Any refusal: nothing is written, each cell is listed, exit status 1."""

    kind: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--survey", required=True, help="e.g. ekonomiskt-bistand/2017")
        parser.add_argument("--network", default="", help="whose import it is, e.g. fou-nordvast; empty: the nation's")
        parser.add_argument("--dry-run", action="store_true", help="only show what would change")
        parser.add_argument("--by", default="kommandoraden", help="who is told in the history")
        parser.add_argument(
            "--ar-bekraftat",
            action="store_true",
            help="the figures are of the survey's year although the file names another",
        )
        parser.add_argument("--las-dolda", action="store_true", help="hidden sheets, rows and columns are read too")
        if self.kind != Kind.ANSWERS:
            parser.add_argument("--publication", default="", help="slug of the publication the figures come from")
            parser.add_argument("--title", default="")
            parser.add_argument("--publisher", default="", help="must be said: who gave the figures out")
            parser.add_argument(
                "--rubrik", action="append", default=[], metavar="RUBRIK=INDIKATOR", help="empty code: not read"
            )
            parser.add_argument(
                "--enhet",
                action="append",
                default=[],
                metavar="RUBRIK=procent|andel",
                help="what 0.6 means where the file does not say: 0.6 %% or 60 %%; *=andel for all its columns",
            )
            parser.add_argument(
                "--stammer",
                action="append",
                default=[],
                metavar="RUBRIK",
                help="the figures of the column are right, although far from those of an earlier year",
            )

            parser.add_argument(
                "--tabell",
                action="append",
                default=[],
                metavar="TABELL=ja|nej",
                help="whether a table is read, by its name in the output: ”Blad Svar, A1:C9=nej”",
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            upload = self._upload(options)
            outcome = self._dry_run(upload) if options["dry_run"] else self._import(upload, options["by"])
        except FileRefused as problem:
            self._refuse(problem.refusals)
        else:
            self._tell(outcome, options)

    def _upload(self, options: dict[str, Any]) -> Upload:
        try:
            survey = get_survey(options["survey"])
        except Survey.DoesNotExist:
            raise CommandError(f"Enkäten {options['survey']} finns inte.") from None
        network = _network(options["network"])
        path: Path = options["file"]
        try:
            refuse_size(path.stat().st_size)
            content = path.read_bytes()
        except OSError as problem:
            raise CommandError(f"Filen {path} kan inte läsas: {problem.strerror}.") from None
        told = {
            "slug": options.get("publication", ""),
            "title": options.get("title", ""),
            "publisher": options.get("publisher", ""),
        }
        choices = Choices(
            headings=dict(
                [
                    *(_heading_choice(text) for text in options.get("rubrik", [])),
                    *(_table_choice(text) for text in options.get("tabell", [])),
                ]
            ),
            units=dict(_unit_choice(text) for text in options.get("enhet", [])),
            far_off=tuple(heading_named(text) for text in options.get("stammer", [])),
            confirmed_year=options.get("ar_bekraftat", False),
            read_hidden=options.get("las_dolda", False),
        )
        mapping = mapping_of(self.kind, survey, **told, choices=choices)
        return Upload(self.kind, survey, content, path.name, mapping, network)

    def _dry_run(self, upload: Upload) -> UploadOutcome:
        plan = import_actions.make_plan(upload)
        self._tell_plan(plan)
        import_actions.refuse_unready(plan)
        return UploadOutcome(plan)

    def _import(self, upload: Upload, by: str) -> UploadOutcome:
        return import_actions.import_at_once(upload, by=by)

    def _tell_plan(self, plan: AnyPlan) -> None:
        counts = plan.counts
        self.stdout.write(
            f"{counts.new} nya, {counts.changed} ändrade, {counts.unchanged} oförändrade, {counts.refused} nekade"
        )
        for column in getattr(plan, "columns", []):
            code = column.match.code
            meaning = "känns inte igen" if code is None else code or "läses inte"
            self.stdout.write(f"  Blad {column.sheet}, kolumn {column.letters} ”{column.heading}”: {meaning}")
        for table in getattr(plan, "tables", []):
            self.stdout.write(f"  Tabell {table.name}: {'läses' if table.is_read else 'läses inte'}")
        for note in filter(None, [told_of_examples(plan), *plan.notes]):
            self.stdout.write(f"  {note}")

    def _tell(self, outcome: UploadOutcome, options: dict[str, Any]) -> None:
        if options["dry_run"]:
            self.stdout.write("Inget har skrivits.")
            return
        self._tell_plan(outcome.plan)
        if outcome.run is not None:
            self.stdout.write(f"Filen är införd (import {outcome.run.pk}).")
        elif outcome.same_file is not None:
            self.stdout.write("Filen är redan införd. Inget har skrivits.")
        else:
            self.stdout.write("Filen ändrar ingenting. Inget har skrivits.")

    def _refuse(self, refusals: list[Refusal]) -> None:
        for refusal in refusals:
            self.stderr.write(str(refusal))
        self.stderr.write(f"{len(refusals)} nekade. Inget har skrivits.")
        sys.exit(1)


def _network(slug: str) -> Group | None:
    if not slug:
        return None
    try:
        return network_of(slug)
    except Group.DoesNotExist:
        raise CommandError(f"Nätverket {slug} finns inte.") from None


def _heading_choice(text: str) -> tuple[str, str]:
    heading, sign, code = text.rpartition("=")
    if not sign:
        raise CommandError(f"--rubrik {text} är inte på formen RUBRIK=INDIKATOR.")
    return heading_key(heading), code.strip()


def _unit_choice(text: str) -> tuple[str, str]:
    heading, _, word = text.rpartition("=")
    known = {said: answer for answer, said in ANSWERS.items()}
    if not heading or word.strip() not in known:
        raise CommandError(f"--enhet {text} är inte på formen RUBRIK=procent eller RUBRIK=andel.")
    return heading_named(heading.strip()), known[word.strip()]


def _table_choice(text: str) -> tuple[str, str]:
    table, _, answer = text.rpartition("=")
    if not table or answer not in ("ja", "nej"):
        raise CommandError(f"--tabell {text} är inte på formen TABELL=ja eller TABELL=nej.")
    return table_key(table), READ if answer == "ja" else LEFT_OUT
