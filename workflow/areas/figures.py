"""The figures stage 2 rests on: for candidates, for an area's page, and frozen with a decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from indicators.comparing.matrix import Row, Summary, Years
from indicators.comparing.matrix_page import Choice, MatrixPage, read_page
from indicators.comparing.presenters import figure_text, number_text, outcome_word
from indicators.comparing.queries import surveys_with_sources
from indicators.permissions import EVERYTHING, Sight, unseen_units
from municipalities.models import Group
from municipalities.swedish import percent
from workflow.areas.candidates import IndicatorFigures
from workflow.models import Cycle

MOST_YEARS_BACK = 3


def read_network(cycle: Cycle, sight: Sight, year: int | None = None, source: str = "") -> MatrixPage | None:
    """The matrix of the cycle's network and year, as far as it may be seen; None without any to see. `source` is
    publicerat or beraknat; without one, or where it is not there, each indicator is read from the better."""
    year = year or cycle.year
    known = surveys_with_sources(cycle.area.slug, sight, cycle.network)
    if not any(one.year == year and one.sources for one in known):
        return None
    page = read_page(cycle.area.slug, year, Choice(grupp=cycle.network.slug, kalla=source), sight)
    return replace(page, reservations=page.reservations.real_or(cycle.is_example))


def unseen_of(cycle: Cycle, sight: Sight, *years: int) -> frozenset[str]:
    """Codes of the cycle's municipalities whose computed results of the years, else of the cycle's own, the person may
    not see yet. What was written down from them is not shown to the person either."""
    units = dict(cycle.units.values_list("pk", "code"))
    return frozenset(units[pk] for pk in unseen_units(sight, cycle.area, years or (cycle.year,), units))


def figures_for_candidates(cycle: Cycle, sight: Sight) -> list[IndicatorFigures]:
    """The year's indicators with shares; the years before give what has changed and what goes back and forth."""
    page = read_network(cycle, sight)
    if page is None:
        return []
    histories = _histories(cycle, page, sight)
    return [_figures(page, row, histories) for row in page.rows if row.definition.kind == "choice"]


def _figures(page: MatrixPage, row: Row, histories: dict[str, dict[str, list[str]]]) -> IndicatorFigures:
    known = page.this_year
    definition = row.definition
    newest = page.definition_over_years(row)
    return IndicatorFigures(
        code=definition.code,
        label=newest.label,
        name=newest.full_name,
        group=definition.group,
        group_title=known.groups.get(definition.group, newest.label) if known else newest.label,
        yes=row.summary.yes or 0,
        base=row.summary.base or 0,
        units={unit.full_name: cell.value for unit, cell in zip(page.units, row.cells, strict=True)},
        beside=_beside(page, row),
        change=row.summary.change.points,
        change_notes=row.link.notes if row.link.is_ == "partly" else (),
        before=row.summary.before,
        compared=page.compared,
        history=histories.get(definition.code, {}),
        reservations=tuple(page.reservations_on(row)),
        disputes=tuple(page.disputes_on(row)),
    )


def _beside(page: MatrixPage, row: Row) -> tuple[tuple[str, Fraction], ...]:
    shown = zip(page.side_groups, row.side, strict=True)
    return tuple((group.name, one.figure) for group, one in shown if one.figure is not None)


def _histories(cycle: Cycle, page: MatrixPage, sight: Sight) -> dict[str, dict[str, list[str]]]:
    """Indicator: municipality: results of this year and the years before it, the oldest first, as far back as each
    year is fully comparable to all after it: half a break is one too many to say that a result turns."""
    pages = [page]
    while pages[-1].compared is not None and len(pages) < MOST_YEARS_BACK:
        before = read_network(cycle, sight, pages[-1].compared)
        if before is None:
            break
        pages.append(before)
    found: dict[str, dict[str, list[str]]] = {}
    for row in page.rows:
        told: dict[str, list[str]] = {}
        code = row.definition.code
        for place, one in enumerate(pages):
            same = next((r for r in one.rows if r.definition.code == code), None)
            later = [after.survey.year for after in pages[:place]]
            links = [Years(year, one.survey.year, page.definitions).link(code) for year in later]
            if same is None or any(link.is_ != "yes" for link in links):
                break
            for unit, cell in zip(one.units, same.cells, strict=True):
                told.setdefault(unit.full_name, []).insert(0, cell.value)
        found[code] = told
    return found


