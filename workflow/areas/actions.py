"""Writes of stage 2 up to the decision: areas, votes, research and the deepened analysis."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date, datetime

from django.utils import timezone

from municipalities.events import write_event
from municipalities.models import Municipality
from municipalities.refusals import NotPossible, WrittenMeanwhile
from municipalities.states import move
from municipalities.typed_days import refuse_strange
from workflow.areas.mails import tell_of_homework
from workflow.areas.states import AREA
from workflow.cycles.actions import finish_step
from workflow.models import (
    Analysis,
    Cycle,
    DevelopmentArea,
    Homework,
    IndicatorVote,
    Reference,
    Step,
    Vote,
)
from workflow.open_cycles import in_open_cycle
from workflow.units import units_of

LEAST_CHOSEN = 3
State = DevelopmentArea.State


def lock_area(area: DevelopmentArea, action: str, roles: Set[str]) -> DevelopmentArea:
    """The area as it stands now, held until the transaction ends, and allowed to take the action."""
    locked = (
        DevelopmentArea.objects.select_for_update(of=("self",))
        .select_related("cycle__network", "cycle__area")
        .get(pk=area.pk)
    )
    locked.state = move(AREA, locked.state, action, roles)
    return locked


@in_open_cycle
def suggest_area(
    *,
    cycle: Cycle,
    title: str,
    indicators: Sequence[str],
    evidence: Sequence[str],
    by: str,
    is_unpublished: bool = False,
    now: datetime | None = None,
) -> DevelopmentArea:
    """Puts an area on the table of meeting 1, with the evidence as it reads today. Evidence comes from the results:
    NotPossible without any."""
    title = title.strip()
    if not title or not indicators or not evidence:
        raise NotPossible("Ett område behöver ett namn och minst en indikator med resultat att bygga på.")
    order = cycle.development_areas.count() + 1
    area = DevelopmentArea.objects.create(
        cycle=cycle,
        title=title[:200],
        indicators=list(indicators),
        evidence=list(evidence),
        evidence_is_unpublished=is_unpublished,
        order=order,
        by=by,
        at=now or timezone.now(),
    )
    write_event(by=by, action="area.suggest", subject=cycle.subject, title=area.title, indicators=list(indicators))
    return area


@in_open_cycle
def choose_area(
    *, area: DevelopmentArea, need: str, by: str, roles: Set[str], now: datetime | None = None
) -> DevelopmentArea:
    """Meeting 1 chooses the area and says the need behind it."""
    area = lock_area(area, "choose", roles)
    refuse_empty(need, "Skriv behovet bakom valet.")
    area.need, area.by, area.at = need.strip(), by, now or timezone.now()
    area.save()
    write_event(by=by, action="area.choose", subject=area.cycle.subject, title=area.title, need=area.need)
    return area


@in_open_cycle
def change_area(
    *, area: DevelopmentArea, title: str, need: str, reach: str, by: str, roles: Set[str]
) -> DevelopmentArea:
    """Title, need, and whether the work is joint, until the area is proposed."""
    area = lock_area(area, "change", roles)
    refuse_empty(title, "Området behöver ett namn.")
    if area.state == State.CHOSEN:
        refuse_empty(need, "Skriv behovet bakom valet.")
    if reach not in DevelopmentArea.Reach.values:
        raise NotPossible("Välj om arbetet är gemensamt eller görs av varje kommun.")
    before = {"title": area.title, "need": area.need, "reach": area.reach}
    area.title, area.need, area.reach = title.strip()[:200], need.strip(), reach
    area.save()
    write_event(by=by, action="area.change", subject=area.cycle.subject, before=before, title=area.title)
    return area


@in_open_cycle
def drop_area(*, area: DevelopmentArea, because: str, by: str, roles: Set[str]) -> DevelopmentArea:
    area = lock_area(area, "drop", roles)
    refuse_empty(because, "Skriv varför området inte går vidare.")
    area.dropped_because = because.strip()
    area.save()
    write_event(by=by, action="area.drop", subject=area.cycle.subject, title=area.title, because=area.dropped_because)
    return area


@in_open_cycle
def take_up_area(*, area: DevelopmentArea, by: str, roles: Set[str]) -> DevelopmentArea:
    """A dropped area comes back to the table."""
    area = lock_area(area, "take_up", roles)
    area.dropped_because = ""
    area.save()
    write_event(by=by, action="area.take_up", subject=area.cycle.subject, title=area.title)
    return area


@in_open_cycle
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
    area = lock_area(area, "vote", roles)
    told = {"in_favour": in_favour, "municipality": municipality, "at": now or timezone.now()}
    cast, __ = Vote.objects.update_or_create(area=area, voter=by, defaults=told)
    write_event(by=by, action="area.vote", subject=area.cycle.subject, title=area.title, in_favour=in_favour)
    return cast


@in_open_cycle
def vote_on_indicator(
    *, cycle: Cycle, indicator: str, useful: bool, comment: str, by: str, now: datetime | None = None
) -> IndicatorVote:
    """Is the indicator of use? Feedback for Socialstyrelsen."""
    told = {"useful": useful, "comment": comment.strip()[:2000], "at": now or timezone.now()}
    cast, __ = IndicatorVote.objects.update_or_create(cycle=cycle, indicator=indicator, voter=by, defaults=told)
    write_event(by=by, action="indicator.vote", subject=cycle.subject, indicator=indicator, useful=useful)
    return cast


@in_open_cycle
def finish_meeting_1(
    *,
    cycle: Cycle,
    homework_due: date,
    by: str,
    because: str = "",
    on: date | None = None,
    now: datetime | None = None,
) -> list[Homework]:
    """The choice stands and the homework goes out: one per chosen area and municipality. The meeting was `on` a day, or
    today. Fewer than three areas need a stated reason, which is kept in the events."""
    chosen = list(cycle.development_areas.filter(state=State.CHOSEN))
    if not chosen:
        raise NotPossible("Välj minst ett område först.")
    if len(chosen) < LEAST_CHOSEN and not because.strip():
        raise NotPossible("Arbetsmodellen säger minst tre områden. Skriv varför det räcker med färre.")
    if homework_due < timezone.localdate(now):
        raise NotPossible("Sista dagen för hemuppgiften har redan varit.")
    refuse_strange(homework_due, year=cycle.year)
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
    finish_step(cycle=cycle, code=Step.Code.MEETING_1, on=on, by=by, now=now)
    tell_of_homework(cycle, chosen, homework_due, by=by, now=now)
    return made


@in_open_cycle
def add_reference(
    *, area: DevelopmentArea, citation: str, summary: str, link: str, by: str, roles: Set[str]
) -> Reference:
    """Research that FoU has found about the area."""
    area = lock_area(area, "analyse", roles)
    refuse_empty(citation, "Skriv författare, titel och år.")
    refuse_strange_links(link)
    made = Reference.objects.create(
        area=area, citation=citation.strip(), summary=summary.strip(), link=link.strip(), by=by, at=timezone.now()
    )
    write_event(by=by, action="reference.add", subject=area.cycle.subject, area=area.title, citation=made.citation)
    return made


@in_open_cycle
def remove_reference(*, reference: Reference, by: str, roles: Set[str]) -> None:
    area = lock_area(reference.area, "analyse", roles)
    write_event(by=by, action="reference.remove", subject=area.cycle.subject, citation=reference.citation)
    reference.delete()


ANALYSIS_TEXTS = ("discussion", "proposal", "motivation", "time_plan", "responsibility")


@in_open_cycle
def write_analysis(
    *,
    area: DevelopmentArea,
    texts: dict[str, str],
    seen_version: int,
    by: str,
    roles: Set[str],
    now: datetime | None = None,
) -> Analysis:
    """The deepened analysis; WrittenMeanwhile where somebody has saved another text since version `seen_version`
    (0: nothing was written yet)."""
    area = lock_area(area, "analyse", roles)
    stored = Analysis.objects.select_for_update().filter(area=area).first()
    wanted = {name: texts.get(name, "").strip() for name in ANALYSIS_TEXTS}
    if stored is not None and stored.version != seen_version:
        if all(getattr(stored, name) == text for name, text in wanted.items()):
            return stored
        raise WrittenMeanwhile("Någon annan har sparat analysen sedan du öppnade sidan.", theirs=stored)
    analysis = stored or Analysis(area=area, version=0)
    for name, text in wanted.items():
        setattr(analysis, name, text)
    analysis.version += 1
    analysis.edited_by, analysis.edited_at = by, now or timezone.now()
    analysis.save()
    write_event(by=by, action="analysis.write", subject=area.cycle.subject, area=area.title, version=analysis.version)
    return analysis


def refuse_strange_links(links: str) -> None:
    strange = [
        line for line in links.splitlines() if line.strip() and not line.strip().startswith(("http://", "https://"))
    ]
    if strange:
        raise NotPossible(f"En länk börjar med https://. Det gör inte: {strange[0][:80]}")


def refuse_empty(text: str, told: str) -> None:
    if not text.strip():
        raise NotPossible(told)
