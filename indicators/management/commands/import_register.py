"""Brings register and background figures in from a file, long or wide."""

from __future__ import annotations

from indicators.importing.actions import Kind
from indicators.management.file_command import FileCommand


class Command(FileCommand):
    help = __doc__ or ""
    kind = Kind.REGISTER
