"""Writes of stage 2 up to the decision: areas, votes, homework, research and the deepened analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from municipalities.actions import write_event
from municipalities.models import Membership, Municipality
from workflow.analysis_states import AREA
from workflow.cycle_actions import NotPossible, finish_step
from workflow.models import (
    Analysis,
    Cycle,
    DevelopmentArea,
    Homework,
    HomeworkFile,
    IndicatorVote,
    Reference,
    Step,
    Vote,
)
from workflow.network_people import contacts_of, people_with, tell, units_of
from workflow.states import move

LEAST_CHOSEN = 3
FILE_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
SIGNATURES = {
    ".pdf": b"%PDF",
    ".docx": b"PK",
    ".xlsx": b"PK",
    ".png": b"\x89PNG",
    ".jpg": b"\xff\xd8",
    ".jpeg": b"\xff\xd8",
}
MOST_BYTES = 10 * 1024 * 1024
REMIND_BEFORE, REMIND_AFTER = 3, 1  # days from the last day of the homework
State = DevelopmentArea.State


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved the same text since the page was shown; nothing is overwritten."""

    theirs: Analysis


class WrittenMeanwhile(Exception):
    """Somebody else has saved the homework since the page was shown; `theirs` is what stands now."""

    def __init__(self, theirs: Homework) -> None:
        super().__init__(_("Någon annan har sparat hemuppgiften sedan du öppnade sidan."))
        self.theirs = theirs


def _lock(area: DevelopmentArea, action: str, roles: Set[str]) -> DevelopmentArea:
    """The area as it stands now, held until the transaction ends, and allowed to take the action."""
    locked = (
        DevelopmentArea.objects.select_for_update(of=("self",))
        .select_related("cycle__network", "cycle__area")
        .get(pk=area.pk)
    )
    locked.state = move(AREA, locked.state, action, roles)
    return locked


@transaction.atomic
def suggest_area(
    *,
    cycle: Cycle,
    title: str,
    indicators: Sequence[str],
    evidence: Sequence[str],
    by: str,
    now: datetime | None = None,
) -> DevelopmentArea:
    """Puts an area on the table of meeting 1, with the evidence as it reads today. Evidence comes from the results:
    NotPossible without any."""
    title = title.strip()
    if not title or not indicators or not evidence:
        raise NotPossible(_("Ett område behöver ett namn och minst en indikator med resultat att bygga på."))
    order = cycle.development_areas.count() + 1
    area = DevelopmentArea.objects.create(
        cycle=cycle,
        title=title[:200],
        indicators=list(indicators),
        evidence=list(evidence),
        order=order,
        by=by,
        at=now or timezone.now(),
    )
    write_event(by=by, action="area.suggest", subject=cycle.subject, title=area.title, indicators=list(indicators))
    return area


@transaction.atomic
def choose_area(
    *, area: DevelopmentArea, need: str, by: str, roles: Set[str], now: datetime | None = None
) -> DevelopmentArea:
    """Meeting 1 chooses the area and says the need behind it."""
    area = _lock(area, "choose", roles)
    _refuse_empty(need, _("Skriv behovet bakom valet."))
    area.need, area.by, area.at = need.strip(), by, now or timezone.now()
    area.save()
    write_event(by=by, action="area.choose", subject=area.cycle.subject, title=area.title, need=area.need)
    return area


@transaction.atomic
def change_area(
    *, area: DevelopmentArea, title: str, need: str, reach: str, by: str, roles: Set[str]
) -> DevelopmentArea:
    """Title, need, and whether the work is joint, until the area is proposed."""
    area = _lock(area, "change", roles)
    _refuse_empty(title, _("Området behöver ett namn."))
    if area.state == State.CHOSEN:
        _refuse_empty(need, _("Skriv behovet bakom valet."))
    if reach not in DevelopmentArea.Reach.values:
        raise NotPossible(_("Välj om arbetet är gemensamt eller görs av varje kommun."))
    before = {"title": area.title, "need": area.need, "reach": area.reach}
    area.title, area.need, area.reach = title.strip()[:200], need.strip(), reach
    area.save()
    write_event(by=by, action="area.change", subject=area.cycle.subject, before=before, title=area.title)
    return area


