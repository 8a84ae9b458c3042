"""Figures that are not published yet stay out of what is handed over, and come with the publishing; last year's figures
stand beside this year's. The results of 2017 are computed here, and nothing else is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from indicators.models import Indicator, Origin, Result, YearPublication
from surveys.models import Survey
from tests.workflow.analysis_scene import decided, load_results, propose
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.reading_files import words_of
from workflow.documents.deciding.analysis import build_analysis
from workflow.documents.deciding.basis import build_basis
from workflow.documents.deciding.decision import build_decision
from workflow.documents.deciding.queries import read_analysis, read_decision
from workflow.documents.meetings.protocol import build_protocol
from workflow.documents.meetings.queries import read_meeting
from workflow.models import Cycle, Meeting

pytestmark = pytest.mark.django_db
CODES = ("juridiskt_stod", "rattsfall", "vald_rutin", "uppfoljning_anvant")
EVIDENCE = "3 av 8 kommuner har Ja (37,5 %)."


@pytest.fixture
def cast(reference: None, db: None) -> WorkflowCast:
    return WorkflowCast()


@pytest.fixture
def computed(cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    """Nobody in the network has Ja."""
    for indicator in Indicator.objects.filter(area=survey.area, code__in=CODES):
        for unit in cast.network.members_in(2017):
            told = {"survey": survey, "indicator": indicator, "municipality": unit, "value": "nej"}
            Result.objects.create(origin=Origin.COMPUTED, **told)


def publish(survey: Survey, cast: WorkflowCast) -> None:
    by = {"published_by": "carin@test.example", "published_at": timezone.now()}
    YearPublication.objects.create(survey=survey, network=cast.network, **by)


def test_a_decision_hides_its_frozen_figures_until_they_are_published(
    computed: None, cast: WorkflowCast, cycle: Cycle, survey: Survey
) -> None:
    decision = decided(cast, cycle)
    hidden = build_decision(read_decision(decision))
    assert list(hidden.tables) == [one for one in hidden.tables if one.key == "stallningstaganden"]
    assert "inte är publicerade än" in words_of(hidden)
    assert EVIDENCE not in words_of(hidden)
    publish(survey, cast)
    shown = build_decision(read_decision(decision))
    assert "Låsta siffror 2017: Stöd i juridiken" in [one.caption for one in shown.tables]
    assert "0 av 8, 0\u00a0%" in words_of(shown)
    assert EVIDENCE in words_of(shown)


def test_a_basis_and_an_analysis_do_too(computed: None, cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    decision = propose(cycle)
    cycle.development_areas.update(evidence_is_unpublished=True)

    def written() -> list[str]:
        basis, analysis = build_basis(read_decision(decision), {}), build_analysis(read_analysis(cycle), {})
        return [words_of(basis), words_of(analysis)]

    assert all("publicera" in one and EVIDENCE not in one and "0 av 8" not in one for one in written())
    publish(survey, cast)
    assert all(EVIDENCE in one and "0 av 8" in one for one in written())


def test_evidence_of_unpublished_figures_stays_out_of_a_decision_on_published_ones(
    computed: None, cast: WorkflowCast, cycle: Cycle
) -> None:
    decision = decided(cast, cycle)
    decision.frozen["figures"] |= {"unpublished": False}
    cycle.development_areas.update(evidence_is_unpublished=True)
    assert EVIDENCE not in words_of(build_decision(read_decision(decision)))


def test_an_analysis_meeting_s_protocol_keeps_the_same_back(computed: None, cast: WorkflowCast, cycle: Cycle) -> None:
    propose(cycle)
    cycle.development_areas.update(evidence_is_unpublished=True)
    starts = timezone.now()
    meeting = Meeting.objects.create(
        cycle=cycle, kind="analysis_1", starts_at=starts, ends_at=starts + timedelta(hours=1), place="FoU"
    )
    found = words_of(build_protocol(read_meeting(meeting), {}))
    assert "Skälen bygger på resultat som inte är publicerade än." in found
    assert EVIDENCE not in found


def test_last_year_and_the_larger_groups_stand_beside_this_year(cast: WorkflowCast, cycle: Cycle) -> None:
    load_results()
    decision = propose(cycle)
    analysis = build_analysis(read_analysis(cycle), {})
    first = next(iter(analysis.tables))
    rows = {row.cells[0].text: row.cells[1:] for row in first.rows}
    assert {"Snitt", "Stockholm", "Riket"} <= set(rows)
    assert all(cell.before for cell in rows["Snitt"])
    short = next(one for one in build_basis(read_decision(decision), {}).tables if one.key == "i-korthet")
    mean = short.rows[0].cells[2]
    assert (mean.text, mean.before, mean.change) == tuple(
        getattr(rows["Snitt"][0], name) for name in ("text", "before", "change")
    )
    assert "Inom parentes: 2016." in words_of(short)
