"""Reads for the comparison pages. Each function is a fixed number of queries, named in its docstring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.utils import timezone

from indicators.comparing.matrix import Cell, Figures, GroupFound, Unit
from indicators.editions.queries import Press, printed_groups, printed_units
from indicators.editions.statements import Settled
from indicators.models import GroupResult, Indicator, Origin, Result
from indicators.permissions import EVERYTHING, Seen, Sight, seen_of
from municipalities.characters import folded
from municipalities.models import Group, GroupMember, Municipality, in_year
from municipalities.places.queries import once_called
from surveys.counting import COUNTS, counted_of
from surveys.models import Collection, Response, ServiceArea, Survey

CHUNK = 20_000  # rows; a year of the nation is 11,000
HOME_NETWORK = "fou-nordvast"


class Source(NamedTuple):
    """Where the figures of a page come from; Exempeldata is never shown beside anything else."""

    origin: str
    is_example: bool

    @property
    def word(self) -> str:
        return {Origin.PUBLISHED.value: "publicerat", Origin.COMPUTED.value: "beraknat"}.get(self.origin, "blandat")


if TYPE_CHECKING:

    class SourcedSurvey(Survey):
        """A survey with what surveys_with_sources() reads along."""

        sources: list[Source]
        has_units: bool
        has_groups: bool
        has_published: bool
        is_being_answered: bool
        computed_is_example: bool | None
        seen: Seen  # of what is computed
        is_unseen: bool  # something is computed that this reader may not see


PUBLISHED = Source(Origin.PUBLISHED, False)
COMPUTED = Source(Origin.COMPUTED, False)
EXAMPLE = Source(Origin.COMPUTED, True)
BEST = Source("best", False)  # each indicator from the one of the two real ones that tells of it best


def with_best(sources: list[Source]) -> list[Source]:
    """First of all the best of both, where both are there."""
    return [BEST, *sources] if PUBLISHED in sources and COMPUTED in sources else sources


def surveys_with_sources(
    area: str = "", sight: Sight = EVERYTHING, group: Group | None = None, **where: Any
) -> list[SourcedSurvey]:
    """Surveys, each with `sources`: what there is of units where (and of those in the group that year), and last what
    is published of larger groups alone; before them BEST where there are both. One query, and for a limited sight six
    at most that tell what it sees.

    Newest first, but a made-up year, and one still being answered, stand last of their area, so that no page opens
    with them. What is computed is a source where something of it may be seen; a year still being answered that has
    no other source is left out.
    """
    found = Survey.objects.select_related("area", "definition_set").order_by("area__name", "-year")
    found = found.defer("questionnaire_text", "definition_set__text")  # 100 KB a year, see definitions_of
    if area:
        found = found.filter(area__slug=area)
    results = Result.objects.filter(survey=OuterRef("pk"), **where)
    if group is not None:
        belonging = GroupMember.objects.in_year(OuterRef(OuterRef("year"))).filter(group=group)
        results = results.filter(municipality__in=belonging.values("municipality"))
    of_groups = {name: value for name, value in where.items() if not name.startswith("municipality")}
    groups = GroupResult.objects.filter(survey=OuterRef("pk"), origin=Origin.PUBLISHED, **of_groups)
    computed = results.filter(origin=Origin.COMPUTED).values("is_example")
    surveys = cast(
        "list[SourcedSurvey]",
        list(
            found.annotate(
                has_groups=Exists(groups),
                has_published=Exists(results.filter(origin=Origin.PUBLISHED)),
                computed_is_example=Subquery(computed[:1]),  # the two kinds are never stored together
                is_being_answered=Exists(
                    Collection.objects.open_on(timezone.localdate()).filter(survey=OuterRef("pk"))
                ),
            )
        ),
    )
    unseen = _look(surveys, sight, group, where)
    for survey in surveys:
        survey.is_unseen = survey.pk in unseen
        computed_source = {True: EXAMPLE, False: COMPUTED, None: None}[survey.computed_is_example]
        shown = None if survey.is_unseen else computed_source
        survey.sources = [one for one in (PUBLISHED if survey.has_published else None, shown) if one]
        survey.has_units = bool(survey.sources)
        if survey.has_groups and PUBLISHED not in survey.sources:
            survey.sources.append(PUBLISHED)
        survey.sources = with_best(survey.sources)
    if not sight.everything:
        surveys = [one for one in surveys if one.sources or not one.is_being_answered]
    return sorted(surveys, key=lambda one: (one.area.name, one.is_example or one.is_being_answered))


def _look(surveys: list[SourcedSurvey], sight: Sight, group: Group | None, where: dict[str, Any]) -> set[int]:
    """Sets what is `seen` of each year, and gives the ids of those of which nothing is, though something is
    computed."""
    told: dict[int, Seen] = {}
    for is_example in (True, False):
        told |= seen_of(sight, [one for one in surveys if one.computed_is_example is is_example], is_example=is_example)
    limited = Q(pk__in=[])
    for survey in surveys:
        survey.seen = told.get(survey.pk, Seen(None, None))
        if survey.seen.units:
            limited |= Q(survey=survey, municipality__in=survey.seen.units)
    asked = {pk for pk, seen in told.items() if seen.units is not None}
    computed = Result.objects.filter(limited, origin=Origin.COMPUTED, **where) if asked else Result.objects.none()
    if group is not None:
        belonging = GroupMember.objects.in_year(OuterRef("survey__year")).filter(group=group)
        computed = computed.filter(Exists(belonging.filter(municipality=OuterRef("municipality"))))
    return asked - set(computed.values_list("survey_id", flat=True).distinct())


def survey_of(surveys: Iterable[SourcedSurvey], year: int) -> SourcedSurvey:
    """The survey of a year among those found, or 404."""
    for survey in surveys:
        if survey.year == year:
            return survey
    raise Http404


def first_or_404(surveys: list[Survey]) -> Survey:
    if not surveys:
        raise Http404
    return surveys[0]


def all_groups() -> list[Group]:
    """Everybody's."""
    return list(Group.objects.standing())