@transaction.atomic
def drop_area(*, area: DevelopmentArea, because: str, by: str, roles: Set[str]) -> DevelopmentArea:
    area = _lock(area, "drop", roles)
    _refuse_empty(because, _("Skriv varför området inte går vidare."))
    area.dropped_because = because.strip()
    area.save()
    write_event(by=by, action="area.drop", subject=area.cycle.subject, title=area.title, because=area.dropped_because)
    return area


@transaction.atomic
def take_up_area(*, area: DevelopmentArea, by: str, roles: Set[str]) -> DevelopmentArea:
    """A dropped area comes back to the table."""
    area = _lock(area, "take_up", roles)
    area.dropped_because = ""
    area.save()
    write_event(by=by, action="area.take_up", subject=area.cycle.subject, title=area.title)
    return area


@transaction.atomic
def vote(
    *,
    area: DevelopmentArea,
    in_favour: bool,
    by: str,
    roles: Set[str],
    municipality: Municipality | None = None,
    now: datetime | None = None,
) -> Vote:
    """One vote a person; voting again changes it."""
    area = _lock(area, "vote", roles)
    told = {"in_favour": in_favour, "municipality": municipality, "at": now or timezone.now()}
    cast, __ = Vote.objects.update_or_create(area=area, voter=by, defaults=told)
    write_event(by=by, action="area.vote", subject=area.cycle.subject, title=area.title, in_favour=in_favour)
    return cast


@transaction.atomic
def vote_on_indicator(
    *, cycle: Cycle, indicator: str, useful: bool, comment: str, by: str, now: datetime | None = None
) -> IndicatorVote:
    """Is the indicator of use? Feedback for Socialstyrelsen."""
    told = {"useful": useful, "comment": comment.strip()[:2000], "at": now or timezone.now()}
    cast, __ = IndicatorVote.objects.update_or_create(cycle=cycle, indicator=indicator, voter=by, defaults=told)
    write_event(by=by, action="indicator.vote", subject=cycle.subject, indicator=indicator, useful=useful)
    return cast


@transaction.atomic
def finish_meeting_1(
    *, cycle: Cycle, homework_due: date, by: str, because: str = "", now: datetime | None = None
) -> list[Homework]:
    """The choice stands and the homework goes out: one per chosen area and municipality. Fewer than three areas need
    a stated reason, which is kept in the events."""
    chosen = list(cycle.development_areas.filter(state=State.CHOSEN))
    if not chosen:
        raise NotPossible(_("Välj minst ett område först."))
    if len(chosen) < LEAST_CHOSEN and not because.strip():
        raise NotPossible(_("Arbetsmodellen säger minst tre områden. Skriv varför det räcker med färre."))
    if homework_due < timezone.localdate(now):
        raise NotPossible(_("Sista dagen för hemuppgiften har redan varit."))
    made = []
    for area in chosen:
        for unit in units_of(cycle):
            homework, is_new = Homework.objects.get_or_create(
                area=area, municipality=unit, defaults={"due": homework_due}
            )
            if is_new:
                made.append(homework)
    write_event(
        by=by,
        action="areas.chosen",
        subject=cycle.subject,
        areas=[area.title for area in chosen],
        because=because.strip(),
        homework_due=homework_due.isoformat(),
    )
    finish_step(cycle=cycle, code=Step.Code.MEETING_1, by=by, now=now)
    _tell_homework(cycle, chosen, homework_due, by, now)
    return made


def _tell_homework(cycle: Cycle, areas: list[DevelopmentArea], due: date, by: str, now: datetime | None) -> None:
    titles = "\n".join(f"- {area.title}" for area in areas)
    body = _(
        "Hej!\n\nAnalysmötet för %(cycle)s har valt det här att arbeta vidare med:\n\n%(titles)s\n\n"
        "Skriv senast %(due)s vad ni vet om områdena i er kommun, vilken statistik ni har och vad ni har analyserat"
        " förut."
    ) % {"cycle": cycle, "titles": titles, "due": due}
    subject = _("Hemuppgift: %(cycle)s, senast %(due)s") % {"cycle": cycle, "due": due}
    people = people_with(cycle, Membership.Role.CONTACT)
    path = reverse("areas", args=[cycle.pk])
    tell(people, cycle, kind="homework", subject=subject, body=body, path=path, by=by, now=now)


