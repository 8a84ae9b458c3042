"""Writes a document to a file, from today's figures: a draft, of which the portal keeps nothing."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from municipalities.models import Group
from municipalities.owners import network_of
from municipalities.refusals import Refused
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey
from workflow.documents.build_actions import compute_document
from workflow.documents.formats import FORMATS
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        of_surveys = [one.key for one in KINDS.values() if one.about == "survey"]
        parser.add_argument("--network", required=True, help="e.g. fou-nordvast, or nordvast")
        parser.add_argument("--survey", required=True, help="e.g. ekonomiskt-bistand/2017")
        parser.add_argument("--kind", default=of_surveys[0], choices=of_surveys)
        parser.add_argument("--author", action="append", default=[], help="may be given several times")
        parser.add_argument("--output", required=True, type=Path, help="; ".join(f".{one}" for one in FORMATS))

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path = options["output"]
        form = FORMATS.get(output.suffix.removeprefix(".").lower())
        if form is None:
            endings = ", ".join(f".{one}" for one in FORMATS)
            raise CommandError(f"{output.name} har ingen ändelse som portalen skriver. Välj någon av {endings}.")
        order = Order(_network(options["network"]), survey=_survey(options["survey"]))
        try:
            manuscript = compute_document(KINDS[options["kind"]], order, tuple(options["author"]))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        content = form.write(manuscript)
        if content is None:
            raise CommandError(f"Dokumentet finns inte som {form.label}.")
        try:
            write_whole(output, content)
        except OSError as error:
            raise CommandError(f"Filen {output} kunde inte skrivas: {error.strerror}.") from error
        self.stdout.write(f"{manuscript.document.title}: {len(content)} byte till {output}")
        if manuscript.document.is_example:
            self.stderr.write("Exempeldata: dokumentet bygger på påhittade svar.")


def _network(slug: str) -> Group:
    for wanted in (slug, f"fou-{slug}"):
        try:
            return network_of(wanted)
        except Group.DoesNotExist:
            continue
    known = ", ".join(Group.objects.filter(kind=Group.Kind.NETWORK).order_by("slug").values_list("slug", flat=True))
    raise CommandError(f"Nätverket {slug} finns inte. De som finns: {known}.")


def _survey(slug: str) -> Survey:
    try:
        return get_survey(slug)
    except Survey.DoesNotExist as error:
        raise CommandError(f"Enkäten {slug} finns inte.") from error


def write_whole(path: Path, content: bytes) -> None:
    """The whole file or none: what stood there before stands until the new one is complete."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
