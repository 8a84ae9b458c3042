"""What a new service area is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify

from indicators.years.queries import area_called
from municipalities.typed_text import TextField

QUOTES = '"\\'


class AreaForm(forms.Form):
    namn = TextField(label="Områdets namn", max_length=120, help_text="Som det ska stå på alla sidor.")
    kortnamn = forms.SlugField(
        label="Kortnamn i adressen",
        max_length=60,
        required=False,
        help_text="Små bokstäver a–z, siffror och bindestreck. Tomt: görs av namnet. Det går inte att ändra sedan.",
        error_messages={"invalid": "Använd bara a–z, siffror och bindestreck, till exempel missbruk-och-beroende."},
    )
    ar = forms.IntegerField(label="Första året", min_value=2000, max_value=2100)

    def clean_namn(self) -> str:
        name = str(self.cleaned_data["namn"])
        if set(name) & set(QUOTES):
            raise forms.ValidationError("Skriv namnet utan citattecken och omvänt snedstreck.")
        return name

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "namn" not in data or "kortnamn" not in data:
            return data
        data["kortnamn"] = (data["kortnamn"] or slugify(data["namn"])).lower()
        if not data["kortnamn"]:
            self.add_error("kortnamn", "Det går inte att göra ett kortnamn av namnet. Skriv ett.")
        elif taken := area_called(data["kortnamn"], data["namn"]):
            self.add_error("namn", f"Området {taken.name} finns redan. Lägg till ett nytt enkätår i det i stället.")
        return data
