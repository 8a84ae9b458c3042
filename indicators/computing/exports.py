"""Results and group results as rows for files that others read. Columns are fixed; order is deterministic."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from indicators.computing.compute import indicator_ids
from indicators.computing.definitions import definitions_of
from indicators.editions.queries import read_press, without_corrected
from indicators.models import GroupResult, Origin, Result
from indicators.rules.outcomes import NON_RESPONSE
from municipalities.models import Municipality
from surveys.counting import units_still_asked
from surveys.models import Survey

MUNICIPALITY_COLUMNS = ("survey", "kod", "namn", "indicator", "result", "origin")
GROUP_COLUMNS = (
    *("survey", "group", "name", "kind", "indicator", "share", "yes", "base", "left_out", "non_response"),
    *("withheld", "origin"),
)
REASONS = {
    "": "",
    "over_20": "ej aktuellt och bortfall över 20 procent",
    "empty_base": "ingen i basen",
}


def rests_on_example(survey: Survey) -> bool:
    return Result.objects.filter(survey=survey, origin=Origin.COMPUTED, is_example=True).exists()


def municipality_rows(survey: Survey) -> Iterator[tuple[str, ...]]:
    """One row per unit, indicator and origin; of what is printed one for each publisher, as it was printed last. A unit
    that did not answer is there with bortfall; who may still hand in is not there."""
    results = Result.objects.filter(survey=survey)
    computed = {
        (unit, indicator): shown(value, number)
        for unit, indicator, value, number in results.filter(origin=Origin.COMPUTED).values_list(
            "municipality_id", "indicator_id", "value", "number"
        )
    }
    press = read_press(survey.area)
    printed = results.filter(origin=Origin.PUBLISHED)
    printed = printed.order_by("municipality__code", "indicator__code", "publication__slug")
    published = [
        (one.municipality_id, one.indicator_id, shown(one.value, one.number))
        for one in without_corrected(printed, press, "municipality_id")
    ]
    codes = ordered_codes(survey)
    places = {one.pk: one.in_year(survey.year) for one in Municipality.objects.select_related("parent")}
    units = Municipality.objects.units(survey.year).values_list("pk", flat=True) if computed else ()
    silent = units_still_asked(survey, rests_on_example(survey), timezone.localdate()) - {unit for unit, _ in computed}
    in_use = {indicator for _, indicator in computed}
    for unit in units:
        if unit in silent:
            continue
        for indicator, code in codes.items():
            if indicator in in_use:
                result = computed.get((unit, indicator), NON_RESPONSE)
                yield survey.slug, places[unit].code, places[unit].full_name, code, result, Origin.COMPUTED.value
    for unit, indicator, result in published:
        yield survey.slug, places[unit].code, places[unit].full_name, codes[indicator], result, Origin.PUBLISHED.value


def ordered_codes(survey: Survey) -> dict[int, str]:
    """Indicator id -> code, those of the year in the order of its definitions first."""
    ids = indicator_ids(survey)
    definitions = definitions_of(survey)
    first = list(definitions.indicators) if definitions else []
    return {ids[code]: code for code in [*first, *sorted(ids.keys() - set(first))]}


def shown(value: str, number: Decimal | None) -> str:
    """The canonical word, or a plain decimal number with point."""
    return value if number is None else plain_number(number)


def plain_number(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def share_text(yes: int, base: int) -> str:
    """Percent with as many digits as a float holds: 2 of 3 is 66.66666666666667."""
    share = Fraction(100 * yes, base)
    return str(share.numerator) if share.denominator == 1 else repr(float(share))


def group_rows(survey: Survey) -> Iterator[tuple[str, ...]]:
    """One row per group, indicator and origin; of what is printed as it was printed last."""
    codes = ordered_codes(survey)
    place = {pk: number for number, pk in enumerate(codes)}
    found = GroupResult.objects.filter(survey=survey).select_related("group")
    printed = without_corrected(found.filter(origin=Origin.PUBLISHED), read_press(survey.area), "group_id")
    rows = [*found.filter(origin=Origin.COMPUTED), *printed]
    for row in sorted(
        rows, key=lambda row: (row.origin, row.group.order, row.group.name, place[row.indicator_id], row.pk)
    ):
        group = row.group
        figures = (row.yes, row.base, row.left_out, row.non_response)
        yield (
            *(survey.slug, group.slug, group.name, group.kind, codes[row.indicator_id], _share(row)),
            *("" if figure is None else str(figure) for figure in figures),
            REASONS[row.withheld],
            row.origin,
        )


def _share(row: GroupResult) -> str:
    """Empty where withheld. A numeric indicator's mean and a published figure stand as they are stored."""
    if row.withheld:
        return ""
    if row.yes is not None and row.base:
        return share_text(row.yes, row.base)
    return "" if row.number is None else plain_number(row.number)
