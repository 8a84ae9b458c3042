"""Forms of an action plan: the plan with its goals and activities, and why it is opened again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from municipalities.typed_days import DayField
from municipalities.typed_text import TextField
from workflow.fields import NamedForm, long_text
from workflow.models import ActionPlan, Activity
from workflow.plans.actions import ActivityText, GoalText, PlanText

BLANK_ROWS = 2


def _line(label: str, most: int | None = None, **attrs: Any) -> forms.CharField:
    return TextField(label=label, required=False, max_length=most, widget=forms.TextInput(attrs=attrs))


def _choice(label: str, choices: Any = ()) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "field"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


class GoalForm(forms.Form):
    """One goal, measured by an indicator (`names`, code: name) or by a measure of one's own."""

    indikator = _choice("Indikator")
    matt = _line("Eget mått", 200)
    start = _line("Läget nu", 120)
    varde = _line("Ska bli", 120)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indikator"].choices = [("", "Eget mått"), *names.items()]  # type: ignore[attr-defined]  # a choice field

    def wanted(self) -> GoalText | None:
        """None for a row without a word in it."""
        data = self.cleaned_data
        if not any(data.get(name) for name in ("matt", "start", "varde")):
            return None
        return GoalText(data["varde"], data["indikator"], data["matt"], data["start"])


class ActivityForm(forms.Form):
    """One activity: what, who, when, and how it goes."""

    vad = _line("Vad", 300)
    vem = _line("Vem", 120)
    nar = DayField("När", required=False)
    lage = _choice("Läge", Activity.State.choices)

    def wanted(self) -> ActivityText | None:
        """None for a row without a word in it."""
        data = self.cleaned_data
        if not any(data.get(name) for name in ("vad", "vem", "nar")):
            return None
        return ActivityText(data["vad"], data["vem"], data["nar"], data["lage"] or Activity.State.PLANNED)


GoalFormSet = formset_factory(GoalForm, extra=BLANK_ROWS)
ActivityFormSet = formset_factory(ActivityForm, extra=BLANK_ROWS)


class PlanForm(NamedForm):
    """All of a plan, with `goals` and `activities`. `theirs`: what another has saved since the page was shown."""

    theirs: ActionPlan | None = None

    vad = long_text("Det här ska bli bättre", 4)
    kostnad = _line("Väntad ändring av kostnaden")
    nas = DayField("Målen nådda", required=False)
    uppfoljning = DayField("Uppföljning", required=False)
    hur = long_text("Så följs planen upp", 2)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, plan: ActionPlan, names: Mapping[str, str], seen: str, data: Any = None) -> None:
        super().__init__(data, initial=_told(plan) | {"seen": seen})
        goals, activities = (_goals(plan), _activities(plan)) if data is None else (None, None)
        self.goals = GoalFormSet(data, prefix="mal", initial=goals, form_kwargs={"names": names})
        self.activities = ActivityFormSet(data, prefix="akt", initial=activities)

    def clean(self) -> dict[str, Any]:
        """What is wrong in a row is told above the form as well, with the number of the row."""
        self._take_errors("Mål", self.goals)
        self._take_errors("Aktivitet", self.activities)
        return super().clean() or {}

    def _take_errors(self, word: str, rows: BaseFormSet) -> None:  # type: ignore[type-arg]  # of either form
        for told in rows.non_form_errors():
            self.add_error(None, told)
        for number, row in enumerate(rows, 1):
            for name, errors in row.errors.items():
                self.add_error(None, [f"{word} {number}, {row.fields[name].label}: {told}" for told in errors])

    def wanted(self) -> PlanText:
        """As write_plan takes it; rows without a word in them are no rows."""
        data = self.cleaned_data
        return PlanText(
            what=data["vad"],
            cost_change=data["kostnad"],
            reach_by=data["nas"],
            follow_up_on=data["uppfoljning"],
            follow_up_how=data["hur"],
            goals=[goal for row in self.goals if (goal := row.wanted())],
            activities=[activity for row in self.activities if (activity := row.wanted())],
        )


def _told(plan: ActionPlan) -> dict[str, Any]:
    days = {"nas": plan.reach_by, "uppfoljning": plan.follow_up_on}
    return days | {"vad": plan.what, "kostnad": plan.cost_change, "hur": plan.follow_up_how}


def _goals(plan: ActionPlan) -> list[dict[str, Any]]:
    return [
        {"indikator": one.indicator, "matt": one.measure, "start": one.start, "varde": one.target}
        for one in plan.goals.all()
    ]


def _activities(plan: ActionPlan) -> list[dict[str, Any]]:
    return [{"vad": one.what, "vem": one.who, "nar": one.when, "lage": one.state} for one in plan.activities.all()]


class ReopenForm(NamedForm):
    """Why an adopted plan is to be changed."""

    skal = _line("Behöver planen ändras? Skriv varför.", 1000, required=True)
