"""One indicator over the years: series for the group, its city, county and the nation, broken where years differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from indicators.comparing import comparisons, queries
from indicators.comparing.interpretations import reservations_in
from indicators.comparing.matrix import HIDDEN, Cell, Figures, GroupFound, Unit, Years
from indicators.comparing.matrix_page import Choice, read_figures, reading_of, seen_in, source_among
from indicators.comparing.queries import Source
from indicators.comparing.service_areas import newest_definition
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import NO_PRESS, Press
from indicators.editions.statements import Settled
from indicators.permissions import Sight
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.models import Group
from municipalities.places.queries import changes_in
from surveys.models import Survey

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey


@dataclass(frozen=True)
class Point:
    year: int
    figure: Fraction
    count: str  # "6 av 8" where known
    joins: bool  # comparable with the series' point before, so that a line may join them
    settled: Settled | None = None  # what else is printed of it, where anything is


@dataclass(frozen=True)
class Series:
    name: str
    origin: str  # who published it, or how it was counted
    points: list[Point]


class PrintedTwice(NamedTuple):
    """A figure that has been corrected or that publishers differ on: of a unit or group, one year."""

    year: int
    place: str
    settled: Settled


Told = tuple[Fraction | None, str, Settled | None]  # figure, what it was counted on, what else is printed of it


@dataclass(frozen=True)
class IndicatorPage:
    choice: Choice
    code: str
    survey: Survey  # the latest that says how the indicator is found, else the latest that names it
    definition: IndicatorDefinition  # of the newest year: name and text
    counted: IndicatorDefinition  # of `survey`: how it is found
    definitions: Mapping[int, Definitions]
    groups: list[Group]
    group: Group
    source: Source | None
    sources: list[Source]
    years: list[int] = field(default_factory=list)  # with any figure, oldest first
    units: list[Unit] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)  # units formed, ended or called otherwise between the years
    figures: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)  # year -> unit id -> figure
    series: list[Series] = field(default_factory=list)
    printed_twice: list[PrintedTwice] = field(default_factory=list)  # newest year first, groups before units
    press: Press = NO_PRESS
    reservations: list[str] = field(default_factory=list)  # to be considered of the units' figures, oldest year first
    unpublished: list[int] = field(default_factory=list)  # years shown that are not for everybody yet

    @property
    def known(self) -> Definitions:
        """The year whose definition it is, with the headings it stands under."""
        return next(one for one in self.definitions.values() if one.indicators.get(self.code) is self.definition)

    @property
    def breaks(self) -> list[tuple[int, int, comparisons.Link]]:
        """Neighbouring years that may not be compared, or only partly."""
        found = []
        for earlier, later in zip(self.years, self.years[1:], strict=False):
            link = Years(later, earlier, self.definitions).link(self.code)
            if link.is_ != "yes":
                found.append((earlier, later, link))
        return found

    def units_with(self, value: str) -> list[Unit]:
        """Units with a result in the latest year of the units' figures."""
        if not (told := self.latest_year):
            return []
        found = self.figures[told]
        return [unit for unit in self.units if (one := found.get(unit.id)) and one.value == value]

    @property
    def latest_year(self) -> int | None:
        return max((year for year, found in self.figures.items() if found), default=None)


def read_indicator(
    area: str, code: str, choice: Choice, sight: Sight, groups: list[Group] | None = None
) -> IndicatorPage:
    """404 for an indicator that no year defines. Eight queries."""
    groups = queries.all_groups() if groups is None else groups
    group = queries.group_of(groups, choice.grupp)
    surveys = queries.surveys_with_sources(area, sight, group, indicator__code=code)
    definitions = {one.year: known for one in surveys if (known := definitions_of(one))}
    defining = [one for one in surveys if one.year in definitions and code in definitions[one.year].indicators]
    survey = queries.first_or_404(sorted(defining, key=lambda one: not _is_counted(definitions[one.year], code)))
    stored = dict.fromkeys(source for one in surveys for source in one.sources if source != queries.BEST)
    sources = queries.with_best(list(stored))
    source = source_among(sources, choice.kalla)
    counted = definitions[survey.year].indicators[code]
    definition = newest_definition(surveys, definitions, code) or counted
    page = IndicatorPage(choice, code, survey, definition, counted, definitions, groups, group, source, sources)
    if source is None:
        source = queries.PUBLISHED  # a nation may have figures where no unit has
    return _filled(page, surveys, reading_of(source, choice.kalla) or source)


def _is_counted(known: Definitions, code: str) -> bool:
    """The year says how the indicator is found; other years only carry its published figures."""
    definition = known.indicators[code]
    return definition.rule is not None or definition.kind in ("register", "background")


