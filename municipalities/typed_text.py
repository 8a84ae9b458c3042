"""What is done with a text that somebody has typed or pasted, before anything else is: it is read as it looks.

What characters look alike, or are not seen: municipalities.characters.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.http import QueryDict

from municipalities.characters import plain_text


def typed(sent: QueryDict, name: str) -> str:
    """A text that a view reads by itself, without spaces around; empty where none was sent."""
    return plain_text(sent.get(name) or "").strip()


class _AsItLooks:
    widget: Any

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = plain_text(value)
            if not isinstance(self.widget, forms.Textarea):
                value = " ".join(value.splitlines())
        return super().to_python(value)  # type: ignore[misc]  # of the field beside it


class TextField(_AsItLooks, forms.CharField):
    """Of several lines only where its box is."""


class EmailField(_AsItLooks, forms.EmailField):
    pass


class LogInField(_AsItLooks, UsernameField):
    pass
