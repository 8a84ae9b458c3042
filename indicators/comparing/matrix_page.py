"""What a comparison page shows, read from the address: one group, one year, one source."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from indicators.comparing import comparisons, queries
from indicators.comparing.best_figures import best_of
from indicators.comparing.interpretations import NO_RESERVATIONS, Reservations, reservations_in
from indicators.comparing.matrix import (
    FLIP_ABOVE,
    ORDERS,
    WAITING,
    Cell,
    Figures,
    Row,
    Scope,
    Summary,
    Unit,
    Years,
    build_rows,
    choose_rows,
    sort_rows,
)
from indicators.comparing.presenters import corrections_text, disputes_text
from indicators.comparing.queries import BEST, COMPUTED, PUBLISHED, Source
from indicators.comparing.service_areas import newest_definition
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import NO_PRESS, Press, read_press
from indicators.editions.statements import Settled
from indicators.models import Origin, Publication
from indicators.permissions import Seen, Sight, whole_groups
from indicators.rules.outcomes import NON_RESPONSE
from indicators.rules.spec import Definitions, IndicatorDefinition
from municipalities.models import Group
from surveys.models import Survey

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey

NO_COMPARISON = "ingen"


@dataclass(frozen=True)
class Choice:
    """All state of the page, as it stands in the query string; empty means the default."""

    grupp: str = ""
    jamfor: str = ""
    omrade: str = ""
    kalla: str = ""
    ordning: str = ""
    skiljer: str = ""
    andrat: str = ""
    utskrift: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Choice:
        return cls(**{name: query.get(name, "") for name in cls.__dataclass_fields__})

    def query(self, **changed: str) -> str:
        """The query string of this choice with some of it changed; empty when all is default."""
        fields = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return urlencode({name: value for name, value in {**fields, **changed}.items() if value})

    def moved(self, *, area: bool) -> str:
        """The query string for another year, or another service area, where other quality areas are told apart."""
        return self.query(jamfor="", omrade="") if area else self.query(jamfor="")

    def carried(self) -> str:
        """What a link to another page keeps: the group and the source."""
        return urlencode({name: value for name, value in (("grupp", self.grupp), ("kalla", self.kalla)) if value})

    @property
    def order(self) -> str:
        return self.ordning if self.ordning in ORDERS else "katalog"


@dataclass(frozen=True)
class MatrixPage:
    choice: Choice
    survey: SourcedSurvey
    surveys: list[SourcedSurvey]  # of the area, newest first, with their sources
    groups: list[Group]
    group: Group
    source: Source | None  # None: nothing is stored of the group this year
    compared: int | None
    definitions: Mapping[int, Definitions]
    units: list[Unit] = field(default_factory=list)
    silent_units: int = 0  # members of the group that the source says nothing of, when they are left out
    side_groups: list[Group] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)  # chosen and sorted
    empty_rows: list[Row] = field(default_factory=list)  # indicators of the year without a figure in the source
    publications: list[Publication] = field(default_factory=list)  # that the figures shown come from
    press: Press = NO_PRESS  # all there is, and how it came
    quartiles_of: Mapping[str, list[Decimal]] = field(default_factory=dict)
    is_restricted: bool = False  # some of the units may not be seen
    is_unpublished: bool = False  # some of what is shown is not for everybody yet
    reservations: Reservations = NO_RESERVATIONS
    reserved_for: frozenset[int] = frozenset()  # ids of the units it is read for, where they are not all that are shown

    @cached_property
    def has_computed(self) -> bool:
        """Of the units."""
        return self.source is not None and any(not row.publications for row in self.rows if row.has_unit_figures)

    @cached_property
    def is_mixed(self) -> bool:
        """Some of what is shown is computed here, and some published."""
        return self.has_computed and bool(self.publications)

    @property
    def mean_heading(self) -> str:
        if self.silent_units:
            return f"Snitt av {len(self.units)} visade"
        return f"Snitt {self.group.name}"

    @property
    def is_flipped(self) -> bool:
        return len(self.units) > FLIP_ABOVE

    @property
    def earlier_years(self) -> list[int]:
        return [survey.year for survey in self.surveys if survey.year < self.survey.year]

    @property
    def this_year(self) -> Definitions | None:
        return self.definitions.get(self.survey.year)

    @property
    def has_register(self) -> bool:
        return any(row.definition.kind == "register" for row in self.rows)

    def definition_over_years(self, row: Row) -> IndicatorDefinition:
        """Of the newest year, which says what the indicator is called where it does not stand in its own year."""
        return newest_definition(self.surveys, self.definitions, row.definition.code) or row.definition

    def name_over_years(self, row: Row) -> str:
        return self.definition_over_years(row).full_name

    def reservations_on(self, row: Row) -> list[str]:
        """What is to be considered when the row is read: of this year, and of the year its change is counted from."""
        years = (self.survey.year, self.compared if row.link.holds else None)
        units = self.reserved_for or {one.id for one in self.units}
        return self.reservations.texts(row.definition.code, years, units)

    def disputes_on(self, row: Row) -> list[str]:
        """Where publishers differ on the row's figures: what each prints, which is used and why. No query."""
        told = [(name, one) for name, one in self._settled(row) if one.others]
        return [disputes_text(row.definition, told, self.press)] if told else []

    def corrections_on(self, row: Row) -> list[str]:
        """What the row's publishers printed before they corrected it. No query."""
        told = [(name, one) for name, one in self._settled(row) if one.earlier]
        return [corrections_text(row.definition, told, self.press)] if told else []

    def _settled(self, row: Row) -> Iterator[tuple[str, Settled]]:
        """Unit or group, and its figure with what else is printed of it; of those units the page is read for."""
        figures: list[tuple[str, Cell | Summary]] = [
            *((one.full_name, cell) for one, cell in zip(self.units, row.cells, strict=True) if self._is_read(one)),
            *((one.name, summary) for one, summary in zip(self.side_groups, row.side, strict=True)),
        ]
        yield from ((name, one.settled) for name, one in figures if one.settled)

    def _is_read(self, unit: Unit) -> bool:
        return not self.reserved_for or unit.id in self.reserved_for

    def colour(self, row: Row, number: Decimal | None) -> str:
        """Quartile colour of a register figure, only where the whole nation's figures are stored."""
        found = self.quartiles_of.get(row.definition.code, [])
        if number is None or not found or row.definition.desirable not in ("low", "high"):
            return ""
        return comparisons.quartile_colour(number, found, row.definition.desirable == "low")


