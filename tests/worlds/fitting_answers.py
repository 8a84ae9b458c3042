"""Answers that give wanted results, put together from the definitions' own examples."""

from __future__ import annotations

from collections.abc import Mapping

from indicators.rules.spec import Definitions


def answers_giving(definitions: Definitions, wanted: Mapping[str, str]) -> dict[str, str]:
    """Item -> value: of each indicator an example that gives what is wanted, none of them against another."""
    found = _joined(definitions, list(wanted.items()), {})
    assert found is not None, "no answers give all of this"
    return found


def _joined(definitions: Definitions, wanted: list[tuple[str, str]], given: dict[str, str]) -> dict[str, str] | None:
    if not wanted:
        return given
    (code, outcome), *others = wanted
    for example in definitions.indicators[code].examples:
        fits = all(given.get(item, value) == value for item, value in example.answers.items())
        if example.gives == outcome and fits:
            found = _joined(definitions, others, {**given, **example.answers})
            if found is not None:
                return found
    return None
