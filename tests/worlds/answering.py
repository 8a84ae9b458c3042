"""The answering of 2017: Ekerö is asked by FoU Nordväst's collection, open from 24 January to 21 March 2017."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.models import F

from municipalities.models import Municipality
from surveys.answering.actions import Edit, Saved, save_answers
from surveys.models import Answer, Collection, Response, Survey
from surveys.questionnaires.queries import get_survey, questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire
from tests.scenario import Cast

NOW = datetime(2017, 3, 1, 13, 3, tzinfo=UTC)  # 14.03 in Sweden, three weeks before the last day
OPENS, CLOSES = date(2017, 1, 24), date(2017, 3, 21)
EKERO, SOLNA = "0125", "0184"
NUMBERS = """
      - question: N1
        text: Hur många är ni?
        items: [{item: N1, kind: integer, unit: personer}]
      - question: N1a
        text: Hur många av dem har examen?
        items: [{item: N1a, kind: integer, unit: personer, asked_if: {G2.lss: [ja]}}]
        checks:
          - {at_most: {item: N1a, of: N1}, level: warning, message: Fler med examen än anställda.}
"""


@pytest.fixture
def cast(reference: None, db: None) -> Cast:
    return Cast()


@pytest.fixture
def survey(cast: Cast) -> Survey:
    """The real questionnaire of 2017."""
    return get_survey("ekonomiskt-bistand/2017")


@pytest.fixture
def collection(cast: Cast, survey: Survey) -> Collection:
    """Open at NOW for the eight municipalities of FoU Nordväst."""
    return Collection.objects.create(
        survey=survey, group=cast.network, opens=OPENS, closes=CLOSES, opened_by=cast.carin.email
    )


@pytest.fixture
def response(collection: Collection) -> Response:
    """Ekerö's, nothing answered yet."""
    return make_response(collection.survey, EKERO)


@pytest.fixture
def numbers(response: Response) -> dict[str, str]:
    """The questionnaire also asks N1 (how many), and N1a (of them) where G2.lss is Ja. Gives answers warned of."""
    survey = response.survey
    survey.questionnaire_text = survey.questionnaire_text.replace(
        "      - question: G2a\n", f"{NUMBERS}      - question: G2a\n"
    )
    survey.questionnaire_sha256 = "numbers"
    survey.save()
    return {"G2.lss": "ja", "N1": "4", "N1a": "5"}


@pytest.fixture
def reopened(response: Response) -> Response:
    """Open for three days more than the collection."""
    response.reopened_until, response.reopened_by = CLOSES + timedelta(days=3), "carin@test.example"
    response.reopened_because = "Fel siffra"
    response.save()
    return response


@pytest.fixture
def now():
    """Time stands still at NOW, within the collection."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def make_response(survey: Survey, code: str, **fields: object) -> Response:
    return Response.objects.create(survey=survey, municipality=Municipality.objects.get(code=code), **fields)


def handed_in(by: str = "bo@test.example") -> dict[str, object]:
    """Fields of a response that has been handed in as it stands."""
    return {"state": "handed_in", "handed_in_by": by, "handed_in_at": NOW, "counted_revision": 1, "counted": None}


def hand_in_as_it_stands(response: Response) -> None:
    """All that is stored counts, without a receipt."""
    fields = handed_in() | {"revision": F("revision") + 1, "counted_revision": F("revision") + 1}
    Response.objects.filter(pk=response.pk).update(**fields)


def answer(response: Response, by: str = "anna@test.example", **values: str) -> Saved:
    """Saves values over whatever stands; items with a dot go as a mapping: answer(r, **{"G2.lss": "ja"})."""
    stored = dict(response.answers.values_list("item", "value"))
    changes = {item: Edit(value, seen_value=stored.get(item, "")) for item, value in values.items()}
    return save_answers(response=response, changes=changes, by=by, now=NOW)


def make_last_year(response: Response, **values: str) -> Response:
    """The same municipality's answers of 2016, when the same questions were asked; with a comment each."""
    survey = Survey.objects.get(area=response.survey.area, year=2016)
    survey.questionnaire_text = response.survey.questionnaire_text.replace("bistand/2017", "bistand/2016", 1)
    survey.questionnaire_sha256 = "2016"
    survey.save()
    before = make_response(survey, response.municipality.code, is_example=response.is_example)
    Answer.objects.bulk_create(
        Answer(response=before, item=item, value=value, comment=f"om {item}") for item, value in values.items()
    )
    return before


def any_answers(questionnaire: Questionnaire) -> dict[str, str]:
    """The first option of every item, so that every gate is open that a Ja opens."""
    return {item.code: item.options[0].code if item.options else "text" for item in questionnaire.items.values()}


@pytest.fixture
def questionnaire(survey: Survey) -> Questionnaire:
    found = questionnaire_of(survey)
    assert found is not None
    return found
