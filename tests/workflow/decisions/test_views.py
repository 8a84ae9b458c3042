"""The page of the decision: what is refused comes back as it was typed, with the reason beside it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from tests.workflow.analysis_scene import (
    DECIDED,
    analyse,
    decided,
    draft,
    everybody,
    hand_in,
    meet_again,
    propose,
    stand,
)
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast
from workflow.cycles.actions import leave_out_step
from workflow.decisions.actions import send_back
from workflow.models import Cycle, Decision, Standpoint
from workflow.states import FOU

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after_the_meeting():
    with time_machine.travel(DECIDED, tick=False):
        yield


def post(client: Client, cycle: Cycle, button: str, **typed: str) -> HttpResponse:
    return client.post(f"/omgang/{cycle.pk}/beslut/{button}/", typed)


def refused(answer: HttpResponse) -> str:
    """The refused page; its reasons stand in an alert."""
    assert answer.status_code == 422
    shown = " ".join(answer.content.decode().split())
    assert 'role="alert"' in shown
    return shown


def test_a_draft_with_a_bad_day_comes_back_as_typed(carin: Client, cycle: Cycle) -> None:
    made = draft(cycle)
    typed = {"forslag": "Fyra områden", "tidsplan": "I två år", "ansvar": "FoU leder", "uppfoljning": "31/2"}
    shown = refused(post(carin, cycle, "skriv", gor="spara", **typed))
    assert "”31/2” är ingen dag" in shown
    for text in ("Fyra områden</textarea>", "I två år</textarea>", "FoU leder</textarea>", 'value="31/2"'):
        assert text in shown
    made.refresh_from_db()
    assert made.proposal == "Tre områden"


def test_what_cannot_be_proposed_is_saved_and_says_so(carin: Client, cycle: Cycle) -> None:
    made = draft(cycle)
    analyse(cycle.development_areas.first(), seen=1, motivation="")
    shown = refused(post(carin, cycle, "skriv", gor="foresla", forslag="Fyra områden"))
    assert "Utkastet är sparat men inte framlagt." in shown
    assert "Fyra områden</textarea>" in shown
    made.refresh_from_db()
    assert (made.state, made.proposal) == ("draft", "Fyra områden")


def test_nothing_is_proposed_before_the_second_meeting_is_recorded(carin: Client, cycle: Cycle) -> None:
    made = draft(cycle)
    page = carin.get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    assert "Analysmöte 2 är inte antecknat som hållet." in page
    shown = refused(post(carin, cycle, "skriv", gor="foresla", forslag="Tre områden", utan_hemuppgift="Vi vet nog"))
    assert "välj bort steget med ett skäl. Lägg sedan fram förslaget." in shown
    made.refresh_from_db()
    assert (made.state, cycle.steps.get(code="meeting_2").state) == ("draft", "planned")


@pytest.mark.parametrize("left_out", [True, False])
def test_missing_homework_is_said_and_gone_on_without_for_a_reason(
    carin: Client, cast: WorkflowCast, cycle: Cycle, left_out: bool
) -> None:
    """All 24 are missing but Ekerö's first. The heads read the reason, and it is frozen with the decision."""
    made = draft(cycle)
    hand_in(cycle.development_areas.first(), EKERO)
    if left_out:
        leave_out_step(cycle=cycle, code="meeting_2", because="Skriftligt", by="c", roles={FOU})
    else:
        meet_again(cycle)
    page = carin.get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    assert "23 hemuppgifter är inte inlämnade: Ekerö 2, " in page
    shown = refused(post(carin, cycle, "skriv", gor="foresla", forslag="Tre områden"))
    assert "Skriv varför förslaget läggs fram ändå." in shown
    post(carin, cycle, "skriv", gor="foresla", forslag="Tre områden", utan_hemuppgift="Vi vet nog")
    made.refresh_from_db()
    assert made.state == "proposed"
    assert (
        "Lades fram utan alla hemuppgifter: Vi vet nog"
        in cast.client("david").get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    )
    assert cycle.steps.get(code="homework").state == "planned"  # nothing is marked done on the way


def test_a_decision_is_not_older_than_its_standpoints(cast: WorkflowCast, cycle: Cycle) -> None:
    everybody(cast)
    stand(propose(cycle), SOLNA)
    typed = {"dag": "2018-03-08", "motivering": "Behovet är gemensamt.", "utan": "Frida är sjuk"}
    shown = refused(post(cast.client("carin"), cycle, "avgor", gor="besluta", **typed))
    assert "Beslutet kan inte ha fattats före det senaste ställningstagandet, som kom 9 mars 2018." in shown


def test_a_decision_recorded_later_says_of_which_day_its_figures_are(cast: WorkflowCast, cycle: Cycle) -> None:
    made = decided(cast, cycle)
    page = cast.client("carin").get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    assert "låst, med siffrorna från den dagen." in page
    Decision.objects.filter(pk=made.pk).update(decided_at=DECIDED + timedelta(days=3))
    page = cast.client("carin").get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    assert "låst, med siffrorna från 12 mars 2018, när beslutet från 9 mars 2018 antecknades." in page
    assert cycle.steps.get(code="decision").happened_on == DECIDED.date()


