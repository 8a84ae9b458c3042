"""What the forms of several rooms are made of: a day, a longer text, and boxes known by their names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day as a date box sends it; what is no day is refused with what was written."""

    def __init__(self, label: str, *, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", **(attrs or {})}, format="%Y-%m-%d")
        super().__init__(label=label, input_formats=["%Y-%m-%d"], widget=widget, **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            told = f"”{str(value)[:20]}” är ingen dag. Skriv år-månad-dag, till exempel 2017-09-24."
            raise forms.ValidationError(told) from None


def long_text(label: str, rows: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """A text of several rows; what it must hold is said by the action that takes it."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return forms.CharField(label=label, required=required, widget=widget)


class NamedForm(forms.Form):
    """A form whose boxes have their names as ids, where it does not say another pattern."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
