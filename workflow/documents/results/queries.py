"""Reads everything that a results report tells, for report.build_results_report.

Whose sight: an issued report is read by the network's FoU staff and by contacts and heads of its municipalities. A
contact sees before publishing the own municipality alone, so what they all may see is what everybody may: ISSUED.
A draft is read with the sight of whoever asks for it, and says what in it is not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.comparing.interpretations import questions_of
from indicators.comparing.matrix import Row, Unit
from indicators.comparing.matrix_files import source_text
from indicators.comparing.matrix_page import NO_COMPARISON, Choice, MatrixPage, read_page
from indicators.models import GroupResult, Origin
from indicators.permissions import PUBLIC, Sight
from indicators.reconciling.printed_figures import Finding, Kind, Severity, year_of
from indicators.reconciling.queries import reconcile
from municipalities.models import Group
from municipalities.refusals import NotPossible
from municipalities.swedish import alphabetical
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire
from workflow.documents.results.answering_queries import read_agreed, read_answering, read_keys
from workflow.documents.results.cycle_queries import read_areas, read_minutes
from workflow.documents.results.facts import Issue, Measured, Misprint, ReportFacts, Suspicion

ISSUED = PUBLIC
MISPRINTS = (Kind.MEAN, Kind.CHANGE)  # what publishers differ on stands at the figures themselves
COMPUTED = "Uträknat i öjportal ur kommunernas enkätsvar"
EXAMPLE = "Exempeldata, uträknat i öjportal ur påhittade svar"
NOT_PUBLISHED = "Det finns inga resultat att redovisa för {network} {year}. Publicera årets resultat först."


def read_results_report(
    *, network: Group, area: str, year: int, sight: Sight, issue: Issue, source: str = ""
) -> ReportFacts:
    """`source`: publicerat or beraknat, where not the best of both is wanted. 404 for an unknown year, NotPossible
    where the sight sees no figures of its members. Some sixty queries, whatever the size of the network."""
    choice = Choice(grupp=network.slug, kalla=source)
    page = read_page(area, year, choice, sight, [network])
    if page.source is None or not any(row.has_unit_figures for row in page.rows):
        raise NotPossible(NOT_PUBLISHED.format(network=network.name, year=year))
    before = _page_before(page, area, choice, sight, network)
    questionnaire = questionnaire_of(page.survey)
    is_example = page.source.is_example
    order = sorted(range(len(page.units)), key=lambda place: alphabetical(page.units[place].full_name))
    units = tuple(page.units[place] for place in order)
    known = page.this_year
    findings = _findings(page, before, sight)
    return ReportFacts(
        area=page.survey.area.name,
        year=year,
        compared=page.compared,
        network=network.name,
        issue=issue,
        units=units,
        joined=_names(one for one in units if before and one.id not in {then.id for then in before.units}),
        left=_names(one for one in (before.units if before else ()) if one.id not in {now.id for now in units}),
        side=tuple(group.name for group in page.side_groups),
        quality_areas=known.quality_areas if known else {},
        groups=known.groups if known else {},
        measured=_measured(page, before, order, questionnaire, findings),
        without_figures=tuple(row.name for row in page.empty_rows),
        agreed=read_agreed(page.survey, network, is_example=is_example),
        keys=read_keys(units, year),
        answering=read_answering(page.survey, network, units, is_example=is_example),
        questionnaire=questionnaire,
        minutes=read_minutes(network, page.survey, is_example=is_example),
        areas=read_areas(
            network, page.survey, {row.definition.code: row.name for row in page.rows}, is_example=is_example
        ),
        misprints=_misprints(page, findings),
        sources=_sources(page, before),
        publishers={one.pk: one.publisher for one in page.publications},
        is_example=is_example,
        is_unpublished=page.is_unpublished or bool(before and before.is_unpublished),
        is_restricted=page.is_restricted,
    )


def _page_before(page: MatrixPage, area: str, choice: Choice, sight: Sight, network: Group) -> MatrixPage | None:
    """The year compared with, of the members it had then."""
    if page.compared is None:
        return None
    found = read_page(area, page.compared, replace(choice, jamfor=NO_COMPARISON), sight, [network])
    return found if found.source is not None else None


def _names(units: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(sorted((one.full_name for one in units), key=alphabetical))


def _measured(
    page: MatrixPage,
    before: MatrixPage | None,
    order: Sequence[int],
    questionnaire: Questionnaire | None,
    findings: Sequence[Finding],
) -> tuple[Measured, ...]:
    then = {row.definition.code: row for row in before.rows} if before else {}
    places = {group.pk: place for place, group in enumerate(before.side_groups)} if before else {}
    changes = _printed_changes(page)
    suspected = _suspected(page, findings)

    def measured(row: Row) -> Measured:
        was = then.get(row.definition.code)
        return Measured(
            row=replace(
                row,
                cells=[row.cells[place] for place in order],
                earlier=[row.earlier[place] if row.earlier else None for place in order],
            ),
            mean_before=was.summary if was is not None and was.has_unit_figures else None,
            side_before=tuple(
                was.side[places[group.pk]] if was is not None and group.pk in places else None
                for group in page.side_groups
            ),
            printed_changes=tuple(changes.get((group.pk, row.definition.code), "") for group in page.side_groups),
            colours=tuple(page.colour(row, row.cells[place].number) for place in order),
            questions=tuple(questions_of(row.definition, questionnaire)),
            considered=tuple(page.reservations_on(row)),
            corrected=tuple(page.corrections_on(row)),
            disputed=tuple(page.disputes_on(row)),
            source=_source(page, row),
            suspected=tuple(suspected.get(row.definition.code, ())),
            disputed_before=tuple(before.disputes_on(was)) if before is not None and was is not None else (),
        )

    return tuple(measured(row) for row in page.rows)


def _source(page: MatrixPage, row: Row) -> str:
    """Where the figures of one indicator come from, those of other groups too."""
    used = row.publications | {one.publication for one in row.side if one.figure is not None}
    told = [f"{one.publisher}, {one.title}" for one in page.publications if one.pk in used]
    if row.has_unit_figures and not row.publications:
        told.insert(0, EXAMPLE if page.source and page.source.is_example else COMPUTED)
    return "; ".join(told)


def _printed_changes(page: MatrixPage) -> dict[tuple[int, str], str]:
    """(Group id, indicator code) -> "+38", from the publications that the figures shown stand in. One query."""
    used = [one.publication for row in page.rows for one in row.side if one.publication is not None]
    rows = GroupResult.objects.filter(
        survey=page.survey, origin=Origin.PUBLISHED, publication__in=set(used), group__in=page.side_groups
    ).exclude(change_printed="")
    told = rows.order_by("-place", "-pk").values_list("group_id", "indicator__code", "change_printed")
    return {(group, code): _change(printed) for group, code, printed in told}


def _change(printed: str) -> str:
    """As this report writes changes, of "+38%" or "+-0%"."""
    number = printed.replace("%", "").replace("+-", "±").replace("-", "\u2212").replace(".", ",").strip()
    return "±0" if number.strip("+\u2212±") == "0" else number


def _sources(page: MatrixPage, before: MatrixPage | None) -> tuple[str, ...]:
    told = [source_text(page), *([f"{before.survey.year}: {source_text(before)}"] if before else [])]
    return tuple(one for one in told if one.rstrip(": 0123456789"))


def _findings(page: MatrixPage, before: MatrixPage | None, sight: Sight) -> list[Finding]:
    """What the reconciliation says of the figures shown, in the publications that they stand in."""
    pages = [one for one in (page, before) if one is not None and one.publications]
    used = {(one.survey.slug, shown.slug) for one in pages for shown in one.publications}
    found = reconcile(sight).findings if page.publications else []
    return [one for one in found if (one.survey, one.publication) in used]


def _misprints(page: MatrixPage, findings: Iterable[Finding]) -> tuple[Misprint, ...]:
    """What the publications shown print of this year's network and groups, and does not follow from their cells."""
    shown = {page.group.slug, *_beside(page)}
    return tuple(
        Misprint(one.place, one.printed, _change(one.ours) if one.kind == Kind.CHANGE else one.ours, one.explanation)
        for one in findings
        if one.kind in MISPRINTS and one.survey == page.survey.slug and one.row in shown
    )


def _beside(page: MatrixPage) -> dict[str, str]:
    """A unit's code or a group's slug -> its name. The network is not beside itself."""
    units = {one.code: one.full_name for one in page.units}
    return units | {one.slug: one.name for one in page.side_groups if one != page.group}


def _suspected(page: MatrixPage, findings: Iterable[Finding]) -> dict[str, list[Suspicion]]:
    """By indicator. Not of the network's own mean, for that is counted from the cells above it."""
    names = {"": "", **_beside(page)}
    found: dict[str, list[Suspicion]] = {}
    for one in findings:
        if one.severity == Severity.SUSPICION and one.row in names:
            told = Suspicion(names[one.row], year_of(one.survey), one.place, one.printed, one.explanation)
            found.setdefault(one.indicator, []).append(told)
    return found
