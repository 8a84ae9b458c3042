"""The figures of a follow-up: before, between and after, for the units, the network, the county and the nation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db.models import Q

from indicators.comparing import comparisons, queries
from indicators.comparing.comparisons import Link
from indicators.comparing.interpretations import Reservations, questions_of, reservations_in
from indicators.comparing.matrix import Figures, GroupFound, Unit, Years
from indicators.comparing.matrix_page import reading_of, seen_figures, seen_in
from indicators.comparing.presenters import printed_texts
from indicators.comparing.queries import Source
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import Press, read_press
from indicators.permissions import sight_of
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.models import Group
from municipalities.permissions import Person
from surveys.counting import COUNTS
from surveys.models import ChangeReason, Survey
from surveys.questionnaires.queries import questionnaire_of
from workflow.follow_up.movement import Movement, YearReading, breaks, follow
from workflow.models import Cycle
from workflow.units import called_then, units_of

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey


@dataclass(frozen=True)
class Place:
    """One row: who, and how it moved."""

    name: str
    kind: str  # network | county | nation | municipality
    movement: Movement
    municipality: int | None = None  # id, of a municipality's row


@dataclass(frozen=True)
class Followed:
    """One indicator over the years of the follow-up. `places`: network, county and nation, as far as they are told."""

    code: str
    label: str
    definition: IndicatorDefinition | None  # None: no year defines the code
    years: list[int] = field(default_factory=list)  # with any figure, oldest first
    places: list[Place] = field(default_factory=list)
    units: list[Place] = field(default_factory=list)
    breaks: list[tuple[int, int, Link]] = field(default_factory=list)
    reasons: list[ChangeReason] = field(default_factory=list)
    reservations: list[str] = field(default_factory=list)  # to be considered, of every year followed
    printed_twice: list[str] = field(default_factory=list)  # what has been corrected, and where publishers differ
    is_example: bool = False  # counted from Exempeldata
    unpublished: tuple[int, ...] = ()  # years whose figures somebody may not see yet

    @property
    def network(self) -> Movement | None:
        return next((one.movement for one in self.places if one.kind == "network"), None)

    @property
    def after_year(self) -> int | None:
        return max((one.movement.after.year for one in self.places if one.movement.after), default=None)


@dataclass(frozen=True)
class _Frame:
    cycle: Cycle
    surveys: Sequence[Survey]  # from the cycle's year on
    definitions: Mapping[int, Definitions]
    figures: Mapping[int, Figures]
    groups: list[Group]  # to hold the network against
    units: list[Unit]
    press: Press
    restricted: frozenset[int]  # years whose figures of other municipalities this person may not see
    is_example: bool
    unpublished: tuple[int, ...]  # years whose figures somebody may not see yet
    reasons: Mapping[str, list[ChangeReason]]
    reservations: Reservations


def read_followed(cycle: Cycle, codes: list[str], person: Person, until: int) -> dict[str, Followed]:
    """Code -> the indicator from the cycle's year to the latest survey no later than `until`. Thirteen queries at most,
    and the person's roles. The source is the one the cycle's own year is shown from, of each indicator the better."""
    found = queries.surveys_with_sources(cycle.area.slug, sight_of(person), municipality__cycles=cycle)
    surveys = [one for one in found if cycle.year <= one.year <= until]
    definitions = {one.year: known for one in found if (known := definitions_of(one))}
    source = _source(surveys, cycle.year)
    if source is None:
        defined = {code: _definition(definitions, code, until) for code in codes}
        return {code: Followed(code, one.full_name if one else code, one) for code, one in defined.items()}
    frame = _frame(cycle, surveys, definitions, source, codes)
    return {code: _followed(frame, code) for code in codes}


def _source(surveys: Sequence[SourcedSurvey], first: int) -> Source | None:
    own = next((one for one in surveys if one.year == first), None)
    return reading_of(own.sources[0], "") if own and own.sources else None


def _frame(
    cycle: Cycle,
    surveys: Sequence[SourcedSurvey],
    definitions: Mapping[int, Definitions],
    source: Source,
    codes: list[str],
) -> _Frame:
    wider = [one for one in queries.side_groups_of(cycle.network, cycle.year) if one.kind != Group.Kind.CITY]
    press, of_area = read_press(cycle.area, cycle.network), queries.indicator_codes(cycle.area)
    where = {"indicator__code__in": codes}

    def fetch(one: Source) -> dict[int, Figures]:
        units = queries.unit_figures(surveys, one, of_area, press, municipality__cycles=cycle, **where)
        groups = queries.group_figures(surveys, one, of_area, press, group__in=wider, **where)
        return {of.year: Figures(units.get(of.pk, {}), groups.get(of.pk, {})) for of in surveys}

    taking_part = [queries.unit_of(one) for one in units_of(cycle)]
    units_here = [unit.id for unit in taking_part]
    figures = seen_figures(surveys, source, wider, {one.year: units_here for one in surveys}, fetch)
    seen = {one.year: seen_in(one, source) for one in surveys if figures[one.year].computed}
    restricted = frozenset(year for year, one in seen.items() if one.hidden(units_here))
    reasons = change_reasons(cycle, surveys, definitions, codes)
    reserved = reservations_in(cycle.area, definitions).real_or(cycle.is_example)
    return _Frame(
        cycle=cycle,
        surveys=surveys,
        definitions=definitions,
        figures=figures,
        groups=wider,
        units=taking_part,
        press=press,
        restricted=restricted,
        is_example=source.is_example,
        unpublished=tuple(sorted(year for year, one in seen.items() if one.unpublished(units_here))),
        reasons=reasons,
        reservations=reserved,
    )


def _definition(definitions: Mapping[int, Definitions], code: str, until: int) -> IndicatorDefinition | None:
    """The latest of the years followed that says how the indicator is read; a later year only where none of them does,
    so that what is closed keeps its names."""
    defining = [year for year, one in definitions.items() if code in one.indicators]
    if not defining:
        return None
    return definitions[max(defining, key=lambda year: (year <= until, year))].indicators[code]


def _followed(frame: _Frame, code: str) -> Followed:
    definition = _definition(frame.definitions, code, until=max(frame.figures))
    if definition is None:
        return Followed(code, code, None)
    link_of = _links(frame.definitions, code)
    frame = _as_far_as_the_network_is_told(frame, code)

    def moved(readings: list[YearReading]) -> Movement:
        return follow(readings, frame.cycle.year, link_of, definition.desirable)

    years = sorted(year for year, one in frame.figures.items() if _is_told(one, code))
    network = Place(frame.cycle.network.name, "network", moved(_own_readings(frame, definition)))
    wider = [Place(one.name, one.kind, moved(_group_readings(frame, one, code))) for one in frame.groups]
    units = [
        Place(unit.full_name, "municipality", moved(_unit_readings(frame, unit, code)), unit.id) for unit in frame.units
    ]
    return Followed(
        code=code,
        label=definition.full_name,
        definition=definition,
        years=years,
        places=[network, *wider],
        units=units,
        breaks=breaks(years, link_of),
        reasons=frame.reasons.get(code, []),
        reservations=frame.reservations.texts(code, years, {unit.id for unit in frame.units}),
        printed_twice=_printed_twice(frame, definition),
        is_example=frame.is_example,
        unpublished=frame.unpublished,
    )


def _printed_twice(frame: _Frame, definition: IndicatorDefinition) -> list[str]:
    """Year by year, oldest first."""
    found: list[str] = []
    for year, figures in sorted(frame.figures.items()):
        cells = figures.units.get(definition.code, {})
        units = [(unit.full_name, cells[unit.id].settled) for unit in frame.units if unit.id in cells]
        chosen = ((one.name, _chosen_publisher(frame, one, definition.code).get(year)) for one in frame.groups)
        groups = [(name, one.settled) for name, one in chosen if one]
        for told, because in ((units, ""), (groups, "samma utgivare genom åren")):
            texts = printed_texts(definition, [(name, one) for name, one in told if one], frame.press, because)
            found += [f"{year}: {text}" for text in texts]
    return found


def _as_far_as_the_network_is_told(frame: _Frame, code: str) -> _Frame:
    """So that the county and the nation are followed over the same years as the network."""
    told = [year for year, one in frame.figures.items() if one.units.get(code)]
    last = max(told, default=max(frame.figures))
    return replace(frame, figures={year: one for year, one in frame.figures.items() if year <= last})


def _links(definitions: Mapping[int, Definitions], code: str) -> Callable[[int, int], Link]:
    return lambda earlier, later: Years(later, earlier, definitions).link(code)


def _is_told(figures: Figures, code: str) -> bool:
    return bool(figures.units.get(code)) or any(key[1] == code for key in figures.groups)


def _own_readings(frame: _Frame, definition: IndicatorDefinition) -> list[YearReading]:
    """The network's own figure, counted from its units; a network's share is never withheld."""
    found = []
    for year, figures in frame.figures.items():
        if year in frame.restricted:
            continue
        units = list(figures.units.get(definition.code, {}).values())
        if definition.kind == "choice":
            counted = comparisons.tally(one.value for one in units)
            found.append(YearReading(year, figure=counted.percent, count=f"{counted.yes} av {counted.base}"))
        else:
            figure, count = comparisons.mean(one.number for one in units)
            found.append(YearReading(year, figure=figure, count=f"{count} kommuner" if figure is not None else ""))
    return found


def _unit_readings(frame: _Frame, unit: Unit, code: str) -> list[YearReading]:
    stored = ((year, figures.units.get(code, {}).get(unit.id)) for year, figures in frame.figures.items())
    return [_unit_reading(year, one.value, one.number) for year, one in stored if one]


def _unit_reading(year: int, value: str, number: Decimal | None) -> YearReading:
    return YearReading(year, value=value) if number is None else YearReading(year, figure=Fraction(number))


def _group_readings(frame: _Frame, group: Group, code: str) -> list[YearReading]:
    return [_group_reading(year, one) for year, one in _chosen_publisher(frame, group, code).items()]


def _chosen_publisher(frame: _Frame, group: Group, code: str) -> dict[int, GroupFound]:
    """Year -> figure, of one publisher only, since two of them may count different units: one that tells of the first
    year before one that does not, and then the one that tells of most years."""
    stored = {year: figures.groups.get((group.pk, code), []) for year, figures in frame.figures.items()}
    publishers = [name for found in stored.values() for name in dict.fromkeys(one.publisher for one in found)]
    if not publishers:
        return {}
    first = {one.publisher for one in stored.get(frame.cycle.year, [])}
    chosen = max(publishers, key=lambda name: (name in first, publishers.count(name)))
    return {year: one for year, found in stored.items() for one in found if one.publisher == chosen}


def _group_reading(year: int, found: GroupFound) -> YearReading:
    count = f"{found.yes} av {found.base}" if found.yes is not None and found.base else ""
    return YearReading(year, figure=found.figure, count=count)


def change_reasons(
    cycle: Cycle, surveys: Sequence[SourcedSurvey], definitions: Mapping[int, Definitions], codes: list[str]
) -> dict[str, list[ChangeReason]]:
    """Indicator code -> why answers behind it differ from the year before, as handed in by the network's
    municipalities in the years after the cycle's own, where the results may be seen. One query."""
    behind = {
        (one.pk, code): questions_behind(one, definitions.get(one.year), code)
        for one in surveys
        for code in codes
        if one.year > cycle.year
    }
    told = ChangeReason.objects.filter(
        response__survey__in={survey for survey, _code in behind},
        response__municipality__cycles=cycle,
    )
    real = Q(response__is_example=False, response__state__in=COUNTS)
    told = told.filter(real | Q(response__is_example=True) if cycle.is_example else real)
    seen = {one.pk: one.seen for one in surveys}
    found = told.select_related("response__survey", "response__municipality__parent")
    given = [one for one in found if not seen[one.response.survey_id].hidden([one.response.municipality_id])]
    called_then((one.response for one in given), cycle)
    given.sort(key=lambda one: (one.response.survey.year, one.response.municipality.name, one.question))
    return {
        code: [one for one in given if one.question in behind.get((one.response.survey_id, code), ())] for code in codes
    }


def questions_behind(survey: Survey, known: Definitions | None, code: str) -> list[str]:
    """Codes of the questions that the indicator's rule reads that year."""
    return questions_of(known.indicators.get(code) if known else None, questionnaire_of(survey))
