"""Forms of meetings and protocols."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone

from municipalities.days import NoSuchTime, moment
from municipalities.models import Municipality
from municipalities.typed_days import DayField
from municipalities.typed_text import EmailField, TextField
from surveys.questionnaires.questionnaire import Question
from workflow.meetings.protocol_actions import PointText
from workflow.models import Cycle, Meeting, ProtocolPoint

OTHER = "annan"


def _clock(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class MeetingForm(forms.Form):
    day = DayField("Dag")
    starts = _clock("Börjar")
    ends = _clock("Slutar")
    place = TextField(label="Plats", required=False, max_length=200)
    link = forms.URLField(label="Länk till videomöte", required=False, max_length=200, assume_scheme="https")
    agenda = TextField(
        label="Mer om mötet (kommer med i kallelsen)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
        told = {"place": meeting.place, "link": meeting.link, "agenda": meeting.agenda}
        return told | {"day": starts.date(), "starts": starts.time(), "ends": ends.time()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", "Mötet måste sluta efter att det börjat.")
        if not (data.get("place") or data.get("link") or self.errors.get("link")):
            self.add_error("place", "Skriv var mötet är, eller länken till det.")
        for name in ("starts", "ends"):
            self._set_moment(data, name)
        return data

    def _set_moment(self, data: dict[str, Any], name: str) -> None:
        """The day and the time together, as `starts_at` and `ends_at`; an hour that the clock skips is refused."""
        if not (data.get("day") and data.get(name)):
            return
        try:
            data[f"{name}_at"] = moment(data["day"], data[name], ZoneInfo(settings.TIME_ZONE))
        except NoSuchTime as told:
            self.add_error(name, str(told))

    def wanted(self) -> dict[str, Any]:
        """As plan_meeting and change_meeting take it."""
        data = self.cleaned_data
        return {name: data[name] for name in ("starts_at", "ends_at", "place", "link", "agenda")}


class ParticipantForm(forms.Form):
    name = TextField(label="Namn", max_length=120)
    email = EmailField(label="E-postadress", max_length=254)
    belongs = forms.ChoiceField(label="Hör till")
    organisation = TextField(
        label="Annan organisation",
        required=False,
        max_length=120,
        help_text="Om ingen passar",
    )

    def __init__(self, cycle: Cycle, municipalities: list[Municipality], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {one.code: one for one in municipalities}
        self.network = cycle.network.name
        places = [(code, one.name) for code, one in self.by_code.items()]
        own = [(self.network, self.network), ("Socialstyrelsen", "Socialstyrelsen")]
        self.fields["belongs"].choices = [*places, *own, (OTHER, "Annan organisation")]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("belongs") == OTHER and not data.get("organisation"):
            self.add_error("organisation", "Skriv organisationens namn.")
        return data

    def wanted(self) -> dict[str, Any]:
        data = self.cleaned_data
        municipality = self.by_code.get(data["belongs"])
        place = municipality.name if municipality else data["belongs"]
        named = {"name": data["name"], "email": data["email"], "municipality": municipality}
        return named | {"organisation": data["organisation"] if place == OTHER else place}


class AgendaPointForm(forms.Form):
    question = forms.ChoiceField(label="Fråga")
    why = TextField(label="Varför den ska tas upp", max_length=400)

    def __init__(self, questions: Mapping[str, Question], taken: set[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [one for code, one in questions.items() if code not in taken]
        choices = [(one.code, f"{one.code} {one.text}"[:90]) for one in free]
        self.fields["question"].choices = choices  # type: ignore[attr-defined]  # a choice field


class PointForm(forms.Form):
    text = TextField(label="Så läser vi frågan", required=False, widget=forms.Textarea(attrs={"rows": 7}))
    consider_in_analysis = forms.BooleanField(label="Beaktas i analysen", required=False)
    consider_because = TextField(
        label="Varför det ska beaktas", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    raised_by = TextField(label="Vem tog upp det?", required=False, max_length=120)
    obvious = forms.BooleanField(label="Alla var överens – lämnas utanför protokollet", required=False)
    earlier = forms.ChoiceField(
        label="Den förra tolkningen",
        required=False,
        choices=[("", "Inte tagit ställning"), *ProtocolPoint.Earlier.choices],
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(point: ProtocolPoint | None) -> dict[str, Any]:
        if point is None:
            return {"seen_version": 0}
        names = ("text", "consider_in_analysis", "consider_because", "raised_by", "obvious", "earlier")
        return {name: getattr(point, name) for name in names} | {"seen_version": point.version}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("consider_in_analysis") and not data.get("consider_because", "").strip():
            self.add_error("consider_because", "Skriv varför det ska beaktas i analysen.")
        if data.get("earlier") and not data.get("text", "").strip():
            self.add_error("text", "Skriv tolkningen som ska gälla, eller varför den förra upphör.")
        return data

    def wanted(self) -> PointText:
        data = {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}
        return PointText(**data)


class AdjustForm(forms.Form):
    """The items of one question with what stands there now, and who in the municipality agrees. What is `not_asked` of
    it has no field, unless one was sent: that is for the action to refuse, and for the person to see."""

    def __init__(
        self, question: Question, not_asked: Collection[str], people: dict[str, str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        shown = [item for item in question.items if item.code not in not_asked or item.code in self.data]
        for item in shown:
            label = item.label or "Svar"
            if item.has_options:
                choices = [("", "Inget svar"), *((option.code, option.label) for option in item.options)]
                self.fields[item.code] = forms.ChoiceField(label=label, choices=choices, required=False)
            else:
                named = f"{label} ({item.unit})" if item.unit else label
                self.fields[item.code] = TextField(label=named, required=False, max_length=2000)
            self.fields[f"sett-{item.code}"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.fields["agreed_by"] = forms.ChoiceField(
            label="Vem i kommunen har sagt ja?", choices=[("", "Välj"), *people.items()]
        )
        self.items = [item.code for item in shown]


class SendOutForm(forms.Form):
    until = DayField("Synpunkter senast")


class TextForm(forms.Form):
    text = TextField(max_length=10000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, label: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
