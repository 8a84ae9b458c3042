"""Figures, movements and judgements of a follow-up in words; shown, and frozen at the end."""

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
    badge: SafeString
    is_example: bool
    picture: str = ""  # before, between and after, on a page


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
