"""Forms of development areas: taking up, choosing, changing, dropping, the analysis, research and homework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from municipalities.typed_days import DayField
from municipalities.typed_text import TextField
from workflow.areas.actions import ANALYSIS_TEXTS
from workflow.fields import NamedForm, long_text
from workflow.models import Analysis, DevelopmentArea, Homework

MUST = {"required": True}  # said by the browser at once; by the action, in its words, where there is none


def _line(label: str, most: int, **attrs: Any) -> forms.CharField:
    return TextField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs=attrs))


class SuggestForm(NamedForm):
    """An area of one's own choice of indicators, or a candidate of the results. Other indicators are left out."""

    namn = _line("Områdets namn", 200, id="eget-namn", **MUST)
    indikator = forms.Field(
        label="Indikatorer som området vilar på", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, names: Mapping[str, str], data: Any = None) -> None:
        super().__init__(data)
        self.names = names
        self.fields["indikator"].widget.choices = list(names.items())  # type: ignore[attr-defined]  # a choice widget

    def clean_indikator(self) -> list[str]:
        return [code for code in self.cleaned_data["indikator"] or [] if code in self.names]


class ChooseForm(NamedForm):
    """The need behind the choice."""

    behov = long_text("Behovet bakom valet", 2)

    def wanted(self) -> dict[str, Any]:
        """As choose_area takes it."""
        return {"need": self.cleaned_data["behov"]}


class ChangeForm(NamedForm):
    """Title, need and reach of an area."""

    namn = _line("Namn", 200, **MUST)
    behov = long_text("Behovet", 4)
    gemensamt = forms.ChoiceField(
        label="Hur arbetet görs",
        choices=[
            (DevelopmentArea.Reach.MUNICIPAL, "Varje kommun för sig"),
            (DevelopmentArea.Reach.JOINT, "Gemensamt"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Välj om arbetet är gemensamt eller görs av varje kommun."},
    )

    @staticmethod
    def initial_of(area: DevelopmentArea) -> dict[str, Any]:
        return {"namn": area.title, "behov": area.need, "gemensamt": area.reach}

    def wanted(self) -> dict[str, Any]:
        """As change_area takes it."""
        data = self.cleaned_data
        return {"title": data["namn"], "need": data["behov"], "reach": data["gemensamt"]}


class DropForm(NamedForm):
    """Why an area goes no further."""

    skal = _line("Varför går området inte vidare?", 1000)

    def wanted(self) -> dict[str, Any]:
        """As drop_area takes it."""
        return {"because": self.cleaned_data["skal"]}


class FinishForm(NamedForm):
    """Meeting 1 is over: when it was, the last day of the homework, and why fewer areas than three will do."""

    hallet = DayField("Analysmöte 1 hölls", error_messages={"required": "Skriv vilken dag mötet hölls."})
    senast = DayField("Sista dag för hemuppgiften", error_messages={"required": "Välj sista dag för hemuppgiften."})
    skal = _line("Färre än tre områden: varför räcker det?", 1000, id="skal-farre", **MUST)

    def wanted(self) -> dict[str, Any]:
        """As finish_meeting_1 takes it."""
        data = self.cleaned_data
        return {"on": data["hallet"], "homework_due": data["senast"], "because": data["skal"]}


class AnalysisForm(NamedForm):
    """The deepened analysis. `theirs`: what another has saved since the page was shown."""

    theirs: Analysis | None = None

    discussion = long_text("Diskussion", 4)
    proposal = long_text("Förslag", 4)
    motivation = long_text("Motivering", 4)
    time_plan = long_text("Tidsplan", 4)
    responsibility = long_text("Ansvar", 4)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, stored: Analysis | None = None) -> None:
        start = {name: getattr(stored, name, "") for name in ANALYSIS_TEXTS}
        super().__init__(data, auto_id="a-%s", initial=start | {"version": stored.version if stored else 0})

    def beside(self) -> Iterator[tuple[forms.BoundField, str | None]]:
        """Each text, and what another has saved there where it differs."""
        for name in ANALYSIS_TEXTS:
            saved = getattr(self.theirs, name, None)
            yield self[name], None if saved == (self[name].value() or "") else saved

    def wanted(self) -> dict[str, Any]:
        """As write_analysis takes it."""
        data = self.cleaned_data
        return {"texts": {name: data[name] for name in ANALYSIS_TEXTS}, "seen_version": data["version"] or 0}


class ReferenceForm(NamedForm):
    """Research about an area."""

    kalla = _line("Författare, titel, år", 500, **MUST)
    innehall = long_text("Vad den säger", 3)
    lank = _line("Länk", 200, inputmode="url")

    def wanted(self) -> dict[str, Any]:
        """As add_reference takes it."""
        data = self.cleaned_data
        return {"citation": data["kalla"], "summary": data["innehall"], "link": data["lank"]}


class OpinionForm(NamedForm):
    """Is an indicator of use?"""

    indikator = forms.ChoiceField()
    nytta = forms.ChoiceField(choices=[("ja", "Till nytta"), ("nej", "Inte till nytta")])
    kommentar = TextField(required=False, max_length=500)

    def __init__(self, names: Mapping[str, str], data: Any) -> None:
        super().__init__(data)
        self.fields["indikator"].choices = list(names.items())  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> dict[str, Any]:
        """As vote_on_indicator takes it."""
        data = self.cleaned_data
        return {"indicator": data["indikator"], "useful": data["nytta"] == "ja", "comment": data["kommentar"]}


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Any number of files, also empty ones: what they may be is said by the action that keeps them."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return list(data or [])


class HomeworkForm(NamedForm):
    """A municipality's homework. `theirs`: what another has saved since the page was shown."""

    theirs: Homework | None = None

    known = long_text("Vad vet vi i vår kommun?", 6)
    statistics = long_text("Vilken statistik har vi?", 4)
    earlier_analyses = long_text("Vad har vi analyserat förut?", 4, id="earlier")
    links = long_text("Länkar, en per rad", 2)
    fil = _FilesField(
        label="Bifoga filer (PDF, Word, Excel, bild; högst 10 MB var)",
        required=False,
        widget=_FilesInput(attrs={"accept": ".pdf,.docx,.xlsx,.png,.jpg,.jpeg"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(homework: Homework) -> dict[str, Any]:
        return {name: getattr(homework, name) for name in Homework.TEXTS}

    def texts(self) -> dict[str, str]:
        """As save_homework takes them."""
        return {name: self.cleaned_data[name] for name in Homework.TEXTS}
