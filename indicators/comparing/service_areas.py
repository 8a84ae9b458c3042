"""Service areas and the years each has: what a choice of area offers, and where a change of area leads. No queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from indicators.rules.spec import Definitions, IndicatorDefinition
from surveys.models import ServiceArea, Survey

if TYPE_CHECKING:
    from indicators.comparing.queries import SourcedSurvey


class AreaYears(NamedTuple):
    area: ServiceArea
    surveys: list[SourcedSurvey]  # the one a page opens with first

    def year_nearest(self, year: int) -> int:
        """The same year where the area has it, else the one that opens its pages."""
        years = [one.year for one in self.surveys]
        return year if year in years else years[0]


def by_area(surveys: Iterable[SourcedSurvey]) -> list[AreaYears]:
    """Surveys that stand together by area, as surveys_with_sources() gives them."""
    return [AreaYears(area, list(found)) for area, found in groupby(surveys, key=lambda one: one.area)]


def newest_definition(
    surveys: Iterable[Survey], definitions: Mapping[int, Definitions], code: str
) -> IndicatorDefinition | None:
    """What an indicator is called and said to be over the years: as in the first of the surveys that defines it, so
    that in their order a made-up year, and one still being answered, come last."""
    known = (definitions.get(one.year) for one in surveys)
    return next((one.indicators[code] for one in known if one and code in one.indicators), None)


def area_of(areas: Iterable[AreaYears], slug: str) -> AreaYears | None:
    return next((one for one in areas if one.area.slug == slug), None)


def area_with_year(areas: Iterable[AreaYears], year: str) -> AreaYears | None:
    """The one area that has the year; None where none or several have it."""
    found = [one for one in areas if any(str(survey.year) == year for survey in one.surveys)]
    return found[0] if len(found) == 1 else None


def chosen_elsewhere(
    areas: Sequence[AreaYears], area: str, year: int, query: Mapping[str, str]
) -> tuple[str, int] | None:
    """Area and year chosen on the page (`verksamhet`, `ar`) where they are not those of its address. A new area keeps
    the year where it has it."""
    asked = query.get("ar", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() else year
    slug = query.get("verksamhet", "") or area
    found = area_of(areas, slug)
    if slug != area and found:
        return slug, found.year_nearest(wanted)
    return (area, wanted) if wanted != year else None
