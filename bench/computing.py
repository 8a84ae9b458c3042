"""Computing: about a million results in memory"""

from __future__ import annotations

import hashlib
import os
import pickle
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from bench.measure import line, median_seconds
from indicators.rules.evaluate import AnswerMatrix, Columns, Evaluator
from indicators.rules.loader import load_definitions
from indicators.rules.outcomes import OUTCOMES
from indicators.rules.spec import All, Answered, AtLeast, ChoiceRule, Condition, Stated
from indicators.rules.spec import Any as AnyOf
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from tests.indicators.rules import twin

UNITS, SETS = 316, 96  # 12 years x 8 areas
YEAR = "ekonomiskt-bistand/2017.yaml"


def random_answers(questionnaire: Questionnaire, units: int, seed: int, gaps: float = 0.0) -> list[dict[str, str]]:
    """Every item answered whether it is asked or not; a share `gaps` of the answers is empty."""
    chance = random.Random(seed)  # noqa: S311

    def answer(item: Any) -> str:
        if chance.random() < gaps:
            return ""
        return chance.choice(item.options).code if item.options else chance.choice(["", "Annan metod"])

    return [{code: answer(item) for code, item in questionnaire.items.items()} for _ in range(units)]


def read_year() -> tuple[Questionnaire, Any]:
    questionnaire = load_questionnaire(settings.BASE_DIR / "surveys" / "catalogue" / YEAR)
    return questionnaire, load_definitions(settings.BASE_DIR / "indicators" / "definitions" / YEAR, questionnaire)


def run() -> None:
    questionnaire, definitions = read_year()
    evaluator = Evaluator(questionnaire, definitions)
    answers = random_answers(questionnaire, UNITS, seed=1)
    one_year = evaluator.encode(answers)
    million = AnswerMatrix(np.tile(one_year.codes, SETS), {})
    rules = len(evaluator.choice_indicators)
    floor = median_seconds(lambda: np.tile(one_year.codes, SETS).copy(), rounds=7)
    ours = median_seconds(lambda: evaluator.outcomes(million), rounds=7)
    print(f"{UNITS * SETS:,} answer sets x {rules} rules = {UNITS * SETS * rules:,} results")
    line("floor: copying the coded answers", floor, floor)
    line("our evaluator", ours, floor)
    gappy = evaluator.encode(random_answers(questionnaire, UNITS * SETS, seed=2, gaps=0.03))
    line(
        "our evaluator, 3 % of the answers missing at random",
        median_seconds(lambda: evaluator.outcomes(gappy), 3),
        floor,
    )
    walked = median_seconds(lambda: walk(answers[:40], evaluator.choice_indicators), 3) * UNITS / 40 * SETS
    line("plain Python walk (the twin of the tests, from 40 units)", walked, floor)
    yardstick(definitions, evaluator, million, floor)
    one = evaluator.encode(answers[:1])
    line("our evaluator, one response", median_seconds(lambda: evaluator.outcomes(one), 9), floor)


def walk(answers: list[dict[str, str]], indicators: tuple[str, ...]) -> None:
    for one in answers:
        for indicator in indicators:
            twin.outcome(indicator, one)


def yardstick(definitions: Any, evaluator: Evaluator, matrix: AnswerMatrix, floor: float) -> None:
    """OpenFisca computes the same results from the same coded answers, or the bench ends."""
    interpreter = os.environ.get("OPENFISCA_PYTHON", "")
    if not interpreter:
        print("OpenFisca: not measured (set OPENFISCA_PYTHON to an interpreter that has openfisca-core)")
        return
    columns = evaluator.columns
    items = {
        name_of(item.code): {
            "codes": matrix.codes[place],
            "gate": [name_of(item.gate.item), list(columns.codes_of(item.gate.item, item.gate.options))]
            if item.gate
            else None,
        }
        for place, item in enumerate(columns.items)
    }
    rules = {code: as_lists(definitions.indicators[code].rule, columns) for code in evaluator.choice_indicators}
    script = Path(__file__).with_name("openfisca_yardstick.py")
    answer = subprocess.run(  # noqa: S603
        [interpreter, str(script)],
        input=pickle.dumps({"items": items, "rules": rules}),
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        sys.exit(answer.stderr.decode())
    seconds, digest = answer.stdout.decode().split()
    same = digest == hashlib.sha256(np.ascontiguousarray(evaluator.outcomes(matrix).T)).hexdigest()
    assert same, "OpenFisca gives other results"
    line(
        "OpenFisca, the same rules (no missing answers)", float(seconds), floor, "the same results, compared by digest"
    )


def name_of(item: str) -> str:
    return item.replace(".", "__")


def as_lists(rule: ChoiceRule, columns: Columns) -> dict[str, Any]:
    return {
        "otherwise": OUTCOMES.index(rule.otherwise),
        "cases": [[OUTCOMES.index(outcome), condition_as_list(part, columns)] for outcome, part in rule.cases],
    }


def condition_as_list(condition: Condition, columns: Columns) -> list[Any]:
    match condition:
        case Answered(item=item, options=options):
            return ["is", name_of(item), list(columns.codes_of(item, options))]
        case Stated(item=item):
            return ["is", name_of(item), [1]]
        case AtLeast(n=n, items=items, options=options):
            return ["count", n, [name_of(item) for item in items], list(columns.codes_of(items[0], options))]
        case All(parts=parts):
            return ["all", [condition_as_list(part, columns) for part in parts]]
        case AnyOf(parts=parts):
            return ["any", [condition_as_list(part, columns) for part in parts]]
