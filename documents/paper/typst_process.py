"""Has Typst work in a process of its own, which may take its time but not for ever."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WORKER = Path(__file__).with_name("typst_worker.py")
LONGEST = 60.0  # seconds; a report of thirty pages takes half of one


class PaperFault(Exception):
    """What could not be set, and why: a builder's mistake or ours, never that of somebody who typed."""


def run_typst(*, sources: Sequence[str], timeout: float = LONGEST, **asked: Any) -> list[bytes]:
    """The files made of `sources` (.typ files beside this one, read as one) and `tree` (JSON)."""
    name = sources[-1]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, and nothing that people wrote among the arguments
            [sys.executable, "-I", str(WORKER)],
            input=json.dumps({"sources": sources, **asked}).encode(),
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PaperFault(f"{name} blev inte färdig på {timeout:g} sekunder och avbröts") from None
    if done.returncode:
        raise PaperFault(f"{name}: {done.stderr.decode(errors='replace').strip() or done.returncode}")
    return list(_files(done.stdout))


def _files(written: bytes) -> list[bytes]:
    """Each is preceded by its length."""
    files, at = [], 0
    while at < len(written):
        (length,) = struct.unpack_from(">I", written, at)
        files.append(written[at + 4 : at + 4 + length])
        at += 4 + length
    return files
