"""The pictures of the comparison pages, made of what the pages have read. No queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from documents.pictures.dots import Dot, DotRow, Dots
from documents.pictures.profiles import Counts, Profile, ProfileRow
from documents.pictures.trends import Trend, TrendPoint, TrendSeries
from documents.tree import Tone
from indicators.comparing.matrix import HIDDEN, Cell, Row, Summary
from indicators.comparing.matrix_page import MatrixPage
from indicators.comparing.presenters import figure_text
from indicators.comparing.trends import IndicatorPage, Series
from indicators.rules.outcomes import NO, PARTLY, YES
from municipalities.swedish import plural

TONES: dict[str, Tone] = {YES: "yes", PARTLY: "partly", NO: "no"}
LEAST_SHARE = 30  # a percentage that has reached it is told on the whole scale up to 100


def trend_of(page: IndicatorPage) -> Trend | None:
    """The group and those around it over the years; None where there is one year or none."""
    if len(page.years) < 2 or not page.series:
        return None
    highest = max(point.figure for one in page.series for point in one.points)
    is_share = page.definition.kind == "choice" or (page.definition.unit == "procent" and highest > LEAST_SHARE)

    def write(figure: Fraction) -> str:
        return figure_text(figure, page.definition)

    series = tuple(TrendSeries(one.name, tuple(_points(one)), one.origin) for one in page.series)
    return Trend(_moved(series[0], write), series, write, is_share)


def _points(series: Series) -> Iterable[TrendPoint]:
    return (TrendPoint(one.year, one.figure, one.joins) for one in series.points)


def _moved(series: TrendSeries, write: Callable[[Fraction], str]) -> str:
    """The finding: from where to where, as far as the first and the last year may be compared."""
    first, last = series.points[0], series.points[-1]
    before, latest = f"{write(first.figure)} {first.year}", f"{write(last.figure)} {last.year}"
    if first is last:
        return f"{series.name} var {latest}"
    if not all(point.joins for point in series.points[1:]):
        return f"{series.name} var {before} och {latest}, men åren kan inte jämföras"
    if first.figure == last.figure:
        return f"{series.name} var {write(last.figure)} både {first.year} och {last.year}"
    return f"{series.name} gick från {before} till {latest}"


def dots_of(page: MatrixPage) -> Dots | None:
    """One quality area's shares for the group and those around it; None where no area is chosen or nothing is known."""
    known, area = page.this_year, page.choice.omrade
    beside = [place for place, group in enumerate(page.side_groups) if group.pk != page.group.pk]
    if known is None or area not in known.quality_areas or not page.units or not beside:
        return None
    groups = (page.mean_heading, *(page.side_groups[place].name for place in beside))
    rows = [(row, (row.summary, *(row.side[place] for place in beside))) for row in page.rows]
    told = [
        (row.name, summaries)
        for row, summaries in rows
        if row.definition.kind == "choice" and any(one.figure is not None for one in summaries)
    ]
    if not told:
        return None
    drawn = tuple(
        DotRow(name, (_dot(summaries[0], has_count=True), *map(_dot, summaries[1:]))) for name, summaries in told
    )
    return Dots(_higher(known.quality_areas[area], groups, [one for _name, one in told]), groups, drawn)


def _dot(summary: Summary, *, has_count: bool = False) -> Dot:
    count = f"{summary.yes} av {summary.base}" if has_count and summary.yes is not None else ""
    return Dot(summary.figure, count, "redovisas inte" if summary.withheld else "uppgift saknas")


def _higher(area: str, groups: Sequence[str], rows: Iterable[Sequence[Summary]]) -> str:
    """The finding: against the widest of the groups, counted in indicators."""
    pairs = [(one[0].figure, one[-1].figure) for one in rows]
    both = [(own, other) for own, other in pairs if own is not None and other is not None]
    if not both:
        return f"{area}: andel Ja"
    higher = sum(own > other for own, other in both)
    many = plural(len(both), "{n} indikator", "{n} indikatorer")
    return f"{area}: {groups[0]} har högre andel än {groups[-1]} i {higher} av {many}"


def profile_of(page: MatrixPage, place: int, name: str) -> Profile | None:
    """Quality area by quality area: the unit at `place` beside the whole group; None where some of it is hidden."""
    known = page.this_year
    areas: dict[str, list[Row]] = {}
    for row in page.rows:
        if row.definition.kind == "choice":
            areas.setdefault(row.definition.quality_area, []).append(row)
    own = {area: _counts(row.cells[place] for row in rows) for area, rows in areas.items()}
    if known is None or not own or any(cell.value == HIDDEN for row in page.rows for cell in row.cells):
        return None
    drawn = tuple(
        ProfileRow(known.quality_areas[area], own[area], _counts(cell for row in rows for cell in row.cells))
        for area, rows in areas.items()
    )
    yes = sum(one.yes for one in own.values())
    base = sum(one.yes + one.partly + one.no for one in own.values())
    title = f"{name} har Ja i {yes} av {plural(base, '{n} indikator', '{n} indikatorer')}"
    return Profile(title, name, f"{page.group.name}, {plural(len(page.units), '{n} kommun', '{n} kommuner')}", drawn)


def _counts(cells: Iterable[Cell]) -> Counts:
    """Of what the source tells of; a unit that it is silent about is not counted."""
    told = [TONES.get(cell.value, "missing") for cell in cells if cell.value]
    return Counts(*(told.count(tone) for tone in ("yes", "partly", "no", "missing")))
