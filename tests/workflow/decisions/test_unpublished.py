"""What stage 2 tells is written from results: before they are published a head and FoU read the network's, a contact
the own municipality's. The results of 2017 are computed here, and nothing else is there."""

from __future__ import annotations

import pytest
from django.utils import timezone

from indicators.models import Indicator, Origin, Result, YearPublication
from indicators.permissions import sight_of
from municipalities.models import Mail
from surveys.models import Survey
from tests.workflow.analysis_scene import decided, suggest
from tests.workflow.conftest import WorkflowCast, municipality
from workflow.areas.figures import figures_for_candidates, unseen_of
from workflow.decisions.correction_actions import tell_corrected_figures
from workflow.follow_up.documents import without_figures
from workflow.models import Cycle, DevelopmentArea

SEES = {"carin": True, "david": True, "anna": False}  # FoU, head in Solna, contact in Ekerö
EVIDENCE = "3 av 8 kommuner har Ja"


@pytest.fixture
def results(cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    """Nobody in the network has Ja; the collection, where there was one, is over."""
    for code in ("juridiskt_stod", "rattsfall", "vald_rutin", "uppfoljning_anvant"):
        indicator = Indicator.objects.get(area=survey.area, code=code)
        for unit in cast.network.members_in(2017):
            value = {"survey": survey, "indicator": indicator, "municipality": unit, "value": "nej"}
            Result.objects.create(origin=Origin.COMPUTED, **value)


def publish(survey: Survey, cast: WorkflowCast) -> None:
    by = {"published_by": "carin@test.example", "published_at": timezone.now()}
    YearPublication.objects.create(survey=survey, network=cast.network, **by)


@pytest.mark.parametrize("name", SEES)
def test_candidates_and_their_reasons(results, cast, cycle, survey, name: str) -> None:
    address = f"/omgang/{cycle.pk}/omraden/"
    page = cast.client(name).get(address)
    assert bool(page.context["candidates"]) is SEES[name]
    assert ("Nätverkets resultat är inte publicerade än." in page.content.decode()) is not SEES[name]
    publish(survey, cast)
    assert cast.client(name).get(address).context["candidates"]


@pytest.mark.parametrize("name", SEES)
def test_the_evidence_of_an_area(results, cast, cycle, survey, name: str) -> None:
    carin = cast.client("carin")
    taken_up = {"indikator": ["rattsfall"], "namn": "Stöd i juridiken"}
    assert carin.post(f"/omgang/{cycle.pk}/omraden/ta-upp/", taken_up).status_code == 302
    area = DevelopmentArea.objects.get()
    assert area.evidence_is_unpublished
    pages = [f"/omgang/{cycle.pk}/omraden/", f"/omgang/{cycle.pk}/omraden/{area.pk}/"]
    for page in pages:
        assert (area.evidence[0] in cast.client(name).get(page).content.decode()) is SEES[name]
    publish(survey, cast)
    for page in pages:
        assert area.evidence[0] in cast.client(name).get(page).content.decode()


def test_evidence_written_from_what_is_published_is_for_the_whole_network(results, cast, cycle) -> None:
    area = suggest(cycle, "Stöd i juridiken", ["rattsfall"])
    assert EVIDENCE in cast.client("anna").get(f"/omgang/{cycle.pk}/omraden/{area.pk}/").content.decode()


@pytest.mark.parametrize("name", SEES)
def test_the_figures_frozen_with_a_decision(results, cast, cycle, survey, name: str) -> None:
    decision = decided(cast, cycle)
    assert decision.frozen["figures"]["unpublished"] is True

    def shown() -> tuple[bool, bool]:
        frozen = cast.client(name).get(f"/omgang/{cycle.pk}/beslut/").context["frozen"]
        table = frozen[0]["table"][0]
        names = " ".join(text for _status, text in table.outcomes)
        assert "Ekerö" in names
        return "Solna" in names, any(bar.is_own for bar in table.bars)

    assert shown() == (SEES[name], SEES[name])
    publish(survey, cast)
    assert shown() == (True, True)


def test_corrected_figures_are_not_mailed_before_they_are_published(results, cast, cycle, survey) -> None:
    decision = decided(cast, cycle)
    Mail.objects.all().delete()
    Result.objects.filter(municipality=municipality("0184")).update(value="ja")
    notice = tell_corrected_figures(decision=decision, by="portalen")
    assert notice is not None
    assert notice.changes
    bodies = set(Mail.objects.values_list("body", flat=True))
    assert bodies
    assert not any("Solna" in body for body in bodies)
    corrected = "Solna: Nej → Ja"
    assert corrected not in cast.client("anna").get(f"/omgang/{cycle.pk}/beslut/").content.decode()
    assert corrected in cast.client("carin").get(f"/omgang/{cycle.pk}/beslut/").content.decode()


def test_publishing_and_withdrawing_is_no_correction(results, cast, cycle, survey) -> None:
    decision = decided(cast, cycle)
    publish(survey, cast)
    assert tell_corrected_figures(decision=decision, by="portalen") is None
    YearPublication.objects.update(withdrawn_at=timezone.now())
    assert tell_corrected_figures(decision=decision, by="portalen") is None


def test_a_closing_document_without_its_figures_keeps_texts_and_judgements() -> None:
    area = {"title": "Stöd", "motivation": "Det rörde sig.", "moved": "1 upp", "indicators": [{"code": "rattsfall"}]}
    shown = without_figures({"title": "Uppföljning", "areas": [area]})
    assert shown["areas"] == [area | {"moved": "", "indicators": []}]
    assert shown["hides_figures"] is True


def test_another_network_s_fou_sees_none_of_it(results, cast, cycle) -> None:
    assert len(unseen_of(cycle, sight_of(cast.greta))) == 8
    assert figures_for_candidates(cycle, sight_of(cast.greta)) == []