def source_among(sources: list[Source], word: str) -> Source | None:
    """The source asked for if it is there; else published before computed."""
    chosen = [source for source in sources if source.word == word]
    return next(iter(chosen or sources), None)


def read_page(area: str, year: int, choice: Choice, sight: Sight, groups: list[Group] | None = None) -> MatrixPage:
    """The whole page: 13 queries at most, 3 where something is to be considered and 8 where sight is limited, whatever
    the size of the group. 404 for an unknown year or group. `groups` may be chosen; without them everybody's."""
    groups = queries.all_groups() if groups is None else groups
    group = queries.group_of(groups, choice.grupp)
    surveys = queries.surveys_with_sources(area, sight, group)
    survey = queries.survey_of(surveys, year)
    source = source_among(survey.sources, choice.kalla)
    reading = reading_of(source, choice.kalla)
    compared = _compared_year(surveys, survey, reading, choice.jamfor)
    definitions = {one.year: known for one in surveys if (known := definitions_of(one))}
    page = MatrixPage(choice, survey, surveys, groups, group, source, compared, definitions)
    return page if reading is None else _filled(page, reading, Years(year, compared, definitions))


def _filled(page: MatrixPage, source: Source, years: Years) -> MatrixPage:
    """`source`: what is read, of the year shown and of the one compared with."""
    survey, group, choice = page.survey, page.group, page.choice
    members = queries.units_by_year(group, [years.shown, years.compared or years.shown])
    units, side = members[years.shown], queries.side_groups_of(group, years.shown)
    if source in (PUBLISHED, BEST) and group.kind != Group.Kind.NETWORK:
        side = [group, *side]  # the publication's own figure: it tells of few of the units
    shown_surveys = [one for one in page.surveys if one.year in (years.shown, years.compared)]
    seen = {one.year: seen_in(one, source) for one in shown_surveys}
    figures, press = read_figures(shown_surveys, source, group, side, members)
    now, before = figures[years.shown], figures.get(years.compared or 0, Figures())
    hidden = seen[years.shown].hidden(unit.id for unit in units)
    then = [unit.id for unit in members.get(years.compared or 0, [])]
    shown_units = units if now.computed else _told_of(units, now)
    told = {pk for pk, _ in now.groups}
    side = [one for one in side if one.pk in told]
    scope = Scope(
        units=shown_units,
        earlier=then,
        is_earlier_whole=years.compared is None or not seen[years.compared].hidden(then),
        group_kind=group.kind,
        side_groups=[one.pk for one in side],
        absent=_absent(survey, source),
        hidden=hidden,
    )
    rows = build_rows(years, now, before, scope, choice.omrade)
    chosen = choose_rows(rows, only_differs=bool(choice.skiljer), only_changed=bool(choice.andrat))
    return replace(
        page,
        units=shown_units,
        silent_units=len(units) - len(shown_units),
        side_groups=side,
        rows=sort_rows(chosen, choice.order),
        empty_rows=[row for row in rows if not row.has_figures],
        publications=_publications_of(now, press.publications),
        press=press,
        quartiles_of=_quartiles(survey, PUBLISHED if source == BEST else source, rows),
        is_restricted=bool(now.computed and hidden),
        is_unpublished=bool(now.computed and seen[years.shown].unpublished(unit.id for unit in units)),
        reservations=reservations_in(survey.area, years.definitions),
    )


