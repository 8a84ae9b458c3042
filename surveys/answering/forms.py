"""The forms of answering. What the questions ask for is no Django form: it is read by saving.py."""

from __future__ import annotations

from django import forms

from municipalities.typed_text import TextField
from surveys.answering.section_state import SectionState


class AssignForm(forms.Form):
    """A part for a colleague; whether name and address will do is said by assign_section()."""

    avsnitt = forms.ChoiceField(label="Del")
    namn = TextField(label="Namn", required=False)
    epost = TextField(label="E-postadress", required=False, widget=forms.EmailInput)

    def __init__(self, state: SectionState, *args: object) -> None:
        super().__init__(*args, auto_id="dela-%s", use_required_attribute=False)  # type: ignore[arg-type]  # a form's arguments as they come
        self.fields["avsnitt"].choices = [(one.section, one.title) for one in state.progress]
        self.fields["avsnitt"].widget.attrs["class"] = "field"
        self.fields["namn"].widget.attrs |= {"required": True, "maxlength": 120, "autocomplete": "off"}
        self.fields["epost"].widget.attrs |= {"required": True, "autocomplete": "off"}
