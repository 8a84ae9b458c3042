"""The definitions of a survey year as the rules engine wants them, cached by what was loaded."""

from __future__ import annotations

import hashlib

from indicators.models import DefinitionSet
from indicators.rules.evaluate import Evaluator
from indicators.rules.loader import load_definitions
from indicators.rules.spec import Definitions
from surveys.models import Survey
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire


def definitions_of(survey: Survey) -> Definitions | None:
    """The year's definitions; None before any were loaded. No query where `definition_set` was selected along."""
    definition_set: DefinitionSet | None = getattr(survey, "definition_set", None)
    if definition_set is None:
        return None
    key = (definition_set.sha256, survey.questionnaire_sha256)
    if key not in _definitions:  # the texts are read only now: lists of surveys leave them in the database
        questionnaire = questionnaire_of(survey)
        _definitions[key] = load_definitions(f"{key[0][:12]}.yaml", questionnaire, definition_set.text)
    return _definitions[key]


_definitions: dict[tuple[str, str], Definitions] = {}  # a few dozen survey years at most


def digest_of(survey: Survey) -> str:
    """SHA-256 of questionnaire and definitions together, as this survey object holds them: read it afresh first."""
    definition_set: DefinitionSet | None = getattr(survey, "definition_set", None)
    parts = survey.questionnaire_sha256 + (definition_set.sha256 if definition_set else "")
    return hashlib.sha256(parts.encode()).hexdigest()


def evaluator_of(survey: Survey) -> Evaluator | None:
    """None where the year has no questionnaire or no definitions, so that nothing can be computed."""
    questionnaire, definitions = questionnaire_of(survey), definitions_of(survey)
    if questionnaire is None or definitions is None:
        return None
    return _evaluator(digest_of(survey), questionnaire, definitions)


_evaluators: dict[str, Evaluator] = {}


def _evaluator(digest: str, questionnaire: Questionnaire, definitions: Definitions) -> Evaluator:
    if digest not in _evaluators:
        _evaluators[digest] = Evaluator(questionnaire, definitions)
    return _evaluators[digest]