@transaction.atomic
def save_homework(
    *,
    homework: Homework,
    known: str,
    statistics: str,
    earlier_analyses: str,
    links: str,
    by: str,
    roles: Set[str],
    submit: bool = False,
    seen: str | None = None,
    now: datetime | None = None,
) -> Homework:
    """Saves what is written; with `submit` it is handed in. It can be changed and handed in again while the area is
    worked on. `seen` is version_of() of what the writer saw: WrittenMeanwhile where another has saved since."""
    area = _lock(homework.area, "homework", roles)
    homework = Homework.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=homework.pk)
    texts = {"known": known, "statistics": statistics, "earlier_analyses": earlier_analyses, "links": links}
    wanted = {name: text.strip() for name, text in texts.items()}
    if seen not in (None, version_of(homework)) and any(getattr(homework, name) != wanted[name] for name in wanted):
        raise WrittenMeanwhile(homework)
    for name, text in wanted.items():
        setattr(homework, name, text)
    _refuse_strange_links(homework.links)
    homework.edited_by, homework.edited_at = by, now or timezone.now()
    if submit:
        _refuse_empty(homework.known, _("Skriv vad ni vet, även om det är lite, innan ni lämnar in."))
        homework.submitted_by, homework.submitted_at = by, homework.edited_at
    homework.save()
    action = "homework.submit" if submit else "homework.save"
    write_event(by=by, action=action, subject=area.cycle.subject, area=area.title, unit=homework.municipality.code)
    if submit and not _homework_missing(area.cycle):
        finish_step(cycle=area.cycle, code=Step.Code.HOMEWORK, by=by, now=now)
    return homework


def version_of(homework: Homework) -> str:
    """Changes with every save; empty before the first."""
    return homework.edited_at.isoformat() if homework.edited_at else ""


def _homework_missing(cycle: Cycle) -> bool:
    missing = Homework.objects.filter(area__cycle=cycle, area__state=State.CHOSEN, submitted_at=None)
    return missing.exists()


def _refuse_strange_links(links: str) -> None:
    strange = [
        line for line in links.splitlines() if line.strip() and not line.strip().startswith(("http://", "https://"))
    ]
    if strange:
        raise NotPossible(_("En länk börjar med https://. Det gör inte: %(line)s") % {"line": strange[0][:80]})


@transaction.atomic
def add_homework_file(
    *, homework: Homework, name: str, content: bytes, by: str, roles: Set[str], now: datetime | None = None
) -> HomeworkFile:
    """NotPossible for another kind of file than it says, or one too large."""
    area = _lock(homework.area, "homework", roles)
    name = name.replace("\\", "/").rsplit("/", 1)[-1].strip()[:200]
    ending = f".{name.rsplit('.', 1)[-1].lower()}" if "." in name else ""
    if ending not in FILE_TYPES:
        raise NotPossible(_("%(name)s kan inte bifogas. Det går med PDF, Word, Excel och bilder.") % {"name": name})
    if not content.startswith(SIGNATURES[ending]):
        raise NotPossible(_("%(name)s är inte den sorts fil som namnet säger. Spara om den.") % {"name": name})
    if len(content) > MOST_BYTES:
        raise NotPossible(_("%(name)s är större än 10 MB. Dela upp den eller länka till den.") % {"name": name})
    digest = hashlib.sha256(content).hexdigest()
    kept = HomeworkFile.objects.create(
        homework=homework,
        name=name,
        content_type=FILE_TYPES[ending],
        content=content,
        sha256=digest,
        by=by,
        at=now or timezone.now(),
    )
    write_event(by=by, action="homework.file", subject=area.cycle.subject, name=name, sha256=digest)
    return kept


