"""What a document stands on, in words that are the same as long as it is the same."""

from __future__ import annotations

import tomllib
from functools import cache

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from indicators.models import Computation
from surveys.models import ImportRun, Survey


@cache
def program_version() -> str:
    told = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(told["project"]["version"])


def data_version(survey: Survey | None) -> str:
    """When the year's results were last computed, and a file last read in; empty for what is about no year. Two
    queries."""
    if survey is None:
        return ""
    computed = Computation.objects.filter(survey=survey, state=Computation.State.DONE).order_by("-finished_at").first()
    brought = ImportRun.objects.filter(survey=survey, state=ImportRun.State.CONFIRMED).order_by("-confirmed_at").first()
    times = {
        "beräknat": computed.finished_at if computed else None,
        "inläst": brought.confirmed_at if brought else None,
    }
    told = [f"{word} {date_format(timezone.localtime(at), 'j F Y H:i')}" for word, at in times.items() if at]
    return ", ".join([survey.full_title, *told])