def freeze_figures(cycle: Cycle, codes: Iterable[str], source: str = "", sight: Sight | None = None) -> dict[str, Any]:
    """Everything a decision about these indicators rests on, as texts that keep: what the network's FoU staff see of
    them now, for the heads share their results when they decide on them, published yet or not.

    {"year", "source", "publications": [title], "unpublished": somebody may not see it yet, "indicators": [{"code",
    "name", "kind", "units": [[code, name, value]], "groups": [[slug, name, yes, base, figure]], "source",
    "reservations": [text], "disputes": [text]}]}; figures as exact fractions, "3/8"; None where there is none.
    """
    page = read_network(cycle, sight or Sight(networks=frozenset([cycle.network_id])), source=source)
    wanted = list(dict.fromkeys(codes))
    if page is None:
        return {"year": cycle.year, "source": "", "publications": [], "indicators": []}
    rows = {row.definition.code: row for row in [*page.rows, *page.empty_rows]}
    frozen = [_frozen(page, rows[code]) for code in wanted if code in rows]
    return {
        "year": cycle.year,
        "source": page.source.word if page.source else "",
        "publications": [one.title for one in page.publications],
        "unpublished": page.is_unpublished,
        "indicators": frozen,
    }


def _frozen(page: MatrixPage, row: Row) -> dict[str, Any]:
    units = [
        [unit.code, unit.full_name, _exact(cell.number) if cell.number is not None else cell.value]
        for unit, cell in zip(page.units, row.cells, strict=True)
    ]
    own: tuple[Group, Summary] = (page.group, row.summary)
    groups = [
        [group.slug, group.name, one.yes, one.base, _exact(one.figure)]
        for group, one in (own, *zip(page.side_groups, row.side, strict=True))
    ]
    definition = row.definition
    told = {
        "code": definition.code,
        "name": page.name_over_years(row),
        "kind": definition.kind,
        "units": units,
        "groups": groups,
    }
    source = "publicerat" if row.publications or not page.has_computed else "beraknat"
    return told | {"source": source, "reservations": page.reservations_on(row), "disputes": page.disputes_on(row)}


def figures_today(cycle: Cycle, figures: dict[str, Any]) -> dict[str, Any]:
    """Of what was frozen, each indicator from the source it was frozen from; beside the units, groups that this source
    does not tell of are read where they are told."""
    wanted = {one["code"]: one.get("source", figures["source"]) for one in figures["indicators"]}
    best = {one["code"]: one for one in freeze_figures(cycle, wanted, "", EVERYTHING)["indicators"]}
    found = []
    for word in dict.fromkeys(wanted.values()):
        codes = [code for code, source in wanted.items() if source == word]
        for one in freeze_figures(cycle, codes, word, EVERYTHING)["indicators"]:
            told = {row[0] for row in one["groups"]}
            beside = best[one["code"]]["groups"] if one["code"] in best else []
            found.append(one | {"groups": one["groups"] + [row for row in beside if row[0] not in told]})
    return {"indicators": found}


def _exact(value: Fraction | Decimal | None) -> str | None:
    return None if value is None else str(Fraction(value))


def differences(before: dict[str, Any], now: dict[str, Any]) -> list[dict[str, str]]:
    """What differs between frozen figures and those of today: indicator, place, before and after, in words."""
    later = {one["code"]: one for one in now["indicators"]}
    found = []
    for one in before["indicators"]:
        same = later.get(one["code"], {"units": [], "groups": []})
        for part in ("units", "groups"):
            values = {row[0]: row for row in same[part]}
            for row in one[part]:
                other = values.get(row[0])
                if other is None or other[2:] != row[2:]:
                    found.append(
                        {
                            "indicator": one["code"],
                            "name": one["name"],
                            "place": row[1],
                            "before": told(row, one["kind"]),
                            "after": told(other, one["kind"]) if other else "finns inte längre",
                        }
                    )
    return found


def told(row: list[Any], kind: str) -> str:
    """A frozen row in words: Ja; 3 av 8, 37,5 %; or a number."""
    if len(row) == 3:
        value = row[2] or ""
        return _number(value) if value[:1].isdigit() or value[:1] == "-" else outcome_word(value)
    _slug, _name, yes, base, figure = row
    if figure is None:
        return "redovisas inte"
    if kind != "choice":
        return _number(figure)
    shown = percent(Fraction(figure))
    return f"{yes} av {base}, {shown}" if yes is not None and base else shown


def _number(exact: str) -> str:
    """One decimal, or none where the number is whole."""
    value = Fraction(exact)
    return number_text(value, 0 if value.denominator == 1 else 1)


__all__ = [
    "differences",
    "figure_text",
    "figures_for_candidates",
    "figures_today",
    "freeze_figures",
    "read_network",
    "told",
    "unseen_of",
]
