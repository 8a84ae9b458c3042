"""Forms of reports: a new one, its head, a text, issuing, a new edition, withdrawing, the template."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.word.prose import prose_in
from documents.word.templates import TemplateFault
from indicators.prose.reading.clauses import paragraphs_of
from municipalities.typed_text import TextField
from workflow.fields import NamedForm, long_text

MOST_BYTES = 5 * 1024 * 1024  # of a template


class SubjectForm(NamedForm):
    """What the report is to be about."""

    om = forms.ChoiceField(label="Vad rapporten ska handla om")

    def __init__(self, choices: list[tuple[str, list[tuple[str, str]]]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["om"].choices = choices  # type: ignore[attr-defined]  # a choice field


class HeadForm(NamedForm):
    titel = TextField(label="Titel", max_length=200)
    forfattare = long_text("Författare", 2, required=True)
    forfattare.help_text = "Ett namn på varje rad."

    def wanted(self) -> dict[str, str]:
        """As the actions take it."""
        return {"title": self.cleaned_data["titel"], "authors": self.cleaned_data["forfattare"]}


class WordingForm(NamedForm):
    """One text of the report. `seen` and `basis`: what the page showed."""

    text = long_text("Texten", 8)
    text.help_text = "En tom rad skiljer stycken åt. Lämna rutan tom om texten inte ska vara med."
    nyckel = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    basis = forms.CharField(widget=forms.HiddenInput, required=False)


class ProofForm(NamedForm):
    """A text to be tried, as a Word file or pasted, and the year and network whose figures it is about."""

    refused_as = "Texten är inte granskad. Rätta det här:"
    om = forms.ChoiceField(label="Resultaten som texten handlar om")
    fil = forms.FileField(label="Texten som Word-fil (.docx)", required=False)
    text = long_text("Texten inklistrad", 10)
    text.help_text = "Behövs inte om du väljer en Word-fil."

    def __init__(self, choices: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["om"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file, text = data.get("fil"), data.get("text", "")
        self.paragraphs: list[str] = paragraphs_of(text)
        if file is not None:
            try:
                self.paragraphs = prose_in(file.read())
            except TemplateFault as fault:
                self.add_error("fil", str(fault))
        elif not text.strip() and "fil" not in self.errors:
            self.add_error("text", "Välj en Word-fil eller klistra in en text.")
        return data


class IssueForm(NamedForm):
    nummer = forms.IntegerField(label="Nummer", min_value=1, max_value=999, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


class ReasonForm(NamedForm):
    """Why; asked for by the action, in its words."""

    skal = long_text("Skäl", 2)

    def __init__(self, label: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skal"].label = label


class TemplateForm(NamedForm):
    mall = forms.FileField(label="Wordmall (.docx)", widget=forms.FileInput(attrs={"accept": ".docx"}))

    def clean_mall(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["mall"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError("Mallen är större än 5 MB. Ta bort bilder ur den.")
        return sent
