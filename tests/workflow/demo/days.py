"""Every day that the made-up content is planned for, wherever it is stored."""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import DateField, DateTimeField
from django.utils import timezone

from municipalities.days import why_no_work

MOMENTS = ("starts_at", "ends_at")  # other moments tell when something was written, not what was planned


def days_off_in_the_database() -> list[str]:
    """Days of surveys and workflow that are no working days, with where they stand."""
    found = []
    for app in ("surveys", "workflow"):
        for model in apps.get_app_config(app).get_models():
            for field in model._meta.concrete_fields:
                is_moment = isinstance(field, DateTimeField)
                if not isinstance(field, DateField) or (is_moment and field.name not in MOMENTS):
                    continue
                for value in model.objects.exclude(**{field.name: None}).values_list(field.name, flat=True):
                    day: date = timezone.localdate(value) if is_moment else value
                    if why := why_no_work(day):
                        found.append(f"{model.__name__}.{field.name} {day} ({why})")
    return sorted(set(found))
