"""Makes the cycles of the Exempeldata: 2015 from meeting to closed follow-up, and an open one; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from workflow.demo.load import load_demo_cycles


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_demo_cycles(by="load_demo_cycle", now=timezone.now())
        if options["verbosity"]:
            self.stdout.write("Exempeldata: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
