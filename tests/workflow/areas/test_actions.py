"""Stage 2 up to the decision: choosing areas, votes, research and the analysis."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.models import Event, Mail
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from tests.workflow.analysis_scene import (
    ANALYSIS,
    BY,
    CHOSEN,
    DUE,
    MEETING_1,
    analyse,
    choose,
    everybody,
    hand_in,
    propose,
    send_homework,
    suggest,
)
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast, municipality
from workflow.areas import actions
from workflow.models import Analysis, Cycle, DevelopmentArea, Homework, IndicatorVote, Step, Vote
from workflow.states import CHIEF, CONTACT, FOU


def told(cycle: Cycle) -> list[str]:
    return list(Event.objects.filter(subject=cycle.subject).order_by("id").values_list("action", flat=True))


@pytest.fixture
def area(cycle: Cycle) -> DevelopmentArea:
    return suggest(cycle, "Rutin vid våld", ["vald_rutin"])


@pytest.fixture
def chosen(cast: WorkflowCast, cycle: Cycle) -> list[DevelopmentArea]:
    everybody(cast)
    return send_homework(cycle)


@pytest.mark.parametrize("lacking", ["title", "indicators", "evidence"])
def test_an_area_rests_on_results(cycle: Cycle, lacking: str) -> None:
    whole = {"title": "Ett område", "indicators": ["vald_rutin"], "evidence": ["3 av 8"]}
    with pytest.raises(NotPossible):
        actions.suggest_area(cycle=cycle, **{**whole, lacking: ""}, by=BY)
    assert not cycle.development_areas.exists()


def test_choosing_needs_the_need_behind_it(area: DevelopmentArea) -> None:
    with pytest.raises(NotPossible):
        actions.choose_area(area=area, need="  ", by=BY, roles={FOU})
    area.refresh_from_db()
    assert area.state == "suggested"
    actions.choose_area(area=area, need="Många skyddsbehov missas", by=BY, roles={FOU})
    area.refresh_from_db()
    assert (area.state, area.need, area.evidence) == (
        "chosen",
        "Många skyddsbehov missas",
        ["3 av 8 kommuner har Ja (37,5 %)."],
    )


@pytest.mark.parametrize("role", [CHIEF, CONTACT])
def test_only_fou_chooses(area: DevelopmentArea, role: str) -> None:
    with pytest.raises(PermissionDenied):
        actions.choose_area(area=area, need="Behov", by="x", roles={role})


def test_fewer_than_three_areas_need_a_reason_which_is_kept(cast: WorkflowCast, cycle: Cycle, area) -> None:
    everybody(cast)
    actions.choose_area(area=area, need="Behov", by=BY, roles={FOU})
    with pytest.raises(NotPossible):
        actions.finish_meeting_1(cycle=cycle, homework_due=DUE, by=BY, now=MEETING_1)
    assert cycle.steps.get(code=Step.Code.MEETING_1).state == "planned"
    actions.finish_meeting_1(cycle=cycle, homework_due=DUE, because="Ett stort område", by=BY, now=MEETING_1)
    assert cycle.steps.get(code=Step.Code.MEETING_1).state == "done"
    assert Event.objects.get(action="areas.chosen").detail["because"] == "Ett stort område"


def test_nothing_chosen_is_no_meeting_done(cycle: Cycle, area: DevelopmentArea) -> None:
    with pytest.raises(NotPossible):
        actions.finish_meeting_1(cycle=cycle, homework_due=DUE, because="Inget alls", by=BY, now=MEETING_1)


def test_each_municipality_gets_homework_in_each_area_and_one_mail_a_contact(chosen, cycle: Cycle) -> None:
    assert Homework.objects.count() == 3 * 8
    assert set(Homework.objects.values_list("due", flat=True)) == {DUE}
    mails = Mail.objects.filter(kind="homework")
    assert set(mails.values_list("to", flat=True)) == {"anna@test.example", "bo@test.example"}
    assert all(title in mails[0].body for title in CHOSEN)


def test_the_homework_cannot_be_due_before_it_is_given(cycle: Cycle) -> None:
    choose(cycle)
    with pytest.raises(NotPossible):
        actions.finish_meeting_1(cycle=cycle, homework_due=date(2017, 10, 11), by=BY, now=MEETING_1)


def test_one_vote_a_person_which_can_be_changed(area: DevelopmentArea) -> None:
    for in_favour in (True, False):
        actions.vote(area=area, in_favour=in_favour, by="anna@test.example", roles={CONTACT})
    actions.vote(area=area, in_favour=True, by="david@test.example", roles={CHIEF}, municipality=municipality(SOLNA))
    assert dict(Vote.objects.values_list("voter", "in_favour")) == {
        "anna@test.example": False,
        "david@test.example": True,
    }


def test_nobody_without_a_part_votes(area: DevelopmentArea) -> None:
    with pytest.raises(PermissionDenied):
        actions.vote(area=area, in_favour=True, by="eva@test.example", roles=frozenset())


def test_an_indicator_is_voted_useful_or_not_with_why(cycle: Cycle) -> None:
    for useful, comment in ((True, ""), (False, "Frågan mäter inget")):
        actions.vote_on_indicator(cycle=cycle, indicator="vald_rutin", useful=useful, comment=comment, by="a@x.example")
    cast = IndicatorVote.objects.get()
    assert (cast.useful, cast.comment) == (False, "Frågan mäter inget")


def test_a_dropped_area_says_why_and_can_be_taken_up_again(area: DevelopmentArea) -> None:
    with pytest.raises(NotPossible):
        actions.drop_area(area=area, because="", by=BY, roles={FOU})
    actions.drop_area(area=area, because="Redan på gång", by=BY, roles={FOU})
    with pytest.raises(Closed):
        actions.choose_area(area=area, need="Behov", by=BY, roles={FOU})
    actions.take_up_area(area=area, by=BY, roles={FOU})
    area.refresh_from_db()
    assert (area.state, area.dropped_because) == ("suggested", "")


def test_what_lies_before_the_heads_is_not_rewritten(cast: WorkflowCast, cycle: Cycle) -> None:
    everybody(cast)
    propose(cycle)
    area = cycle.development_areas.first()
    told = {"by": BY, "roles": {FOU}}
    for write in (
        lambda: actions.change_area(area=area, title="Nytt", need="Nytt", reach="joint", **told),
        lambda: actions.drop_area(area=area, because="Nej", **told),
        lambda: analyse(area, seen=1, proposal="Nytt"),
        lambda: hand_in(area, EKERO),
        lambda: actions.add_reference(area=area, citation="Ny", summary="", link="", **told),
    ):
        with pytest.raises(Closed):
            write()


def test_two_who_write_the_analysis_see_each_others_text(chosen) -> None:
    first = analyse(chosen[0])
    with pytest.raises(WrittenMeanwhile) as second:
        analyse(chosen[0], proposal="En annan mall")
    assert second.value.theirs.proposal == ANALYSIS["proposal"]
    assert Analysis.objects.get().version == first.version
    merged = analyse(chosen[0], seen=first.version, proposal="Båda mallarna")
    assert (merged.version, merged.proposal) == (2, "Båda mallarna")


def test_the_same_analysis_saved_twice_is_no_conflict(chosen) -> None:
    assert analyse(chosen[0]) == analyse(chosen[0])
    assert Analysis.objects.get().version == 1


def test_research_says_where_it_comes_from(chosen, cycle: Cycle) -> None:
    who = {"by": BY, "roles": {FOU}}
    with pytest.raises(NotPossible):
        actions.add_reference(area=chosen[0], citation="", summary="Bra", link="", **who)
    with pytest.raises(NotPossible):
        actions.add_reference(area=chosen[0], citation="Exempel (2016)", summary="", link="javascript:a", **who)
    kept = actions.add_reference(area=chosen[0], citation="Exempel (2016)", summary="Bra", link="", **who)
    actions.remove_reference(reference=kept, **who)
    assert told(cycle)[-2:] == ["reference.add", "reference.remove"]


def test_every_step_has_its_event(chosen, cycle: Cycle, area: DevelopmentArea) -> None:
    actions.vote(area=area, in_favour=True, by="a", roles={CONTACT})
    actions.vote_on_indicator(cycle=cycle, indicator="fia", useful=True, comment="", by="a")
    actions.change_area(area=area, title="Nytt namn", need="", reach="joint", by=BY, roles={FOU})
    actions.drop_area(area=area, because="Nej", by=BY, roles={FOU})
    actions.take_up_area(area=area, by=BY, roles={FOU})
    analyse(chosen[0])
    wanted = {"area.suggest", "area.choose", "areas.chosen", "area.vote", "indicator.vote", "area.change", "area.drop"}
    assert wanted | {"area.take_up", "analysis.write"} <= set(told(cycle))