def test_what_another_has_proposed_meanwhile_takes_no_draft_and_keeps_the_text(carin: Client, cycle: Cycle) -> None:
    propose(cycle)
    assert "Fyra områden</textarea>" in refused(post(carin, cycle, "skriv", gor="spara", forslag="Fyra områden"))


def test_a_refused_standpoint_keeps_its_comment(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    typed = {"kommun": SOLNA, "kommentar": "Börja i liten skala"}
    shown = refused(post(cast.client("david"), cycle, "stallning", **typed))
    assert "Välj ett av ställningstagandena." in shown
    assert "Börja i liten skala</textarea>" in shown
    assert not Standpoint.objects.exists()


def test_a_refused_standpoint_keeps_its_choice_and_step(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    typed = {"kommun": SOLNA, "stallning": "send_back", "steg": "homework"}
    shown = refused(post(cast.client("david"), cycle, "stallning", **typed))
    assert "Skriv din kommentar" in shown
    assert '<option value="homework" selected>' in shown
    assert re.search('<input[^>]*value="send_back"[^>]* checked>', shown)


def test_a_comment_for_another_municipality_is_not_lost(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    typed = {"kommun": EKERO, "stallning": "comment", "kommentar": "Börja i liten skala"}
    answer = post(cast.client("david"), cycle, "stallning", **typed)
    assert answer.status_code == 422
    assert "Välj den kommun du är socialchef i." in answer.content.decode()
    assert "Börja i liten skala" in answer.content.decode()


def test_deciding_without_saying_why_some_are_missing_keeps_the_motivation(cast: WorkflowCast, cycle: Cycle) -> None:
    everybody(cast)
    stand(propose(cycle), SOLNA)
    typed = {"dag": "2018-03-09", "motivering": "Behovet är gemensamt.", "uppfoljning": "2020-05-05"}
    shown = refused(post(cast.client("carin"), cycle, "avgor", gor="besluta", **typed))
    assert "Ställningstagande saknas från Ekerö." in shown
    for text in ("Behovet är gemensamt.</textarea>", 'value="2018-03-09"', 'value="2020-05-05"'):
        assert text in shown
    assert Decision.objects.get().state == "proposed"


def test_a_decision_is_recorded_with_what_was_typed(cast: WorkflowCast, cycle: Cycle) -> None:
    everybody(cast)
    stand(propose(cycle), SOLNA)
    typed = {"dag": "2018-03-09", "motivering": "Behovet är gemensamt.", "utan": "Frida är sjuk"}
    assert post(cast.client("carin"), cycle, "avgor", gor="besluta", **typed).status_code == 302
    made = Decision.objects.get()
    assert (made.state, str(made.decided_on), made.motivation) == ("decided", "2018-03-09", "Behovet är gemensamt.")
    assert made.frozen["without_all"] == "Frida är sjuk"


def test_a_head_who_sends_back_meanwhile_does_not_cost_fou_the_motivation(cast: WorkflowCast, cycle: Cycle) -> None:
    everybody(cast)
    stand(propose(cycle), SOLNA, "send_back", "Underlaget är tunt")
    typed = {"dag": "2018-03-09", "motivering": "Behovet är gemensamt.", "utan": "Frida är sjuk"}
    shown = refused(post(cast.client("carin"), cycle, "avgor", gor="besluta", **typed))
    assert "Behovet är gemensamt.</textarea>" in shown
    assert 'value="Frida är sjuk"' in shown


def test_sending_back_what_no_head_has_sent_back_keeps_the_reason(carin: Client, cycle: Cycle) -> None:
    propose(cycle)
    shown = refused(post(carin, cycle, "avgor", gor="tillbaka", steg="homework", skal="Tunt underlag"))
    assert "Ingen socialchef har återremitterat förslaget." in shown
    assert "Tunt underlag</textarea>" in shown


def test_a_new_version_without_its_reason_stands_open_with_the_cause(cast: WorkflowCast, cycle: Cycle) -> None:
    decided(cast, cycle)
    shown = refused(post(cast.client("carin"), cycle, "skriv", gor="ny"))
    assert "Skriv varför beslutet behöver en ny version." in shown
    assert '<details class="card no-print" open>' in shown


def test_a_second_send_back_keeps_what_was_typed(cast: WorkflowCast, cycle: Cycle) -> None:
    """Somebody else has sent it back already: a draft lies there, which takes no sending back."""
    everybody(cast)
    proposed = propose(cycle)
    stand(proposed, SOLNA, "send_back", "Underlaget är tunt")
    send_back(decision=proposed, step="homework", because="Tunt", by="x", roles={FOU})
    shown = refused(post(cast.client("carin"), cycle, "avgor", gor="tillbaka", steg="homework", skal="Mina skäl"))
    assert "Mina skäl</textarea>" in shown


def test_a_day_off_is_taken_and_remarked_on(carin: Client, cycle: Cycle) -> None:
    made = draft(cycle)
    address = f"/omgang/{cycle.pk}/beslut/skriv/"
    page = carin.post(address, {"gor": "spara", "forslag": "Tre", "uppfoljning": "2020-06-19"}, follow=True)
    assert "Tänk på att 19 juni 2020 inte är en arbetsdag (Midsommarafton)." in page.content.decode()
    made.refresh_from_db()
    assert str(made.follow_up_on) == "2020-06-19"
