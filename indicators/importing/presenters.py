"""A plan and a computation as the pages show them."""

from __future__ import annotations

from typing import Any

from indicators.computing.definitions import definitions_of
from indicators.importing.actions import AnyPlan, unanswered_of, undecided_of
from indicators.importing.forms import ChoicesForm
from indicators.importing.questions import asked, far_off, range_of
from indicators.importing.reader import REGISTERS
from indicators.importing.results import ResultPlan
from indicators.importing.shares import ROWS, WHOLE_TABLE, UnitQuestion, questions_by_table, units_key
from indicators.importing.tables.columns import Column
from indicators.models import Computation
from municipalities.models import Group
from municipalities.swedish import plural
from surveys.files.import_plan import PlannedChange
from surveys.files.imported_answers import AnswerPlan
from surveys.models import ImportRun, Survey
from surveys.questionnaires.answer_values import swedish_number

MOST_SHOWN = 200
_BACK = "De påhittade enkätsvaren tas inte bort, och visas igen om importen ångras."
HOW = {
    "automatic": "funnen på namnet",
    "remembered": "vald vid en tidigare import",
    "chosen": "vald här",
    "fact": "uppgift om kommunen",
    "kind": "kommentar, antal, ändring eller liknande",
    "other_year": "annat år än enkätens",
    "undecided": "känns inte igen",
    "several": "flera kolumner passar samma indikator",
}


MOST_TITLES = 2
HOW_TABLE = {"read": "", "chosen": "läses inte: så är valt", "other_year": "läses inte: ett annat år än enkätens"}


def present_plan(run: ImportRun, plan: AnyPlan, form: ChoicesForm) -> dict[str, Any]:
    """Context of the preview page."""
    changes = [_present_change(plan, one) for one in plan.shown(MOST_SHOWN)]
    undecided, unanswered = len(undecided_of(plan)), len(unanswered_of(plan))
    return {
        "run": run,
        "plan": plan,
        "form": form,
        "changes": changes,
        "more_changes": plan.counts.writes - len(changes),
        "refusals": plan.refusals[:MOST_SHOWN],
        "more_refusals": len(plan.refusals) - MOST_SHOWN,
        "undecided": undecided,
        "unanswered": unanswered,
        "removed": _removed(plan),
        "hides_examples": told_of_examples(plan),
        "can_confirm": not (plan.refusals or undecided or unanswered) and plan.counts.writes > 0,
        **{f"{name}_box": form[name] if name in form.fields else None for name in ("year", "hidden")},
        **(_present_choices(run, plan, form) if isinstance(plan, ResultPlan) else {}),
    }


def indicators_of(run: ImportRun) -> list[tuple[str, str]]:
    """Code and short name of those that a column of the file may be."""
    definitions = definitions_of(run.survey)
    every = definitions.indicators.items() if definitions else ()
    return [(code, one.full_name) for code, one in every if run.kind != run.Kind.REGISTER or one.kind in REGISTERS]


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


def _present_choices(run: ImportRun, plan: ResultPlan, form: ChoicesForm) -> dict[str, Any]:
    columns = [_present_column(key, column, form) for key, column in form.columns.items()]
    groups = sum(isinstance(one.subject, Group) for one in plan.figures)
    return {
        "columns": sorted(columns, key=lambda one: not one["is_undecided"]),
        "units_asked": _present_units(plan, form),
        "far_off": [
            {"told": far_off(one), "place": one.place, "count": one.count, "field": form[f"f-{one.key}"]}
            for one in plan.far_off
        ],
        "tables": _present_tables(plan, form),
        "of_groups": groups,
        "of_units": len(plan.figures) - groups,
    }


def _present_tables(plan: ResultPlan, form: ChoicesForm) -> list[dict[str, Any]]:
    """Those to read or not; none where there is nothing to choose."""
    tables = [(one, form[f"t-{one.key}"]) for one in plan.tables if f"t-{one.key}" in form.fields]
    return [
        {
            "field": box,
            "name": table.name,
            "titles": table.titles[:MOST_TITLES],
            "rows": len(table.rows),
            "indicators": len(table.read_columns()),
            "how": HOW_TABLE[table.how],
        }
        for table, box in tables
    ]


def _present_column(key: str, column: Column, form: ChoicesForm) -> dict[str, Any]:
    return {
        "sheet": column.sheet,
        "letters": column.letters,
        "heading": column.heading,
        "field": form[f"h-{key}"],
        "how": HOW[column.match.how],
        "is_undecided": column.match.code is None,
    }


def _present_units(plan: ResultPlan, form: ChoicesForm) -> list[dict[str, Any]]:
    """A block for each table and its rows of units or groups; one answer for all its columns where there are more."""
    together = questions_by_table(plan.units)
    blocks: dict[str, list[UnitQuestion]] = {}
    for one in plan.units:
        blocks.setdefault(units_key(one.table, WHOLE_TABLE, one.rows), []).append(one)
    return [
        {
            "title": f"{questions[0].table}, {ROWS[questions[0].rows]}",
            "field": form[f"u-{key}"] if key in together else None,
            "asked": asked(questions[0]),
            "is_answered": all(one.answer for one in questions),
            "columns": [_present_unit(one, form) for one in questions],
        }
        for key, questions in blocks.items()
    ]


def _present_unit(question: UnitQuestion, form: ChoicesForm) -> dict[str, Any]:
    beside = "" if question.beside is None else swedish_number(question.beside)
    return {
        "heading": question.heading,
        "asked": asked(question),
        "cell": question.cell,
        "count": question.count,
        "beside": beside,
        "before": f"{question.bounds.year}: {range_of(question.bounds)} %" if question.bounds else "",
        "field": form[f"u-{question.key}"],
    }


def present_progress(job: Computation) -> dict[str, Any]:
    """Context of the page and of the fragment that refreshes itself until the job has ended."""
    ended = job.state in (Computation.State.DONE, Computation.State.FAILED)
    return {"job": job, "ended": ended, "percent": 100 * job.done // job.total if job.total else None}
