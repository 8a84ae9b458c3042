"""`make bench`: speed as ratios to floors measured in the same run, never in a timed test.

Uses the database of DATABASE_URL, else a throw-away SQLite file. Every figure is the median of several rounds.
"""

from __future__ import annotations

import os
import sys
import tempfile

os.environ.setdefault("OJPORTAL_VAR", tempfile.mkdtemp(prefix="ojportal-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

import django

django.setup()

from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from bench import computing, importing, pages, reporting, saving, storing
from bench.measure import heading


def main() -> None:
    state = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"Python {sys.version.split()[0]}, {connection.vendor}, medians, ratios within this run")
        for part in (importing, computing, storing, pages, saving, reporting):
            heading((part.__doc__ or "").splitlines()[0])
            part.run()
    finally:
        teardown_databases(state, verbosity=0)


main()
