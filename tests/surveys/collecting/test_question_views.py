"""The live table, and the interpretations that FoU writes down."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Event
from surveys.models import Answer, Interpretation
from tests.worlds.answering import SOLNA, answer, make_last_year, make_response

PAGE = "/enkater/ekonomiskt-bistand/2017/fragor/"
LIST = "/enkater/ekonomiskt-bistand/2017/tolkningar/"
TEXT = {"text": "Besök på video räknas.", "raised_by": "Solna"}


@pytest.fixture
def carin(cast, now, response):
    """Ekerö and Solna have answered E1 differently."""
    answer(response, E1="inom_3_dagar")
    answer(make_response(response.survey, SOLNA), E1="inom_4_7_dagar")
    return cast.client("carin")


def test_what_differs_is_shown_and_the_rest_on_demand(carin) -> None:
    page = carin.get(PAGE)
    assert [block.code for block in page.context["blocks"]] == ["E1"]
    assert "2 olika svar" in page.content.decode()
    assert len(carin.get(f"{PAGE}?visa=alla").context["blocks"]) == page.context["total"]


def test_those_that_differ_most_come_first_or_the_order_of_the_survey(carin, response) -> None:
    for code, value in ((SOLNA, "nej"), ("0123", "ej_aktuellt")):
        found = response.survey.responses.filter(municipality__code=code).first()
        answer(found or make_response(response.survey, code), **{"E3.kurs": value})
    answer(response, **{"E3.kurs": "ja_erbjudit_till_alla"})
    assert [block.code for block in carin.get(PAGE).context["blocks"]] == ["E3", "E1"]
    assert [block.code for block in carin.get(f"{PAGE}?ordning=enkaten").context["blocks"]] == ["E1", "E3"]


def test_comments_and_last_year_stand_in_the_table(carin, response) -> None:
    make_last_year(response, E1="inom_8_14_dagar")
    Answer.objects.filter(response=response, item="E1").update(comment="<b>Nytt</b> arbetssätt")
    page = carin.get(PAGE).content.decode()
    assert "förra året: Inom 8-14 dagar" in page
    assert "&lt;b&gt;Nytt&lt;/b&gt; arbetssätt" in page


def test_the_poll_swaps_only_when_something_is_new(carin, response) -> None:
    page = carin.get(PAGE)
    assert "every 10s" in page.content.decode()
    seen = f"{PAGE}?sett={page.context['mark']}"
    headers = {"HX-Request": "true"}
    assert carin.get(seen, headers=headers).status_code == 204
    assert carin.get(seen).status_code == 200
    answer(response, E1="inom_8_14_dagar")
    assert carin.get(seen, headers=headers).status_code == 200


def test_the_table_does_not_poll_when_it_is_closed(cast, response, now) -> None:
    now.move_to("2017-05-01T12:00:00Z")
    carin = cast.client("carin")
    assert "every 10s" not in carin.get(PAGE).content.decode()


def test_the_table_asks_as_much_for_two_as_for_eight(carin, response, cast) -> None:
    def number() -> int:
        with CaptureQueriesContext(connection) as found:
            carin.get(PAGE)
        return len(found)

    before = number()
    for unit in cast.network.members.exclude(responses__survey=response.survey):
        answer(make_response(response.survey, unit.code), E1="inom_8_14_dagar")
    assert number() == before


def test_an_interpretation_is_written_changed_and_retired(carin, cast) -> None:
    carin.post(f"{LIST}E1/", TEXT)
    found = Interpretation.objects.get()
    assert (found.network, found.text, found.source) == (cast.network, TEXT["text"], "FoU, Carin Exempel")
    carin.post(f"{LIST}E1/", TEXT | {"consider_in_analysis": "on", "consider_because": "Nytt i år"})
    found.refresh_from_db()
    assert found.consider_because == "Nytt i år"
    assert Event.objects.filter(action="write_interpretation").count() == 2
    carin.post(f"{LIST}E1/ta-ur-bruk/")
    found.refresh_from_db()
    assert found.state == "retired"
    assert "Gäller inte längre" in carin.get(LIST).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"text": "", "raised_by": "Bo"}, {"text": "Så här.", "consider_in_analysis": True, "consider_because": " "}],
)
def test_half_an_interpretation_is_refused_and_comes_back_as_it_was_typed(carin, fields) -> None:
    page = carin.post(f"{LIST}E1/", fields)
    assert page.status_code == 422
    shown = page.context["form"]
    assert {name: shown[name].value() for name in fields} == fields
    assert not Interpretation.objects.exists()


def test_an_unknown_question_has_none(carin) -> None:
    assert carin.get(f"{LIST}FINNSINTE/").status_code == 404
    assert carin.post(f"{LIST}E1/ta-ur-bruk/").status_code == 404


def test_the_table_says_where_an_interpretation_stands(carin) -> None:
    assert "skriv tolkning" in carin.get(PAGE).content.decode()
    carin.post(f"{LIST}E1/", TEXT)
    assert "tolkning finns" in carin.get(PAGE).content.decode()
