"""Forms of the heads' decision: the draft, a head's standpoint, and what the group came to."""

from __future__ import annotations

from typing import Any

from django import forms

from municipalities.typed_days import DayField
from municipalities.typed_text import TextField
from workflow.decisions.actions import GOES_BACK_TO
from workflow.fields import NamedForm, long_text
from workflow.models import Decision, Standpoint, Step

STEPS = [(str(code), Step.Code(code).label) for code in GOES_BACK_TO]
FOLLOW_UP = "Uppföljning (tomt: två år efter beslutet)"


def _step(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=STEPS, widget=forms.Select(attrs={"class": "field"}))


class DraftForm(NamedForm):
    """FoU's proposal to the heads. `refused_as`: what the errors are about, where the draft itself is saved."""

    refused_as = ""

    forslag = long_text("Vad de ska ta ställning till", 5)
    tidsplan = long_text("Tidsplan", 3)
    ansvar = long_text("Hur ansvaret fördelas", 3)
    uppfoljning = DayField(FOLLOW_UP, required=False)
    utan_hemuppgift = TextField(label="Varför läggs förslaget fram ändå?", required=False, max_length=500)

    @staticmethod
    def initial_of(decision: Decision) -> dict[str, Any]:
        texts = {"forslag": decision.proposal, "tidsplan": decision.time_plan, "ansvar": decision.responsibility}
        return texts | {"uppfoljning": decision.follow_up_on, "utan_hemuppgift": decision.without_homework}

    def wanted(self) -> dict[str, Any]:
        """As write_draft takes it."""
        data = self.cleaned_data
        texts = {"proposal": data["forslag"], "time_plan": data["tidsplan"], "responsibility": data["ansvar"]}
        return texts | {"follow_up_on": data["uppfoljning"]}


class NewVersionForm(NamedForm):
    """Why a decided one is written anew; the first draft needs no reason."""

    skal = TextField(
        label="Varför behövs en ny version?",
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"id": "ny-skal", "required": True}),
    )


class StandForm(NamedForm):
    """The standpoint of one municipality's head."""

    stallning = forms.ChoiceField(
        label="Ställningstagande",
        choices=Standpoint.Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ett av ställningstagandena."},
    )
    kommentar = long_text("Kommentar, eller vad som behöver göras om", 3)
    steg = _step("Om du återremitterar: vart?")

    def __init__(self, code: str, data: Any = None, stand: Standpoint | None = None) -> None:
        start: dict[str, Any] = {"steg": STEPS[-1][0]}
        if stand is not None:
            start |= {"stallning": stand.stance, "kommentar": stand.comment, "steg": stand.back_to or start["steg"]}
        super().__init__(data, auto_id=f"%s-{code}", initial=start)
        self.fields["steg"].required = False

    def wanted(self) -> dict[str, Any]:
        """As take_stand takes it."""
        data = self.cleaned_data
        told = {"stance": data["stallning"], "comment": data["kommentar"]}
        return told | {"back_to": data["steg"] or Step.Code.MEETING_2}


class DecideForm(NamedForm):
    """The group's decision, as FoU records it."""

    dag = DayField("Beslutsdag")
    motivering = long_text("Motivering", 3)
    uppfoljning = DayField(FOLLOW_UP, required=False, attrs={"id": "uppf"})
    utan = TextField(label="Alla har inte svarat. Varför beslutas det ändå?", required=False, max_length=500)

    def wanted(self) -> dict[str, Any]:
        """As decide takes it."""
        data = self.cleaned_data
        told = {"on": data["dag"], "motivation": data["motivering"]}
        return told | {"follow_up_on": data["uppfoljning"], "without_all": data["utan"]}


class SendBackForm(NamedForm):
    """The group sends the proposal back to a step."""

    steg = _step("Vad som ska göras om")
    skal = TextField(label="Varför", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def wanted(self) -> dict[str, Any]:
        """As send_back takes it."""
        return {"step": self.cleaned_data["steg"], "because": self.cleaned_data["skal"]}
