"""Brings answers in from a file (.xlsx or .csv, long or wide)."""

from __future__ import annotations

from indicators.importing.actions import Kind
from indicators.management.file_command import FileCommand


class Command(FileCommand):
    help = __doc__ or ""
    kind = Kind.ANSWERS
