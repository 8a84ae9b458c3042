"""Brings published results in from a file whose layout is found by content."""

from __future__ import annotations

from indicators.importing.actions import Kind
from indicators.management.file_command import FileCommand


class Command(FileCommand):
    help = __doc__ or ""
    kind = Kind.RESULTS
