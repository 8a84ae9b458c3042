"""What the front page shows: hits of a search, and what awaits a person."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from indicators.comparing.queries import municipalities_matching, surveys_with_sources
from indicators.models import Computation, Indicator
from indicators.reconciling.queries import reconcile
from municipalities.models import Group, Membership, Municipality
from municipalities.permissions import Person, is_fou_staff, roles_of
from municipalities.swedish import plural
from surveys.answering.open_surveys import open_surveys_of
from surveys.answering.presenters import day_text, days_left_text
from surveys.collecting.presenters import OPEN, days_left, phase_of, share
from surveys.collecting.queries import summaries_for
from surveys.models import ImportRun, Survey
from workflow.to_do.to_do import tasks_of as workflow_tasks

MOST_HITS = 30


class Hit(NamedTuple):
    name: str
    kind: str
    url: str


class Task(NamedTuple):
    title: str
    text: str
    action: str
    url: str
    is_urgent: bool = False


def shown_surveys(person: Person) -> list[Survey]:
    """Survey years with anything the person may compare, newest first; years still being answered last."""
    return [survey for survey in surveys_with_sources(person=person) if survey.sources]


def hits(text: str, surveys: list[Survey]) -> list[Hit]:
    """Municipalities, groups and indicators that match, at most thirty of each. Three queries."""
    places = [
        Hit(one.full_name, f"{one.county_name}, {one.code}", reverse("municipality", args=[one.code]))
        for one in municipalities_matching(text)[:MOST_HITS]
    ]
    groups: list[Hit] = []
    if surveys:
        address = reverse("comparison", args=[surveys[0].area.slug, surveys[0].year])
        found = Group.objects.filter(name__icontains=text)[:MOST_HITS]
        groups = [Hit(one.name, one.get_kind_display(), f"{address}?grupp={one.slug}") for one in found]
    wanted = Q(name__icontains=text) | Q(code__icontains=text)
    indicators = [
        Hit(one.name, "Indikator", reverse("indicator", args=[one.area.slug, one.code]))
        for one in Indicator.objects.filter(wanted).select_related("area")[:MOST_HITS]
    ]
    return [*groups, *places, *indicators]


def tasks_of(person: Person, surveys: list[Survey]) -> list[Task]:
    """What the person's roles have to do now."""
    tasks = [Task(*one) for one in workflow_tasks(person, timezone.localdate())]
    tasks += [*_collection_tasks(person), *_fou_tasks()] if is_fou_staff(person) else []
    for role in roles_of(person):
        if role.municipality is None:
            continue
        name, url = role.municipality.name, reverse("municipality", args=[role.municipality.code])
        if role.role == Membership.Role.CONTACT:
            tasks += _answering_tasks(role.municipality)
            text = "Se vad som är grönt, vad som kan utvecklas och vad som ändrats."
            tasks.append(Task(f"{name} i jämförelserna", text, "Öppna kommunens sida", url))
        elif role.role == Membership.Role.CHIEF:
            tasks += _chief_tasks(name, url, surveys)
    return tasks


def _answering_tasks(municipality: Municipality) -> list[Task]:
    """The surveys that wait for the municipality's answers: until when, and how much is left."""
    today = timezone.localdate()
    tasks = []
    for one in open_surveys_of(municipality, today):
        address = reverse("answering", args=[one.survey.area.slug, one.survey.year, municipality.code])
        told = {"day": day_text(one.closes) if one.closes else "", "left": days_left_text(one.closes, today)}
        told |= {"answered": str(one.answered), "total": str(one.to_answer)}
        text = "Sista dag {day}, {left}.".format(**told)
        if one.is_handed_in:
            tasks.append(Task(one.survey.title, "Inlämnad." + " " + text, "Öppna enkäten", address))
            continue
        if one.answered:
            text += " " + "{answered} av {total} besvarade.".format(**told)
        if names := ", ".join(f"{name} ({part})" for name, part, done in one.shared if not done):
            text += " " + f"Väntar på {names}."
        tasks.append(Task(one.survey.title, text, "Fortsätt svara" if one.answered else "Börja svara", address, True))
    return tasks


def _chief_tasks(name: str, url: str, surveys: list[Survey]) -> list[Task]:
    tasks = []
    if surveys:
        address = reverse("comparison", args=[surveys[0].area.slug, surveys[0].year])
        text = "Kommunerna sida vid sida, med det som skiljer och det som ändrats."
        tasks.append(Task(surveys[0].title, text, "Jämför nätverket", f"{address}?skiljer=1", True))
    tasks.append(Task(name, "Kommunens egna resultat, år för år.", "Öppna kommunens sida", url))
    return tasks


def _collection_tasks(person: Person) -> list[Task]:
    """The surveys open today, the first to close first."""
    today = timezone.localdate()
    found = [one for one in summaries_for(person) if phase_of(one.collection, today) == OPEN]
    tasks = []
    for one in sorted(found, key=lambda one: one.collection.closes):
        survey, group = one.collection.survey, one.collection.group
        address = reverse("collection-board", args=[survey.area.slug, survey.year])
        told = {"group": group.name, "share": share(one.handed_in, one.units)}
        told["days"] = days_left(one.collection, today)
        text = "{group}: {share} har lämnat in, {days}.".format(**told)
        tasks.append(Task(survey.title, text, "Se läget", f"{address}?insamling={group.slug}", True))
    return tasks


def _fou_tasks() -> list[Task]:
    waiting = ImportRun.objects.filter(state=ImportRun.State.PREVIEWED).count()
    told = plural(
        waiting,
        "{n} fil är förhandsgranskad och väntar på att införas.",
        "{n} filer är förhandsgranskade och väntar på att införas.",
    )
    imports = told if waiting else "Ingen fil väntar. Här läser du in svar, publicerade resultat och register."
    return [
        Task("Import", imports, "Öppna importer", reverse("import-list"), waiting > 0),
        Task("Avstämning", _reconciled(), "Öppna avstämningen", reverse("reconciliation")),
    ]


def _reconciled() -> str:
    found = len(reconcile().findings)
    return plural(
        found,
        "{n} publicerad uppgift stämmer inte med övriga siffror.",
        "{n} publicerade uppgifter stämmer inte med de uträknade, eller med varandra.",
    )


def latest_computations(person: Person) -> list[Computation]:
    """The last five, for FoU staff; nothing for others."""
    if not is_fou_staff(person):
        return []
    return list(Computation.objects.select_related("survey__area")[:5])
