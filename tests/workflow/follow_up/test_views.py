"""The pages of a follow-up: who may open and write what, what they show, and how many queries that takes."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from municipalities.models import Mail
from surveys.models import ChangeReason, Response
from surveys.questionnaires.queries import get_survey
from tests.workflow.conftest import EKERO, WorkflowCast, municipality
from tests.workflow.follow_up_scene import LATER, Scene, add_area, build_scene, leave_out_meeting
from workflow.models import FollowUp, PlanReport, Verdict

DAY = "2017-12-12 10:00"
STRANGERS = ("eva", "greta", "hugo", "sara")
pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    with time_machine.travel(DAY, tick=False):
        yield build_scene(cast)


@pytest.fixture
def planned(cast: WorkflowCast) -> Scene:
    with time_machine.travel("2016-05-01", tick=False):
        yield build_scene(cast, opened=False)


def address(name: str, scene: Scene, *more: int) -> str:
    return reverse(name, args=[scene.cycle.pk, *more])


def page(scene: Scene, person: str, name: str = "follow-up", *more: int) -> str:
    answer = scene.cast.client(person).get(address(name, scene, *more))
    assert answer.status_code == 200, answer
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def article(shown: str) -> str:
    """Without the log-out form, whose token is new each time."""
    return shown.partition("<article")[2]


def judge_all(scene: Scene) -> None:
    for area, outcome in ((scene.laws, "reached"), (scene.safe, "partly")):
        data = {"outcome": outcome, "motivation": "Siffrorna visar det.", "goes_on": "on"}
        scene.cast.client("carin").post(address("follow-up-verdict", scene, area.pk), data)


def close(scene: Scene, client: Client | None = None):
    data = {"summary": "Två av två områden har rört sig.", "goes_on": "Skyddet", "gor": "faststall"}
    return (client or scene.cast.client("carin")).post(address("follow-up-closing", scene), data)


READERS_PAGES = ("follow-up",)
FOU_PAGES = ("follow-up-scope", "follow-up-closing")
FOU_BUTTONS = ("follow-up-open", "follow-up-remind")


@pytest.mark.parametrize("name", [*READERS_PAGES, *FOU_PAGES])
@pytest.mark.parametrize("person", STRANGERS)
def test_who_has_no_part_is_refused(scene: Scene, person: str, name: str) -> None:
    assert scene.cast.client(person).get(address(name, scene)).status_code == 403


@pytest.mark.parametrize("name", [*READERS_PAGES, *FOU_PAGES])
def test_a_stranger_is_sent_to_log_in(scene: Scene, name: str) -> None:
    assert Client().get(address(name, scene)).status_code == 302


@pytest.mark.parametrize("person", ["anna", "david", "greta"])
def test_only_fou_of_the_network_writes_scope_verdicts_and_closing(scene: Scene, person: str) -> None:
    client = scene.cast.client(person)
    addresses = [*(address(name, scene) for name in FOU_PAGES), address("follow-up-verdict", scene, scene.laws.pk)]
    assert [client.post(one, {"gor": "faststall"}).status_code for one in addresses] == [403, 403, 403]
    assert [client.post(address(name, scene)).status_code for name in FOU_BUTTONS] == [403, 403]


@pytest.mark.parametrize("person", ["bo", "david", "frida"])
def test_only_the_plans_own_contact_and_fou_write_its_report(scene: Scene, person: str) -> None:
    client = scene.cast.client(person)
    there = address("plan-report", scene, scene.ekero.pk)
    assert client.get(there).status_code == 200
    assert client.post(there, {"done": "Hej", "gor": "spara"}).status_code == 403
    assert not PlanReport.objects.exists()


def test_the_page_tells_before_between_and_after_with_counts(scene: Scene) -> None:
    shown = page(scene, "anna")
    assert "Före 2015" in shown
    assert "Mellan 2016" in shown
    assert "Efter 2017" in shown
    assert "<strong>5 av 8</strong> <small>· 62,5\u00a0%</small>" in shown
    for who in ("FoU Nordväst", "Stockholms län", "Riket", "Ekerö"):
        assert f'<th scope="row">{who}</th>' in shown


def test_years_that_do_not_join_are_told_so(scene: Scene) -> None:
    shown = page(scene, "david")
    assert "≠ kan inte jämföras" in shown
    assert "2016 och 2017 kan inte jämföras." in shown


def test_reasons_for_changed_answers_are_shown_once_handed_in(scene: Scene) -> None:
    response = Response.objects.create(
        survey=get_survey("ekonomiskt-bistand/2017"),
        municipality=municipality(EKERO),
        state="handed_in",
        handed_in_by="anna@test.example",
        handed_in_at=LATER,
        counted_revision=1,
    )
    told = {"question": "G7", "reason": "practice", "by": "anna@test.example", "at": LATER}
    ChangeReason.objects.create(response=response, text="Ny jurist i huset.", **told)
    question = ChangeReason.objects.get()
    asked = question_behind("juridiskt_stod")
    ChangeReason.objects.filter(pk=question.pk).update(question=asked)
    assert "Ny jurist i huset." in page(scene, "bo")
    Response.objects.update(state="under_way", handed_in_by="", handed_in_at=None, counted_revision=0)
    assert "Ny jurist i huset." not in page(scene, "bo")


def question_behind(code: str) -> str:
    from indicators.computing.definitions import definitions_of
    from workflow.follow_up.figures import questions_behind

    survey = get_survey("ekonomiskt-bistand/2017")
    return questions_behind(survey, definitions_of(survey), code)[0]


def test_before_its_day_the_page_says_when_it_opens(planned: Scene) -> None:
    assert "Öppnar 1 december 2017" in page(planned, "anna")
    assert "Efter 2017" not in page(planned, "anna")


def test_fou_can_open_early(planned: Scene) -> None:
    planned.cast.client("carin").post(address("follow-up-open", planned))
    assert FollowUp.objects.get().state == "open"


def test_a_report_is_drafted_and_handed_in(scene: Scene) -> None:
    anna, there = scene.cast.client("anna"), address("plan-report", scene, scene.ekero.pk)
    anna.post(there, {"done": "Rutinen skriven", "seen": "", "gor": "spara"})
    report = PlanReport.objects.get()
    assert report.submitted_at is None
    shown = anna.get(there).context
    anna.post(there, {"done": "Rutinen skriven och prövad", "seen": shown["seen"], "gor": "lamna"})
    report.refresh_from_db()
    assert (report.done, report.submitted_by) == ("Rutinen skriven och prövad", scene.cast.anna.email)
    anna.post(there, {"gor": "ta-tillbaka"})
    report.refresh_from_db()
    assert report.submitted_at is None


def test_a_draft_of_a_report_is_read_by_its_municipality_and_fou_until_it_is_handed_in(scene: Scene) -> None:
    """Ekerö's: Anna is its contact and Frida its head; Bo and David are Solna's."""
    where = ("plan-report", scene.ekero.pk)
    for button, readers in (
        ("spara", {"anna", "frida", "carin"}),
        ("lamna", {"anna", "frida", "carin", "bo", "david"}),
    ):
        sent = {"done": "Bara påbörjat", "gor": button}
        scene.cast.client("anna").post(address(*where[:1], scene, *where[1:]), sent)
        told = {one for one in ("anna", "bo", "carin", "david", "frida") if "Bara påbörjat" in page(scene, one, *where)}
        assert told == readers, button


def test_a_report_shows_where_the_goal_stands(scene: Scene) -> None:
    shown = page(scene, "anna", "plan-report", scene.ekero.pk)
    assert "Nej → Ja" in shown
    assert "Ja (2017)" in shown


def test_who_saves_over_another_gets_both_texts(scene: Scene) -> None:
    there = address("plan-report", scene, scene.ekero.pk)
    scene.cast.client("carin").post(there, {"done": "FoU skrev", "seen": "", "gor": "spara"})
    answer = scene.cast.client("anna").post(there, {"done": "Anna skrev", "seen": "", "gor": "spara"})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "FoU skrev" in shown
    assert "Anna skrev</textarea>" in shown
    joined = {"done": "FoU och Anna skrev", "seen": answer.context["seen"], "gor": "spara"}
    assert scene.cast.client("anna").post(there, joined).status_code == 302


def test_an_empty_report_is_refused_with_a_reason(scene: Scene) -> None:
    answer = scene.cast.client("anna").post(address("plan-report", scene, scene.ekero.pk), {"gor": "lamna"})
    assert answer.status_code == 422
    assert "Skriv vad som har gjorts" in answer.content.decode()


def test_a_report_that_cannot_be_handed_in_is_not_saved_and_stays_as_typed(scene: Scene) -> None:
    there = address("plan-report", scene, scene.ekero.pk)
    answer = scene.cast.client("anna").post(there, {"learned": "Börja tidigt", "seen": "", "gor": "lamna"})
    assert answer.status_code == 422
    assert "Börja tidigt</textarea>" in answer.content.decode()
    assert not PlanReport.objects.exists()


def test_what_is_written_on_a_report_handed_in_meanwhile_stays_on_the_page(scene: Scene) -> None:
    anna, there = scene.cast.client("anna"), address("plan-report", scene, scene.ekero.pk)
    anna.post(there, {"done": "Rutinen skriven", "seen": "", "gor": "lamna"})
    answer = scene.cast.client("carin").post(there, {"done": "FoU skrev", "seen": "", "gor": "spara"})
    assert answer.status_code == 422
    assert "FoU skrev</textarea>" in answer.content.decode()


def test_buttons_pressed_too_late_say_so(scene: Scene) -> None:
    carin = scene.cast.client("carin")
    assert carin.post(address("follow-up-open", scene)).status_code == 422
    there = address("plan-report", scene, scene.ekero.pk)
    assert carin.post(there, {"gor": "ta-tillbaka"}).status_code == 422


def test_fou_reminds_by_hand(scene: Scene) -> None:
    scene.cast.client("carin").post(address("follow-up-remind", scene))
    assert Mail.objects.filter(kind="follow_up_reminder").count() == 2


def test_fou_proposes_content_and_scope(scene: Scene) -> None:
    data = {"scope": "Tre frågor till varje kommun.", "reports_due": "2018-02-01"}
    scene.cast.client("carin").post(address("follow-up-scope", scene), data)
    assert "Tre frågor till varje kommun." in page(scene, "anna")
    assert "1 februari 2018" in page(scene, "anna")


def test_a_verdict_without_motivation_is_refused(scene: Scene) -> None:
    answer = scene.cast.client("carin").post(
        address("follow-up-verdict", scene, scene.laws.pk), {"outcome": "reached", "motivation": ""}
    )
    assert answer.status_code == 422
    assert not Verdict.objects.exists()


def test_closing_is_refused_in_words_and_keeps_the_text(scene: Scene) -> None:
    answer = close(scene)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Stöd i juridiken" in shown
    assert "Två av två områden har rört sig." in shown


def test_the_closing_document_is_for_all_with_a_part_and_stays(scene: Scene) -> None:
    judge_all(scene)
    leave_out_meeting(scene)
    assert close(scene).status_code == 302
    shown = page(scene, "frida", "follow-up-document")
    for told in ("Två av två områden har rört sig.", "8 av 8 · 100\u00a0%", FollowUp.objects.get().sha256):
        assert told in shown
    assert close(scene).status_code == 422
    assert article(page(scene, "frida", "follow-up-document")) == article(shown)
    assert scene.cast.client("greta").get(address("follow-up-document", scene)).status_code == 403


def test_there_is_no_closing_document_before_it_is_closed(scene: Scene) -> None:
    assert scene.cast.client("carin").get(address("follow-up-document", scene)).status_code == 404


def test_a_document_changed_behind_the_portals_back_is_told(scene: Scene) -> None:
    judge_all(scene)
    leave_out_meeting(scene)
    close(scene)
    held = FollowUp.objects.get()
    FollowUp.objects.update(document=held.document | {"summary": "Något annat"})
    assert "stämmer inte med kontrollsumman" in page(scene, "anna", "follow-up-document")


@pytest.mark.parametrize("person", ["anna", "carin"])
def test_more_areas_and_indicators_take_no_more_queries(scene: Scene, person: str, django_assert_max_num_queries):
    client, there = scene.cast.client(person), address("follow-up", scene)
    client.get(there)
    with django_assert_max_num_queries(29) as few:
        client.get(there)
    add_area(scene.cycle, 3, "Fler", ["utredningsmall", "vantetid", "vrakning", "radgivning"])
    with django_assert_max_num_queries(len(few)):
        client.get(there)