@transaction.atomic
def remove_homework_file(*, file: HomeworkFile, by: str, roles: Set[str]) -> None:
    area = _lock(file.homework.area, "homework", roles)
    write_event(by=by, action="homework.file_removed", subject=area.cycle.subject, name=file.name, sha256=file.sha256)
    file.delete()


def remind_homework(*, today: date, by: str, now: datetime | None = None) -> int:
    """To contacts whose homework is missing: three days before the last day, and the day after it. Once a day."""
    days = [today + timedelta(days=REMIND_BEFORE), today - timedelta(days=REMIND_AFTER)]
    missing = Homework.objects.filter(due__in=days, submitted_at=None, area__state=State.CHOSEN)
    missing = missing.exclude(reminded_at__date=today).select_related("area__cycle__network", "municipality")
    sent = 0
    for homework in missing:
        sent += _remind(homework, by, now)
    return sent


@transaction.atomic
def _remind(homework: Homework, by: str, now: datetime | None) -> int:
    cycle = homework.area.cycle
    people = contacts_of(cycle, homework.municipality)
    told = {"area": homework.area.title, "due": homework.due, "unit": homework.municipality.full_name}
    subject = _("Påminnelse: hemuppgiften om %(area)s") % told
    body = _("Hej!\n\nHemuppgiften om %(area)s för %(unit)s är inte inlämnad. Sista dag är %(due)s.") % told
    path = reverse("homework", args=[cycle.pk, homework.area_id, homework.municipality.code])
    tell(people, cycle, kind="homework_reminder", subject=subject, body=body, path=path, by=by, now=now)
    Homework.objects.filter(pk=homework.pk).update(reminded_at=now or timezone.now())
    if people:
        unit = homework.municipality.code
        write_event(by=by, action="homework.remind", subject=cycle.subject, area=homework.area.title, unit=unit)
    return len(people)


@transaction.atomic
def add_reference(
    *, area: DevelopmentArea, citation: str, summary: str, link: str, by: str, roles: Set[str]
) -> Reference:
    """Research that FoU has found about the area."""
    area = _lock(area, "analyse", roles)
    _refuse_empty(citation, _("Skriv författare, titel och år."))
    _refuse_strange_links(link)
    made = Reference.objects.create(
        area=area, citation=citation.strip(), summary=summary.strip(), link=link.strip(), by=by, at=timezone.now()
    )
    write_event(by=by, action="reference.add", subject=area.cycle.subject, area=area.title, citation=made.citation)
    return made


@transaction.atomic
def remove_reference(*, reference: Reference, by: str, roles: Set[str]) -> None:
    area = _lock(reference.area, "analyse", roles)
    write_event(by=by, action="reference.remove", subject=area.cycle.subject, citation=reference.citation)
    reference.delete()


HOMEWORK_TEXTS = ("known", "statistics", "earlier_analyses", "links")
ANALYSIS_TEXTS = ("discussion", "proposal", "motivation", "time_plan", "responsibility")


@transaction.atomic
def write_analysis(
    *,
    area: DevelopmentArea,
    texts: dict[str, str],
    seen_version: int,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> Analysis | Conflict:
    """The deepened analysis; a Conflict with the other text where somebody has saved since version `seen_version`
    (0: nothing was written yet)."""
    area = _lock(area, "analyse", roles)
    stored = Analysis.objects.select_for_update().filter(area=area).first()
    wanted = {name: texts.get(name, "").strip() for name in ANALYSIS_TEXTS}
    if stored is not None and stored.version != seen_version:
        if all(getattr(stored, name) == text for name, text in wanted.items()):
            return stored
        return Conflict(stored)
    analysis = stored or Analysis(area=area, version=0)
    for name, text in wanted.items():
        setattr(analysis, name, text)
    analysis.version += 1
    analysis.edited_by, analysis.edited_at = by, now or timezone.now()
    analysis.save()
    write_event(by=by, action="analysis.write", subject=area.cycle.subject, area=area.title, version=analysis.version)
    return analysis


def _refuse_empty(text: str, told: str) -> None:
    if not text.strip():
        raise NotPossible(told)
