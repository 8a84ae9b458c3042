"""Makes the Exempeldata: invented people and made-up answers of 316 units; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from indicators.example.data import load_example


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        counts = load_example(by="load_example")
        if options["verbosity"]:
            self.stdout.write("Exempeldata: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
