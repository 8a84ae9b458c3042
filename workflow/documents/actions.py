"""Writes of a report: begun, edited, built, issued, shared, withdrawn. What builds it stands in build_actions."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from celery import current_app
from django.db import transaction
from django.utils import timezone

from municipalities.events import write_event
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from municipalities.states import move
from workflow.documents.edited import Draft
from workflow.documents.kinds import KINDS, kind_of, number_text
from workflow.documents.orders import Order
from workflow.documents.queries import (
    changed_drafts,
    document_of,
    drafts_of,
    edition_under_way,
    latest_build,
    next_number,
    open_build,
)
from workflow.documents.states import REPORT
from workflow.models import Report, ReportBuild, ReportEdition, ReportText

Purpose = ReportBuild.Purpose
BEING_ISSUED = "Utgåvan håller på att ges ut. Vänta tills den är klar."
NO_EDITION = "Det finns ingen utgåva att skriva i. Börja en ny utgåva först."


def _lock(report: Report, action: str, roles: Set[str]) -> Report:
    """The report as it stands, held until the transaction ends, in its state after the action."""
    locked = Report.objects.select_for_update(of=("self",)).select_related("network", "survey__area").get(pk=report.pk)
    locked.state = move(REPORT, locked.state, action, roles)
    return locked


def _lock_draft(report: Report, action: str, roles: Set[str]) -> tuple[Report, ReportEdition]:
    """The same with the edition under way; Closed where there is none, or where it is being issued."""
    locked = _lock(report, action, roles)
    building = open_build(locked)
    if building is not None and building.purpose == Purpose.ISSUE:
        raise Closed(BEING_ISSUED)
    edition = edition_under_way(locked)
    if edition is None:
        raise Closed(NO_EDITION)
    return locked, edition


@dataclass(frozen=True)
class Wording:
    """What somebody wants a text to say. `basis`: of the figures that stood there when it was written."""

    key: str
    text: str
    basis: str


@transaction.atomic
def create_report(
    *, kind: str, order: Order, title: str, authors: str, by: str, roles: Set[str], now: datetime | None = None
) -> Report:
    """A draft with its first edition, which is built at once."""
    if not KINDS[kind].who & roles:
        raise NotPossible("Det dokumentet kan du inte göra.")
    at = now or timezone.now()
    report = Report(network=order.network, kind=kind, **order.about, created_by=by, created_at=at)
    _head(report, title, authors)
    report.save()
    ReportEdition.objects.create(report=report, number=1)
    write_event(by=by, action="report.create", subject=report.subject, kind=kind, title=report.title)
    _ask(report, Purpose.BUILD, by, at)
    return report


def _head(report: Report, title: str, authors: str) -> None:
    if not title.strip():
        raise NotPossible(f"Skriv vad {kind_of(report).definite} ska heta.")
    if not authors.strip():
        raise NotPossible(f"Skriv vem som har gjort {kind_of(report).definite}.")
    report.title, report.authors = title.strip(), authors.replace("\r\n", "\n").strip()


@transaction.atomic
def write_head(
    *, report: Report, title: str, authors: str, by: str, roles: Set[str], now: datetime | None = None
) -> None:
    """Title and authors, one a line."""
    locked, _edition = _lock_draft(report, "write", roles)
    before = {"title": locked.title, "authors": locked.authors}
    _head(locked, title, authors)
    locked.save()
    write_event(by=by, action="report.write_head", subject=locked.subject, before=before)
    _ask(locked, Purpose.BUILD, by, now)


@transaction.atomic
def save_text(
    *, report: Report, wanted: Wording, seen: str, by: str, roles: Set[str], now: datetime | None = None
) -> None:
    """What is to stand in place of the computed text; nothing at all leaves it out. WrittenMeanwhile where somebody has
    saved it since the page showed it: `seen` is the digest of what it showed, empty for the computed. The event keeps
    the text before."""
    locked, edition = _lock_draft(report, "write", roles)
    draft = _draft(edition, wanted.key)
    stored = locked.texts.filter(key=wanted.key).first()
    text, before = wanted.text.replace("\r\n", "\n").strip(), stored.text if stored else draft.text
    if text == before:
        return
    if (stored.digest if stored else "") != seen:
        raise WrittenMeanwhile("Någon annan har sparat texten medan du skrev.", theirs=before, mine=text)
    at = now or timezone.now()
    told = {"text": text, "basis": wanted.basis, "by": by, "at": at}
    ReportText.objects.update_or_create(report=locked, key=wanted.key, defaults=told)
    write_event(by=by, action="report.write", subject=locked.subject, key=wanted.key, before=before, after=text)
    _ask(locked, Purpose.BUILD, by, at)


def _draft(edition: ReportEdition, key: str) -> Draft:
    found = next((one for one in drafts_of(edition) if one.key == key), None)
    if found is None:
        raise NotPossible("Texten finns inte längre i rapporten. Läs in sidan på nytt.")
    return found


@transaction.atomic
def keep_text(*, report: Report, key: str, by: str, roles: Set[str], now: datetime | None = None) -> None:
    """What was written stands, though a figure has changed: it has been read against the new one."""
    locked, edition = _lock_draft(report, "write", roles)
    ReportText.objects.filter(report=locked, key=key).update(basis=_draft(edition, key).basis)
    write_event(by=by, action="report.keep_text", subject=locked.subject, key=key)
    _ask(locked, Purpose.BUILD, by, now)


@transaction.atomic
def drop_text(*, report: Report, key: str, by: str, roles: Set[str], now: datetime | None = None) -> None:
    """The computed text stands again. The event keeps what was written."""
    locked, _edition = _lock_draft(report, "write", roles)
    stored = locked.texts.filter(key=key).first()
    if stored is None:
        return
    write_event(by=by, action="report.drop_text", subject=locked.subject, key=key, before=stored.text)
    stored.delete()
    _ask(locked, Purpose.BUILD, by, now)


@transaction.atomic
def rebuild(*, report: Report, by: str, roles: Set[str], now: datetime | None = None) -> None:
    """The edition under way anew from today's figures."""
    locked, _edition = _lock_draft(report, "build", roles)
    write_event(by=by, action="report.rebuild", subject=locked.subject)
    _ask(locked, Purpose.BUILD, by, now)


