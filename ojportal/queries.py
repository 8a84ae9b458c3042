"""What the front page shows: areas to compare, and what awaits a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from indicators.comparing.queries import surveys_with_sources
from indicators.comparing.service_areas import AreaYears, by_area
from indicators.models import Computation
from indicators.permissions import sight_of
from indicators.publishing.queries import years_to_publish
from indicators.reconciling.queries import reconcile
from municipalities.models import Membership, Municipality
from municipalities.owners import owned_by, owners_of
from municipalities.permissions import Person, is_fou_staff, roles_of
from municipalities.swedish import listed, plural
from surveys.answering.open_surveys import open_surveys_of
from surveys.answering.presenters import day_text, days_left_text
from surveys.collecting.presenters import OPEN, days_left, phase_of, share
from surveys.collecting.queries import CollectionSummary, summaries_for
from surveys.models import ImportRun
from workflow.to_do.items import ToDo
from workflow.to_do.to_do import to_dos_of as cycle_to_dos_of

UNSENT_IS_NEWS = timedelta(days=60)  # after the last day; then the year has been read


def compared_areas(person: Person) -> list[AreaYears]:
    """Areas with the years that the person may compare, newest first; years still being answered last."""
    return by_area(survey for survey in surveys_with_sources(sight=sight_of(person)) if survey.sources)


def to_dos_of(person: Person, areas: Sequence[AreaYears]) -> list[ToDo]:
    """What the person's roles have to do now."""
    to_dos = cycle_to_dos_of(person, timezone.localdate())
    to_dos += (
        [*_collection_to_dos(person), *_publishing_to_dos(person), *_fou_to_dos(person)] if is_fou_staff(person) else []
    )
    for role in roles_of(person):
        if role.municipality is None:
            continue
        name, url = role.municipality.name, reverse("municipality", args=[role.municipality.code])
        if role.role == Membership.Role.CONTACT:
            to_dos += _answering_to_dos(role.municipality)
            text = "Se vad som är grönt, vad som kan utvecklas och vad som ändrats."
            to_dos.append(ToDo(f"{name} i jämförelserna", text, "Öppna kommunens sida", url))
        elif role.role == Membership.Role.CHIEF:
            to_dos += _chief_to_dos(name, url, areas)
    return to_dos


def _answering_to_dos(municipality: Municipality) -> list[ToDo]:
    """The surveys that wait for the municipality's answers: until when, and how much is left."""
    today = timezone.localdate()
    to_dos = []
    for one in open_surveys_of(municipality, today):
        address = reverse("answering", args=[one.survey.area.slug, one.survey.year, municipality.code])
        last_day = day_text(one.closes) if one.closes else ""
        text = f"Sista dag {last_day}, {days_left_text(one.closes, today)}."
        if one.is_changed:
            text = f"Ändrat efter inlämningen, inte inlämnat igen. {text}"
            overview = reverse("answering-overview", args=[one.survey.area.slug, one.survey.year, municipality.code])
            to_dos.append(ToDo(one.survey.full_title, text, "Lämna in igen eller ta tillbaka", overview, True))
            continue
        if one.is_handed_in:
            to_dos.append(ToDo(one.survey.full_title, f"Inlämnad. {text}", "Öppna enkäten", address))
            continue
        if one.answered:
            text += f" {one.answered} av {one.to_answer} besvarade."
        if names := ", ".join(f"{name} ({part})" for name, part, done in one.shared if not done):
            text += f" Väntar på {names}."
        to_dos.append(
            ToDo(one.survey.full_title, text, "Fortsätt svara" if one.answered else "Börja svara", address, True)
        )
    return to_dos


