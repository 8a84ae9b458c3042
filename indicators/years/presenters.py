"""The text of a survey year in an editor: its lines, and where the fault is. No queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from indicators.comparing.presenters import figure_text, outcome_word, status_html
from indicators.comparing.why import rule_in_words
from indicators.computing.year_files import YearFiles
from indicators.rules.spec import Definitions, IndicatorDefinition
from indicators.years.actions import DEFINITION
from indicators.years.trying import TriedResult
from surveys.questionnaires.questionnaire import Questionnaire
from surveys.questionnaires.strict_yaml import FileError

SPARE_LINES = 30  # so that what is added keeps its line number beside it
AROUND = 2


@dataclass(frozen=True)
class EditedText:
    name: str
    label: str
    text: str
    lines: range
    fault: int  # line at fault, 0 for none
    message: str
    excerpt: list[tuple[int, str]]  # the lines around the fault


def present_text(name: str, label: str, text: str, problem: FileError | None) -> EditedText:
    lines = text.splitlines()
    is_mine = problem is not None and (problem.path.name == DEFINITION or problem.path.stem == "definitions") == (
        name == "definitions"
    )
    fault = problem.line if problem and is_mine else 0
    first = max(fault - AROUND, 1)
    excerpt = list(enumerate(lines[first - 1 : fault + AROUND], first)) if fault else []
    message = problem.message if problem and is_mine else ""
    return EditedText(name, label, text, range(1, len(lines) + SPARE_LINES + 1), fault, message, excerpt)


def present_defined(
    known: Definitions, asked: Questionnaire | None
) -> list[tuple[IndicatorDefinition, str, list[str]]]:
    """Each indicator with its quality area and its rule in words."""
    return [
        (one, known.quality_areas[one.quality_area], rule_in_words(one, asked)) for one in known.indicators.values()
    ]


def present_tried(results: list[TriedResult]) -> list[tuple[TriedResult, SafeString]]:
    """Each with its status as the pages show it."""
    return [(one, _status(one)) for one in results]


def _status(one: TriedResult) -> SafeString:
    if one.outcome.number is not None:
        return status_html("tal", figure_text(one.outcome.number, one.definition))
    return status_html(one.outcome.value, outcome_word(one.outcome.value))


def present_indicators(files: YearFiles) -> list[tuple[IndicatorDefinition, str, list[str]]]:
    """Each indicator with its quality area and its rule in words, before anything is stored."""
    return present_defined(files.definitions, files.questionnaire) if files.definitions else []
