"""Loads municipalities, districts, population and groups from the project's own data files; safe to run again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from municipalities.places.reference import load_reference


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_reference(by="load_municipalities")
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{name}: {count} nya eller ändrade" for name, count in changed.items()))