def _chief_to_dos(name: str, url: str, areas: Sequence[AreaYears]) -> list[ToDo]:
    to_dos = []
    text = "Kommunerna sida vid sida, med det som skiljer och det som ändrats."
    if len(areas) == 1:
        latest = areas[0].surveys[0]
        address = reverse("comparison", args=[latest.area.slug, latest.year])
        to_dos.append(ToDo(latest.full_title, text, "Jämför nätverket", f"{address}?skiljer=1", True))
    elif areas:
        names = listed(one.area.name for one in areas)
        to_dos.append(ToDo(f"Jämförelser: {names}", text, "Välj område", reverse("comparison-list"), True))
    to_dos.append(ToDo(name, "Kommunens egna resultat, år för år.", "Öppna kommunens sida", url))
    return to_dos


def _collection_to_dos(person: Person) -> list[ToDo]:
    """The surveys open today, the first to close first; and those closed of late with something unsent."""
    today = timezone.localdate()
    summaries = summaries_for(person)
    found = [one for one in summaries if phase_of(one.collection, today) == OPEN]
    of_late = [one for one in summaries if today - UNSENT_IS_NEWS <= one.collection.closes < today]
    to_dos = [_unsent_to_do(one) for one in of_late if one.unsent]
    for one in sorted(found, key=lambda one: one.collection.closes):
        survey, group = one.collection.survey, one.collection.group
        address = reverse("collection-board", args=[survey.area.slug, survey.year])
        handed_in = share(one.handed_in, one.units)
        text = f"{group.name}: {handed_in} har lämnat in, {days_left(one.collection, today)}."
        to_dos.append(ToDo(survey.full_title, text, "Se läget", f"{address}?insamling={group.slug}", True))
    return to_dos


def _publishing_to_dos(person: Person) -> list[ToDo]:
    """Years whose answering is over, and whose results nobody else may see yet."""
    to_dos = []
    for one in years_to_publish(owners_of(person), timezone.localdate()):
        address = reverse("year-publication", args=[one.survey.area.slug, one.survey.year])
        text = f"{one.name}: resultaten är uträknade men inte publicerade. Se vad som blir synligt, och för vem."
        title = f"Publicera {one.survey.full_title}"
        to_dos.append(ToDo(title, text, "Granska och publicera", f"{address}?for={one.slug}", True))
    return to_dos


def _unsent_to_do(summary: CollectionSummary) -> ToDo:
    survey, group = summary.collection.survey, summary.collection.group
    parts = [
        (summary.drafts, "{n} kommun började men lämnade inte in", "{n} kommuner började men lämnade inte in"),
        (summary.changed, "{n} kommun ändrade efter kvittot", "{n} kommuner ändrade efter kvittot"),
        (summary.silent, "{n} kommun har inte påbörjat enkäten", "{n} kommuner har inte påbörjat enkäten"),
    ]
    told = ", ".join(plural(*part) for part in parts if part[0])
    text = f"{group.name}: stängd sedan {date_format(summary.collection.closes, 'j F Y')}. {told}."
    address = reverse("collection-board", args=[survey.area.slug, survey.year])
    return ToDo(survey.full_title, text, "Se vad som inte är inlämnat", f"{address}?insamling={group.slug}", True)


def _fou_to_dos(person: Person) -> list[ToDo]:
    waiting = ImportRun.objects.filter(owned_by(person), state=ImportRun.State.PREVIEWED).count()
    told = plural(
        waiting,
        "{n} fil är förhandsgranskad och väntar på att införas.",
        "{n} filer är förhandsgranskade och väntar på att införas.",
    )
    imports = told if waiting else "Ingen fil väntar. Här läser du in svar, publicerade resultat och register."
    return [
        ToDo("Import", imports, "Öppna importer", reverse("import-list"), waiting > 0),
        ToDo("Avstämning", _reconciled(person), "Öppna avstämningen", reverse("reconciliation")),
    ]


def _reconciled(person: Person) -> str:
    found = len(reconcile(sight_of(person)).findings)
    return plural(
        found,
        "{n} publicerad uppgift stämmer inte med övriga siffror.",
        "{n} publicerade uppgifter stämmer inte med de uträknade, eller med varandra.",
    )


def latest_computations(person: Person) -> list[Computation]:
    """The last five that the person acts for; nothing for those who act for nobody."""
    return list(Computation.objects.filter(owned_by(person)).select_related("survey__area")[:5])
