"""Reads of development areas and their homework, and getters that fetch or refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from indicators.permissions import Sight
from municipalities.models import Municipality
from workflow.areas.candidates import Candidate, propose
from workflow.areas.figures import figures_for_candidates, unseen_of
from workflow.models import (
    Cycle,
    DevelopmentArea,
    Homework,
    HomeworkFile,
    IndicatorVote,
    Reference,
)
from workflow.permissions import Part, get_cycle
from workflow.states import CONTACT, FOU
from workflow.units import called_then


def areas_of(cycle: Cycle) -> QuerySet[DevelopmentArea]:
    """In order, with the votes counted and what the municipalities have handed in."""
    counted = {
        "for_it": Count("votes", filter=Q(votes__in_favour=True), distinct=True),
        "against_it": Count("votes", filter=Q(votes__in_favour=False), distinct=True),
        "handed_in": Count("homework", filter=Q(homework__submitted_at__isnull=False), distinct=True),
        "asked": Count("homework", distinct=True),
        "research": Count("references", distinct=True),
    }
    return cycle.development_areas.annotate(**counted).select_related("analysis")


def hide_evidence(cycle: Cycle, sight: Sight, areas: Iterable[DevelopmentArea]) -> None:
    """Marks the areas whose evidence is written from figures that the person may not see yet."""
    asked = [one for one in areas if one.evidence_is_unpublished]
    hides = bool(asked and unseen_of(cycle, sight))
    for one in asked:
        one.hides_evidence = hides


def own_votes(cycle: Cycle, by: str) -> dict[int, bool]:
    """Area id: how the person voted."""
    areas = cycle.development_areas.filter(votes__voter=by)
    return dict(areas.values_list("pk", "votes__in_favour").filter(votes__voter=by))


def open_candidates(cycle: Cycle, sight: Sight, areas: list[DevelopmentArea]) -> list[Candidate]:
    """What the results propose and nobody has taken up: candidates without an indicator that an area has."""
    taken = {code for area in areas for code in area.indicators}
    return [one for one in propose(figures_for_candidates(cycle, sight)) if not taken & set(one.indicators)]


def get_area(request: HttpRequest, cycle_pk: int, pk: int, *roles: str) -> tuple[DevelopmentArea, Part]:
    """The area with its cycle; 404 where the cycle has none of the number, 403 for the wrong person."""
    cycle, part = get_cycle(request, cycle_pk, *roles)
    area = get_object_or_404(areas_of(cycle), pk=pk)
    area.cycle = cycle
    return area, part


def get_homework(request: HttpRequest, cycle_pk: int, area_pk: int, code: str) -> tuple[Homework, Part, frozenset[str]]:
    """The homework, and as what the person may write it: the municipality's contact, or FoU. What others in the
    network read of it, texts_for() says."""
    area, part = get_area(request, cycle_pk, area_pk)
    found = area.homework.select_related("municipality__parent")
    homework = get_object_or_404(found, municipality__code=code)
    homework.area = area
    called_then([homework], area.cycle)
    return homework, part, roles_in_homework(part, homework.municipality)


def roles_in_homework(part: Part, municipality: Municipality) -> frozenset[str]:
    held = ((CONTACT, part.is_contact_in(municipality)), (FOU, part.is_fou))
    return frozenset(name for name, has in held if has) & part.names


def reads_draft(part: Part, municipality: Municipality) -> bool:
    """The municipality itself, and FoU; others read what has been handed in."""
    return part.is_fou or municipality in part.municipalities


def texts_for(part: Part, homework: Homework) -> dict[str, str]:
    """The texts by name, as the person may read them; empty where nothing is handed in yet."""
    return homework.written if reads_draft(part, homework.municipality) else homework.handed_in


def files_for(part: Part, homework: Homework) -> QuerySet[HomeworkFile]:
    return (
        homework.files.all() if reads_draft(part, homework.municipality) else homework.files.filter(is_handed_in=True)
    )


def get_homework_file(part: Part, homework: Homework, pk: int) -> HomeworkFile:
    """404 where there is none, 403 for one that is not handed in and somebody else's."""
    found = get_object_or_404(HomeworkFile, homework=homework, pk=pk)
    if not found.is_handed_in and not reads_draft(part, homework.municipality):
        raise PermissionDenied
    found.homework = homework
    return found


def get_reference(area: DevelopmentArea, pk: str) -> Reference:
    """`pk` as a form gives it; 404 for what is no number."""
    found = get_object_or_404(Reference, area=area, pk=pk if pk.isdecimal() else None)
    found.area = area
    return found


@dataclass(frozen=True)
class HomeworkRow:
    """One municipality's, with what the person may read of it."""

    homework: Homework
    texts: dict[str, str]
    number_of_files: int


def homework_rows(area: DevelopmentArea, part: Part) -> list[HomeworkRow]:
    """One per municipality; no file contents. Two queries."""
    files = HomeworkFile.objects.defer("content")
    found = area.homework.select_related("municipality__parent").prefetch_related(Prefetch("files", queryset=files))
    rows = []
    for one in called_then(found, area.cycle):
        sees_all = reads_draft(part, one.municipality)
        number = sum(sees_all or file.is_handed_in for file in one.files.all())
        rows.append(HomeworkRow(one, texts_for(part, one), number))
    return rows


@dataclass(frozen=True)
class IndicatorOpinion:
    code: str
    name: str
    useful: int
    not_useful: int
    mine: bool | None
    comments: list[tuple[str, str]]


def opinions_of(cycle: Cycle, names: dict[str, str], by: str) -> list[IndicatorOpinion]:
    """What people think of each indicator, in the order of `names` (code: name). One query."""
    cast: dict[str, list[IndicatorVote]] = {}
    for one in cycle.indicator_votes.all():
        cast.setdefault(one.indicator, []).append(one)
    return [
        IndicatorOpinion(
            code,
            name,
            sum(one.useful for one in cast.get(code, [])),
            sum(not one.useful for one in cast.get(code, [])),
            next((one.useful for one in cast.get(code, []) if one.voter == by), None),
            [(one.voter, one.comment) for one in cast.get(code, []) if one.comment],
        )
        for code, name in names.items()
    ]
