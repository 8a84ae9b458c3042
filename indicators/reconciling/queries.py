"""Reads the stored figures as cells and runs every check on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from indicators.computing.compute import stale_units
from indicators.computing.definitions import definitions_of
from indicators.computing.year_files import added_folders
from indicators.editions.queries import Press, read_press, without_corrected
from indicators.models import GroupResult, Indicator, Origin, Publication, Result
from indicators.permissions import Sight, seen_of, whole_groups
from indicators.reconciling.against_computed import Ours, check_computed
from indicators.reconciling.claim_facts import Facts
from indicators.reconciling.claims import Claim, check_claims, load_claims
from indicators.reconciling.impossible_figures import check_counts, check_outcomes
from indicators.reconciling.jumps import check_jumps
from indicators.reconciling.last_years_columns import (
    check_repeated_years,
    check_shifted_shares,
    check_shifted_units,
    check_swapped_shares,
)
from indicators.reconciling.percent_points import check_percent_points
from indicators.reconciling.plausibility import check_parts, check_percent_signs
from indicators.reconciling.printed_figures import HUNDRED, Checked, Finding, Members, PrintedCell
from indicators.reconciling.reconciliation import check_changes, check_means, check_publishers
from indicators.reconciling.shifted_columns import check_copied_groups, check_shifted_groups
from indicators.rules.outcomes import LABELS, NON_RESPONSE
from municipalities.models import Group, GroupMember
from surveys.models import ServiceArea, Survey

CLAIMS = Path(settings.BASE_DIR) / "indicators" / "published"
_TABLE = re.compile(r"\bTabell \w+")
_COLUMN = re.compile(r"\bkolumn (.+?)(?:, inom parentes)?$")
_ROW = re.compile(r"\brad (.+?), kolumn ")
_FIELDS = (
    *("survey__area__slug", "survey__year", "publication__slug", "indicator__code", "indicator__name"),
    *("number", "printed", "place"),
)
_OF_EDITION = ("survey_id", "indicator_id", "publication_id", "import_run_id")
_UNIT_FIELDS = (*_FIELDS, "municipality__code", "municipality__name", "value")
_GROUP_FIELDS = (*_FIELDS, "group__slug", "group__name", "change_printed", "yes", "base", "non_response")


@dataclass(frozen=True)
class Source:
    """A publication: `kind` is one of Publication.Kind."""

    title: str
    publisher: str
    kind: str
    year: int


@dataclass(frozen=True)
class Reconciliation:
    """What all checks found; publications and areas by slug; units with something computed to compare with, and units
    that wait to be computed again."""

    checked: tuple[Checked, ...]
    publications: dict[str, Source]
    areas: dict[str, str]
    computed: int
    waiting: int
    is_example: bool

    @property
    def findings(self) -> list[Finding]:
        return [finding for one in self.checked for finding in one.findings]


def reconcile(sight: Sight, *, is_example: bool = False) -> Reconciliation:
    """Every check on every published figure that its publisher has not corrected since, with what is computed as far as
    it may be seen. Eleven queries and five that tell what is seen, however much there is, and ten at most for each year
    of which anything is computed."""
    press = read_press()
    cells = (*_published_units(press), *_published_groups(press))
    facts = _facts(cells)
    computed, waiting = _computed(cells, sight, is_example=is_example)
    checked = (
        check_means(cells, facts.members),
        check_changes(cells, facts.members),
        check_percent_points(cells, facts.members),
        check_claims(_claims(), facts),
        check_publishers(cells),
        check_shifted_groups(cells),
        check_copied_groups(cells, facts.members),
        check_repeated_years(cells),
        check_shifted_units(cells, facts.members),
        check_shifted_shares(cells, facts.members),
        check_swapped_shares(cells, facts.members),
        check_jumps(cells, facts.members, facts.definitions),
        check_outcomes(cells, facts.definitions),
        check_parts(cells, facts.wholes),
        check_counts(cells, facts.members, facts.kinds, facts.definitions),
        check_percent_signs(cells),
        check_computed(cells, computed, facts.members, facts.definitions),
    )
    fields = ("slug", "title", "publisher", "kind", "year")
    sources = {slug: Source(*facts) for slug, *facts in Publication.objects.values_list(*fields)}
    areas = dict(ServiceArea.objects.values_list("slug", "name"))
    units = {one.cell.row for one in computed if one.cell.is_unit}
    return Reconciliation(checked, sources, areas, len(units), waiting, is_example)


def _claims() -> list[Claim]:
    folders = [CLAIMS, *added_folders("published")]
    paths = sorted(path for folder in folders for path in folder.glob("*/pastaenden.yaml"))
    return [claim for path in paths for claim in _claims_in(path, path.stat().st_mtime_ns)]


@lru_cache(maxsize=100)
def _claims_in(path: Path, changed: int) -> list[Claim]:
    """Read again when the file has changed."""
    return load_claims(path)


def _facts(cells: tuple[PrintedCell, ...]) -> Facts:
    surveys = Survey.objects.select_related("area", "definition_set")
    definitions = {one.slug: known for one in surveys if (known := definitions_of(one))}
    members, towns = defaultdict(list), defaultdict(list)  # of towns a city once, whatever its districts
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    fields = (
        *("group__slug", "group__kind", "group__name", "municipality__code", "municipality__parent__code"),
        *("from_year", "to_year"),
    )
    for slug, kind, name, code, city, *years in GroupMember.objects.filter(group__owner=None).values_list(*fields):
        names[slug], kinds[slug] = name, kind
        members[slug].append((code, *years))
        towns[slug].append((city or code if kind == Group.Kind.SIZE else code, *years))
    return Facts(
        cells=cells,
        members=Members(members),
        definitions=definitions,
        counted=Members(towns),
        names=names,
        kinds=kinds,
        indicators={
            (area, code): name for area, code, name in Indicator.objects.values_list("area__slug", "code", "name")
        },
    )


def heading_of(place: str, name: str) -> str:
    """The column's heading as printed; where the columns are years, the row's; else the indicator's name."""
    column, row = _COLUMN.search(place), _ROW.search(place)
    if column is None:
        return name
    if column[1].isdigit():
        return row[1] if row else name
    return column[1]


