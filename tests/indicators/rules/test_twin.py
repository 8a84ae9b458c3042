"""The fast evaluator against the slow twin, on generated answers with missing items and closed gates."""

from functools import cache
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.rules.evaluate import Evaluator
from tests.indicators.rules import twin
from tests.indicators.rules.test_loader import ROOT, load_real

TEXTS = ("", " ", "ASI")


@cache
def real_2017():
    return load_real(ROOT / "indicators/definitions/ekonomiskt-bistand/2017.yaml")


@cache
def evaluator_2017():
    return Evaluator(*real_2017())


def values_of(items, table=twin.ITEMS):
    """What each item may hold: nothing, or one of its answers."""
    return {item: ("", *(table[item][0] or TEXTS)) for item in items}


def answers_to(items, table=twin.ITEMS):
    values = values_of(items, table)
    return st.fixed_dictionaries({item: st.sampled_from(options) for item, options in values.items()})


def test_the_twin_knows_all_35_indicators():
    computed = {code for code, one in real_2017()[1].indicators.items() if one.rule}
    assert set(twin.INDICATORS) == computed
    assert len(computed) == 35


def test_the_catalogue_has_the_answers_and_gates_of_the_twin():
    found = {
        code: (
            tuple(option.code for option in item.options) or None,
            item.gate.item if item.gate else None,
            set(item.gate.options) if item.gate else set(),
        )
        for code, item in real_2017()[0].items.items()
        if code in twin.ITEMS
    }
    assert found == {item: (options, gate, set(by)) for item, (options, gate, by) in twin.ITEMS.items()}


@pytest.mark.parametrize("indicator", [code for code in twin.INDICATORS if code != "utredningsmall"])
def test_every_set_of_answers_gives_what_the_twin_gives(indicator):
    """All combinations of answers and gaps: 625 at most."""
    values = values_of(twin.INDICATORS[indicator][1])
    units = [dict(zip(values, answers, strict=True)) for answers in product(*values.values())]
    found = [results[indicator].value for results in evaluator_2017().evaluate(units)]
    assert found == [twin.outcome(indicator, answers) for answers in units]


@settings(max_examples=300, deadline=None)
@given(answers_to(twin.INDICATORS["utredningsmall"][1]))
def test_the_investigation_template_agrees_with_the_twin(answers):
    """Eleven items have 236,196 combinations: some of them."""
    found = evaluator_2017().evaluate([answers])[0]["utredningsmall"].value
    assert found == twin.outcome("utredningsmall", answers)


@settings(max_examples=25, deadline=None)
@given(st.lists(answers_to(twin.ITEMS), min_size=1, max_size=4))
def test_many_units_agree_with_the_twin(units):
    found = evaluator_2017().evaluate(units)
    for answers, results in zip(units, found, strict=True):
        assert {code: outcome.value for code, outcome in results.items()} == {
            code: twin.outcome(code, answers) for code in results
        }


YES_NO_NA = ("ja", "nej", "ej_aktuellt")
NESTED = {
    "G2.missbruk": (("ja", "nej", "behovs_inte", "ej_aktuellt"), None, ()),
    "G2a.missbruk": (YES_NO_NA, "G2.missbruk", ("ja",)),
    "G2b": (None, "G2a.missbruk", ("ja", "ej_aktuellt")),
}


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers=answers_to(NESTED, NESTED))
def test_gates_in_gates_agree_with_the_twin(evaluator, answers):
    expected = twin.complete(lambda a: "ja" if a.get("G2b", "").strip() else "nej", list(NESTED), answers, NESTED)
    assert evaluator.evaluate([answers])[0]["beskriven"].value == expected
