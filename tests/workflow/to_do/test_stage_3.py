"""What stage 3 puts on each person's Att göra."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workflow.conftest import WorkflowCast
from tests.workflow.follow_up_scene import LATER, Scene, build_scene
from workflow.follow_up import actions
from workflow.models import FollowUp
from workflow.states import CONTACT, FOU
from workflow.to_do.stage_3 import to_dos_of

DAY = date(2017, 12, 12)
pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def scene(cast: WorkflowCast) -> Scene:
    return build_scene(cast)


def told(scene: Scene, person: str, today: date = DAY) -> list[str]:
    return [text for _title, text, _action, _url, _urgent in to_dos_of(getattr(scene.cast, person), today)]


def judge(scene: Scene, area) -> None:
    texts = {"outcome": "reached", "motivation": "Ja.", "goes_on": False, "now": LATER}
    actions.judge_area(follow_up=scene.follow_up, area=area, by="c@test.example", roles={FOU}, **texts)


def test_a_contact_is_asked_for_the_reports_of_the_own_municipality(scene: Scene) -> None:
    assert told(scene, "anna") == ["Berätta vad Ekerö har gjort, senast 12 januari 2018."]
    texts = {"done": "Klart", "own_data": "", "learned": "", "seen": ""}
    who = {"follow_up": scene.follow_up, "plan": scene.ekero, "by": "a@test.example", "roles": {CONTACT}}
    actions.save_report(**who, **texts, now=LATER)
    actions.submit_report(**who, now=LATER)
    assert told(scene, "anna") == []
    assert told(scene, "bo") != []


def test_a_report_is_urgent_when_its_day_is_near(scene: Scene) -> None:
    assert [one[-1] for one in to_dos_of(scene.cast.bo, DAY)] == [False]
    assert [one[-1] for one in to_dos_of(scene.cast.bo, date(2018, 1, 5))] == [True]


def test_fou_is_asked_to_propose_before_it_opens(cast: WorkflowCast) -> None:
    scene = build_scene(cast, opened=False)
    assert told(scene, "carin", date(2017, 6, 1)) == []
    assert told(scene, "carin", date(2017, 11, 20)) == ["Öppnar 1 december 2017. Föreslå vad den ska ta upp."]


def test_fou_is_asked_to_meet_to_judge_and_then_to_close(scene: Scene) -> None:
    assert told(scene, "carin")[1:] == ["2 områden ska bedömas."]
    judge(scene, scene.laws)
    judge(scene, scene.safe)
    assert told(scene, "carin")[1:] == ["Alla områden är bedömda. Sammanfatta och fastställ slutdokumentet."]


def test_a_head_is_shown_the_way_and_then_the_closing_document(scene: Scene) -> None:
    assert len(told(scene, "david")) == 1
    FollowUp.objects.update(state="closed", closed_by="c@test.example", closed_at=LATER, sha256="0" * 64)
    assert told(scene, "david") == ["Slutdokumentet är fastställt."]
    assert told(scene, "david", date(2018, 6, 1)) == []
    assert told(scene, "carin") == []


@pytest.mark.parametrize("person", ["eva", "greta", "hugo", "sara"])
def test_who_has_no_part_is_asked_for_nothing(scene: Scene, person: str) -> None:
    assert told(scene, person) == []


def test_the_tasks_take_few_queries(scene: Scene, django_assert_max_num_queries) -> None:
    anna = type(scene.cast.anna).objects.get(pk=scene.cast.anna.pk)
    with django_assert_max_num_queries(4):
        to_dos_of(anna, DAY)
