"""Building a document in the background: the job row is the truth (docs/adr/0004-queue.md), a task only a nudge."""

from __future__ import annotations

import hashlib
import os
import socket
from dataclasses import asdict, replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from documents.as_json import sha256_of, write_json
from documents.checks import finished, finished_deck
from documents.tree import Version
from municipalities.events import write_event
from municipalities.owners import owner_name
from municipalities.refusals import Refused
from workflow.documents.actions import nudge
from workflow.documents.editions import Imprint, as_issued, dressed, dressed_deck
from workflow.documents.formats import FORMATS, Manuscript, write_files
from workflow.documents.kinds import Kind, kind_of, number_text, order_of
from workflow.documents.orders import Built, Order
from workflow.documents.queries import (
    deck_of,
    document_of,
    edition_under_way,
    imprint_of,
    template_of,
    texts_of,
)
from workflow.documents.versions import data_version, program_version
from workflow.models import EditionFile, Report, ReportBuild, ReportEdition

State, Purpose = ReportBuild.State, ReportBuild.Purpose
SILENCE = timedelta(seconds=60)  # a running job without a heartbeat for this long has lost its worker
MOST_ATTEMPTS = 3


class Superseded(Exception):
    """Another worker has taken the job over, or what it builds is gone; nothing of it is stored."""


def run_build(job_id: int) -> None:
    """Builds what the job asks for if no living worker holds it; safe to run any number of times."""
    job = claim(job_id)
    if job is None:
        return
    try:
        _run(job)
    except Superseded:
        return
    except Refused as refusal:
        _end(job, State.FAILED, str(refusal))
    except Exception as error:
        fail(job, f"{type(error).__name__}: {error}")
        raise
    waiting = ReportBuild.objects.filter(report=job.report_id, state=State.WAITING).first()
    if waiting is not None:
        nudge(waiting.pk)


def claim(job_id: int) -> ReportBuild | None:
    """Takes a waiting job, or a running one whose worker has fallen silent. None where there is nothing to take."""
    now = timezone.now()
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, heartbeat__lt=now - SILENCE)
    told = {"state": State.RUNNING, "worker": f"{socket.gethostname()}:{os.getpid()}", "heartbeat": now}
    try:
        with transaction.atomic():
            taken = ReportBuild.objects.filter(free, pk=job_id).update(attempt=F("attempt") + 1, **told)
    except IntegrityError:  # another job of the same report is running; the sweep comes back to this one
        return None
    found = ReportBuild.objects.select_related("report__network", "report__survey__area")
    return found.get(pk=job_id) if taken else None


def beat(job: ReportBuild, done: int) -> None:
    """Stores progress; Superseded when the attempt is no longer ours."""
    held = ReportBuild.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)
    if not held.update(heartbeat=timezone.now(), done=done, total=1 + len(FORMATS)):
        raise Superseded


def _run(job: ReportBuild) -> None:
    beat(job, 0)
    edition = edition_under_way(job.report)
    if edition is None:  # issued by an attempt before this one, or thrown away
        raise Superseded
    built = _issued(job, edition) if job.purpose == Purpose.ISSUE else _computed(job.report, edition)
    beat(job, 1)
    template = template_of(job.report.network)
    files = write_files(Manuscript(built.document, built.deck, template), lambda done: beat(job, 1 + done))
    with transaction.atomic():
        _store(job, edition, built, files)


def compute_document(kind: Kind, order: Order, authors: tuple[str, ...]) -> Manuscript:
    """As a draft that the portal does not keep, without what staff have written."""
    version = Version(1, data_version(order.survey), program_version())
    imprint = Imprint(kind.title(order), kind.label, authors, owner_name(order.network), version, number="Utkast")
    built = _finished(kind.build(order, {}), imprint)
    return Manuscript(built.document, built.deck, template_of(order.network))


def _computed(report: Report, edition: ReportEdition) -> Built:
    """From today's figures, with what staff have written."""
    built = kind_of(report).build(order_of(report), texts_of(report))
    return _finished(built, imprint_of(report, edition.number))


def _issued(job: ReportBuild, edition: ReportEdition) -> Built:
    """The document that was read and asked for, with its number and the day somebody asked."""
    document = document_of(edition)
    assert document is not None, "issue() asks only for what is built"
    imprint = imprint_of(job.report, edition.number, timezone.localdate(job.requested_at))
    imprint = replace(imprint, version=document.version)
    return _finished(Built(as_issued(document), deck=deck_of(edition)), imprint)


def _finished(built: Built, imprint: Imprint) -> Built:
    deck = finished_deck(dressed_deck(built.deck, imprint)) if built.deck else None
    return replace(built, document=finished(dressed(built.document, imprint)), deck=deck)


def _store(job: ReportBuild, edition: ReportEdition, built: Built, files: dict[str, bytes]) -> None:
    """All of it or nothing: the edition, its files, and the job as done."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=job.report_id)
    _end(job, State.DONE)
    document = built.document
    edition.tree, edition.sha256 = write_json(document), sha256_of(document)
    edition.deck = write_json(built.deck) if built.deck else ""
    edition.drafts = [asdict(one) for one in built.drafts]
    edition.is_unpublished = built.is_unpublished
    edition.data_version, edition.program_version = document.version.data, document.version.program
    edition.built_by, edition.built_at = job.requested_by, timezone.now()
    edition.save()
    edition.files.all().delete()
    for key, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        EditionFile.objects.create(edition=edition, format=key, content=content, sha256=digest)
    if job.purpose == Purpose.ISSUE:
        _mark_issued(job, report, edition)


def _mark_issued(job: ReportBuild, report: Report, edition: ReportEdition) -> None:
    report.state = Report.State.ISSUED
    report.save(update_fields=["state"])
    edition.issued_by, edition.issued_at = job.requested_by, job.requested_at
    edition.save()
    told = {"number": number_text(report), "edition": edition.number, "sha256": edition.sha256}
    write_event(by=job.requested_by, action="report.issue", subject=report.subject, **told)


def _end(job: ReportBuild, state: str, message: str = "") -> None:
    """Superseded when the attempt is no longer ours."""
    held = ReportBuild.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)
    if not held.update(state=state, message=message[:2000], finished_at=timezone.now()):
        raise Superseded


def fail(job: ReportBuild, message: str) -> None:
    """Back in the queue, or given up after three attempts; it can be asked for again."""
    gave_up = job.attempt >= MOST_ATTEMPTS
    held = ReportBuild.objects.filter(pk=job.pk, attempt=job.attempt, state=State.RUNNING)
    told = {"message": message[:2000]}
    try:
        with transaction.atomic():
            finished_at = timezone.now() if gave_up else None
            held.update(state=State.FAILED if gave_up else State.WAITING, finished_at=finished_at, **told)
    except IntegrityError:  # a newer wish is already waiting
        held.update(state=State.FAILED, finished_at=timezone.now(), **told)
    if gave_up:
        write_event(by=job.worker, action="report.build_failed", subject=job.report.subject, message=message[:500])


def sweep_builds() -> None:
    """Hands out what no living worker holds; a job whose worker died every time is not tried for ever."""
    silent = Q(state=State.RUNNING, heartbeat__lt=timezone.now() - SILENCE)
    for job in ReportBuild.objects.filter(silent, attempt__gte=MOST_ATTEMPTS).select_related("report"):
        fail(job, "arbetaren försvann vid varje försök")
    for pk in ReportBuild.objects.filter(silent | Q(state=State.WAITING)).values_list("pk", flat=True):
        nudge(pk)
