"""What the forms of several rooms are made of: a longer text, and boxes known by their names."""

from __future__ import annotations

from typing import Any

from django import forms

from municipalities.typed_text import TextField


def long_text(label: str, rows: int, *, required: bool = False, **attrs: Any) -> forms.CharField:
    """A text of several rows; what it must hold is said by the action that takes it."""
    widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return TextField(label=label, required=required, widget=widget)


class NamedForm(forms.Form):
    """A form whose boxes have their names as ids, where it does not say another pattern."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "%s", **kwargs})
