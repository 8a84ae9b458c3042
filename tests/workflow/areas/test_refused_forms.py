"""Areas and homework: a refused form comes back as it was typed, on the page it stood on, with the reason beside it."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from municipalities.models import Event
from tests.workflow.analysis_scene import analyse, choose, load_results, propose, send_homework, suggest
from tests.workflow.conftest import EKERO, WorkflowCast
from workflow.models import Cycle, DevelopmentArea, Homework, IndicatorVote, Reference

pytestmark = pytest.mark.django_db


def refused(answer: HttpResponse, status: int = 422) -> str:
    """The refused page; its reasons stand in an alert."""
    assert answer.status_code == status
    shown = " ".join(answer.content.decode().split())
    assert 'role="alert"' in shown
    return shown


def post(client: Client, area: DevelopmentArea, button: str, on: str = "", **typed: str) -> HttpResponse:
    """By the form of the list, or of the area's own page."""
    here = f"/omgang/{area.cycle_id}/omraden/{area.pk}/"
    return client.post(f"{here}gor/", {"gor": button, "till": here if on == "area" else "", **typed})


def test_a_refused_change_keeps_title_need_and_reach(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    typed = {"namn": "", "behov": "Ett längre behov", "gemensamt": "joint"}
    shown = refused(post(carin, area, "andra", on="area", **typed))
    assert "Området behöver ett namn." in shown
    assert "Ett längre behov</textarea>" in shown
    assert "Hur arbetet görs" in shown
    assert shown.index('value="joint"') < shown.index("checked") < shown.index("> Gemensamt")
    area.refresh_from_db()
    assert (area.need, area.reach) == ("Behovet", "municipal")


def test_a_change_of_what_lies_before_the_heads_keeps_the_text(carin: Client, cycle: Cycle) -> None:
    propose(cycle)
    area = cycle.development_areas.first()
    typed = {"namn": "Ett nytt namn", "behov": "Ett längre behov", "gemensamt": "joint"}
    shown = refused(post(carin, area, "andra", on="area", **typed))
    assert 'value="Ett nytt namn"' in shown
    assert "Ett längre behov</textarea>" in shown


def test_a_change_is_saved_and_leads_back_to_the_area(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    typed = {"namn": "Ett nytt namn", "behov": "Ett längre behov", "gemensamt": "joint"}
    assert post(carin, area, "andra", on="area", **typed)["Location"] == f"/omgang/{cycle.pk}/omraden/{area.pk}/"
    area.refresh_from_db()
    assert (area.title, area.need, area.reach) == ("Ett nytt namn", "Ett längre behov", "joint")


def test_a_form_shown_again_is_sent_from_the_page_it_stands_on(carin: Client, cycle: Cycle) -> None:
    """The refused page has the address of the button; its forms lead to the area all the same."""
    area = choose(cycle)[0]
    here = f"/omgang/{cycle.pk}/omraden/{area.pk}/"
    shown = refused(post(carin, area, "andra", on="area", namn="", gemensamt="joint"))
    assert f'name="till" value="{here}"' in shown
    assert f'<form method="post" action="{here}">' in shown


def test_choosing_without_the_need_is_told_at_the_area(carin: Client, cycle: Cycle) -> None:
    area = suggest(cycle, "Våld", ["vald_rutin"])
    assert "Skriv behovet bakom valet." in refused(post(carin, area, "valj", behov=" "))


def test_a_choice_that_came_too_late_keeps_the_need(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    shown = refused(post(carin, area, "valj", behov="Behovet som jag ser det"))
    assert f'id="behov-{area.pk}"' in shown
    assert "Behovet som jag ser det</textarea>" in shown


def test_dropping_too_late_keeps_the_reason(carin: Client, cycle: Cycle) -> None:
    propose(cycle)
    area = cycle.development_areas.first()
    assert 'value="Görs redan"' in refused(post(carin, area, "stryk", skal="Görs redan"))
    assert 'value="Görs redan"' in refused(post(carin, area, "stryk", on="area", skal="Görs redan"))


def test_a_suggestion_without_indicators_keeps_its_name(carin: Client, cycle: Cycle) -> None:
    load_results()
    shown = refused(carin.post(f"/omgang/{cycle.pk}/omraden/ta-upp/", {"namn": "Våld i nära relationer"}))
    assert "Ett område behöver ett namn och minst en indikator" in shown
    assert 'value="Våld i nära relationer"' in shown


def test_a_suggestion_without_a_name_keeps_its_indicators(carin: Client, cycle: Cycle) -> None:
    load_results()
    sent = {"indikator": ["vald_rutin", "fia"], "namn": ""}
    shown = refused(carin.post(f"/omgang/{cycle.pk}/omraden/ta-upp/", sent))
    boxes = [one.split(">")[0] for one in shown.split('<input type="checkbox"')]
    assert sorted(one.split('value="')[1].split('"')[0] for one in boxes if "checked" in one) == ["fia", "vald_rutin"]


def test_finishing_meeting_1_keeps_day_and_reason(carin: Client, cycle: Cycle) -> None:
    area = suggest(cycle, "Våld", ["vald_rutin"])
    post(carin, area, "valj", behov="Behovet")
    sent = {"hallet": "2017-10-12", "senast": "2017-01-01", "skal": "Ett räcker i år"}
    shown = refused(carin.post(f"/omgang/{cycle.pk}/omraden/klart/", sent))
    assert "Sista dagen för hemuppgiften har redan varit." in shown
    assert 'value="2017-01-01"' in shown
    assert 'value="Ett räcker i år"' in shown
    assert not Homework.objects.exists()


def test_finishing_without_a_day_says_so(carin: Client, cycle: Cycle) -> None:
    choose(cycle)
    answer = carin.post(f"/omgang/{cycle.pk}/omraden/klart/", {"senast": ""})
    assert "Välj sista dag för hemuppgiften." in refused(answer)


def test_refused_research_keeps_what_it_says(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    sent = {"kalla": "Ek, A. (2016)", "innehall": "Mallar hjälper.", "lank": "www.example.se"}
    shown = refused(carin.post(f"/omgang/{cycle.pk}/omraden/{area.pk}/forskning/", sent))
    assert "En länk börjar med https://." in shown
    for text in ('value="Ek, A. (2016)"', "Mallar hjälper.</textarea>", 'value="www.example.se"'):
        assert text in shown
    assert not Reference.objects.exists()


def test_an_analysis_that_came_too_late_keeps_its_text(carin: Client, cycle: Cycle) -> None:
    propose(cycle)
    area = cycle.development_areas.first()
    sent = {"version": "1", "discussion": "Det vi kom fram till"}
    shown = refused(carin.post(f"/omgang/{cycle.pk}/omraden/{area.pk}/", sent))
    assert "Det vi kom fram till</textarea>" in shown


def test_an_analysis_put_together_after_a_clash_is_saved(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    analyse(area, proposal="Tidigare sparat")
    here = f"/omgang/{cycle.pk}/omraden/{area.pk}/"
    shown = refused(carin.post(here, {"version": "0", "proposal": "Mitt förslag"}), 409)
    assert '<input type="hidden" name="version" value="1">' in shown
    carin.post(here, {"version": "1", "proposal": "Båda förslagen"})
    area.refresh_from_db()
    assert area.analysis.proposal == "Båda förslagen"


def test_homework_that_came_too_late_keeps_its_text(cast: WorkflowCast, cycle: Cycle) -> None:
    area = send_homework(cycle)[0]
    DevelopmentArea.objects.filter(pk=area.pk).update(state="proposed")
    sent = {"known": "Det vi vet", "links": "https://a.example"}
    there = f"/omgang/{cycle.pk}/omraden/{area.pk}/hemuppgift/{EKERO}/"
    shown = refused(cast.client("anna").post(there, sent))
    assert "Det vi vet</textarea>" in shown
    assert "https://a.example</textarea>" in shown


def test_an_opinion_that_is_not_taken_is_shown_again(cast: WorkflowCast, cycle: Cycle) -> None:
    load_results()
    sent = {"indikator": "pahittad", "nytta": "ja", "kommentar": "Den säger oss mycket"}
    answer = cast.client("anna").post(f"/omgang/{cycle.pk}/indikatorer/", sent)
    assert answer.status_code == 422
    assert "Den säger oss mycket" in answer.content.decode()
    assert not IndicatorVote.objects.exists()


def test_a_vote_that_came_too_late_is_refused_on_a_page_of_its_own(cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    answer = post(cast.client("anna"), cycle.development_areas.first(), "for")
    assert answer.status_code == 422
    assert "<h1>Det gick inte</h1>" in answer.content.decode()
    assert not Event.objects.filter(action="area.vote").exists()


def test_boxes_have_the_ids_that_their_labels_name(carin: Client, cycle: Cycle) -> None:
    """Once each on the page, so that a label and a line of the error summary lead to one box."""
    load_results()
    area = suggest(cycle, "Våld", ["vald_rutin"])
    choose(cycle)
    for here in (f"/omgang/{cycle.pk}/omraden/", f"/omgang/{cycle.pk}/omraden/{area.pk}/"):
        shown = carin.get(here).content.decode()
        ids = re.findall(r'\bid="([^"]+)"', shown)
        assert sorted(ids) == sorted(set(ids))
        assert set(re.findall(r'<label for="([^"]+)"', shown)) <= set(ids)


def test_research_is_taken_away_by_its_button(carin: Client, cycle: Cycle) -> None:
    area = choose(cycle)[0]
    there = f"/omgang/{cycle.pk}/omraden/{area.pk}/forskning/"
    carin.post(there, {"kalla": "Ek, A. (2016)", "innehall": "Mallar hjälper.", "lank": ""})
    kept = Reference.objects.get()
    assert carin.post(there, {"gor": "ta-bort", "hanvisning": "x"}).status_code == 404
    carin.post(there, {"gor": "ta-bort", "hanvisning": str(kept.pk)})
    assert not Reference.objects.exists()


def test_homework_is_handed_in_by_its_button_and_else_only_saved(cast: WorkflowCast, cycle: Cycle) -> None:
    area, anna = send_homework(cycle)[0], cast.client("anna")
    there = f"/omgang/{cycle.pk}/omraden/{area.pk}/hemuppgift/{EKERO}/"
    anna.post(there, {"known": "Det vi vet", "gor": "spara"})
    homework = Homework.objects.get(area=area, municipality__code=EKERO)
    assert (homework.known, homework.submitted_at) == ("Det vi vet", None)
    seen = anna.get(there).context["seen"]
    anna.post(there, {"known": "Det vi vet", "seen": seen, "gor": "lamna-in"})
    homework.refresh_from_db()
    assert homework.submitted_by == cast.anna.email
