"""Brings a file in, for the web and the command line alike: preview, confirm, undo, discard.

Whatever is written is written in one transaction, from the kept original, checked against the database of that moment.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from indicators.computing.actions import request_computation
from indicators.importing.choices import Choices
from indicators.importing.plans import plan_register, plan_results
from indicators.importing.queries import publication_of
from indicators.importing.questions import refusal_of
from indicators.importing.results import PublicationFacts, ResultPlan
from indicators.importing.shares import BoundsQuestion, UnitQuestion
from indicators.importing.tables.heading_words import YearConflict
from indicators.importing.writing import undo_results, write_results
from indicators.models import Computation, Publication
from municipalities.models import Group
from municipalities.owners import owner_name
from municipalities.refusals import NotPossible, WrittenMeanwhile
from surveys.files.imported_answers import AnswerPlan, plan_answers
from surveys.files.refusals import FileRefused, Refusal, refuse_file
from surveys.files.runs import (
    State,
    forget_file,
    keep_file,
    lock_run,
    lock_survey,
    mark_confirmed,
    mark_discarded,
    mark_undone,
    read_kept,
    set_mapping,
    standing_run,
)
from surveys.files.undoing import undo_answers
from surveys.files.writing import write_answers
from surveys.models import ImportRun, Survey
from surveys.questionnaires.queries import questionnaire_of

Kind = ImportRun.Kind
PUBLICATION_KINDS = {
    Kind.RESULTS.value: Publication.Kind.RESULT_FILE.value,
    Kind.REGISTER.value: Publication.Kind.REGISTER_FILE.value,
}
AnyPlan = AnswerPlan | ResultPlan


@dataclass(frozen=True)
class Upload:
    """A file as it came. `mapping` holds the publication and the headings chosen by hand, see mapping_of."""

    kind: str
    survey: Survey
    content: bytes
    file_name: str
    mapping: dict[str, Any]
    network: Group | None = None  # whose import it is; None: the nation's


@dataclass(frozen=True)
class UploadOutcome:
    """What came of a file. `run` is None where nothing was kept: refused, or nothing to change."""

    plan: AnyPlan
    run: ImportRun | None = None
    computation: Computation | None = None
    same_file: ImportRun | None = None  # the standing import of this very file


def mapping_of(
    kind: str,
    survey: Survey,
    *,
    slug: str = "",
    title: str = "",
    publisher: str = "",
    choices: Choices | None = None,
) -> dict[str, Any]:
    """What ImportRun.mapping holds: for answers what is chosen alone. The short name is the publisher's own where
    another has taken the one that is made of the survey."""
    said = (choices or Choices()).as_mapping()
    if kind == Kind.ANSWERS:
        return said
    facts = PublicationFacts.for_survey(survey, PUBLICATION_KINDS[kind], slug, title, publisher)
    known = publication_of(facts.slug)
    if not slug and known is not None and known.publisher != facts.publisher:
        facts = replace(facts, slug=f"{facts.slug}-{slugify(facts.publisher)}"[:80])
    return {"publication": asdict(facts), **said}


def make_plan(upload: Upload) -> AnyPlan:
    """FileRefused where the file cannot be read; writes nothing."""
    survey, content, name = upload.survey, upload.content, upload.file_name
    if survey.network is not None and survey.network != upload.network:
        whose = f"{survey} hör till {owner_name(survey.network)}."
        raise refuse_file(whose, "Läs in filen för det nätverket, eller välj en annan enkät.")
    if upload.kind == Kind.ANSWERS:
        said = Choices.of(upload.mapping)
        confirmed = {"read_hidden": said.read_hidden, "confirmed_year": said.confirmed_year}
        return plan_answers(survey, questionnaire_of(survey), content, name, network=upload.network, **confirmed)
    facts = PublicationFacts(**upload.mapping["publication"])
    known = publication_of(facts.slug)
    if known is not None and known.kind != facts.kind:
        raise refuse_file(
            f"Publikationen {facts.slug} finns redan och är av ett annat slag ({known.get_kind_display()}).",
            "Välj ett annat kortnamn.",
        )
    if known is not None and known.publisher != facts.publisher:
        raise refuse_file(
            f"Publikationen {facts.slug} finns redan och är utgiven av {known.publisher}, inte av {facts.publisher}.",
            "Rätta utgivaren, eller välj ett annat kortnamn.",
        )
    plan = plan_results if upload.kind == Kind.RESULTS else plan_register
    planned = plan(survey, content, name, facts, Choices.of(upload.mapping), upload.network)
    if known is not None and planned.counts.writes and known.network != upload.network:
        raise refuse_file(
            f"Publikationen {facts.slug} lästes in av {owner_name(known.network)}, och filen skulle ändra i den.",
            "Ange ett eget kortnamn, eller be den som äger publikationen att läsa in filen.",
        )
    return planned


def preview(upload: Upload, *, by: str) -> UploadOutcome:
    """Keeps the file for confirming, unless there is nothing to change. One with a refused cell is kept where another
    choice of headings, or reading what is hidden, may help."""
    plan = make_plan(upload)
    if plan.refusals and not plan.hidden and not (isinstance(plan, ResultPlan) and plan.columns):
        return UploadOutcome(plan)
    if not (plan.counts.writes or plan.refusals or plan.hidden or undecided_of(plan) or unanswered_of(plan)):
        return UploadOutcome(plan, same_file=_same_file(upload))
    with transaction.atomic():
        return UploadOutcome(plan, _keep(upload, by))


def import_at_once(upload: Upload, *, by: str) -> UploadOutcome:
    """Preview and confirm in one: everything is written, or FileRefused and nothing is."""
    run = None
    try:
        with transaction.atomic():
            lock_survey(upload.survey)
            plan = make_plan(upload)
            refuse_unready(plan)
            if not plan.counts.writes:
                return UploadOutcome(plan, same_file=_same_file(upload))
            run = _keep(upload, by)
            return UploadOutcome(plan, run, _write(plan, run, by))
    except BaseException:
        if run is not None:
            forget_file(run)
        raise


def _same_file(upload: Upload) -> ImportRun | None:
    return standing_run(upload.kind, upload.survey, upload.content, upload.network)


def _keep(upload: Upload, by: str) -> ImportRun:
    """What was said with the file, as on the command line, is kept with who said it."""
    said = [{"what": what, "by": by} for what in Choices.of(upload.mapping).in_words(Choices())]
    return keep_file(
        kind=upload.kind,
        survey=upload.survey,
        content=upload.content,
        file_name=upload.file_name,
        by=by,
        mapping=upload.mapping | ({"said": said} if said else {}),
        network=upload.network,
    )


def undecided_of(plan: AnyPlan) -> list[Any]:
    """Headings somebody has to choose for before anything can be written."""
    return plan.undecided if isinstance(plan, ResultPlan) else []


def unanswered_of(plan: AnyPlan) -> list[UnitQuestion | BoundsQuestion | YearConflict]:
    """What the file does not say of its figures, and nobody has said."""
    if isinstance(plan, ResultPlan):
        return plan.unanswered
    return [] if plan.confirmed_year else [YearConflict(one.place, one.text) for one in plan.year_conflicts]


def refuse_unready(plan: AnyPlan) -> None:
    """FileRefused with all that stands in the way: refused cells, and what somebody has to choose."""
    refusals = plan.refusals + [
        Refusal(
            column.sheet,
            f"{column.letters}",
            column.heading[:80],
            "rubriken känns inte igen.",
            "Välj indikator i förhandsgranskningen på webben, eller ange --rubrik på kommandoraden.",
        )
        for column in undecided_of(plan)
    ]
    refusals += [refusal_of(one) for one in unanswered_of(plan)]
    if refusals:
        raise FileRefused(refusals)


def plan_of(run: ImportRun) -> AnyPlan:
    """The plan of a kept file, as things stand now."""
    return make_plan(Upload(run.kind, run.survey, read_kept(run), run.file_name, run.mapping, run.network))


@transaction.atomic
def choose(run: ImportRun, said: Choices, *, by: str) -> bool:
    """Keeps what a person says of a previewed file, and who said it; whether that is anything new.

    NotPossible for headings of answers, which have none.
    """
    run = lock_run(run, State.PREVIEWED)
    if run.kind == Kind.ANSWERS and said.headings:
        raise NotPossible("I en fil med svar väljs inga rubriker. Rätta filen och läs in den igen.")
    before = Choices.of(run.mapping)
    after = before.then(said)
    if after == before:
        return False
    told = [{"what": what, "by": by} for what in after.in_words(before)]
    set_mapping(run, run.mapping | after.as_mapping() | {"said": [*run.mapping.get("said", []), *told]})
    return True


@transaction.atomic
def confirm(run: ImportRun, *, by: str, fingerprint: str) -> UploadOutcome:
    """Writes the kept file. WrittenMeanwhile where that would no longer do what the preview (`fingerprint`) showed."""
    lock_survey(run.survey)
    run = lock_run(run, State.PREVIEWED)
    plan = plan_of(run)
    refuse_unready(plan)
    if plan.fingerprint != fingerprint:
        told = "Uppgifterna har ändrats sedan förhandsgranskningen visades. Se igenom den igen och godkänn."
        raise WrittenMeanwhile(told, theirs=plan)
    return UploadOutcome(plan, run, _write(plan, run, by))


def _write(plan: AnyPlan, run: ImportRun, by: str) -> Computation | None:
    wrote = write_answers(plan, run, by=by) if isinstance(plan, AnswerPlan) else write_results(plan, run, by=by)
    mark_confirmed(run, by=by, summary=plan.counts.as_dict(), undo=list(wrote))
    return _compute(run, by, f"import av {run.file_name}")


def _compute(run: ImportRun, by: str, reason: str) -> Computation | None:
    """Only answers are computed; published figures stand as they are."""
    if run.kind != Kind.ANSWERS:
        return None
    return request_computation(survey=run.survey, by=by, reason=reason[:200], network=run.network)


@transaction.atomic
def undo(run: ImportRun, *, by: str) -> Computation | None:
    """Puts back what stood before; NotPossible where somebody has changed the same things since."""
    lock_survey(run.survey)
    run = lock_run(run, State.CONFIRMED)
    if run.kind == Kind.ANSWERS:
        undo_answers(run, by=by)
    else:
        undo_results(run)
    mark_undone(run, by=by)
    return _compute(run, by, f"ångrad import av {run.file_name}")


@transaction.atomic
def discard(run: ImportRun, *, by: str) -> None:
    """The kept file goes; the row stays as history."""
    run = lock_run(run, State.PREVIEWED)
    mark_discarded(run, by=by)
    transaction.on_commit(lambda: forget_file(run))
