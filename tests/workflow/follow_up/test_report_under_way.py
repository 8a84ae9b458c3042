"""A follow-up that is not closed, as a document: today's figures, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from documents.tree import Document, Heading
from municipalities.refusals import NotPossible
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.reading_files import words_of
from tests.workflow.follow_up_scene import Scene, build_scene, decided_cycle
from workflow.documents.follow_ups.facts import FollowUpFacts
from workflow.documents.follow_ups.pictures import development_in
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.documents.queries import orders_for
from workflow.follow_up.documents import build_document
from workflow.follow_up.figures import read_followed
from workflow.follow_up.pictures import development_of
from workflow.follow_up.queries import AreaRow
from workflow.models import Cycle

pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Iterator[Scene]:
    with time_machine.travel("2017-12-12 10:00", tick=False):
        yield build_scene(cast)


def built(cycle: Cycle) -> Document:
    return KINDS["uppfoljning"].build(Order(cycle.network, cycle=cycle), {}).document


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


def test_pictures_drawn_from_the_words_are_those_drawn_from_the_figures(scene: Scene) -> None:
    """Whatever may be compared or not, is told or not."""
    codes = [*scene.laws.indicators, *scene.safe.indicators, "vantetid", "brukarundersokning", "bistandsmottagare"]
    followed = read_followed(scene.cycle, codes, scene.cast.carin, 2018)
    scene.laws.indicators = codes
    content = build_document(scene.follow_up, None, [AreaRow(scene.laws, None)], followed, None, "", date(2017, 12, 12))
    told = {one["code"]: one for one in content["areas"][0]["indicators"]}
    facts = FollowUpFacts(content, 8, date(2017, 12, 12))
    for code in codes:
        assert development_in(told[code], facts) == development_of(followed[code], 2015), code


def test_one_under_way_tells_of_today_s_figures_and_of_reports_that_are_not_handed_in(scene: Scene) -> None:
    document = built(scene.cycle)
    assert "Uppföljningen som den står den 12 december 2017" in document.subtitle
    assert "5 av 8 · 62,5\u00a0%" in words_of(document)
    assert "Rapporten är inte lämnad än." in words_of(document)
    assert "Sammanfattning" not in headings(document)


def test_before_it_is_opened_there_is_no_document(published: None, cast: WorkflowCast) -> None:
    with pytest.raises(NotPossible, match="inte öppnad"):
        built(build_scene(cast, opened=False).cycle)


@pytest.mark.parametrize("is_opened", [True, False])
def test_only_one_that_is_opened_can_be_made_a_document(cast: WorkflowCast, is_opened: bool) -> None:
    scene = build_scene(cast, opened=is_opened)
    offered = [one.cycle for one in orders_for(scene.cycle.network, KINDS["uppfoljning"])]
    assert offered == ([scene.cycle] if is_opened else [])


def test_a_cycle_without_a_follow_up_cannot_be_made_into_one(cast: WorkflowCast) -> None:
    decided_cycle(cast)
    assert orders_for(cast.network, KINDS["uppfoljning"]) == []
