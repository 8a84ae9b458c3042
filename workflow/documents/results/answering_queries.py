"""Reads how the network answered, how it agreed to read the questions, and what its municipalities are like."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from indicators.comparing.matrix import Unit
from municipalities.models import Group
from municipalities.places.queries import keys_of_units
from municipalities.places.similar import SIZE, SKR, SOCIOECONOMIC, Years, latest_key
from surveys.collecting.queries import interpretations_of
from surveys.counting import COUNTS
from surveys.models import Collection, Interpretation, Response, Survey
from workflow.documents.results.facts import Agreed, Answering, Keys


def read_agreed(survey: Survey, network: Group, *, is_example: bool) -> tuple[Agreed, ...]:
    """By question as the survey has them; Exempeldata alone among Exempeldata. One query."""
    found = interpretations_of(survey, network)
    return tuple(
        Agreed(code, one.text, one.consider_because if one.consider_in_analysis else "", one.source)
        for code, one in found.items()
        if (is_example or not one.is_example) and _held(one, survey)
    )


def _held(one: Interpretation, survey: Survey) -> bool:
    """Also one that a later year's meeting let go: it held in its own."""
    return one.state == Interpretation.State.AGREED or (one.let_go_in or 0) > survey.year


def read_answering(survey: Survey, network: Group, units: Sequence[Unit], *, is_example: bool) -> Answering | None:
    """None where nobody was asked here: the figures are published ones. Two queries."""
    of_ours = Q(group=network) | Q(group__kind=Group.Kind.NATION)
    asked = Collection.objects.filter(of_ours, survey=survey, is_example=is_example).first()  # the last to close
    responses = Response.objects.filter(
        survey=survey, is_example=is_example, municipality__in=[one.id for one in units]
    )
    states = dict(responses.values_list("municipality_id", "state"))
    if asked is None and not states:
        return None
    counted = {pk for pk, state in states.items() if state in COUNTS}
    return Answering(
        handed_in=tuple(one.full_name for one in units if one.id in counted),
        silent=tuple(one.full_name for one in units if one.id not in counted),
        closes=asked.closes if asked else None,
    )


def read_keys(units: Sequence[Unit], year: int) -> tuple[Keys, ...]:
    """In the order of the units; empty where nothing is known of any. Two queries."""
    known = keys_of_units([one.id for one in units], year)
    found = tuple(_keys(one, known.get(one.id, {}), year) for one in units)
    return found if any(one.size or one.skr or one.socioeconomic for one in found) else ()


def _keys(unit: Unit, years: Years, year: int) -> Keys:
    told = {name: latest_key(name, years, year) for name in (SIZE, SKR, SOCIOECONOMIC)}
    words = {name: str(key.value) + (f" ({key.year})" if key.year != year else "") for name, key in told.items() if key}
    counted = [(at, facts.population) for at, facts in years.items() if facts.population and at < year]
    population = f"{max(counted)[1]:,}".replace(",", "\u00a0") if counted else ""
    return Keys(
        unit=unit.full_name,
        code=unit.code,
        population=population,
        size=words.get(SIZE, ""),
        skr=words.get(SKR, ""),
        socioeconomic=words.get(SOCIOECONOMIC, ""),
    )