def _absent(survey: SourcedSurvey, source: Source) -> str:
    """What stands for a unit that the source says nothing of."""
    if source.origin == Origin.PUBLISHED:
        return ""
    return WAITING if survey.is_being_answered else NON_RESPONSE


def _compared_year(surveys: list[SourcedSurvey], survey: Survey, source: Source | None, asked: str) -> int | None:
    earlier = [one for one in surveys if one.year < survey.year]
    if asked == NO_COMPARISON or source is None:
        return None
    if asked and any(str(one.year) == asked for one in earlier):
        return int(asked)
    wanted = {PUBLISHED, COMPUTED} if source == BEST else {source}
    return next((one.year for one in earlier if wanted & set(one.sources)), None)


def reading_of(source: Source | None, asked: str) -> Source | None:
    """What is read of several years: the source asked for; without one the best of the real ones in each of them."""
    return BEST if source in (PUBLISHED, COMPUTED) and not asked else source


def read_figures(
    surveys: list[SourcedSurvey],
    source: Source,
    group: Group,
    side: list[Group],
    members: Mapping[int, list[Unit]],
    **where: object,
) -> tuple[dict[int, Figures], Press]:
    """Year -> what may be seen of the group's units, and of the side groups; and what it was printed in. Two queries,
    and four of each source."""
    press = read_press(surveys[0].area, group)

    def fetch(one: Source) -> dict[int, Figures]:
        return queries.figures_by_year(surveys, one, group, side, press, **where)

    units = {year: {unit.id for unit in found} for year, found in members.items()}
    return seen_figures(surveys, source, side, units, fetch, group.pk), press


def seen_figures(
    surveys: Sequence[SourcedSurvey],
    source: Source,
    side: list[Group],
    units: Mapping[int, Collection[int]],
    fetch: Callable[[Source], dict[int, Figures]],
    own_group: int | None = None,
) -> dict[int, Figures]:
    """Year -> what the reader sees of it in the source, or of each indicator in the better one. `fetch` reads what is
    stored in a source."""

    def look(one: Source) -> dict[int, Figures]:
        is_there = source != BEST or any(one in survey.sources for survey in surveys)
        stored = fetch(one) if is_there else {}
        found = {year: stored.get(year, Figures()) for year in (survey.year for survey in surveys)}
        seen = {survey.year: seen_in(survey, one) for survey in surveys}
        return {year: only_visible(figures, year, seen[year], side) for year, figures in found.items()}

    if source != BEST:
        is_computed = source.origin == Origin.COMPUTED
        return {
            year: replace(found, computed=frozenset(found.units if is_computed else ()))
            for year, found in look(source).items()
        }
    computed, published = look(COMPUTED), look(PUBLISHED)
    return {year: best_of(computed[year], published[year], units[year], own_group) for year in computed}


def seen_in(survey: SourcedSurvey, source: Source) -> Seen:
    """What the reader the surveys were read for sees of the year in this source; published figures are for all."""
    return Seen(None, None) if source.origin == Origin.PUBLISHED else survey.seen


def only_visible(figures: Figures, year: int, seen: Seen, groups: Iterable[Group]) -> Figures:
    """A group's stored figure is seen where all its units are: what is hidden could be counted from it."""
    if seen.units is None:
        return figures
    units = {code: {pk: one for pk, one in found.items() if pk in seen.units} for code, found in figures.units.items()}
    whole = whole_groups((one.pk for one in groups), year, seen.units)
    return Figures(units, {key: found for key, found in figures.groups.items() if key[0] in whole})


def _told_of(units: list[Unit], figures: Figures) -> list[Unit]:
    """A small group is shown whole; of a large one, or one that no publication tells of, only those told of."""
    told = {unit for found in figures.units.values() for unit in found}
    if told and len(units) <= FLIP_ABOVE:
        return units
    return [unit for unit in units if unit.id in told]


def _publications_of(figures: Figures, known: Mapping[int, Publication]) -> list[Publication]:
    used = {one.publication for found in figures.units.values() for one in found.values()}
    used |= {found[0].publication for found in figures.groups.values()}
    return [publication for pk, publication in known.items() if pk in used]


def _quartiles(survey: Survey, source: Source, rows: list[Row]) -> dict[str, list[Decimal]]:
    wanted = {row.definition.code for row in rows if row.definition.kind == "register"}
    if not wanted:
        return {}
    codes = {pk: code for pk, code in queries.indicator_codes(survey.area).items() if code in wanted}
    total = queries.number_of_units(survey.year)
    found = queries.national_values(survey, source, codes)
    return {code: one for code, one in found.items() if comparisons.enough_for_quartiles(len(one), total)}
