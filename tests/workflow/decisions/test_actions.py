"""The heads' decision: proposed, answered, sent back or decided, and frozen with the figures it rests on."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from municipalities.models import Event, Mail
from municipalities.refusals import Closed, NotPossible
from tests.workflow.analysis_scene import (
    ANALYSIS,
    BY,
    CHOSEN,
    DECIDED,
    MEETING_2,
    analyse,
    decide,
    decided,
    draft,
    everybody,
    load_results,
    meet_again,
    propose,
    send_homework,
    stand,
)
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast
from workflow.decisions import actions
from workflow.decisions.freezing import digest
from workflow.models import Cycle, Decision, FollowUp, Step
from workflow.states import CHIEF, CONTACT, FOU

HEADS = ["david@test.example", "frida@test.example"]


@pytest.fixture
def proposed(cast: WorkflowCast, cycle: Cycle) -> Decision:
    everybody(cast)
    return propose(cycle)


def propose_again(cycle: Cycle, draft: Decision) -> None:
    meet_again(cycle)
    actions.propose_decision(decision=draft, without_homework="Vi vet nog.", by=BY, roles={FOU}, now=DECIDED)


def state_of(cycle: Cycle, code: str) -> str:
    return cycle.steps.get(code=code).state


def told(kind: str) -> list[str]:
    return sorted(Mail.objects.filter(kind=kind).values_list("to", flat=True))


def test_a_proposal_goes_to_each_head(proposed: Decision, cycle: Cycle) -> None:
    assert (proposed.state, proposed.proposed_by, proposed.proposed_at) == ("proposed", BY, MEETING_2)
    assert set(cycle.development_areas.values_list("state", flat=True)) == {"proposed"}
    assert told("decision_proposed") == HEADS
    assert state_of(cycle, Step.Code.MEETING_2) == "done"


@pytest.mark.parametrize("lacking", ["proposal", "motivation"])
def test_an_area_without_its_analysis_is_not_proposed(cycle: Cycle, lacking: str) -> None:
    made = draft(cycle)
    area = cycle.development_areas.last()
    analyse(area, seen=1, **{lacking: ""})
    with pytest.raises(NotPossible) as refused:
        actions.propose_decision(decision=made, by=BY, roles={FOU})
    assert area.title in str(refused.value)
    made.refresh_from_db()
    assert made.state == "draft"


def test_nothing_chosen_is_nothing_to_propose(cycle: Cycle) -> None:
    made = actions.open_draft(cycle=cycle, by=BY)
    actions.write_draft(
        decision=made, proposal="X", time_plan="", responsibility="", follow_up_on=None, by=BY, roles={FOU}
    )
    with pytest.raises(NotPossible):
        actions.propose_decision(decision=made, by=BY, roles={FOU})


def test_a_proposal_says_what_is_to_be_decided(cycle: Cycle) -> None:
    for area in send_homework(cycle):
        analyse(area)
    with pytest.raises(NotPossible):
        actions.propose_decision(decision=actions.open_draft(cycle=cycle, by=BY), by=BY, roles={FOU})


@pytest.mark.parametrize("roles", [{CHIEF}, {CONTACT}, frozenset()])
def test_only_fou_proposes(cycle: Cycle, roles: set) -> None:
    made = draft(cycle)
    with pytest.raises(PermissionDenied):
        actions.propose_decision(decision=made, by="x", roles=roles)


def test_there_is_one_draft_at_a_time(cycle: Cycle) -> None:
    assert actions.open_draft(cycle=cycle, by=BY) == actions.open_draft(cycle=cycle, by=BY)
    assert cycle.decisions.count() == 1


def test_a_head_takes_a_stand_with_name_and_time_and_may_change_it(proposed: Decision) -> None:
    stand(proposed, SOLNA)
    changed = stand(proposed, SOLNA, "comment", "Börja i liten skala")
    assert proposed.standpoints.get() == changed
    assert (changed.name, changed.at, changed.comment) == ("En chef", DECIDED, "Börja i liten skala")


@pytest.mark.parametrize("stance", ["comment", "send_back"])
def test_a_standpoint_that_says_more_needs_its_comment(proposed: Decision, stance: str) -> None:
    with pytest.raises(NotPossible):
        stand(proposed, SOLNA, stance, "  ")


def test_an_unknown_standpoint_is_refused(proposed: Decision) -> None:
    with pytest.raises(NotPossible):
        stand(proposed, SOLNA, "maybe", "Hm")


def test_all_heads_must_have_answered_or_it_is_said_why_not(proposed: Decision) -> None:
    with pytest.raises(NotPossible):
        decide(proposed, without_all="Ingen har svarat")
    stand(proposed, SOLNA)
    with pytest.raises(NotPossible) as refused:
        decide(proposed)
    assert "Ekerö" in str(refused.value)
    made = decide(proposed, without_all="Frida är sjuk; gruppen var enig")
    assert made.frozen["without_all"] == "Frida är sjuk; gruppen var enig"
    assert Event.objects.get(action="decision.decide").detail["without_all"] == "Frida är sjuk; gruppen var enig"


def test_nothing_is_decided_against_a_head(proposed: Decision) -> None:
    stand(proposed, EKERO, "send_back", "Underlaget är tunt")
    stand(proposed, SOLNA)
    with pytest.raises(NotPossible):
        decide(proposed, without_all="Ändå")


@pytest.mark.parametrize("wrong", [{"motivation": " "}, {"on": date(2018, 3, 10)}])
def test_a_decision_has_a_motivation_and_a_day_that_has_been(proposed: Decision, wrong: dict) -> None:
    for code in (EKERO, SOLNA):
        stand(proposed, code)
    with pytest.raises(NotPossible):
        decide(proposed, **wrong)


def test_a_decision_is_frozen_with_figures_texts_and_standpoints(cast: WorkflowCast, cycle: Cycle) -> None:
    load_results()
    made = decided(cast, cycle)
    assert (made.state, made.decided_on, made.follow_up_on) == ("decided", DECIDED.date(), date(2020, 3, 9))
    assert digest(made.frozen) == made.sha256
    assert [one["title"] for one in made.frozen["areas"]] == list(
        cycle.development_areas.values_list("title", flat=True)
    )
    assert [one[:3] for one in made.frozen["standpoints"]] == [
        ["Ekerö", "En chef", "approve"],
        ["Solna", "En chef", "approve"],
    ]
    figures = made.frozen["figures"]
    assert figures["source"] == "publicerat"
    law = next(one for one in figures["indicators"] if one["code"] == "rattsfall")
    assert len(law["units"]) == 8
    assert {one[0] for one in law["groups"]} >= {"fou-nordvast", "stockholm", "riket"}
    assert all(one["figure"] is None or isinstance(one["figure"], str) for one in map(group_row, law["groups"]))


def test_every_text_that_was_decided_on_is_frozen(cast: WorkflowCast, cycle: Cycle) -> None:
    frozen = decided(cast, cycle).frozen
    texts = ("proposal", "time_plan", "responsibility", "follow_up_on", "motivation", "without_all")
    assert [frozen[name] for name in texts] == [
        *("Tre områden", "2018-2019", "FoU samordnar", "2020-03-09", "Behovet är gemensamt.", ""),
    ]
    title, codes = next(iter(CHOSEN.items()))
    area = {name: text for name, text in frozen["areas"][0].items() if name != "id"}
    told = {name: text for name, text in ANALYSIS.items() if name != "discussion"}
    evidence = ["3 av 8 kommuner har Ja (37,5 %)."]
    assert area == told | {
        "title": title,
        "need": "Behovet",
        "reach": "municipal",
        "indicators": codes,
        "evidence": evidence,
    }


def group_row(row: list) -> dict:
    return dict(zip(("slug", "name", "yes", "base", "figure"), row, strict=True))


def test_what_is_decided_holds_for_areas_steps_and_people(cast: WorkflowCast, cycle: Cycle) -> None:
    decided(cast, cycle)
    assert set(cycle.development_areas.values_list("state", flat=True)) == {"decided"}
    assert state_of(cycle, Step.Code.DECISION) == "done"
    assert set(told("decision_decided")) >= {*HEADS, "anna@test.example", "bo@test.example"}
    assert not FollowUp.objects.exists()  # planned by the follow-up's own daily look


def test_nothing_decided_can_be_changed(cast: WorkflowCast, cycle: Cycle) -> None:
    made = decided(cast, cycle)
    sealed = Decision.objects.filter(pk=made.pk).values()[0]
    for write in (
        lambda: stand(made, SOLNA, "send_back", "Ångrar mig"),
        lambda: decide(made, motivation="Något annat"),
        lambda: actions.propose_decision(decision=made, by=BY, roles={FOU}),
        lambda: actions.send_back(decision=made, step="homework", because="Hm", by=BY, roles={FOU}),
        lambda: actions.write_draft(
            decision=made, proposal="X", time_plan="", responsibility="", follow_up_on=None, by=BY, roles={FOU}
        ),
        lambda: analyse(cycle.development_areas.first(), seen=1, proposal="Nytt"),
    ):
        with pytest.raises(Closed):
            write()
    assert Decision.objects.filter(pk=made.pk).values()[0] == sealed


def test_a_decided_one_changes_only_by_a_new_version_with_its_reason(cast: WorkflowCast, cycle: Cycle) -> None:
    made = decided(cast, cycle)
    with pytest.raises(NotPossible):
        actions.open_draft(cycle=cycle, by=BY, roles={FOU})
    second = actions.open_draft(cycle=cycle, because="Nya siffror", by=BY, roles={FOU})
    assert (second.number, second.state, second.proposal) == (2, "draft", made.proposal)
    actions.propose_decision(decision=second, by=BY, roles={FOU}, now=DECIDED)
    for code in (EKERO, SOLNA):
        stand(second, code)
    decide(second, motivation="Efter rättelsen")
    first = Decision.objects.get(number=1)
    assert (first.state, first.sha256) == ("decided", made.sha256)
    assert Decision.objects.get(number=2).motivation == "Efter rättelsen"


@pytest.mark.parametrize("roles", [{CHIEF}, {CONTACT}])
def test_only_fou_opens_a_new_version(cast: WorkflowCast, cycle: Cycle, roles: set) -> None:
    decided(cast, cycle)
    with pytest.raises(PermissionDenied):
        actions.open_draft(cycle=cycle, because="Vill ändra", by="x", roles=roles)


def send_back(decision: Decision, step: str = Step.Code.HOMEWORK, because: str = "Tunt underlag") -> Decision:
    return actions.send_back(decision=decision, step=step, because=because, by=BY, roles={FOU}, now=DECIDED)


def test_sending_back_reopens_the_step_and_those_after_it(proposed: Decision, cycle: Cycle) -> None:
    stand(proposed, SOLNA, "send_back", "Underlaget är tunt")
    again = send_back(proposed)
    proposed.refresh_from_db()
    assert (proposed.state, proposed.sent_back_to, proposed.sent_back_because) == (
        "sent_back",
        "homework",
        "Tunt underlag",
    )
    assert [state_of(cycle, code) for code in ("meeting_1", "homework", "meeting_2")] == ["done", "planned", "planned"]
    assert set(cycle.development_areas.values_list("state", flat=True)) == {"chosen"}
    assert (again.number, again.state, again.proposal) == (2, "draft", "Tre områden")
    assert set(told("decision_sent_back")) >= set(HEADS)


def test_sending_back_needs_a_head_a_step_and_a_reason(proposed: Decision) -> None:
    with pytest.raises(NotPossible):
        send_back(proposed)
    stand(proposed, SOLNA, "send_back", "Underlaget är tunt")
    with pytest.raises(NotPossible):
        send_back(proposed, step="closing")
    with pytest.raises(NotPossible):
        send_back(proposed, because="")


def test_what_was_sent_back_can_be_proposed_anew_and_decided(proposed: Decision, cycle: Cycle) -> None:
    stand(proposed, SOLNA, "send_back", "Underlaget är tunt")
    again = send_back(proposed)
    area = cycle.development_areas.first()
    analyse(area, seen=1, motivation="Nu med mer underlag")
    propose_again(cycle, again)
    assert not again.standpoints.exists()
    for code in (EKERO, SOLNA):
        stand(again, code)
    assert decide(again).frozen["areas"][0]["motivation"] == "Nu med mer underlag"


def test_every_step_has_its_event(proposed: Decision, cycle: Cycle) -> None:
    stand(proposed, SOLNA, "send_back", "Underlaget är tunt")
    again = send_back(proposed)
    propose_again(cycle, again)
    for code in (EKERO, SOLNA):
        stand(again, code)
    decide(again)
    events = Event.objects.filter(subject=cycle.subject, action__startswith="decision.").order_by("id")
    assert list(events.values_list("action", flat=True)) == [
        *("decision.draft", "decision.write", "decision.propose", "decision.stand", "decision.send_back"),
        *("decision.draft", "decision.propose", "decision.stand", "decision.stand", "decision.decide"),
    ]
