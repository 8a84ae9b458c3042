"""The same choice rules in OpenFisca, as a yardstick. Run by an interpreter of its own that has openfisca-core:

    OPENFISCA_PYTHON=/path/to/venv/bin/python make bench

Reads from standard input a pickle
{items: {code: {"codes": int8 array, "gate": [item, [codes]] or None}},
 rules: {indicator: {"cases": [[outcome, condition], ...], "otherwise": outcome}}};
conditions are nested lists ["is", item, [codes]], ["all"|"any", [...]], ["count", n, [items], [codes]].
Prints the median of five rounds in seconds, and the SHA-256 of the outcomes (int8, rules x answer sets).
"""

from __future__ import annotations

import hashlib
import pickle
import statistics
import sys
import time
from functools import reduce

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

UNIT = build_entity(key="unit", plural="units", label="answering unit", is_person=True)
YEAR = "2017"


def variable(name, formula=None):
    body = {"value_type": int, "entity": UNIT, "definition_period": DateUnit.YEAR, "label": name}
    if formula is not None:
        body["formula"] = formula
    return type(name, (Variable,), body)


def one_of(column, codes):
    return reduce(np.logical_or, [column == code for code in codes])


def holds(condition, unit, period):
    kind = condition[0]
    if kind == "is":
        return one_of(unit(f"asked_{condition[1]}", period), condition[2])
    if kind == "count":
        return sum(one_of(unit(f"asked_{item}", period), condition[3]) for item in condition[2]) >= condition[1]
    join = np.logical_and if kind == "all" else np.logical_or
    return reduce(join, [holds(part, unit, period) for part in condition[1]])


def asked_formula(item, gate):
    def formula(unit, period):
        stored = unit(f"stored_{item}", period)
        return stored if gate is None else np.where(one_of(unit(f"asked_{gate[0]}", period), gate[1]), stored, -1)

    return formula


def rule_formula(rule):
    def formula(unit, period):
        found = rule["otherwise"]
        for outcome, condition in reversed(rule["cases"]):
            found = np.where(holds(condition, unit, period), outcome, found)
        return found

    return formula


def build(work):
    system = TaxBenefitSystem([UNIT])
    for item, facts in work["items"].items():
        system.add_variable(variable(f"stored_{item}"))
        system.add_variable(variable(f"asked_{item}", asked_formula(item, facts["gate"])))
    for code, rule in work["rules"].items():
        system.add_variable(variable(f"result_{code}", rule_formula(rule)))
    return system


def one_round(system, work, count):
    simulation = SimulationBuilder().build_default_simulation(system, count)
    for item, facts in work["items"].items():
        simulation.set_input(f"stored_{item}", YEAR, facts["codes"].astype(np.int32))
    start = time.perf_counter()
    found = [simulation.calculate(f"result_{code}", YEAR) for code in work["rules"]]
    return time.perf_counter() - start, found


def main():
    work = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by the bench itself
    system = build(work)
    count = len(next(iter(work["items"].values()))["codes"])
    rounds = [one_round(system, work, count) for _ in range(5)]
    digest = hashlib.sha256(np.array(rounds[-1][1]).astype(np.int8)).hexdigest()
    print(statistics.median(seconds for seconds, _ in rounds), digest)


main()
