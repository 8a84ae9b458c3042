"""Reads the stored figures as cells and runs every check on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from indicators.computing.definitions import definitions_of
from indicators.computing.year_files import added_folders
from indicators.models import GroupResult, Indicator, Origin, Publication, Result
from indicators.permissions import Sight, seen_of, whole_groups
from indicators.reconciling.claim_facts import Facts
from indicators.reconciling.claims import Claim, check_claims, load_claims
from indicators.reconciling.plausibility import check_counts, check_parts, check_percent_signs
from indicators.reconciling.printed_figures import HUNDRED, Checked, Finding, Members, PrintedCell
from indicators.reconciling.reconciliation import check_changes, check_computed, check_means, check_publishers
from indicators.reconciling.shifted_columns import (
    check_copied_groups,
    check_repeated_years,
    check_shifted_groups,
    check_shifted_units,
)
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
_UNIT_FIELDS = (*_FIELDS, "municipality__code", "municipality__name", "value")
_GROUP_FIELDS = (*_FIELDS, "group__slug", "group__name", "change_printed", "yes", "base", "withheld")


@dataclass(frozen=True)
class Reconciliation:
    """What all checks found, publications and areas by slug, and whether anything is computed to compare with."""

    checked: tuple[Checked, ...]
    publications: dict[str, str]
    areas: dict[str, str]
    has_computed: bool
    is_example: bool

    @property
    def findings(self) -> list[Finding]:
        return [finding for one in self.checked for finding in one.findings]


def reconcile(sight: Sight, *, is_example: bool = False) -> Reconciliation:
    """Every check on every published figure, with what is computed as far as it may be seen. Nine queries and five
    that tell what is seen, however much there is, and one for each year that is seen in part."""
    cells = (*_published_units(), *_published_groups())
    facts = _facts(cells)
    computed = list(_computed(cells, sight, is_example=is_example))
    checked = (
        check_means(cells, facts.members),
        check_changes(cells, facts.members),
        check_claims(_claims(), facts),
        check_publishers(cells),
        check_shifted_groups(cells),
        check_copied_groups(cells, facts.members),
        check_repeated_years(cells),
        check_shifted_units(cells),
        check_parts(cells, facts.wholes),
        check_counts(cells, facts.members),
        check_percent_signs(cells),
        check_computed(cells, computed),
    )
    titles = dict(Publication.objects.values_list("slug", "title"))
    areas = dict(ServiceArea.objects.values_list("slug", "name"))
    return Reconciliation(checked, titles, areas, bool(computed), is_example)


def _claims() -> list[Claim]:
    folders = [CLAIMS, *added_folders("published")]
    paths = sorted(path for folder in folders for path in folder.glob("*/pastaenden.yaml"))
    return [claim for path in paths for claim in load_claims(path)]


def _facts(cells: tuple[PrintedCell, ...]) -> Facts:
    surveys = Survey.objects.select_related("area", "definition_set")
    definitions = {one.slug: known for one in surveys if (known := definitions_of(one))}
    members, towns = defaultdict(list), defaultdict(list)  # of towns a city once, whatever its districts
    names: dict[str, str] = {}
    fields = (
        *("group__slug", "group__kind", "group__name", "municipality__code", "municipality__parent__code"),
        *("from_year", "to_year"),
    )
    for slug, kind, name, code, city, *years in GroupMember.objects.filter(group__owner=None).values_list(*fields):
        names[slug] = name
        members[slug].append((code, *years))
        towns[slug].append((city or code if kind == Group.Kind.SIZE else code, *years))
    return Facts(
        cells=cells,
        members=Members(members),
        definitions=definitions,
        counted=Members(towns),
        names=names,
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


def _published_units() -> Iterator[PrintedCell]:
    rows = Result.objects.filter(origin=Origin.PUBLISHED).order_by("pk")
    for row in rows.values_list(*_UNIT_FIELDS, named=True):
        yield _cell(row, "municipality", row.municipality__code, row.municipality__name, value=row.value)


def _published_groups() -> Iterator[PrintedCell]:
    rows = GroupResult.objects.filter(origin=Origin.PUBLISHED).order_by("pk")
    for row in rows.values_list(*_GROUP_FIELDS, named=True):
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


def _computed(cells: Iterable[PrintedCell], sight: Sight, *, is_example: bool) -> Iterator[PrintedCell]:
    """Computed here and seen, for the units and years of which anything is published."""
    years = {int(cell.survey.rsplit("/", 1)[1]) for cell in cells}
    mine = {"origin": Origin.COMPUTED, "is_example": is_example, "survey__year__in": years}
    units = {cell.row for cell in cells if cell.is_unit}
    groups = {cell.row for cell in cells if not cell.is_unit}
    of_units = Result.objects.filter(municipality__code__in=units, **mine)
    of_groups = GroupResult.objects.filter(group__slug__in=groups, **mine)
    told = list(of_units.values_list(*_UNIT_FIELDS, "survey_id", "municipality_id", named=True))
    told_of_groups = list(of_groups.values_list(*_GROUP_FIELDS, "survey_id", "group_id", named=True))
    surveys = Survey.objects.in_bulk({row.survey_id for row in (*told, *told_of_groups)})
    seen = seen_of(sight, list(surveys.values()), is_example=is_example)
    for row in told:
        if not seen[row.survey_id].hidden([row.municipality_id]):
            yield _cell(row, "municipality", row.municipality__code, row.municipality__name, value=row.value)
    asked = {row.group_id for row in told_of_groups}
    whole = {pk: whole_groups(asked, one.year, seen[pk].units) for pk, one in surveys.items()}
    yield from (_computed_group(row) for row in told_of_groups if row.group_id in whole[row.survey_id])


def _computed_group(row) -> PrintedCell:  # type: ignore[no-untyped-def]  # a named row of the query above
    """A share's exact number is made of its count, which `printed` says; a withheld one has neither."""
    number, printed = row.number, ""
    if row.withheld:
        number, printed = None, "redovisas inte"
    elif row.base and row.yes is not None:
        number, printed = HUNDRED * Decimal(row.yes) / Decimal(row.base), f"({row.yes} av {row.base})"
    return _cell(row._replace(number=number, printed=printed), "group", row.group__slug, row.group__name)
