"""Reads what is printed, settled: of each figure the statement that holds, with what else is printed beside it.

A network's file corrects what the same publisher says only where the network's own pages are read; everywhere else it
is a line of its own, named after the network, and comes last (docs/adr/0007-owners.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.template.defaultfilters import date
from django.utils import timezone

from indicators.editions.statements import Edition, Settled, Statement, settle
from indicators.models import GroupResult, Origin, Publication, Result
from municipalities.characters import folded
from municipalities.models import Group
from municipalities.owners import NATION_NAME
from surveys.models import ImportRun, ServiceArea, Survey

KIND_ORDER = [
    Publication.Kind.RESULT_FILE,
    Publication.Kind.REGISTER_FILE,
    Publication.Kind.REPORT,
    Publication.Kind.FACT_SHEET,
]
FILES = (ImportRun.Kind.RESULTS, ImportRun.Kind.REGISTER)
RESULT, GROUP = "result", "group"


class Brought(NamedTuple):
    """An import that figures came with: when, from which file, by whom and for whom."""

    at: datetime
    file_name: str
    by: str
    network: int | None
    network_name: str


@dataclass(frozen=True)
class Press:
    """All publications by id, in order of preference where several print the same figure; the imports by id; what stood
    before in the same publication, by import, kind of row, unit or group, and indicator; and whose pages are read."""

    publications: Mapping[int, Publication]
    runs: Mapping[int, Brought]
    before: Mapping[tuple[int, str, int, int], list[Any]]
    network: int | None

    @cached_property
    def _spelt(self) -> dict[str, str]:
        """A publisher is one however its name is typed: as in the first publication."""
        found: dict[str, str] = {}
        for _pk, one in sorted(self.publications.items()):
            found.setdefault(folded(one.publisher), one.publisher)
        return found

    def line_of(self, publication: Publication) -> str:
        """The publisher, and for whom it was brought in where that is neither the nation nor whose pages are read."""
        publisher = self._spelt[folded(publication.publisher)]
        if publication.network is None or not self.is_foreign(publication):
            return publisher
        return f"{publisher}, inläst för {publication.network.name}"

    def is_foreign(self, publication: Publication) -> bool:
        """Brought in for a network whose pages are not read."""
        return publication.network_id not in (None, self.network)

    def brought_text(self, one: Statement) -> str:
        """ "Resultatfil 2017, rattad.xlsx inläst 3 mars 2017"."""
        return ", ".join(filter(None, [self.publications[one.publication].title, self.file_text(one)]))

    def file_text(self, one: Statement) -> str:
        """ "rattad.xlsx inläst 3 mars 2017 för Riket"; empty for what came with the portal's own files."""
        brought = self.runs.get(one.run or 0)
        if brought is None:
            return ""
        day = date(timezone.localtime(brought.at), "j F Y")
        return f"{brought.file_name} inläst {day} för {brought.network_name or NATION_NAME}"

    def edition_of(self, publication: Publication, run: int | None) -> Edition:
        brought = self.runs.get(run or 0)
        return brought.at.timestamp() if brought else 0.0, publication.year, publication.pk

    def rank_of(self, publication: Publication) -> tuple[int, int, int]:
        return int(self.is_foreign(publication)), KIND_ORDER.index(Publication.Kind(publication.kind)), publication.pk

    def statement(
        self, value: str, number: Decimal | None, printed: str, publication: int, run: int | None, place: str = ""
    ) -> Statement:
        told = self.publications[publication]
        return Statement(
            *(value, number, printed, publication, self.line_of(told)),
            *(self.edition_of(told, run), self.rank_of(told), place, run),
        )

    def said_before(self, kind: str, subject: int, indicator: int, one: Statement) -> list[Statement]:
        """What an import has written over in the statement's own publication, oldest first."""
        found: list[Statement] = []
        run = one.run
        while run is not None and (before := self.before.get((run, kind, subject, indicator))):
            value, number, printed, place, _change, run = before
            exact = None if number is None else Decimal(number)
            found.insert(0, self.statement(value, exact, printed, one.publication, run, place))
        return found

    def settled(self, kind: str, subject: int, indicator: int, told: Iterable[Statement]) -> list[Settled]:
        """One for each publisher, the one that holds first."""
        return settle(each for one in told for each in (*self.said_before(kind, subject, indicator, one), one))

    def is_overwritten(self, kind: str, subject: int, indicator: int, run: int | None) -> bool:
        return run is not None and (run, kind, subject, indicator) in self.before


NO_PRESS = Press({}, {}, {}, None)


def publications() -> dict[int, Publication]:
    """All by id, in order of preference where several print the same figure. One query."""
    found = sorted(
        Publication.objects.select_related("network"),
        key=lambda one: (KIND_ORDER.index(Publication.Kind(one.kind)), one.pk),
    )
    return {one.pk: one for one in found}