def group_of(groups: Iterable[Group], slug: str) -> Group:
    """The group asked for; without one the network, else the nation, else whatever there is."""
    by_slug = {group.slug: group for group in groups}
    if slug:
        if slug not in by_slug:
            raise Http404
        return by_slug[slug]
    for wanted in (HOME_NETWORK, "riket"):
        if wanted in by_slug:
            return by_slug[wanted]
    raise Http404


def units_by_year(group: Group, years: Iterable[int]) -> dict[int, list[Unit]]:
    """Year -> who belonged to the group then, in order of name (districts by their city). One query."""
    rows = list(group.member_years.select_related("municipality__parent").only(*_NAMED))
    found = {
        year: [
            unit_of(one.municipality.in_year(year))
            for one in rows
            if (one.from_year or year) <= year <= (one.to_year or year)
        ]
        for year in years
    }
    return {year: sorted(units, key=lambda unit: (unit.city or unit.name, unit.name)) for year, units in found.items()}


_PLACE = ("code", "name", "county_code", "county_name", "earlier", "from_year", "to_year")
_NAMED = (
    *("group", "municipality", "from_year", "to_year", *(f"municipality__{name}" for name in _PLACE)),
    *("municipality__parent", "municipality__parent__name", "municipality__parent__earlier"),
)


def unit_of(one: Municipality) -> Unit:
    """As it is called: that year, where it comes from in_year()."""
    return Unit(one.pk, one.code, one.name, one.parent.name if one.parent else "")


def side_groups_of(group: Group, year: int) -> list[Group]:
    """To hold the group against: the city and county it lies in that year when it lies in one, and the nation."""
    member = GroupMember.objects.in_year(year)
    placed = member.filter(group__kind=Group.Kind.COUNTY, municipality__in=group.members_in(year))
    counties = set(placed.values_list("group", flat=True))
    inside = member.filter(municipality__in=member.filter(group__in=counties).values("municipality"))
    near = Q(pk__in=counties) | Q(kind=Group.Kind.CITY, pk__in=inside.values("group"))
    wider = Q(kind=Group.Kind.NATION) | (near if len(counties) == 1 else Q())
    order = [Group.Kind.CITY, Group.Kind.COUNTY, Group.Kind.NATION]
    return sorted(Group.objects.filter(wider).exclude(pk=group.pk), key=lambda one: order.index(Group.Kind(one.kind)))


def indicator_codes(area: ServiceArea) -> dict[int, str]:
    """Id -> code."""
    return dict(Indicator.objects.filter(area=area).values_list("id", "code"))


def all_indicator_codes() -> dict[int, str]:
    """Id -> code, of every area: told apart by the survey whose figures they name."""
    return dict(Indicator.objects.values_list("id", "code"))


def unit_figures(
    surveys: Sequence[Survey], source: Source, codes: dict[int, str], press: Press, **where: object
) -> dict[int, dict[str, dict[int, Cell]]]:
    """Survey id -> indicator code -> unit id -> figure; of what is printed, the one that holds. Two queries where
    computed: words and numbers apart, since converting a decimal column of the nation costs as much as reading its
    rows."""
    found: dict[int, dict[str, dict[int, Cell]]] = {one.pk: defaultdict(dict) for one in surveys}
    if source.origin == Origin.PUBLISHED:
        for one in printed_units(surveys, press, **where):
            cell = Cell(one.value, one.number, one.printed, one.publication, settled=one.settled)
            found[one.survey][codes[one.indicator]][one.unit] = cell
        return found
    stored = Result.objects.filter(survey__in=surveys, origin=source.origin, is_example=source.is_example, **where)
    fields = ("survey_id", "indicator_id", "municipality_id", "value")
    one_of_each: dict[str, Cell] = {}
    for survey, indicator, unit, value in stored.filter(number=None).values_list(*fields).iterator(CHUNK):
        found[survey][codes[indicator]][unit] = one_of_each.get(value) or one_of_each.setdefault(value, Cell(value))
    for survey, indicator, unit, value, number in stored.exclude(number=None).values_list(*fields, "number"):
        found[survey][codes[indicator]][unit] = Cell(value, number)
    return found


