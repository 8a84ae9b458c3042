"""A survey year written in the portal: copied from another year, checked, and stored with its definitions."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from django.db import transaction
from django.db.models import ProtectedError

from indicators.computing.actions import CatalogueChange, load_catalogue
from indicators.computing.year_files import YearFiles, is_kept_in_files
from indicators.models import DefinitionSet, Indicator
from indicators.rules.loader import load_definitions
from indicators.years.queries import area_called, is_used, texts_of, version_of
from municipalities.events import write_event
from municipalities.models import Group
from municipalities.refusals import NotPossible, WrittenMeanwhile
from surveys.models import ServiceArea, Survey
from surveys.questionnaires.queries import answered_values, questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError
from surveys.questionnaires.year_copies import copied_definitions, copied_questionnaire, losses

QUESTIONNAIRE, DEFINITION = "enkat.yaml", "definitioner.yaml"  # names in a FileError, which say whose line it is
DEFINITION_PATH = Path(DEFINITION)
MOST_CHARACTERS = 1_000_000
MOST_ALIASES = 200
WRITTEN = (
    "Någon annan har sparat {} sedan du öppnade sidan. Din text står kvar här. Öppna årets sida i en ny flik och för in"
    " det som skiljer, eller spara en gång till för att låta din text gälla."
)


def copied_texts(source: Survey, year: int, title: str = "") -> tuple[str, str]:
    """Questionnaire and definitions of the source as they would stand for the year. One query."""
    slug = f"{source.area.slug}/{year}"
    title = title or source.title.replace(str(source.year), str(year))
    definitions = DefinitionSet.objects.filter(survey=source).values_list("text", flat=True).first() or ""
    asked = copied_questionnaire(source.questionnaire_text, slug=slug, title=title, from_year=source.year)
    return asked, copied_definitions(definitions, slug=slug, title=title, from_year=source.year)


def read_year(slug: str, questionnaire_text: str, definitions_text: str) -> YearFiles:
    """Both texts, read and found sound, the definitions' own examples among it; FileError at the first fault, with
    QUESTIONNAIRE or DEFINITION as its path."""
    _refuse_unsafe(Path(QUESTIONNAIRE), questionnaire_text)
    asked = load_questionnaire(QUESTIONNAIRE, questionnaire_text)
    if asked.survey != slug:
        raise FileError(Path(QUESTIONNAIRE), _line_of("survey:", questionnaire_text), f"här ska det stå {slug}")
    return read_definitions(slug, definitions_text, asked, questionnaire_text)


def read_definitions(
    slug: str, definitions_text: str, asked: Questionnaire | None, questionnaire_text: str = ""
) -> YearFiles:
    """The definitions beside the year's questions, where they are held; FileError as in read_year."""
    _refuse_unsafe(DEFINITION_PATH, definitions_text)
    area, _, year = slug.rpartition("/")
    defined = None
    if definitions_text.strip():
        with tempfile.TemporaryDirectory() as folder:  # as a file, since only what comes from a file is tried
            path = Path(folder) / DEFINITION
            path.write_text(definitions_text, encoding="utf-8")
            try:
                defined = load_definitions(path, asked)
            except FileError as problem:
                raise FileError(DEFINITION_PATH, problem.line, problem.message) from None
        if defined.survey != slug:
            raise FileError(DEFINITION_PATH, _line_of("survey:", definitions_text), f"här ska det stå {slug}")
    return YearFiles(area, int(year), asked, questionnaire_text, defined, definitions_text if defined else "")


def _refuse_unsafe(path: Path, text: str) -> None:
    """Aliases within aliases unfold without end; so do too many of them."""
    if len(text) > MOST_CHARACTERS:
        raise FileError(path, 1, "texten är för lång")
    anchored: list[bool] = []
    aliases = 0
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                anchored.append(event.anchor is not None)
            elif isinstance(event, yaml.CollectionEndEvent):
                anchored.pop()
            elif isinstance(event, yaml.AliasEvent):
                aliases += 1
                if any(anchored) or aliases > MOST_ALIASES:
                    line = event.start_mark.line + 1 if event.start_mark else 1
                    raise FileError(path, line, "alias (*namn) inne i en annan, eller för många")
    except yaml.YAMLError:
        return  # told better by the reader


