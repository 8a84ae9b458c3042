"""The pages of stage 2: who reads and writes them, what two write at once, and what is refused without loss."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from indicators.computing.compute import compute_survey
from indicators.permissions import EVERYTHING
from surveys.models import Collection
from tests.workflow.analysis_scene import (
    analyse,
    decided,
    draft,
    everybody,
    plan_of,
    propose,
    send_homework,
    stand,
)
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, give_answers
from workflow.areas.queries import open_candidates
from workflow.models import ActionPlan, Cycle, DevelopmentArea, Homework, Standpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def results(published: None, cast: WorkflowCast) -> None:
    everybody(cast)


@pytest.fixture
def area(results: None, cycle: Cycle) -> DevelopmentArea:
    return send_homework(cycle)[0]


def address(area: DevelopmentArea, *more: str) -> str:
    return "/".join([f"/omgang/{area.cycle_id}/omraden/{area.pk}", *more, ""])


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def homework_form(area: DevelopmentArea, client: Client, **texts: str) -> dict[str, str]:
    """The form as the page gives it, with other texts."""
    seen = client.get(address(area, "hemuppgift", EKERO)).context["seen"]
    return {"seen": seen, "known": "", "statistics": "", "earlier_analyses": "", "links": ""} | texts


def plan_form(client: Client, plan: ActionPlan, **texts: str) -> dict[str, str]:
    seen = client.get(f"/plan/{plan.pk}/").context["seen"]
    rows = {f"{rows}-{count}_FORMS": "0" for rows in ("mal", "akt") for count in ("TOTAL", "INITIAL")}
    told = {"gor": "spara", "seen": seen, "vad": "Vår text", "nas": "2019-03-01", "uppfoljning": "2020-03-01"}
    return rows | told | texts


def test_an_area_shows_who_has_yes_and_the_county(carin: Client, area: DevelopmentArea) -> None:
    shown = carin.get(address(area)).context["tables"]
    assert [one.code for one in shown] == area.indicators
    assert shown[0].bars[0].name == "FoU Nordväst"


def test_candidates_are_proposed_until_something_lies_before_the_heads(carin: Client, results, cycle: Cycle) -> None:
    page = f"/omgang/{cycle.pk}/omraden/"
    assert "Förslag ur resultaten" in words(carin.get(page))
    propose(cycle)
    assert "Förslag ur resultaten" not in words(carin.get(page))


def test_a_forged_indicator_is_left_out(carin: Client, results, cycle: Cycle) -> None:
    carin.post(f"/omgang/{cycle.pk}/omraden/ta-upp/", {"namn": "Våld", "indikator": ["vald_rutin", "pahittad"]})
    assert DevelopmentArea.objects.get().indicators == ["vald_rutin"]


def test_a_day_that_is_no_day_is_refused(carin: Client, results, cycle: Cycle) -> None:
    carin.post(f"/omgang/{cycle.pk}/omraden/ta-upp/", {"namn": "Våld", "indikator": "vald_rutin"})
    area = DevelopmentArea.objects.get()
    carin.post(address(area, "gor"), {"gor": "valj", "behov": "Behovet"})
    sent = {"senast": "31 september", "skal": "Ett räcker"}
    answer = carin.post(f"/omgang/{cycle.pk}/omraden/klart/", sent, follow=True)
    assert "”31 september” är ingen dag" in words(answer)
    assert not Homework.objects.exists()


def test_two_who_write_the_same_homework_see_both_texts(cast: WorkflowCast, area: DevelopmentArea) -> None:
    anna, carin = cast.client("anna"), cast.client("carin")
    hers, his = homework_form(area, anna, known="Annas text"), homework_form(area, carin, known="Carins text")
    page = address(area, "hemuppgift", EKERO)
    carin.post(page, his)
    answer = anna.post(page, hers)
    assert answer.status_code == 409
    assert "Annas text</textarea>" in words(answer)
    assert "<dd>Carins text</dd>" in words(answer)
    assert Homework.objects.get(area=area, municipality__code=EKERO).known == "Carins text"
    anna.post(page, hers | {"seen": answer.context["seen"], "known": "Carins text. Annas text"})
    assert Homework.objects.get(area=area, municipality__code=EKERO).known == "Carins text. Annas text"


@pytest.mark.parametrize(("button", "by"), [("", ""), ("lamna-in", "anna@test.example")])
def test_homework_is_handed_in_by_its_own_button_only(
    cast: WorkflowCast, area: DevelopmentArea, button: str, by: str
) -> None:
    anna = cast.client("anna")
    anna.post(address(area, "hemuppgift", EKERO), homework_form(area, anna, known="Allt vi vet") | {"gor": button})
    homework = Homework.objects.get(area=area, municipality__code=EKERO)
    assert (homework.known, homework.submitted_by) == ("Allt vi vet", by)


def test_a_refused_file_keeps_the_text_in_the_form_and_stores_nothing(
    cast: WorkflowCast, area: DevelopmentArea
) -> None:

    anna = cast.client("anna")
    form = homework_form(area, anna, known="Lång text") | {"fil": SimpleUploadedFile("x.exe", b"MZ")}
    answer = anna.post(address(area, "hemuppgift", EKERO), form)
    assert answer.status_code == 422
    assert "x.exe kan inte bifogas" in words(answer)
    assert "Lång text</textarea>" in words(answer)
    assert Homework.objects.get(area=area, municipality__code=EKERO).known == ""


def test_a_draft_is_for_fou(cast: WorkflowCast, results, cycle: Cycle) -> None:
    made = draft(cycle)
    page = f"/omgang/{cycle.pk}/beslut/"
    assert cast.client("carin").get(page).context["decision"] == made
    assert cast.client("david").get(page).context["decision"] is None
    assert cast.client("david").get(page, {"version": "1"}).status_code == 404


def test_a_head_says_what_is_to_be_done_over(cast: WorkflowCast, results, cycle: Cycle) -> None:
    propose(cycle)
    sent = {"kommun": SOLNA, "stallning": "send_back", "kommentar": "Fel frågor", "steg": "homework"}
    cast.client("david").post(f"/omgang/{cycle.pk}/beslut/stallning/", sent)
    assert Standpoint.objects.get().back_to == "homework"
    shown = words(cast.client("carin").get(f"/omgang/{cycle.pk}/beslut/"))
    assert '<option value="homework" selected>' in shown
    assert "Anteckna beslutet" not in shown


def test_a_head_stands_for_the_own_municipality_only(cast: WorkflowCast, results, cycle: Cycle) -> None:
    propose(cycle)
    sent = {"kommun": EKERO, "stallning": "approve"}
    answer = cast.client("david").post(f"/omgang/{cycle.pk}/beslut/stallning/", sent)
    assert "Välj den kommun du är socialchef i." in words(answer)
    assert not Standpoint.objects.exists()


def test_the_lead_tells_a_head_that_the_answer_is_awaited(cast: WorkflowCast, results, cycle: Cycle) -> None:
    proposed, page = propose(cycle), f"/omgang/{cycle.pk}/beslut/"
    assert "Ditt ställningstagande väntar." in words(cast.client("david").get(page))
    stand(proposed, SOLNA)
    told = words(cast.client("david").get(page))
    assert "1 av 2 socialchefer har svarat" in told
    assert "Ditt ställningstagande väntar." not in told


def test_what_was_decided_is_shown_as_it_was(cast: WorkflowCast, results, cycle: Cycle) -> None:
    decided(cast, cycle)
    area = DevelopmentArea.objects.filter(cycle=cycle).first()
    DevelopmentArea.objects.filter(pk=area.pk).update(title="Ett annat namn")
    shown = words(cast.client("anna").get(f"/omgang/{cycle.pk}/beslut/"))
    assert f"<h2>{area.title}</h2>" in shown
    assert "Ett annat namn" not in shown


def test_two_who_write_the_same_plan_see_both_texts(cast: WorkflowCast, results, cycle: Cycle) -> None:
    decided(cast, cycle)
    plan = plan_of(cycle.development_areas.first(), EKERO)
    anna, frida = cast.client("anna"), cast.client("frida")
    hers, theirs = plan_form(anna, plan, vad="Annas mening"), plan_form(frida, plan, vad="Fridas mening")
    frida.post(f"/plan/{plan.pk}/", theirs)
    answer = anna.post(f"/plan/{plan.pk}/", hers)
    assert answer.status_code == 409
    assert "Annas mening</textarea>" in words(answer)
    assert "Fridas mening</p>" in words(answer)
    plan.refresh_from_db()
    assert plan.what == "Fridas mening"


def test_a_plan_that_cannot_be_adopted_is_not_half_saved(cast: WorkflowCast, results, cycle: Cycle) -> None:
    decided(cast, cycle)
    plan = plan_of(cycle.development_areas.first(), EKERO)
    frida = cast.client("frida")
    answer = frida.post(f"/plan/{plan.pk}/", plan_form(frida, plan, gor="anta", vad="Ny text utan mål"))
    assert answer.status_code == 422
    assert "Det saknas: minst ett mål" in words(answer)
    assert "Ny text utan mål</textarea>" in words(answer)
    plan.refresh_from_db()
    assert plan.what == "Skriva en rutin"


def test_a_strange_day_in_a_plan_is_told_and_the_rest_stands_in_the_form(cast, results, cycle: Cycle) -> None:
    decided(cast, cycle)
    plan = plan_of(cycle.development_areas.first(), EKERO)
    anna = cast.client("anna")
    answer = anna.post(f"/plan/{plan.pk}/", plan_form(anna, plan, nas="i vår"))
    assert "”i vår” är ingen dag" in words(answer)
    assert "Vår text</textarea>" in words(answer)


PAGES: dict[str, Callable[[Cycle], str]] = {
    "areas": lambda cycle: f"/omgang/{cycle.pk}/omraden/",
    "area": lambda cycle: address(cycle.development_areas.first()),
    "homework": lambda cycle: address(cycle.development_areas.first(), "hemuppgift", EKERO),
    "decision": lambda cycle: f"/omgang/{cycle.pk}/beslut/",
    "plans": lambda cycle: f"/omgang/{cycle.pk}/planer/",
    "opinions": lambda cycle: f"/omgang/{cycle.pk}/indikatorer/",
}


@pytest.mark.parametrize("person", ["greta", "hugo"])
@pytest.mark.parametrize("page", PAGES)
def test_people_outside_the_network_are_refused(cast, results, cycle: Cycle, page: str, person: str) -> None:
    decided(cast, cycle)
    assert cast.client(person).get(PAGES[page](cycle)).status_code == 403


@pytest.mark.parametrize("person", ["anna", "david", "carin"])
@pytest.mark.parametrize("page", PAGES)
def test_people_of_the_network_read_every_page(cast, results, cycle: Cycle, page: str, person: str) -> None:
    decided(cast, cycle)
    assert cast.client(person).get(PAGES[page](cycle)).status_code == 200


def test_more_plans_cost_no_more_queries(cast: WorkflowCast, results, cycle: Cycle, django_assert_num_queries) -> None:
    decided(cast, cycle)
    carin, there = cast.client("carin"), PAGES["plans"](cycle)
    first, *others = cycle.development_areas.all()
    plan_of(first, EKERO)
    carin.get(there)
    with CaptureQueriesContext(connection) as few:
        carin.get(there)
    for area in others:
        plan_of(area, SOLNA)
    with django_assert_num_queries(len(few)):
        carin.get(there)


def test_an_analysis_saved_by_another_stands_beside_the_own(cast: WorkflowCast, area: DevelopmentArea) -> None:
    analyse(area, proposal="Tidigare sparat")
    answer = cast.client("carin").post(address(area), {"version": "0", "proposal": "Mitt förslag"})
    assert answer.status_code == 409
    assert "Mitt förslag</textarea>" in words(answer)
    assert "<p>Tidigare sparat</p>" in words(answer)


@pytest.mark.parametrize("person", ["anna", "david"])
def test_an_analysis_is_fous_to_write(cast: WorkflowCast, area: DevelopmentArea, person: str) -> None:
    sent = {"version": "0", "proposal": "Mitt förslag"}
    assert cast.client(person).post(address(area), sent).status_code == 403


def test_the_page_is_there_while_the_year_is_answered_and_its_results_are_fous_own(cast, survey, cycle: Cycle) -> None:
    give_answers(survey, EKERO, E1="inom_3_dagar")
    compute_survey(survey)
    today = timezone.localdate()
    Collection.objects.create(
        survey=survey, group=cycle.network, opens=today, closes=today, opened_by="carin@test.example"
    )
    page = cast.client("anna").get(reverse("area-list", args=[cycle.pk]))
    assert (page.status_code, "Inget område är uppe än" in words(page)) == (200, True)


def test_a_candidate_names_what_publishers_differ_on(carin: Client, results, cycle: Cycle) -> None:
    """Of 2017 the report prints 78 percent of the nation, the fact sheet 57; it is kept with the area's reasons."""
    [one] = [one for one in open_candidates(cycle, EVERYTHING, []) if one.indicators == ("utredningsmall",)]
    told = "Riket: FoU Nordväst 78\u00a0%, Socialstyrelsen 57\u00a0%."
    assert told in one.disputes[0]
    assert f'<p class="notice notice-warning">{one.disputes[0]}</p>' in carin.get(areas_page(cycle)).content.decode()
    carin.post(f"{areas_page(cycle)}ta-upp/", {"indikator": "utredningsmall"})
    area = cycle.development_areas.get()
    assert area.evidence == [*one.reasons, *one.disputes]
    assert told in carin.get(address(area)).content.decode()


def test_an_own_choice_of_indicators_names_it_too(carin: Client, results, cycle: Cycle) -> None:
    carin.post(f"{areas_page(cycle)}ta-upp/", {"namn": "Eget", "indikator": ["utredningsmall", "sip"]})
    evidence = cycle.development_areas.get().evidence
    assert [text[:12] for text in evidence] == ["Strukturerad", "Motstridiga ", "Aktuell ruti"]


def areas_page(cycle: Cycle) -> str:
    return f"/omgang/{cycle.pk}/omraden/"
