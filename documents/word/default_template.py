"""Our own template: a .docx unpacked as XML in `default_template/`, packed here.

It is kept as text, so that a change of its look is read in a diff, and so that it goes the same way as a template that
a unit has sent in.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from documents.word.packing import pack

FOLDER = Path(__file__).parent / "default_template"


def read_part(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@cache
def default_template() -> bytes:
    """What a unit may take as the beginning of its own."""
    parts = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return pack({path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in parts})
