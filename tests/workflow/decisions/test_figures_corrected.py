"""Figures corrected after a decision: everyone concerned is told once, and what is frozen stands."""

from __future__ import annotations

from pathlib import Path

import pytest
import time_machine

from indicators.computing.compute import compute_survey
from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of, undo
from indicators.models import Result
from municipalities.models import Event, Mail
from surveys.models import ImportRun, Response, Survey
from tests.indicators.importing import files
from tests.workflow.analysis_scene import decided, load_results
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, give_answers, municipality
from workflow.decisions.correction_actions import watch_decisions
from workflow.decisions.freezing import digest
from workflow.models import Cycle, Decision, FigureNotice
from workflow.tasks import corrected_figures

HEADING = "Alla handläggare får kontinuerlig information om nya rättsfall"
PEOPLE = {f"{name}@test.example" for name in ("anna", "bo", "carin", "david", "frida")}


@pytest.fixture
def made(cast: WorkflowCast, cycle: Cycle, settings, tmp_path: Path) -> Decision:
    settings.MEDIA_ROOT = tmp_path / "media"
    load_results()
    with time_machine.travel("2018-03-09 15:00", tick=False):
        return decided(cast, cycle)


def correct(survey: Survey, code: str, name: str, value: str) -> ImportRun:
    """Socialstyrelsen's result file says something else than the report did."""
    rows = [["Kommunkod", "Kommun", HEADING], [code, name, value]]
    content = files.workbook(Resultat=rows)
    outcome = import_at_once(
        Upload(
            Kind.RESULTS,
            survey,
            content,
            "rattat.xlsx",
            mapping_of(Kind.RESULTS, survey, slug="rattelse", publisher="Provverket"),
        ),
        by="carin@test.example",
    )
    assert outcome.run is not None
    return outcome.run


def test_nothing_is_told_while_the_figures_stand(made: Decision) -> None:
    assert watch_decisions(by="test") == 0
    assert not FigureNotice.objects.exists()


def test_an_imported_correction_is_told_once_to_everyone_concerned(made: Decision, survey: Survey) -> None:
    correct(survey, EKERO, "Ekerö", "Nej")
    corrected_figures()
    corrected_figures()
    notice = FigureNotice.objects.get()
    mails = Mail.objects.filter(kind="figures_corrected")
    assert set(notice.told) == set(mails.values_list("to", flat=True)) == PEOPLE
    assert mails.count() == len(PEOPLE)
    assert HEADING.split()[-1] in mails[0].body
    assert Event.objects.filter(action="decision.figures_corrected").count() == 1


def test_the_notice_says_before_and_after_for_unit_and_network(made: Decision, survey: Survey) -> None:
    correct(survey, EKERO, "Ekerö", "Nej")
    corrected_figures()
    told = {one["place"]: (one["before"], one["after"]) for one in FigureNotice.objects.get().changes}
    assert told == {"Ekerö": ("Ja", "Nej"), "FoU Nordväst": ("8 av 8, 100\u00a0%", "7 av 8, 87,5\u00a0%")}


def test_what_is_frozen_stands_whatever_is_corrected_or_computed(made: Decision, survey: Survey) -> None:
    sealed = Decision.objects.filter(pk=made.pk).values()[0]
    correct(survey, EKERO, "Ekerö", "Nej")
    give_answers(survey, EKERO, E11="nej")
    compute_survey(survey)
    corrected_figures()
    stored = Decision.objects.get(pk=made.pk)
    assert Decision.objects.filter(pk=made.pk).values()[0] == sealed
    assert digest(stored.frozen) == stored.sha256


def test_a_second_correction_is_told_too(made: Decision, survey: Survey) -> None:
    correct(survey, EKERO, "Ekerö", "Nej")
    corrected_figures()
    correct(survey, SOLNA, "Solna", "Delvis")
    corrected_figures()
    assert [len(one.changes) for one in FigureNotice.objects.all()] == [2, 3]


def test_a_correction_taken_back_is_not_told_as_a_new_one(made: Decision, survey: Survey) -> None:
    run = correct(survey, EKERO, "Ekerö", "Nej")
    corrected_figures()
    undo(run, by="carin@test.example")
    corrected_figures()
    assert FigureNotice.objects.count() == 1


def test_figures_of_other_indicators_are_no_concern(made: Decision, survey: Survey) -> None:
    Result.objects.filter(indicator__code="fia", municipality__code=EKERO).update(value="nej")
    assert watch_decisions(by="test") == 0


def test_a_gone_figure_is_told(made: Decision) -> None:
    Result.objects.filter(indicator__code="rattsfall", municipality__code=EKERO, survey__year=2017).delete()
    assert watch_decisions(by="test") == 1
    assert "Ekerö" in {one["place"] for one in FigureNotice.objects.get().changes}


def test_only_the_decision_that_holds_is_watched(made: Decision, cycle: Cycle, survey: Survey) -> None:
    fields = {name: getattr(made, name) for name in ("state", "proposal", "proposed_by", "proposed_at", "motivation")}
    fields |= {name: getattr(made, name) for name in ("decided_on", "decided_by", "decided_at", "follow_up_on")}
    later = Decision.objects.create(cycle=cycle, number=2, frozen=made.frozen, sha256=made.sha256, **fields)
    correct(survey, EKERO, "Ekerö", "Nej")
    corrected_figures()
    assert FigureNotice.objects.get().decision == later


def test_figures_computed_and_not_yet_public_are_frozen_and_watched(cast, cycle: Cycle, survey: Survey) -> None:
    for unit in cycle.network.members.all():
        give_answers(survey, unit.code, E11="ja_med_alla_handlaggare")
    compute_survey(survey)
    made = decided(cast, cycle)
    figures = {one["code"]: one for one in made.frozen["figures"]["indicators"]}
    values = {row[2] for row in figures["rattsfall"]["units"]}
    assert values <= {"ja", "delvis", "nej"}
    answer = Response.objects.get(municipality=municipality(EKERO), survey=survey)
    answer.answers.filter(item="E11").update(value="nej")
    Response.objects.filter(pk=answer.pk).update(counted_revision=2)
    compute_survey(survey)
    corrected_figures()
    assert FigureNotice.objects.count() == 1


def test_figures_are_compared_with_those_of_their_own_source(cast, cycle: Cycle, survey: Survey) -> None:
    """Published ones that come later are another source, not a correction of the computed ones."""
    for unit in cycle.network.members.all():
        give_answers(survey, unit.code, E11="nej")
    compute_survey(survey)
    assert decided(cast, cycle).frozen["figures"]["source"] == "beraknat"
    load_results()
    assert watch_decisions(by="test") == 0
