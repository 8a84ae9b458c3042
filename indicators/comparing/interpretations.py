"""What the networks' quality-assurance meetings agreed on for the questions an indicator is decided by."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.rules.spec import Definitions, items_in
from surveys.models import Interpretation, ServiceArea, Survey
from surveys.questionnaires.queries import questionnaire_of


def interpretations_of(area: ServiceArea, code: str, definitions: Mapping[int, Definitions]) -> list[Interpretation]:
    """Those that hold, newest year first, then by question. One query; one more where the area has any."""
    found = Interpretation.objects.filter(
        survey__area=area, survey__year__in=list(definitions), state=Interpretation.State.AGREED
    )
    agreed = list(found.select_related("survey", "network").defer("survey__questionnaire_text"))
    read = _questions_read({one.survey_id for one in agreed}, code, definitions)
    held = [one for one in agreed if one.question in read[one.survey_id]]
    return sorted(held, key=lambda one: (-one.survey.year, read[one.survey_id].index(one.question), one.network_id))


def _questions_read(surveys: set[int], code: str, definitions: Mapping[int, Definitions]) -> dict[int, list[str]]:
    """Survey id -> the codes of the questions whose answers decide the indicator that year."""
    found: dict[int, list[str]] = {}
    for survey in Survey.objects.filter(pk__in=surveys) if surveys else ():
        definition = definitions[survey.year].indicators.get(code)
        questionnaire = questionnaire_of(survey)
        items = items_in(definition.rule) if definition and definition.rule else ()
        found[survey.pk] = [questionnaire.question_of(item).code for item in items] if questionnaire else []
    return found
