"""A plan and a computation as the pages show them."""

from __future__ import annotations

from typing import Any

from indicators.computing.definitions import definitions_of
from indicators.importing.actions import AnyPlan, unanswered_of, undecided_of
from indicators.importing.layout import Column
from indicators.importing.results import ResultPlan
from indicators.models import Computation
from municipalities.swedish import plural
from surveys.files.import_plan import PlannedChange
from surveys.files.imported_answers import AnswerPlan
from surveys.models import ImportRun, Survey

MOST_SHOWN = 200
_BACK = "De påhittade enkätsvaren tas inte bort, och visas igen om importen ångras."
HOW = {
    "automatic": "funnen på namnet",
    "remembered": "vald vid en tidigare import",
    "chosen": "vald här",
    "fact": "uppgift om kommunen",
    "undecided": "känns inte igen",
}


def present_plan(run: ImportRun, plan: AnyPlan) -> dict[str, Any]:
    """Context of the preview page."""
    changes = [_present_change(plan, one) for one in plan.shown(MOST_SHOWN)]
    undecided = undecided_of(plan)
    return {
        "run": run,
        "plan": plan,
        "changes": changes,
        "more_changes": plan.counts.writes - len(changes),
        "refusals": plan.refusals[:MOST_SHOWN],
        "more_refusals": len(plan.refusals) - MOST_SHOWN,
        "undecided": len(undecided),
        "removed": _removed(plan),
        "hides_examples": told_of_examples(plan),
        "can_confirm": not (plan.refusals or undecided or unanswered_of(plan)) and plan.counts.writes > 0,
        **(_present_columns(run, plan) if isinstance(plan, ResultPlan) else {}),
    }


def told_of_examples(plan: AnyPlan) -> str:
    """The first real answers of a survey take the place of its Exempeldata; empty where there is none to hide."""
    if not isinstance(plan, AnswerPlan) or not plan.hidden_examples:
        return ""
    made_up = plural(
        plan.hidden_examples, "{n} påhittat enkätsvar (Exempeldata)", "{n} påhittade enkätsvar (Exempeldata)"
    )
    written = plural(len(plan.changes), "svaren från {n} kommun", "svaren från {n} kommuner")
    return f"{made_up} för {plan.survey.title} visas inte längre när {written} införs. {_BACK}"


def told_of_returning(examples: int, survey: Survey) -> str:
    """Once the last real answers are undone; empty where there is nothing to return."""
    if not examples:
        return ""
    made_up = plural(examples, "det påhittade enkätsvaret", "de {n} påhittade enkätsvaren")
    return (
        f"När importen ångras finns inga riktiga svar kvar, och {made_up} (Exempeldata) för {survey.title} visas igen."
    )


def _present_change(plan: AnyPlan, change: PlannedChange) -> dict[str, str]:
    """What of an answer is its question, so that nobody has to know the codes."""
    shown = {name: getattr(change, name) for name in ("place", "unit", "what", "before", "after")}
    if isinstance(plan, AnswerPlan):
        question = plan.questionnaire.question_of(change.what)
        shown |= {"what": plan.questionnaire.name_of(change.what), "text": question.text}
    return shown


def _removed(plan: AnyPlan) -> int:
    """Answers that would be gone: their cells are empty in the file."""
    if not isinstance(plan, AnswerPlan):
        return 0
    changes = (one for found in plan.changes.values() for one in found)
    return sum(bool(one.before and one.before[0] and not one.value) for one in changes)


def _present_columns(run: ImportRun, plan: ResultPlan) -> dict[str, Any]:
    definitions = definitions_of(run.survey)
    indicators = definitions.indicators if definitions else {}
    shown: dict[str, dict[str, Any]] = {}  # a heading that stands on several sheets is chosen for once
    for column in plan.columns:
        shown.setdefault(column.key, _present_column(column, indicators))
    return {
        "columns": sorted(shown.values(), key=lambda one: not one["is_undecided"]),
        "indicators": [(code, one.short_name) for code, one in indicators.items()],
    }


def _present_column(column: Column, indicators: dict[str, Any]) -> dict[str, Any]:
    code = column.match.code
    return {
        "sheet": column.sheet,
        "letters": column.letters,
        "heading": column.heading,
        "field": f"h-{column.key}",
        "code": "?" if code is None or column.match.how == "fact" else code or "-",
        "indicator": indicators[code].short_name if code else "läses inte" if code == "" else "",
        "how": HOW[column.match.how],
        "is_undecided": code is None,
        "can_choose": column.match.how not in ("automatic",),
    }


def present_progress(job: Computation) -> dict[str, Any]:
    """Context of the page and of the fragment that refreshes itself until the job has ended."""
    ended = job.state in (Computation.State.DONE, Computation.State.FAILED)
    return {"job": job, "ended": ended, "percent": 100 * job.done // job.total if job.total else None}
