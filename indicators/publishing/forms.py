"""What is written when a year is withdrawn."""

from __future__ import annotations

from django import forms

from municipalities.typed_text import TextField


class WithdrawForm(forms.Form):
    skal = TextField(
        label="Varför dras resultaten tillbaka?",
        help_text="Skälet står i mejlet till kontaktpersoner och socialchefer, och i historiken här.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
