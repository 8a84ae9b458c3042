"""Bringing a file in, and what a person says of it where it does not say it itself."""

from __future__ import annotations

from typing import Any

from django import forms

from indicators.importing.actions import AnyPlan, Kind
from indicators.importing.choices import Choices
from indicators.importing.headings import LEFT_OUT
from indicators.importing.questions import meaning
from indicators.importing.results import ResultPlan
from indicators.importing.shares import FRACTION, PERCENT, UnitQuestion, questions_by_table
from indicators.importing.tables.columns import Column
from indicators.importing.tables.finding import READ
from municipalities.models import Group
from municipalities.owners import OwnedForm
from municipalities.typed_text import TextField
from surveys.models import Survey

UNDECIDED, NOT_READ = "?", "-"  # in the list of indicators


class UploadForm(OwnedForm):
    survey = forms.ChoiceField(label="Enkät")
    file = forms.FileField(label="Fil (.xlsx eller .csv)", allow_empty_file=True, max_length=255)
    title = TextField(label="Publikationens namn", required=False, max_length=200)
    publisher = TextField(label="Utgivare", max_length=120)
    slug = forms.SlugField(label="Kortnamn", required=False, max_length=80)

    def __init__(
        self, kind: str, surveys: list[Survey], owners: list[Group | None], *args: object, **kwargs: object
    ) -> None:
        super().__init__(owners, *args, **kwargs)
        self.fields["survey"].choices = [("", "Välj enkät …"), *((one.slug, one.full_title) for one in surveys)]
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv"
        if kind == Kind.ANSWERS:
            for name in ("title", "publisher", "slug"):
                del self.fields[name]
        else:
            self.fields["publisher"].widget.attrs |= {"list": "utgivare", "autocomplete": "off"}


class ChoicesForm(forms.Form):
    """Shows what a plan was made by. Bound: what the person says, and whether that is something else."""

    def __init__(self, plan: AnyPlan, indicators: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.columns: dict[str, Column] = {}  # a heading that stands in several tables is chosen for once
        if isinstance(plan, ResultPlan):
            self._add_questions(plan, indicators)
            self._add_confirmed(plan, plan.chosen.confirmed_year, plan.chosen.read_hidden)
        else:
            self._add_confirmed(plan, plan.confirmed_year, plan.read_hidden)
        for number, field in enumerate(self.fields.values()):
            field.widget.attrs["id"] = f"val-{number}"  # names of sheets and headings make no ids

    def _add_questions(self, plan: ResultPlan, indicators: list[tuple[str, str]]) -> None:
        for column in plan.columns:
            self.columns.setdefault(column.key, column)
        for key, column in self.columns.items():
            self._add_column(key, column, indicators)
        for question in plan.units:
            self._add_unit(question)
        for tables_key, questions in questions_by_table(plan.units).items():
            self._add_unit_of_table(tables_key, questions)
        for far_off in plan.far_off:
            self._add_box(f"f-{far_off.key}", f"Talen för {far_off.indicator} stämmer", far_off.is_confirmed)
        if len(plan.tables) > 1:
            for table in plan.tables:
                self._add_box(f"t-{table.key}", f"Läs {table.name}", table.is_read)

    def _add_confirmed(self, plan: AnyPlan, confirmed_year: bool, read_hidden: bool) -> None:
        if plan.year_conflicts:
            self._add_box("year", f"Uppgifterna är för {plan.survey.full_title}", confirmed_year)
        if plan.hidden or read_hidden:
            self._add_box("hidden", "Läs även det som är dolt", read_hidden)

    def _add_column(self, key: str, column: Column, indicators: list[tuple[str, str]]) -> None:
        code = column.match.code
        unknown = [(UNDECIDED, "Välj …")] if code is None else []
        self.fields[f"h-{key}"] = forms.ChoiceField(
            label=f"Indikator för {column.heading}",
            choices=[*unknown, (NOT_READ, "Läs inte"), *indicators],
            initial=UNDECIDED if code is None else code or NOT_READ,
            required=False,
            widget=forms.Select(attrs={"class": "field"}),
            error_messages={"invalid_choice": "Välj en indikator i listan."},
        )

    def _add_unit(self, question: UnitQuestion) -> None:
        self._add_radios(f"u-{question.key}", f"Enhet för {question.heading}", question, question.answer)

    def _add_unit_of_table(self, key: str, questions: list[UnitQuestion]) -> None:
        """One answer for all columns of a table."""
        answers = {one.answer for one in questions}
        label = f"Enhet för {len(questions)} kolumner i {questions[0].table}"
        self._add_radios(f"u-{key}", label, questions[0], answers.pop() if len(answers) == 1 else "")

    def _add_radios(self, name: str, label: str, example: UnitQuestion, answer: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[(one, meaning(example, one)) for one in (PERCENT, FRACTION)],
            initial=answer,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "Välj ett av svaren."},
        )

    def _add_box(self, name: str, label: str, is_ticked: bool) -> None:
        self.fields[name] = forms.BooleanField(label=label, initial=is_ticked, required=False)

    def said(self) -> Choices:
        """Headings, tables and units that are not as the plan has them, and all that is confirmed. An answer for a
        whole table takes the place of its columns'."""
        said = {name: value for name, value in self.cleaned_data.items() if value != self.fields[name].initial}
        headings = {
            name[2:]: "" if value == NOT_READ else value
            for name, value in said.items()
            if name.startswith("h-") and value not in (UNDECIDED, "")
        }
        units = {name[2:]: value for name, value in said.items() if name.startswith("u-") and value}
        asked = self.plan.units if isinstance(self.plan, ResultPlan) else []
        for key, questions in questions_by_table(asked).items():
            if answer := units.pop(key, ""):
                units |= {one.key: answer for one in questions}
        far_off = tuple(name[2:] for name, value in self.cleaned_data.items() if name.startswith("f-") and value)
        tables = {name[2:]: READ if value else LEFT_OUT for name, value in said.items() if name.startswith("t-")}
        ticked = [bool(self.cleaned_data.get(name)) for name in ("year", "hidden")]
        return Choices({**headings, **tables}, units, far_off, *ticked)
