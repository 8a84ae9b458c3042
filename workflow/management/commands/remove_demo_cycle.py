"""Removes the cycles of the Exempeldata with all that is in them; run before remove_example."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from workflow.demo.load import remove_demo_cycles


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        counts = remove_demo_cycles(by="remove_demo_cycle")
        if options["verbosity"]:
            self.stdout.write("Exempeldata: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
