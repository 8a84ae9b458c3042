"""Figures, movements and judgements of a follow-up in words and small pictures; shown, and frozen at the end."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString

from indicators.comparing.presenters import (
    DIRECTIONS,
    figure_text,
    outcome_word,
    points_text,
    safe,
    signed_text,
    status_html,
)
from indicators.rules.spec import IndicatorDefinition
from municipalities.swedish import NBSP, plural
from surveys.models import ChangeReason
from workflow.follow_up import movement
from workflow.follow_up.figures import Followed, Place
from workflow.follow_up.movement import Movement, YearReading
from workflow.models import Verdict

ARROWS = {
    movement.BETTER: "▲",
    movement.WORSE: "▼",
    movement.SAME: "=",
    movement.CHANGED: "↕",
    movement.BREAK: "≠",
    movement.MISSING: "–",
}
OUTCOME_SIGNS = {
    Verdict.Outcome.REACHED: ("ja", "✓"),
    Verdict.Outcome.PARTLY: ("delvis", "◐"),
    Verdict.Outcome.NOT_REACHED: ("nej", "✕"),
    Verdict.Outcome.CANNOT_TELL: ("missing", "?"),
}
WIDTH, HEIGHT, LEFT, RIGHT = 720, 76, 34, 190  # of the small picture


class FigureCell(NamedTuple):
    text: str  # for files and the frozen document
    html: SafeString


@dataclass(frozen=True)
class FigureRow:
    name: str
    kind: str
    cells: list[FigureCell]  # one a year
    direction: str
    change: str


@dataclass(frozen=True)
class Shown:
    """One indicator as the page shows it: `rows` of groups first, `units` beside them."""

    code: str
    label: str
    direction: str  # what is desirable, in words
    headings: list[tuple[str, int]]  # Före 2015, Mellan 2016, Efter 2017
    rows: list[FigureRow]
    own: list[FigureRow]
    units: list[FigureRow]
    notes: list[str]
    reasons: list[dict[str, object]]
    reservations: list[str]
    chart: SafeString | None
    badge: SafeString
    is_example: bool


def present_followed(followed: Followed, first: int, own: Collection[int] = ()) -> Shown:
    """`first`: the year the choice rests on; `own`: ids of the reader's municipalities, shown beside the network."""
    definition = followed.definition
    rows = [(one, _row(one, followed)) for one in (*followed.places, *followed.units)]
    units = [(one, row) for one, row in rows if one.kind == "municipality"]
    return Shown(
        code=followed.code,
        label=followed.label,
        direction=DIRECTIONS[definition.desirable] if definition else "",
        headings=_headings(followed, first),
        rows=[row for one, row in rows if one.kind != "municipality"],
        own=[row for one, row in units if one.municipality in own],
        units=[row for _one, row in units],
        notes=[*_notes(followed, first), *followed.printed_twice],
        reasons=[_reason(one) for one in followed.reasons],
        reservations=followed.reservations,
        chart=_chart(followed, first),
        badge=_badge(followed.network, definition),
        is_example=followed.is_example,
    )


def _headings(followed: Followed, first: int) -> list[tuple[str, int]]:
    after = followed.after_year
    words = {first: "Före", after: "Efter"}
    return [(words.get(year, "Mellan"), year) for year in followed.years]


def _row(place: Place, followed: Followed) -> FigureRow:
    moved = place.movement
    told = {one.year: one for one in (moved.before, *moved.between, moved.after) if one}
    cells = [reading_cell(told.get(year), followed.definition) for year in followed.years]
    return FigureRow(place.name, place.kind, cells, moved.direction, movement_text(moved, followed.definition))


def reading_cell(reading: YearReading | None, definition: IndicatorDefinition | None) -> FigureCell:
    if reading is None or definition is None or not reading.is_told:
        return FigureCell("uppgift saknas", safe('<span class="meta">uppgift saknas</span>'))
    if reading.value:
        word = outcome_word(reading.value)
        return FigureCell(word, status_html(reading.value, word))
    text = figure_text(reading.figure, definition)  # type: ignore[arg-type]  # a told reading without a value has a figure
    if definition.kind != "choice" or not reading.count:
        return FigureCell(text, safe(f'<span class="share"><strong>{escape(text)}</strong></span>'))
    html = f'<span class="share"><strong>{escape(reading.count)}</strong> <small>· {escape(text)}</small></span>'
    return FigureCell(f"{reading.count} · {text}", safe(html))


def movement_text(moved: Movement, definition: IndicatorDefinition | None) -> str:
    """▲ +37,5 pe, åt rätt håll; or in words why nothing can be said."""
    words = {
        movement.BETTER: "åt rätt håll",
        movement.WORSE: "åt fel håll",
        movement.SAME: "oförändrat",
        movement.CHANGED: "har ändrats",
        movement.BREAK: "kan inte jämföras",
        movement.MISSING: _why_missing(moved),
    }
    points = _points(moved, definition) if moved.direction != movement.SAME else ""
    partly = " (delvis jämförbart)" if moved.link.is_ == "partly" and _is_stated(moved) else ""
    return f"{ARROWS[moved.direction]} " + ", ".join(filter(None, [points, words[moved.direction]])) + partly


def _is_stated(moved: Movement) -> bool:
    return moved.direction not in (movement.BREAK, movement.MISSING)


def _points(moved: Movement, definition: IndicatorDefinition | None) -> str:
    if moved.points is None or definition is None:
        return ""
    if definition.kind == "choice":
        return points_text(moved.points)
    text = signed_text(moved.points, definition.decimals)
    return f"{text}{NBSP}pe" if definition.unit == "procent" else text


