"""Parts of a response handed to colleagues."""

from __future__ import annotations

from datetime import timedelta

import pytest

from municipalities.models import Event, Mail
from municipalities.refusals import Closed, NotPossible
from surveys.answering.actions import assign_section, finish_assignment, withdraw_assignment
from surveys.models import Response, SectionAssignment
from tests.worlds.answering import NOW

ANNA = "anna@test.example"


def assign(response: Response, **changed: object) -> SectionAssignment:
    wanted = {
        "section": "tillganglighet",
        "name": " Kim  Exempel ",
        "email": "Kim@Ekero.example",
        "by": ANNA,
        "now": NOW,
    }
    return assign_section(response=response, **(wanted | changed))  # type: ignore[arg-type]  # what the test changes


def test_the_colleague_gets_a_personal_link(response):
    assignment = assign(response)
    mail = Mail.objects.get()
    assert (mail.to, mail.kind, mail.by) == ("kim@ekero.example", "assignment", ANNA)
    assert "Tillgänglighet" in mail.body
    assert "Sista dag att svara är 2017-03-21" in mail.body
    assert (assignment.name, assignment.assigned_by, assignment.assigned_at) == ("Kim Exempel", ANNA, NOW)


def test_the_link_itself_is_only_in_the_mail(response):
    assignment = assign(response)
    [token] = [line.rsplit("/", 2)[1] for line in Mail.objects.get().body.splitlines() if "/enkat/del/" in line]
    assert len(token) == 43
    stored = str(vars(SectionAssignment.objects.get(pk=assignment.pk))) + str(list(Event.objects.values()))
    assert token not in stored


def test_handing_out_the_same_part_again_sends_a_new_link(response):
    first = assign(response)
    again = assign(response)
    assert first.pk == again.pk
    assert first.token_sha256 != again.token_sha256
    assert Mail.objects.count() == 2
    assert list(Event.objects.order_by("id").values_list("action", flat=True)) == [
        "section.assigned",
        "section.link_renewed",
    ]


def test_after_withdrawal_the_part_can_be_handed_out_anew(response):
    withdraw_assignment(assignment=assign(response), by=ANNA, now=NOW)
    assert assign(response).withdrawn_at is None
    assert SectionAssignment.objects.count() == 2


def test_withdrawing_twice_is_told(response):
    assignment = assign(response)
    withdraw_assignment(assignment=assignment, by=ANNA, now=NOW)
    with pytest.raises(Closed, match="redan återtagen"):
        withdraw_assignment(assignment=assignment, by=ANNA, now=NOW)


def test_done_is_kept_from_the_first_time(response):
    assignment = assign(response)
    finish_assignment(assignment=assignment, by=assignment.email, now=NOW)
    finish_assignment(assignment=assignment, by=assignment.email, now=NOW + timedelta(hours=1))
    assert SectionAssignment.objects.get().done_at == NOW
    assert Event.objects.filter(action="section.finished").count() == 1


def test_a_withdrawn_part_cannot_be_done(response):
    assignment = assign(response)
    withdraw_assignment(assignment=assignment, by=ANNA, now=NOW)
    with pytest.raises(Closed):
        finish_assignment(assignment=assignment, by=assignment.email, now=NOW)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"email": "kim"}, "e-postadress"),
        ({"email": "kim@ekero.example\nBcc: alla@x.example"}, "e-postadress"),
        ({"name": "  "}, "namn"),
        ({"section": "okand"}, "ingen sådan del"),
    ],
)
def test_what_cannot_be_handed_out(response, changed, message):
    with pytest.raises(NotPossible, match=message):
        assign(response, **changed)
    assert not Mail.objects.exists()


def test_a_closed_survey_is_not_shared(response):
    with pytest.raises(Closed):
        assign(response, now=NOW + timedelta(days=30))
