"""Which indicators stand in which table: by quality area and indicator group, at most five beside one another. Pure.

As in the three reports: a large group has a table of its own, small groups of a quality area share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from municipalities.swedish import listed
from workflow.documents.results.facts import Measured

MOST_COLUMNS = 5  # beside the name: more do not fit across a page
SMALL_GROUP = 2


@dataclass(frozen=True)
class Placed:
    """The indicators of one table, and the titles of their groups. `part` counts those of a group that was split."""

    key: str
    quality_area: str
    groups: tuple[str, ...]  # codes
    titles: tuple[str, ...]
    measured: tuple[Measured, ...]
    part: str = ""

    @property
    def caption(self) -> str:
        """ "Juridisk kompetens och uppsökande verksamhet"."""
        first, *others = self.titles
        told = listed((first, *(_lowered(one) for one in others)))
        return f"{told}, {self.part}" if self.part else told

    def heading_over(self, one: Measured) -> str:
        """The group's title over its columns, where the table has several groups and this one several columns."""
        same = [other for other in self.measured if other.definition.group == one.definition.group]
        if len(self.groups) == 1 or len(same) == 1:
            return ""
        return self.titles[self.groups.index(one.definition.group)]


def _lowered(title: str) -> str:
    """Inside a sentence; an abbreviation keeps its capitals.

    >>> _lowered("Juridisk kompetens"), _lowered("SIP")
    ('juridisk kompetens', 'SIP')
    """
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def place(measured: Iterable[Measured], titles: Mapping[str, str]) -> list[Placed]:
    """All tables in order. `titles`: of the indicator groups."""
    found: list[Placed] = []
    by_area = groupby(measured, key=lambda one: one.definition.quality_area)
    for area, inside in by_area:
        for groups in _shared(_by_group(inside)):
            found += _split(area, groups, titles)
    return found


def _by_group(measured: Iterable[Measured]) -> list[list[Measured]]:
    """Groups in the order they are first named."""
    found: dict[str, list[Measured]] = {}
    for one in measured:
        found.setdefault(one.definition.group, []).append(one)
    return list(found.values())


def _shared(groups: Iterable[list[Measured]]) -> Iterator[list[list[Measured]]]:
    """A large group alone; small ones that follow one another share as few tables as they fit in, about as wide."""
    for is_small, run in groupby(groups, key=lambda group: len(group) <= SMALL_GROUP):
        if is_small:
            yield from _evenly(list(run))
        else:
            yield from ([group] for group in run)


def _evenly(groups: Sequence[list[Measured]]) -> Iterator[list[list[Measured]]]:
    total = sum(map(len, groups))
    width = -(-total // -(-total // MOST_COLUMNS))
    waiting: list[list[Measured]] = []
    for group in groups:
        if waiting and sum(map(len, waiting)) + len(group) > width:
            yield waiting
            waiting = []
        waiting = [*waiting, group]
    yield waiting


def _split(area: str, groups: Sequence[list[Measured]], titles: Mapping[str, str]) -> Iterator[Placed]:
    """One table, or several equally wide ones of a group too large for it."""
    codes = tuple(group[0].definition.group for group in groups)
    names = tuple(titles.get(code, "") or group[0].row.name for code, group in zip(codes, groups, strict=True))
    measured = [one for group in groups for one in group]
    parts = -(-len(measured) // MOST_COLUMNS)
    size = -(-len(measured) // parts)
    for number in range(parts):
        chosen = tuple(measured[number * size : (number + 1) * size])
        part = f"del {number + 1} av {parts}" if parts > 1 else ""
        yield Placed(f"{area}-{chosen[0].code}", area, codes, names, chosen, part)
