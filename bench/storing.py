"""Storing: one survey year recomputed and written, and the same with one answer changed"""

from __future__ import annotations

from django.db.models import F

from bench.importing import reset
from bench.measure import line, median_seconds
from bench.world import load_world, survey_2017, wide_file
from indicators.computing.compute import Computed, compute_survey
from indicators.importing.actions import Kind, Upload, import_at_once
from indicators.models import Computation, ComputedResponse, GroupResult, Result
from surveys.models import Answer, Response


def run() -> None:
    load_world()
    survey, questionnaire = survey_2017()
    import_at_once(Upload(Kind.ANSWERS, survey, wide_file(questionnaire), "svar.xlsx", {}), by="bench")
    done: list[Computed] = []
    whole = median_seconds(lambda: done.append(compute_survey(survey)), 3, forget_results)
    line("one survey year computed and written", whole, whole, told(done[-1]))
    one = median_seconds(lambda: done.append(compute_survey(survey)), 5, change_one_answer)
    line("the same again, one answer changed", one, whole, told(done[-1]))
    none = median_seconds(lambda: done.append(compute_survey(survey)), 5)
    line("the same again, nothing changed", none, whole, told(done[-1]))
    reset()
    forget_results()


def told(done: Computed) -> str:
    return f"{done.written:,} results and {done.group_results_written:,} group results written"


def forget_results() -> None:
    for model in (Result, GroupResult, ComputedResponse, Computation):
        model.objects.all().delete()


def change_one_answer() -> None:
    """From Ja to Nej and back: an answer that decides one indicator."""
    answer = Answer.objects.filter(item="E4", response__municipality__code="0125").get()
    answer.value = "nej" if answer.value == "ja" else "ja"
    answer.save()
    Response.objects.filter(pk=answer.response_id).update(revision=F("revision") + 1)