@transaction.atomic
def issue(
    *, report: Report, number: int | None, seen: str, by: str, roles: Set[str], now: datetime | None = None
) -> None:
    """Asks for the edition to be issued as it is seen (`seen`: its checksum): number and day are set, the files are
    written, and from then on it stands. `number` is of this year; None: the next one. A report keeps its number."""
    at = now or timezone.now()
    locked, edition = _lock_draft(report, "issue", roles)
    _refuse_unfinished(locked, edition)
    if edition.sha256 != seen:
        raise WrittenMeanwhile("Utkastet har ändrats sedan du läste det. Läs igenom det igen.", theirs=edition.sha256)
    if locked.number is None:
        locked.year = timezone.localdate(at).year
        locked.number = number or next_number(locked.network, locked.kind, locked.year)
        taken = Report.objects.filter(network=locked.network, kind=locked.kind, year=locked.year, number=locked.number)
        if taken.exists():
            raise NotPossible(f"{number_text(locked)} är redan utgiven. Välj ett annat nummer.")
        Report.objects.filter(pk=locked.pk).update(year=locked.year, number=locked.number)
    write_event(by=by, action="report.ask_issue", subject=locked.subject, edition=edition.number)
    _ask(locked, Purpose.ISSUE, by, at)


def _refuse_unfinished(report: Report, edition: ReportEdition) -> None:
    latest = latest_build(report)
    if document_of(edition) is None or latest is None or latest.state != ReportBuild.State.DONE:
        raise NotPossible("Utkastet är inte färdigbyggt. Vänta tills det är klart, eller bygg det på nytt.")
    if edition.is_unpublished:
        raise NotPossible(kind_of(report).held_back)
    changed = changed_drafts(report, edition)
    if changed:
        told = ", ".join(one.label for one in changed)
        raise NotPossible(
            f"Uppgifter har ändrats under texter som ni har skrivit. Ta ställning till dem först: {told}."
        )


@transaction.atomic
def begin_edition(*, report: Report, because: str, by: str, roles: Set[str], now: datetime | None = None) -> None:
    """A new edition under way, built from today's figures; the issued one stands until it is issued."""
    locked = _lock(report, "new_edition", roles)
    if edition_under_way(locked) is not None:
        raise NotPossible("En ny utgåva är redan påbörjad.")
    if not because.strip():
        raise NotPossible(f"Skriv varför {kind_of(locked).definite} behöver en ny utgåva.")
    latest = locked.editions.order_by("-number").first()
    number = latest.number + 1 if latest else 1
    ReportEdition.objects.create(report=locked, number=number, because=because.strip())
    write_event(by=by, action="report.new_edition", subject=locked.subject, edition=number, because=because.strip())
    _ask(locked, Purpose.BUILD, by, now)


@transaction.atomic
def discard(*, report: Report, by: str, roles: Set[str]) -> bool:
    """Takes away the edition under way; says whether the report went with it, having no other."""
    locked, edition = _lock_draft(report, "discard", roles)
    told = {
        "title": locked.title,
        "edition": edition.number,
        "texts": {one.key: one.text for one in locked.texts.all()},
    }
    write_event(by=by, action="report.discard", subject=locked.subject, **told)
    if locked.state == Report.State.DRAFT:
        locked.delete()
        return True
    locked.builds.exclude(state=ReportBuild.State.DONE).delete()
    edition.delete()
    return False


@transaction.atomic
def share(*, report: Report, is_public: bool, by: str, roles: Set[str]) -> None:
    """Whether everybody may read what is issued, which rests on nothing that is not published."""
    locked = _lock(report, "share", roles)
    locked.is_public = is_public
    locked.save()
    write_event(by=by, action="report.share", subject=locked.subject, is_public=is_public)


@transaction.atomic
def withdraw(*, report: Report, because: str, by: str, roles: Set[str], now: datetime | None = None) -> None:
    """The report no longer holds: its readers see that, and why, and its keepers can still read it."""
    locked = _lock(report, "withdraw", roles)
    if not because.strip():
        raise NotPossible(f"Skriv varför {kind_of(locked).definite} återkallas.")
    if open_build(locked) is not None:
        raise Closed("En ny utgåva byggs just nu. Vänta tills den är klar.")
    under_way = edition_under_way(locked)
    if under_way is not None:
        under_way.delete()
    locked.withdrawn_because, locked.withdrawn_by, locked.withdrawn_at = because.strip(), by, now or timezone.now()
    locked.save()
    write_event(by=by, action="report.withdraw", subject=locked.subject, because=because.strip())


def _ask(report: Report, purpose: str, by: str, now: datetime | None) -> None:
    """The report's waiting job, made if there is none; a worker is nudged once the transaction is committed."""
    job, _made = ReportBuild.objects.get_or_create(
        report=report,
        state=ReportBuild.State.WAITING,
        defaults={"purpose": purpose, "requested_by": by, "requested_at": now or timezone.now()},
    )
    transaction.on_commit(partial(nudge, job.pk), robust=True)


def nudge(job_id: int) -> None:
    """Tells a worker to look at the job. If the broker is gone, the row still stands and the sweep finds it."""
    current_app.send_task("workflow.tasks.build_report", [job_id], retry=False)