def table_of(place: str) -> str:
    """ "Tabell 3"; for a file whatever stands before its cell."""
    found = _TABLE.search(place)
    return found[0] if found else place.split(",")[0]


def _published_units(press: Press) -> Iterator[PrintedCell]:
    rows = Result.objects.filter(origin=Origin.PUBLISHED).order_by("pk")
    fields = (*_UNIT_FIELDS, *_OF_EDITION, "municipality_id")
    for row in without_corrected(rows.values_list(*fields, named=True), press, "municipality_id"):
        yield _cell(row, "municipality", row.municipality__code, row.municipality__name, value=row.value)


def _published_groups(press: Press) -> Iterator[PrintedCell]:
    rows = GroupResult.objects.filter(origin=Origin.PUBLISHED).order_by("pk")
    fields = (*_GROUP_FIELDS, *_OF_EDITION, "group_id")
    for row in without_corrected(rows.values_list(*fields, named=True), press, "group_id"):
        yield _cell(row, "group", row.group__slug, row.group__name, change=row.change_printed)


def _cell(row, kind: str, code: str, name: str, *, value: str = "", change: str = "") -> PrintedCell:  # type: ignore[no-untyped-def]  # a named row of either query above
    return PrintedCell(
        survey=f"{row.survey__area__slug}/{row.survey__year}",
        publication=row.publication__slug or "",
        row_kind=kind,
        row=code,
        indicator=row.indicator__code,
        column=heading_of(row.place, row.indicator__name),
        value=value,
        number=row.number,
        printed=row.printed,
        change_printed=change,
        place=row.place,
        table=table_of(row.place),
        row_name=name,
    )


def _computed(cells: Iterable[PrintedCell], sight: Sight, *, is_example: bool) -> tuple[list[Ours], int]:
    """Computed here and seen, for the units and years of which anything is published; and how many units are left
    out, with their groups, because they wait to be computed again."""
    years = {int(cell.survey.rsplit("/", 1)[1]) for cell in cells}
    mine = {"origin": Origin.COMPUTED, "is_example": is_example, "survey__year__in": years}
    units = {cell.row for cell in cells if cell.is_unit}
    groups = {cell.row for cell in cells if not cell.is_unit}
    of_units = Result.objects.filter(municipality__code__in=units, **mine).exclude(value=NON_RESPONSE)
    of_groups = GroupResult.objects.filter(group__slug__in=groups, withheld="", **mine)
    told = list(of_units.values_list(*_UNIT_FIELDS, "survey_id", "municipality_id", named=True))
    told_of_groups = list(of_groups.values_list(*_GROUP_FIELDS, "survey_id", "group_id", named=True))
    with_definitions = Survey.objects.select_related("area", "definition_set")
    surveys = with_definitions.in_bulk({row.survey_id for row in (*told, *told_of_groups)})
    seen = seen_of(sight, list(surveys.values()), is_example=is_example)
    asked = {row.group_id for row in told_of_groups}
    stale = {pk: stale_units(survey) for pk, survey in surveys.items()}
    waiting = {pk: {*one.gone, *(unit.unit for unit in one.units)} for pk, one in stale.items()}
    whole = {
        pk: whole_groups(asked, one.year, seen[pk].units) - _groups_of(waiting[pk], one.year)
        for pk, one in surveys.items()
    }
    found = [
        Ours(_cell(row, "municipality", row.municipality__code, row.municipality__name, value=row.value))
        for row in (one._replace(printed=LABELS.get(one.value, "")) for one in told)
        if not seen[row.survey_id].hidden([row.municipality_id]) and row.municipality_id not in waiting[row.survey_id]
    ]
    found += [_computed_group(row) for row in told_of_groups if row.group_id in whole[row.survey_id]]
    return found, sum(len(waiting[pk] - seen[pk].hidden(waiting[pk])) for pk in surveys)


def _groups_of(units: set[int], year: int) -> set[int]:
    """No query where there are no units."""
    belonging = GroupMember.objects.in_year(year).filter(municipality__in=units)
    return set(belonging.values_list("group_id", flat=True)) if units else set()


def _computed_group(row) -> Ours:  # type: ignore[no-untyped-def]  # a named row of the query above
    """A share's exact number is made of its count, which `printed` says."""
    number, printed = row.number, ""
    if row.base and row.yes is not None:
        number, printed = HUNDRED * Decimal(row.yes) / Decimal(row.base), f"({row.yes} av {row.base})"
    cell = _cell(row._replace(number=number, printed=printed), "group", row.group__slug, row.group__name)
    return Ours(cell, row.yes, row.base or 0, row.non_response or 0)