def _line_of(start: str, text: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith(start)), 1)


def whose_it_is(survey: Survey) -> str:
    """Told to somebody who would make the year, or change it."""
    if survey.network is None:
        return f"{survey.full_title} finns redan och gäller hela landet. Det ändras av systemförvaltaren."
    return f"{survey.full_title} finns redan och hör till {survey.network.name}. Be dem om det behöver ändras."


@transaction.atomic
def store_year(
    *, files: YearFiles, by: str, network: Group | None = None, is_example: bool = False, seen: str | None = None
) -> CatalogueChange:
    """Stores a sound year for its owner. NotPossible where the portal's own files hold it, where it is somebody
    else's, or where answers would lose their item; WrittenMeanwhile where what is stored is not the version `seen`."""
    if is_kept_in_files(files.slug):
        raise NotPossible(f"{files.slug} läses från portalens egna filer och ändras där.")
    stored = Survey.objects.filter(area__slug=files.area, year=files.year).select_related("network").first()
    if stored and stored.network_id != (network.pk if network else None):
        raise NotPossible(whose_it_is(stored))
    if seen is not None and version_of(stored) != seen:
        raise WrittenMeanwhile(WRITTEN.format(files.slug), theirs=texts_of(stored) if stored else ("", ""))
    before = questionnaire_of(stored) if stored else None
    if stored and before and files.questionnaire:
        lost = losses(before, files.questionnaire, answered_values(stored))
        if lost:
            told = ", ".join(lost[:10])
            raise NotPossible(f"Det finns redan svar som ändringen skulle göra oläsliga: {told}.")
    is_new_area = not ServiceArea.objects.filter(slug=files.area).exists()
    if is_new_area and files.questionnaire and (taken := area_called(files.area, files.questionnaire.area_title)):
        raise NotPossible(f"Området {taken.name} finns redan. Byt area_title, eller lägg till ett år i det i stället.")
    (change,) = load_catalogue([files], by=by, network=network)
    if is_new_area:
        name = files.questionnaire.area_title if files.questionnaire else files.area
        write_event(by=by, action="new_service_area", subject=files.area, name=name)
    if is_example:
        Survey.objects.filter(area__slug=files.area, year=files.year).update(is_example=True)
    if change.is_new:
        write_event(by=by, action="new_survey_year", subject=files.slug)
    return change


@transaction.atomic
def remove_year(*, survey: Survey, by: str) -> bool:
    """Takes away a year that nothing hangs on, and its area where that was the last; says whether the area went too.
    NotPossible where the portal's own files hold it, or where it is in use; looked at while nothing new can hang on
    it."""
    slug, area = survey.slug, survey.area
    if is_kept_in_files(slug):
        raise NotPossible(f"{slug} läses från filer vid varje start och tas bort där.")
    if Survey.objects.select_for_update().filter(pk=survey.pk).first() is None:
        raise NotPossible(f"{survey.full_title} har redan tagits bort.")
    ServiceArea.objects.select_for_update().get(pk=area.pk)  # cycles are opened on the area and the year
    if is_used(survey):
        raise NotPossible(f"{survey.full_title} används och kan inte tas bort: det finns svar, resultat eller arbete.")
    survey.delete()
    write_event(by=by, action="remove_survey_year", subject=slug)
    if Survey.objects.filter(area=area).exists():
        return False
    Indicator.objects.filter(area=area).delete()
    try:
        area.delete()
    except ProtectedError:  # an earlier cycle, say
        return False
    write_event(by=by, action="remove_service_area", subject=area.slug, name=area.name)
    return True
