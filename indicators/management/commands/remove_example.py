"""Removes all Exempeldata: invented people, made-up answers and the results that rest on them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from indicators.example.data import remove_example


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        counts = remove_example(by="remove_example")
        if options["verbosity"]:
            self.stdout.write("Exempeldata: " + ", ".join(f"{count} {name}" for name, count in counts.items()))
