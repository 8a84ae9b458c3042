"""Writes of this app: the catalogue, and the wish that a survey be computed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import partial

from celery import current_app
from django.db import transaction

from indicators.computing.definitions import definitions_of
from indicators.computing.year_files import YearFiles
from indicators.models import Computation, DefinitionSet, Indicator
from indicators.rules.loader import load_definitions
from indicators.rules.spec import Definitions
from municipalities.events import write_event
from municipalities.models import Group
from surveys.models import ServiceArea, Survey
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError


@dataclass
class CatalogueChange:
    """What loading one year changed, or would change: codes added, removed and changed."""

    slug: str
    is_new: bool = False
    lines: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        state = "ny" if self.is_new else "ändrad" if self.lines else "oförändrad"
        return "\n".join([f"{self.slug}: {state}", *(f"  {line}" for line in self.lines)])


def load_catalogue(
    years: list[YearFiles], *, by: str, dry_run: bool = False, network: Group | None = None
) -> list[CatalogueChange]:
    """Stores the years; unchanged texts are left alone, and a new year belongs to the network. One transaction; with
    dry_run everything is rolled back."""
    with transaction.atomic():
        changes = [_store_year(year, by, network) for year in years]
        if dry_run:
            transaction.set_rollback(True)
    return changes


def _store_year(files: YearFiles, by: str, network: Group | None) -> CatalogueChange:
    change = CatalogueChange(files.slug)
    area_title = files.questionnaire.area_title if files.questionnaire else files.area.replace("-", " ").capitalize()
    area, _ = ServiceArea.objects.get_or_create(slug=files.area, defaults={"name": area_title})
    survey = Survey.objects.filter(area=area, year=files.year).first()
    if survey is None:
        survey, change.is_new = Survey(area=area, year=files.year, network=network), True
    asked_before = _earlier_questionnaire(survey)
    _store_questionnaire(survey, files, asked_before, change)
    if files.definitions is not None:
        _store_definitions(survey, files.definitions, files.definitions_text, asked_before, change)
    if change.lines:
        write_event(by=by, action="load_catalogue", subject=files.slug, changes=change.lines[:200])
    return change


def _store_questionnaire(
    survey: Survey, files: YearFiles, before: Questionnaire | None, change: CatalogueChange
) -> None:
    asked = files.questionnaire
    digest = _sha256(files.questionnaire_text)
    title = asked.title if asked else files.definitions.title if files.definitions else files.slug
    if survey.pk and survey.questionnaire_sha256 == digest and survey.title == title:
        return
    survey.title, survey.questionnaire_text, survey.questionnaire_sha256 = title, files.questionnaire_text, digest
    if asked is not None:
        survey.reference_date, survey.opens, survey.closes = asked.reference_date, asked.opens, asked.closes
    survey.save()
    change.lines += _differences("delfråga", dict(before.items) if before else {}, dict(asked.items) if asked else {})
    if not change.lines:
        change.lines.append("enkätens texter")


def _store_definitions(
    survey: Survey,
    definitions: Definitions,
    text: str,
    asked_before: Questionnaire | None,
    change: CatalogueChange,
) -> None:
    stored = DefinitionSet.objects.filter(survey=survey).first()
    if stored is not None and stored.sha256 == _sha256(text):
        return
    before = _earlier_definitions(stored, asked_before)
    DefinitionSet.objects.update_or_create(survey=survey, defaults={"text": text, "sha256": _sha256(text)})
    lines = _differences("indikator", before, dict(definitions.indicators))
    change.lines += lines or ["definitionernas texter"]
    _store_indicators(survey, definitions)


def _earlier_questionnaire(survey: Survey) -> Questionnaire | None:
    """What was asked before; nothing where the old text can no longer be read."""
    try:
        return load_questionnaire("förra", survey.questionnaire_text) if survey.questionnaire_text else None
    except FileError:
        return None


def _earlier_definitions(stored: DefinitionSet | None, asked: Questionnaire | None) -> dict[str, object]:
    """What was defined before; nothing where the old text can no longer be read."""
    if stored is None:
        return {}
    try:
        return dict(load_definitions("förra", asked, stored.text).indicators)
    except FileError:
        return {}


def _store_indicators(survey: Survey, definitions: Definitions) -> None:
    """Names follow the latest year that defines the indicator."""
    known = {indicator.code: indicator for indicator in Indicator.objects.filter(area=survey.area)}
    later = Survey.objects.filter(area=survey.area, year__gt=survey.year).select_related("definition_set")
    named_later = {code for one in later if (defined := definitions_of(one)) for code in defined.indicators}
    for code, definition in definitions.indicators.items():
        indicator = known.get(code)
        if indicator is None:
            Indicator.objects.create(area=survey.area, code=code, name=definition.short_name)
        elif code not in named_later and indicator.name != definition.short_name:
            indicator.name = definition.short_name
            indicator.save(update_fields=["name"])


def _differences(what: str, before: dict[str, object], after: dict[str, object]) -> list[str]:
    added = [f"ny {what}: {code}" for code in after if code not in before]
    removed = [f"borttagen {what}: {code}" for code in before if code not in after]
    changed = [f"ändrad {what}: {code}" for code in after if code in before and _differs(before[code], after[code])]
    return added + removed + changed


def _differs(one: object, other: object) -> bool:
    """Line numbers do not count."""

    def plain(thing: object) -> dict[str, object]:
        return {name: value for name, value in vars(thing).items() if name not in ("line", "examples")}

    return plain(one) != plain(other)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


@transaction.atomic
def request_computation(*, survey: Survey, by: str, reason: str, network: Group | None = None) -> Computation:
    """The network's waiting job of the survey (None: the portal's), made if there is none; a worker is nudged once
    the transaction is committed.

    A nudge that cannot be sent is logged and does no harm: the sweep finds the job.
    """
    job, made = Computation.objects.get_or_create(
        survey=survey,
        network=network,
        state=Computation.State.WAITING,
        defaults={"reason": reason, "requested_by": by},
    )
    if made:
        write_event(by=by, action="request_computation", subject=survey.slug, reason=reason)
    transaction.on_commit(partial(nudge, job.pk), robust=True)
    return job


def nudge(job_id: int) -> None:
    """Tells a worker to look at the job. If the broker is gone, the row still stands and the sweep finds it."""
    current_app.send_task("indicators.computing.tasks.run_computation", [job_id], retry=False)
