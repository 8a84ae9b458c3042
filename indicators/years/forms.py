"""What a survey year's pages ask for."""

from __future__ import annotations

from pathlib import Path

from django import forms

from indicators.years.actions import MOST_CHARACTERS
from municipalities.characters import plain_text
from municipalities.owners import OwnedForm
from municipalities.typed_text import TextField
from surveys.models import Survey
from surveys.questionnaires.strict_yaml import FileError


class CopyForm(forms.Form):
    fran = forms.ChoiceField(label="Kopiera från")
    ar = forms.IntegerField(label="Nytt år", min_value=2000, max_value=2100)
    bara = forms.BooleanField(
        label="Bara definitionerna: vi har inte årets enkät",
        required=False,
        help_text="För resultat som kommer ur en publicerad fil. Indikatorerna kopieras utan regler.",
    )

    def __init__(self, surveys: list[Survey], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's arguments as they come
        self.fields["fran"].choices = [(one.slug, one.full_title) for one in surveys]


class YearForm(OwnedForm):
    """A file, where one is chosen, goes before the text of its box."""

    questionnaire = TextField(label="Enkätens frågor", strip=False, widget=forms.Textarea)
    questionnaire_file = forms.FileField(label="eller läs in en fil", required=False)
    definitions = TextField(label="Indikatorernas definitioner", strip=False, required=False, widget=forms.Textarea)
    definitions_file = forms.FileField(label="eller läs in en fil", required=False)

    def text_of(self, name: str) -> str:
        chosen = self.files.get(f"{name}_file")
        if chosen is None:
            return plain_text(str(self.data.get(name, "")).replace("\r\n", "\n"))
        if chosen.size > MOST_CHARACTERS:
            raise FileError(Path(f"{name}.yaml"), 1, "filen är för stor")
        try:
            return plain_text(chosen.read().decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError:
            raise FileError(Path(f"{name}.yaml"), 1, "filen är inte UTF-8") from None
