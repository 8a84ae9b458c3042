"""The picture of an indicator that is followed: before, between and after, for the network and each municipality."""

from __future__ import annotations

from documents.pictures.developments import Development, DevelopmentUnit, DevelopmentYear
from documents.tree import Cell, Tone
from indicators.comparing.pictures import TONES
from workflow.follow_up.figures import Followed, Place
from workflow.follow_up.movement import BREAK, YearReading
from workflow.follow_up.wording import reading_cell


def development_of(followed: Followed, first: int) -> Development | None:
    """`first`: the year the choice rests on. None where nothing has been measured again."""
    after, network = followed.after_year, next((one for one in followed.places if one.kind == "network"), None)
    if after is None or network is None:
        return None
    broken = {later for _earlier, later, link in followed.breaks if not link.holds}
    words = {first: "före", after: "efter"}
    units = [(one, _readings(one)) for one in followed.units]
    told = _readings(network)
    years = tuple(
        DevelopmentYear(
            year,
            words.get(year, ""),
            reading_cell(told.get(year), followed.definition).text,
            tuple(_tone(readings[year]) for _one, readings in units if year in readings and readings[year].value),
            year not in broken,
        )
        for year in followed.years
    )
    rows = tuple(
        DevelopmentUnit(one.name, tuple(_cell(readings.get(year), followed) for year in followed.years))
        for one, readings in units
    )
    return Development(_finding(network, followed), network.name, years, rows)


def _readings(place: Place) -> dict[int, YearReading]:
    moved = place.movement
    return {one.year: one for one in (moved.before, *moved.between, moved.after) if one}


def _tone(reading: YearReading) -> Tone:
    return TONES.get(reading.value, "missing")


def _cell(reading: YearReading | None, followed: Followed) -> Cell:
    told = reading_cell(reading, followed.definition).text
    if reading is None or not reading.is_told:
        return Cell(told, tone="missing")
    return Cell(told, tone=_tone(reading) if reading.value else "")


def _finding(network: Place, followed: Followed) -> str:
    """From where to where, and that the years may not be compared where they may not."""
    moved = network.movement
    is_share = followed.definition is not None and followed.definition.kind == "choice"
    ends = [_said(one, followed, is_share=is_share) for one in (moved.before, moved.after) if one]
    whole = f"{network.name}: {'Ja i ' if is_share else ''}{' och '.join(ends)}"
    return f"{whole}, men åren kan inte jämföras" if moved.direction == BREAK else whole


def _said(reading: YearReading, followed: Followed, *, is_share: bool) -> str:
    """ "5 av 8 år 2019", "12,4 år 2019"."""
    told = reading.count if is_share else reading_cell(reading, followed.definition).text
    return f"{told} år {reading.year}"