def group_figures(
    surveys: Sequence[Survey], source: Source, codes: dict[int, str], press: Press, **where: object
) -> dict[int, dict[tuple[int, str], list[GroupFound]]]:
    """Survey id -> (group id, indicator code) -> figures, of what is printed one for each publisher and the one that
    holds first. One query."""
    found: dict[int, dict[tuple[int, str], list[GroupFound]]] = defaultdict(dict)
    if source.origin == Origin.PUBLISHED:
        for (survey, group, indicator), told in printed_groups(surveys, press, **where).items():
            found[survey][group, codes[indicator]] = [_printed(one) for one in told]
        return found
    rows = GroupResult.objects.filter(
        survey__in=surveys, origin=source.origin, is_example=source.is_example, **where
    ).values_list("survey_id", "indicator_id", "group_id", "number", "yes", "base", "withheld")
    for survey, indicator, group, number, yes, base, withheld in rows:
        found[survey][group, codes[indicator]] = [GroupFound(number, yes, base, withheld, None, "")]
    return found


def _printed(settled: Settled) -> GroupFound:
    used = settled.used
    told = settled if settled.earlier or settled.others else None
    return GroupFound(used.number, None, None, "", used.publication, used.publisher, told)


def national_values(survey: Survey, source: Source, codes: dict[int, str]) -> dict[str, list[Decimal]]:
    """Indicator code -> all figures of the nation's units, for those of the indicators that have any. One query."""
    rows = Result.objects.filter(
        survey=survey,
        origin=source.origin,
        is_example=source.is_example,
        indicator__in=list(codes),
        number__isnull=False,
    ).values_list("indicator_id", "municipality_id", "number")
    found: dict[str, dict[int, Decimal]] = defaultdict(dict)
    for indicator, unit, number in rows:
        if number is not None:
            found[codes[indicator]].setdefault(unit, number)
    return {code: list(figures.values()) for code, figures in found.items()}


def number_of_units(year: int) -> int:
    return Municipality.objects.units(year).count()


def figures_by_year(
    surveys: Sequence[Survey], source: Source, group: Group, side: list[Group], press: Press, **where: object
) -> dict[int, Figures]:
    """Year -> what is stored of the units that the group has or has had, and of the side groups. Four queries."""
    codes = indicator_codes(surveys[0].area)
    members = {} if group.kind == Group.Kind.NATION else {"municipality__in": group.member_years.values("municipality")}
    units = unit_figures(surveys, source, codes, press, **members, **where)
    groups = group_figures(surveys, source, codes, press, group__in=side, **where)
    return {one.year: Figures(units.get(one.pk, {}), groups.get(one.pk, {})) for one in surveys}


def municipalities_matching(text: str) -> list[Municipality]:
    """Units and cities whose name or code contains the text, in order of name."""
    wanted, once = folded(text), once_called(text) if text else []
    return sorted(
        (one for one in Municipality.objects.select_related("parent") if one.pk in once or _is_called(one, wanted)),
        key=lambda one: (one.parent.name if one.parent else one.name, one.parent_id is not None, one.name),
    )


def _is_called(one: Municipality, wanted: str) -> bool:
    names = [one.name, one.parent.name] if one.parent else [one.name]
    return one.code.startswith(wanted) or any(wanted in folded(name) for name in names)


def groups_around(municipality: Municipality, year: int, chosen: Iterable[Group] = ()) -> list[Group]:
    """Groups the municipality belongs to that year, the nearest first: network, city, county, nation; and the own ones
    of those that may be chosen. One query."""
    order = [Group.Kind.NETWORK, Group.Kind.CITY, Group.Kind.COUNTY, Group.Kind.NATION, Group.Kind.CUSTOM]
    own = [one.pk for one in chosen if one.owner_id]
    found = Group.objects.of(municipality, year).filter(Q(kind__in=order[:-1]) | Q(pk__in=own))
    return sorted(found, key=lambda group: order.index(Group.Kind(group.kind)))


def stored_results(survey: Survey, indicator: str, municipality: Municipality) -> list[Result]:
    """All that is stored of one unit's result, computed first. One query."""
    found = Result.objects.filter(survey=survey, indicator__code=indicator, municipality=municipality)
    return list(found.select_related("publication").order_by("origin", "pk"))


def answers_of(survey: Survey, municipality: Municipality) -> tuple[Response | None, dict[str, str]]:
    """The unit's response in use, and of its answers what counts, by item. None where nothing of it counts. Three
    queries at most."""
    response = Response.objects.in_use(survey).filter(municipality=municipality, state__in=COUNTS).first()
    counted = counted_of(response) if response else None
    if counted is None:
        return None, {}
    return response, {item: value for item, (value, _comment) in counted.items()}


def districts_of(municipality: Municipality, year: int) -> list[Municipality]:
    return list(municipality.districts.filter(in_year(year)).order_by("name"))
