"""Forms of a cycle: which survey year it is for, what is done with a step, and why it is opened again."""

from __future__ import annotations

from typing import Any

from django import forms

from municipalities.models import Group
from municipalities.typed_days import DayField
from municipalities.typed_text import TextField
from surveys.models import Survey
from workflow.cycles import actions as cycle_actions
from workflow.cycles.moving import days_to
from workflow.fields import NamedForm
from workflow.models import Meeting, Step

MOST_WEEKS = 260


class CycleForm(forms.Form):
    """One choice: which network and which survey year, as "network/survey"."""

    start = forms.ChoiceField(label="Enkät och år")

    def __init__(self, choices: dict[str, tuple[Group, Survey]], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # a form's arguments as they come
        self.choices = choices
        several = len({network.pk for network, _survey in choices.values()}) > 1
        self.fields["start"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, f"{survey.full_title}, {network.name}" if several else survey.full_title)
            for key, (network, survey) in choices.items()
        ]


# What is pressed: what is said where its reason is missing.
WITH_REASON = {"valj-bort": cycle_actions.WHY_LEFT_OUT, "oppna": cycle_actions.WHY_REOPENED}


class StepForm(forms.Form):
    planned_on = DayField("Planerad dag", required=False)
    happened_on = DayField("Dagen det hände", required=False)
    because = TextField(label="Skäl", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.data.get("gor") == "klart" and not (data.get("happened_on") or self.errors.get("happened_on")):
            self.add_error("happened_on", "Skriv vilken dag det hände.")
        missing = WITH_REASON.get(self.data.get("gor", ""))
        if missing and not data.get("because"):
            self.add_error("because", missing)
        return data


class MoveForm(NamedForm):
    """How far all days to come are moved: a number of weeks, or so that the first comes on a day. `seen` are the days
    as they stood."""

    veckor = forms.IntegerField(
        label="Så många veckor (minus för tidigare)", required=False, min_value=-MOST_WEEKS, max_value=MOST_WEEKS
    )
    fran = DayField("Eller så att det första kommer", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and (data.get("veckor") is None) == (data.get("fran") is None):
            self.add_error(None, "Skriv antingen ett antal veckor eller en dag.")
        return data

    def days(self, steps: list[Step], meetings: dict[str, Meeting]) -> int:
        """How many days to move."""
        weeks, start = self.cleaned_data["veckor"], self.cleaned_data["fran"]
        return days_to(start, steps, meetings) if start else 7 * weeks


class ReopenForm(NamedForm):
    """Why a closed cycle is opened again."""

    because = TextField(
        label="Varför öppnas omgången igen?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": cycle_actions.WHY_CYCLE_REOPENED},
    )
