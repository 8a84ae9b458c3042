"""What is done with a day that somebody has typed: read, refused where nobody can mean it, remarked on where nobody
works. What a day is: municipalities.days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.days import strangeness, why_no_work
from municipalities.refusals import NotPossible


class DayField(forms.DateField):
    """A day as a date box sends it; what is no day, or no day of our time, is refused with what was written."""

    def __init__(self, label: str, *, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", **(attrs or {})}, format="%Y-%m-%d")
        super().__init__(label=label, input_formats=["%Y-%m-%d"], widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            day = super().to_python(value)
        except forms.ValidationError:
            told = f"”{str(value)[:20]}” är ingen dag. Skriv år-månad-dag, till exempel 2017-09-24."
            raise forms.ValidationError(told) from None
        if day is not None and (told := strangeness(day)):
            raise forms.ValidationError(told)
        return day


def refuse_strange(*days: date | None, year: int) -> None:
    """NotPossible for a day that is not near the year, that of a survey or cycle, nor near today."""
    for day in days:
        if day is not None and (told := strangeness(day, year=year, today=timezone.localdate())):
            raise NotPossible(told)


def days_off(form: BaseForm) -> list[str]:
    """What is to be said of the days typed in the form that are no working days."""
    typed = [form.cleaned_data.get(name) for name, field in form.fields.items() if isinstance(field, DayField)]
    off = [(day, why) for day in typed if day and (why := why_no_work(day))]
    return [f"Tänk på att {date_format(day, 'j F Y')} inte är en arbetsdag ({why})." for day, why in off]


def remark_on_days_off(request: HttpRequest, form: BaseForm) -> None:
    """A day off is taken as it was typed, and remarked on: somebody may have meant another."""
    for told in days_off(form):
        messages.warning(request, told)