def read_press(area: ServiceArea | None = None, reader: Group | None = None) -> Press:
    """Of one area, or of all; `reader` is the group whose pages are read. Two queries, and one where a file has written
    over what an earlier one of the same publication said."""
    runs = ImportRun.objects.filter(kind__in=FILES, state=ImportRun.State.CONFIRMED)
    if area is not None:
        runs = runs.filter(survey__area=area)
    facts = ("pk", "confirmed_at", "file_name", "confirmed_by", "network_id", "network__name", "summary")
    brought: dict[int, Brought] = {}
    changing: list[int] = []
    for pk, at, file_name, by, network, name, summary in runs.values_list(*facts):
        brought[pk] = Brought(at, file_name, by, network, name or "")
        changing += [pk] if summary.get("changed") else []
    is_network = reader is not None and reader.kind == Group.Kind.NETWORK
    return Press(publications(), brought, _before(changing), reader.pk if reader and is_network else None)


def _before(changing: list[int]) -> dict[tuple[int, str, int, int], list[Any]]:
    if not changing:
        return {}
    return {
        (pk, kind, subject, indicator): before
        for pk, undo in ImportRun.objects.filter(pk__in=changing).values_list("pk", "undo")
        for kind, subject, indicator, before in (entry for entry in undo if entry[0] in (RESULT, GROUP))
        if before is not None
    }


class Printed(NamedTuple):
    """The figure that holds. `settled` is None where nothing else is printed of it."""

    survey: int
    indicator: int
    unit: int
    value: str
    number: Decimal | None
    printed: str
    publication: int
    settled: Settled | None = None


def printed_units(surveys: Iterable[Survey], press: Press, **where: object) -> Iterator[Printed]:
    """One for each unit's figure. One query."""
    rows = Result.objects.filter(survey__in=surveys, origin=Origin.PUBLISHED, **where)
    fields = ("value", "number", "printed", "publication_id", "import_run_id", "place")
    alone: dict[tuple[int, int, int], tuple[Any, ...]] = {}
    several: dict[tuple[int, int, int], list[tuple[Any, ...]]] = defaultdict(list)
    for survey, indicator, unit, *figure in rows.values_list("survey_id", "indicator_id", "municipality_id", *fields):
        key = (survey, indicator, unit)
        if key in alone or press.is_overwritten(RESULT, unit, indicator, figure[4]):
            several[key].append(tuple(figure))
        alone.setdefault(key, tuple(figure))
    for key, figure in alone.items():
        if key not in several:
            yield Printed(*key, *figure[:4])
    for key, figures in several.items():
        said = [press.statement(*one) for one in dict.fromkeys([alone[key], *figures])]
        settled, *_others = press.settled(RESULT, key[2], key[1], said)
        used, told = settled.used, settled if settled.earlier or settled.others else None
        yield Printed(*key, used.value, used.number, used.printed, used.publication, told)


def printed_groups(
    surveys: Iterable[Survey], press: Press, **where: object
) -> dict[tuple[int, int, int], list[Settled]]:
    """(Survey id, group id, indicator id) -> what each publisher prints, the one that holds first. What one publication
    prints several times is read at its first place. One query."""
    rows = GroupResult.objects.filter(survey__in=surveys, origin=Origin.PUBLISHED, **where).order_by("place", "pk")
    fields = ("number", "printed", "publication_id", "import_run_id", "place")
    said: dict[tuple[int, int, int], dict[int, Statement]] = defaultdict(dict)
    for survey, group, indicator, *figure in rows.values_list("survey_id", "group_id", "indicator_id", *fields):
        one = press.statement("", *figure)
        said[survey, group, indicator].setdefault(one.publication, one)
    return {key: press.settled(GROUP, key[1], key[2], told.values()) for key, told in said.items()}


def without_corrected(rows: Iterable[Any], press: Press, subject: str) -> list[Any]:
    """Rows of published figures, but for those that their own publisher has corrected since. They have survey_id,
    indicator_id, publication_id, import_run_id, number, printed, value where they are units', and `subject`."""
    told = list(rows)
    said: dict[tuple[int, int, int], dict[int, Statement]] = defaultdict(dict)
    for row in told:
        figure = (getattr(row, "value", ""), row.number, row.printed, row.publication_id, row.import_run_id)
        key = (row.survey_id, getattr(row, subject), row.indicator_id)
        said[key].setdefault(row.publication_id, press.statement(*figure))
    corrected = {
        (key, earlier.publication)
        for key, statements in said.items()
        if len(statements) > 1
        for line in settle(statements.values())
        for earlier in line.earlier
    }
    return [
        row
        for row in told
        if ((row.survey_id, getattr(row, subject), row.indicator_id), row.publication_id) not in corrected
    ]
