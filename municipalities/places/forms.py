"""What the administrator writes of places. A form is tried as a whole before it is said to be valid: the action runs
and is taken back, so that what it refuses stands in the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction

from municipalities.models import Group, GroupMember, Municipality
from municipalities.places import actions
from municipalities.places.actions import Times
from municipalities.refusals import refuse_form
from municipalities.typed_text import TextField

COUNTIES = Group.objects.filter(kind=Group.Kind.COUNTY).order_by("name")


class TriedForm(forms.ModelForm):
    """`record` does what is written, on what is stored and not on the form's own instance."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            with refuse_form(self), transaction.atomic():
                self.record("prövning")
                transaction.set_rollback(True)
        return data

    def record(self, by: str) -> int:
        """Id of the row that it gave."""
        raise NotImplementedError


class MemberForm(TriedForm):
    class Meta:
        model = GroupMember
        fields = ("group", "municipality", "from_year", "to_year")
        labels = {"group": "Grupp", "municipality": "Kommun eller stadsdel"}
        help_texts = {
            "from_year": "Första året kommunen hör till gruppen. Tomt: den har alltid hört dit.",
            "to_year": "Sista året kommunen hör till gruppen. Tomt: tills vidare.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("group", "municipality") if self.instance.pk else ():
            self.fields[name].disabled = True

    def record(self, by: str) -> int:
        data = self.cleaned_data
        group, municipality = data["group"], data["municipality"]
        others = actions.times_in(group, municipality, but=self.instance.pk or 0)
        times = [*others, Times(data.get("from_year"), data.get("to_year"))]
        actions.record_member(group=group, municipality=municipality, times=times, by=by)
        return group.member_years.get(municipality=municipality, from_year=times[-1].from_year).pk


class ChangeForm(TriedForm):
    """What happens to a municipality or district on a 1 January."""

    from_year = forms.IntegerField(
        label="Från och med år", required=False, help_text="Ändringen gäller från den 1 januari det här året."
    )
    new_name = TextField(
        label="Byter namn till", required=False, max_length=60, help_text="Tidigare år visar namnet det hade då."
    )
    new_county = forms.ModelChoiceField(
        COUNTIES, label="Byter län till", required=False, help_text="Den hör till länets grupp från det året."
    )
    ends = forms.BooleanField(
        label="Upphör",
        required=False,
        help_text="Den finns till och med året före och lämnar då sina grupper. När en stads sista stadsdel upphör"
        " svarar staden själv.",
    )

    class Meta:
        model = Municipality
        fields = ("registrar_email",)

    def clean(self) -> dict[str, Any]:
        asked = [name for name in ("new_name", "new_county", "ends") if self.cleaned_data.get(name)]
        year = self.cleaned_data.get("from_year")
        if asked and not year:
            self.add_error("from_year", "Skriv från och med vilket år det gäller.")
        if year and not asked:
            self.add_error("from_year", "Skriv vad som ändras det året: namn, län eller att den upphör.")
        return super().clean()

    def record(self, by: str) -> int:
        data, year = self.cleaned_data, self.cleaned_data.get("from_year") or 0
        stored = Municipality.objects.select_related("parent").get(pk=self.instance.pk)
        if data["new_name"]:
            actions.rename(municipality=stored, name=data["new_name"], from_year=year, by=by)
        if data["new_county"]:
            actions.change_county(municipality=stored, county=data["new_county"], from_year=year, by=by)
        if data["ends"]:
            actions.end_municipality(municipality=stored, to_year=year - 1, by=by)
        actions.write_registrar(municipality=stored, email=data["registrar_email"], by=by)
        return stored.pk


class FormedForm(TriedForm):
    """A municipality or district formed by a merger or a split."""

    from_year = forms.IntegerField(label="Bildas år", help_text="Den finns från den 1 januari det här året.")
    county = forms.ModelChoiceField(COUNTIES, label="Län", required=False, help_text="Tomt för en stadsdel.")
    ending = forms.ModelMultipleChoiceField(
        Municipality.objects.filter(to_year=None),
        label="Upphör samtidigt",
        required=False,
        help_text="De av föregångarna som inte finns kvar. Vid en delning kan den gamla finnas kvar.",
    )

    class Meta:
        model = Municipality
        fields = ("code", "name", "parent", "from_year", "county", "predecessors", "ending")
        labels = {"parent": "Stad (för en stadsdel)", "predecessors": "Bildas av"}
        help_texts = {"code": "Fyra siffror; en stadsdel har sex, och börjar med stadens kod."}

    def clean(self) -> dict[str, Any]:
        code, parent = self.cleaned_data.get("code", ""), self.cleaned_data.get("parent")
        if code and (not code.isdecimal() or len(code) != (6 if parent else 4)):
            self.add_error("code", "En kommuns kod har fyra siffror och en stadsdels sex.")
        return super().clean()

    def record(self, by: str) -> int:
        names = ("code", "name", "parent", "county", "from_year", "predecessors", "ending")
        return actions.form_municipality(**{name: self.cleaned_data[name] for name in names}, by=by).pk