def _filled(page: IndicatorPage, surveys: Sequence[SourcedSurvey], source: Source) -> IndicatorPage:
    side = queries.side_groups_of(page.group, page.survey.year)
    if source != queries.COMPUTED and not source.is_example and page.group.kind != Group.Kind.NETWORK:
        side = [page.group, *side]
    members = queries.units_by_year(page.group, [one.year for one in surveys])
    stored, press = read_figures(list(surveys), source, page.group, side, members, indicator__code=page.code)
    seen = {one.year: seen_in(one, source) for one in surveys}
    units = {year: _of_members(figures.units.get(page.code, {}), members[year]) for year, figures in stored.items()}
    told = {unit for found in units.values() for unit in found}
    own_years = [year for year, found in units.items() if found]
    in_group = {year: [unit.id for unit in found] for year, found in members.items()}
    counted = {year for year, figures in stored.items() if figures.computed}
    hidden = {year for year in counted if seen[year].hidden(in_group[year])}
    whole = {year: found for year, found in units.items() if year not in hidden}
    series = _all_series(page, stored, whole, side, press)
    return IndicatorPage(
        **{name: getattr(page, name) for name in page.__dataclass_fields__ if name not in FILLED},
        years=sorted({point.year for one in series for point in one.points} | {year for year in units if units[year]}),
        units=[unit for unit in _ever({year: members[year] for year in own_years}) if unit.id in told],
        figures=units,
        series=series,
        printed_twice=_printed_twice(stored, units, side, members),
        press=press,
        changes=changes_in(page.group, own_years) if own_years else [],
        reservations=reservations_in(page.survey.area, page.definitions).texts(page.code, units, told),
        unpublished=sorted(year for year in counted if units[year] and seen[year].unpublished(in_group[year])),
    )


def _of_members(found: Mapping[int, Cell], members: Sequence[Unit]) -> dict[int, Cell]:
    """Each year is told with those who belonged to the group then."""
    ids = {unit.id for unit in members}
    return {unit: cell for unit, cell in found.items() if unit in ids}


def _ever(members: Mapping[int, Sequence[Unit]]) -> list[Unit]:
    """Whoever belonged to the group in any of the years, once, as in the latest; in order of name."""
    latest = {unit.id: unit for year in sorted(members) for unit in members[year]}
    return sorted(latest.values(), key=lambda unit: (unit.city or unit.name, unit.name))


def _printed_twice(
    stored: Mapping[int, Figures],
    units: Mapping[int, Mapping[int, Cell]],
    side: list[Group],
    members: Mapping[int, Sequence[Unit]],
) -> list[PrintedTwice]:
    found = []
    names = {group.pk: group.name for group in side}
    for year in sorted(stored, reverse=True):
        groups = [(names[pk], told[0].settled) for (pk, _code), told in stored[year].groups.items() if pk in names]
        cells = units[year]
        told = [*groups, *((one.full_name, cells[one.id].settled) for one in members[year] if one.id in cells)]
        found += [PrintedTwice(year, place, settled) for place, settled in told if settled]
    return found


FILLED = ("years", "units", "changes", "figures", "series", "printed_twice", "press", "reservations", "unpublished")


def _all_series(
    page: IndicatorPage,
    stored: Mapping[int, Figures],
    whole: Mapping[int, Mapping[int, Cell]],  # years of which every unit of the group may be seen
    side: list[Group],
    press: Press,
) -> list[Series]:
    own: dict[int, Told] = {
        year: (*_own_figure(page.definition, found), None) for year, found in whole.items() if found
    }
    found = [_series(page, f"Snitt {page.group.name}", "räknat ur kommunernas resultat", own)]
    for group in side:
        by_publisher: dict[str, dict[int, GroupFound]] = {}
        for year in sorted(stored):
            for one in stored[year].groups.get((group.pk, page.code), []):
                by_publisher.setdefault(one.publisher, {})[year] = one
        found += [
            _series(
                *(page, group.name, _origin(publisher, told.values(), press)),
                {year: (one.figure, _count(one), one.settled) for year, one in told.items()},
            )
            for publisher, told in by_publisher.items()
        ]
    return [series for series in found if series.points]


def _origin(publisher: str, told: Iterable[GroupFound], press: Press) -> str:
    """The publisher and what kinds of publication it has printed the figures in."""
    if not publisher:
        return "uträknat i öjportal"
    printed = (press.publications[one.publication] for one in told if one.publication is not None)
    return ", ".join(dict.fromkeys([publisher, *(one.get_kind_display().lower() for one in printed)]))


def _count(one: GroupFound) -> str:
    return f"{one.yes} av {one.base}" if one.yes is not None and one.base else ""


def _own_figure(definition: IndicatorDefinition, found: Mapping[int, Cell]) -> tuple[Fraction | None, str]:
    if definition.kind != "choice":
        figure, count = comparisons.mean(one.number for one in found.values())
        return figure, f"{count} {'kommun' if count == 1 else 'kommuner'}"
    counted = comparisons.tally(one.value for one in found.values() if one.value != HIDDEN)
    return counted.percent, f"{counted.yes} av {counted.base}"


def _series(page: IndicatorPage, name: str, origin: str, figures: Mapping[int, Told]) -> Series:
    points: list[Point] = []
    for year, (figure, count, settled) in sorted(figures.items(), key=lambda one: one[0]):
        if figure is None:
            continue
        before = points[-1].year if points else year
        joins = bool(points) and Years(year, before, page.definitions).link(page.code).holds
        points.append(Point(year, figure, count, joins, settled))
    return Series(name, origin, points)
