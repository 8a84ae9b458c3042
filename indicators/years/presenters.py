"""The text of a survey year in an editor: its lines, and where the fault is. No queries."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.comparing.why import rule_in_words
from indicators.computing.year_files import YearFiles
from indicators.rules.spec import IndicatorDefinition
from indicators.years.actions import DEFINITION
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


def present_indicators(files: YearFiles) -> list[tuple[IndicatorDefinition, str, list[str]]]:
    """Each indicator with its quality area and its rule in words, before anything is stored."""
    known, asked = files.definitions, files.questionnaire
    if known is None:
        return []
    return [
        (one, known.quality_areas[one.quality_area], rule_in_words(one, asked)) for one in known.indicators.values()
    ]
