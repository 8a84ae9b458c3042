"""What comes back when something is refused: why, all that was typed, and the way back."""

from __future__ import annotations

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from municipalities.refusals import (
    Closed,
    NotPossible,
    RefusalMiddleware,
    Refused,
    WrittenMeanwhile,
    refuse_form,
    status_of,
)

MEANWHILE = WrittenMeanwhile("Någon annan har skrivit.", mine="Mitt", theirs="Deras")
FORGED = [
    "https://ond.example/areas/7/",
    "//ond.example/",
    "https://testserver.ond.example/",
    "javascript:alert(1)",
    "http://testserver@ond.example/",
    "",
]


def refused(refusal: Exception, *, came_from: str = "", script: bool = False, **typed: object) -> HttpResponse | None:
    """The answer to a form of which no view has answered the refusal."""
    told = {"Referer": came_from} | ({"X-Requested-With": "fetch"} if script else {})
    request = RequestFactory().post("/omgang/7/", typed, headers=told)
    return RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refusal)


def page(*args: Exception, **more: object) -> str:
    answer = refused(*args, **more)  # type: ignore[arg-type]  # what the test names
    assert answer is not None
    return answer.content.decode()


@pytest.mark.parametrize(
    ("refusal", "status"), [(NotPossible("Nej."), 422), (Closed("Nej."), 422), (MEANWHILE, 409)], ids=str
)
def test_the_status_says_whether_two_have_written(refusal: Refused, status: int) -> None:
    answer = refused(refusal)
    assert answer is not None
    assert answer.status_code == status
    assert str(refusal) in answer.content.decode()


def test_the_page_gives_back_everything_that_was_typed() -> None:
    text = page(NotPossible("Nej."), skal="Två rader\nav <skäl>", namn="Kim", epost="kim@ekero.example")
    assert "Två rader<br>av &lt;skäl&gt;" in text
    assert '<p class="prose">Kim</p>' in text
    assert "kim@ekero.example" in text
    assert "Inget av det är sparat" in text


def test_what_buttons_and_choices_send_is_not_taken_for_typed() -> None:
    sent = {
        "csrfmiddlewaretoken": "aB9",
        "gor": "stryk",
        "dag": "2017-03-21",
        "version": "A 3",
        "sett-E4": "Som det stod",
    }
    text = page(NotPossible("Nej."), **sent)
    assert "Det här hade du skrivit" not in text
    assert "Inget har sparats eller ändrats" in text


def test_the_way_back_is_the_page_one_came_from() -> None:
    came_from = "http://testserver/omgang/7/omraden/?visa=alla"
    assert f'href="{came_from}">Tillbaka' in page(NotPossible("Nej."), came_from=came_from)


@pytest.mark.parametrize("came_from", FORGED)
def test_the_way_back_never_leaves_the_site(came_from: str) -> None:
    text = page(NotPossible("Nej."), came_from=came_from)
    assert 'href="/">Tillbaka' in text
    assert "ond.example" not in text


def test_script_gets_the_reason_as_plain_text() -> None:
    answer = refused(Closed("Enkäten är stängd."), script=True)
    assert answer is not None
    assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert answer.content.decode() == "Enkäten är stängd."


def test_other_faults_are_left_alone() -> None:
    assert refused(ValueError("trasigt")) is None


class Reason(forms.Form):
    because = forms.CharField()
    on = forms.DateField(required=False)


def refusing(refusal: Exception, **typed: str) -> Reason:
    form = Reason(typed)
    assert form.is_valid()
    with refuse_form(form):
        raise refusal
    return form


def test_a_refused_form_keeps_the_text_and_says_why() -> None:
    form = refusing(NotPossible("Dagen har varit."), because="Vi hann inte", on="2017-03-21")
    assert form.non_field_errors() == ["Dagen har varit."]
    assert (form["because"].value(), form["on"].value()) == ("Vi hann inte", "2017-03-21")
    assert status_of(form) == 422


def test_a_form_that_met_another_writer_says_so_in_its_status() -> None:
    assert status_of(refusing(MEANWHILE, because="x")) == 409


def test_only_refusals_are_taken_for_faults_of_the_form() -> None:
    with pytest.raises(ZeroDivisionError):
        refusing(ZeroDivisionError(), because="x")


def test_the_status_of_a_page_with_several_forms() -> None:
    wrong, meanwhile = Reason({"because": ""}), refusing(MEANWHILE, because="x")
    assert status_of(Reason(), None, Reason({"because": "x"})) == 200
    assert status_of(Reason(), wrong) == 422
    assert status_of(wrong, meanwhile, Reason()) == 409