def _why_missing(moved: Movement) -> str:
    if moved.before is None and moved.after is None:
        return "inga siffror"
    if moved.before is None:
        return "ingen siffra från före"
    if moved.after is None:
        return "inte mätt igen"
    return "går inte att följa"


def _notes(followed: Followed, first: int) -> list[str]:
    """What a reader must know before comparing: breaks, and that nothing was measured again."""
    if followed.definition is None:
        return ["Ingen av årens enkäter har den här indikatorn."]
    told = [] if followed.after_year else [f"Indikatorn har inte mätts igen efter {first}."]
    words = {
        "no": "{earlier} och {later} kan inte jämföras.",
        "partly": "{earlier} och {later} kan bara delvis jämföras.",
        "unknown": "Det är inte angivet om {earlier} och {later} kan jämföras, så ingen förändring räknas.",
    }
    for earlier, later, link in followed.breaks:
        told.append(" ".join([words[link.is_].format(earlier=earlier, later=later), *link.notes]))
    return told


def _reason(one: ChangeReason) -> dict[str, object]:
    response = one.response
    return {
        "municipality": str(response.municipality),
        "year": response.survey.year,
        "question": one.question,
        "reason": one.get_reason_display(),
        "text": one.text,
        "is_example": response.is_example,
    }


def _badge(moved: Movement | None, definition: IndicatorDefinition | None) -> SafeString:
    if moved is None:
        return safe(f'<span class="moved moved-missing">– {escape("inga siffror")}</span>')
    return safe(f'<span class="moved moved-{moved.direction}">{escape(movement_text(moved, definition))}</span>')


def _chart(followed: Followed, first: int) -> SafeString | None:
    """A line from 0 to 100 % with the network's and the nation's marks before and after; only for shares."""
    definition = followed.definition
    if definition is None or definition.kind != "choice" or not followed.after_year:
        return None
    rows = [one for one in followed.places if one.kind in ("network", "nation") and one.movement.after]
    drawn = "".join(_track(one, 20 + 24 * number) for number, one in enumerate(rows))
    described = "; ".join(
        f"{one.name}: {first} {_cell_text(one.movement.before, definition)}, "
        f"{followed.after_year} {_cell_text(one.movement.after, definition)}"
        for one in rows
    )
    scale = "".join(
        f'<line class="grid" x1="{_x(share)}" x2="{_x(share)}" y1="8" y2="56"/>'
        f'<text class="tick" x="{_x(share)}" y="71" text-anchor="middle">{share} %</text>'
        for share in (0, 50, 100)
    )
    name = f"flyttat-{followed.code}"
    return safe(
        f'<svg class="chart before-after" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{name}">'
        f'<title id="{name}">{escape(f"{followed.label}, före och efter. {described}")}</title>{scale}{drawn}</svg>'
    )


def _cell_text(reading: YearReading | None, definition: IndicatorDefinition) -> str:
    return reading_cell(reading, definition).text


def _x(share: object) -> float:
    return round(LEFT + float(share) / 100 * (WIDTH - LEFT - RIGHT), 1)  # type: ignore[arg-type]  # a Fraction or a Decimal


def _track(place: Place, y: int) -> str:
    """A hollow mark before, a filled one after, and a line between where the years may be compared."""
    moved, kind = place.movement, place.kind
    parts = []
    if moved.before and moved.after and moved.direction != movement.BREAK:
        dashed = " partly" if moved.link.is_ == "partly" else ""
        x1, x2 = _x(moved.before.figure), _x(moved.after.figure)
        parts.append(f'<line class="track{dashed}" x1="{x1}" x2="{x2}" y1="{y}" y2="{y}"/>')
    if moved.before:
        parts.append(f'<circle class="was" cx="{_x(moved.before.figure)}" cy="{y}" r="6"/>')
    if moved.after:
        parts.append(f'<circle class="is" cx="{_x(moved.after.figure)}" cy="{y}" r="6"/>')
    parts.append(f'<text class="who" x="{WIDTH - RIGHT + 24}" y="{y + 5}">{escape(place.name)}</text>')
    return f'<g class="{kind}">{"".join(parts)}</g>'


def outcome_html(outcome: str) -> SafeString:
    """The verdict as sign, word and colour."""
    colour, sign = OUTCOME_SIGNS[Verdict.Outcome(outcome)]
    label = escape(str(Verdict.Outcome(outcome).label))
    return safe(
        f'<span class="status status-{colour}"><span aria-hidden="true">{sign}</span><span>{label}</span></span>'
    )


def tally_text(movements: Iterable[Movement]) -> str:
    """2 av 3 indikatorer har gått åt rätt håll; 1 kan inte jämföras."""
    given = list(movements)
    counts = movement.tally_of(given)
    if not given:
        return "Inga indikatorer är valda."
    total = len(given)
    indicators = plural(total, "{n} indikator", "{n} indikatorer")
    first = f"{counts.get(movement.BETTER, 0)} av {indicators} har gått åt rätt håll"
    words = {
        movement.WORSE: "{n} åt fel håll",
        movement.SAME: "{n} är oförändrade",
        movement.CHANGED: "{n} har ändrats",
        movement.BREAK: "{n} kan inte jämföras",
        movement.MISSING: "{n} går inte att följa",
    }
    rest = [text.format(n=counts[key]) for key, text in words.items() if key in counts]
    return "; ".join([first, *rest]) + "."
