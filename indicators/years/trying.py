"""Definitions tried on one unit's answers before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.computing.year_files import YearFiles
from indicators.rules.evaluate import Evaluator, Outcome
from indicators.rules.explain import explain
from indicators.rules.spec import IndicatorDefinition


@dataclass(frozen=True)
class TriedResult:
    """What one indicator would say of the answers, and why."""

    definition: IndicatorDefinition
    outcome: Outcome
    lines: list[str]


def try_on(files: YearFiles, answers: Mapping[str, str]) -> tuple[list[TriedResult], list[str]]:
    """Every indicator that has a rule, in order; and the items whose answers the year does not know, which are not
    read."""
    asked, known = files.questionnaire, files.definitions
    if asked is None or known is None:
        return [], []
    unknown = [item for item, value in answers.items() if not _fits(files, item, value)]
    read = {item: value for item, value in answers.items() if item not in unknown}
    [outcomes] = Evaluator(asked, known).evaluate([read])
    return [
        TriedResult(one, outcomes[code], explain(one, asked, read).lines)
        for code, one in known.indicators.items()
        if code in outcomes
    ], unknown


def _fits(files: YearFiles, item: str, value: str) -> bool:
    known = files.questionnaire.items.get(item) if files.questionnaire else None
    if known is None:
        return False
    return not known.options or value in [option.code for option in known.options]
