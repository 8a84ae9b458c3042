"""What is proposed to talk about, as pure rules; and the calendar file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from surveys.collecting.differing_questions import YearAnswers, differing_questions
from surveys.models import Survey
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from tests.workflow.conftest import EKERO, NOW, SOLNA, WorkflowCast, give_answers
from tests.worlds.small_country import QUESTIONNAIRE
from workflow.meetings.agenda import LONGEST, AnsweredYear, Proposal, changed_parts, new_and_changed, propose_agenda
from workflow.meetings.calendar_files import CalendarEvent, write_calendar
from workflow.meetings.queries import agenda_proposals
from workflow.models import Cycle


def questionnaire(text: str = QUESTIONNAIRE) -> Questionnaire:
    return load_questionnaire("prov.yaml", text)


EARLIER = QUESTIONNAIRE.replace("prov/2017", "prov/2016")


def answered(year: int, answers: dict, comments: dict | None = None) -> AnsweredYear:
    told = YearAnswers(questionnaire(), answers, comments or {})
    return AnsweredYear(year, differing_questions(told, None, {}))


def test_questions_that_differ_most_come_first_with_their_figures() -> None:
    ten = {n: {"R1": "ja" if n < 4 else "nej", "R2": "nej" if n else "alla"} for n in range(7)}
    found = propose_agenda(questionnaire(), None, answered(2016, ten), None, {})
    assert [one.question for one in found] == ["R1", "R2"]
    assert found[0].reasons == ("År 2016 svarade kommunerna olika: 4 Ja, 3 Nej.",)


def test_comments_alone_are_a_reason_when_there_are_several() -> None:
    alike = {n: {"R1": "ja"} for n in range(3)}
    few = answered(2016, alike, {0: {"R1": "hm"}})
    many = answered(2016, alike, {0: {"R1": "hm"}, 1: {"R1": "tja"}})
    assert propose_agenda(questionnaire(), None, few, None, {}) == []
    told = propose_agenda(questionnaire(), None, many, None, {})
    assert told == [Proposal("R1", ("År 2016 kommenterade 2 kommuner sitt svar.",))]


def test_each_question_once_with_all_its_reasons() -> None:
    split = {0: {"R1": "ja"}, 1: {"R1": "nej"}}
    before = questionnaire(EARLIER.replace("Finns en rutin?", "Finns rutiner?"))
    found = propose_agenda(questionnaire(), before, answered(2016, split), answered(2017, split), {"R1": 2016})
    assert [one.question for one in found] == ["R1"]
    assert [reason.split(" ")[0] for reason in found[0].reasons] == ["År", "Hittills", "Frågan", "Tolkningen"]


def test_new_and_changed_questions_are_told() -> None:
    before = questionnaire(
        EARLIER.replace("question: Q1", "question: Q7").replace("nej: Nej, ej_aktuellt", "nej: Nix, x")
    )
    told = new_and_changed(questionnaire(), before)
    assert told["Q1"] == "Frågan är ny sedan 2016."
    assert told["R1"] == "Frågan är ändrad sedan 2016: svarsalternativen."


def test_a_survey_that_is_new_throughout_names_none_as_new() -> None:
    renamed = re.sub(r"question: (\w+)", r"question: X\1", EARLIER)
    assert new_and_changed(questionnaire(), questionnaire(renamed)) == {}
    assert new_and_changed(questionnaire(), None) == {}


def test_an_unchanged_questionnaire_proposes_nothing() -> None:
    assert new_and_changed(questionnaire(), questionnaire(EARLIER)) == {}
    for one in questionnaire().questions:
        assert changed_parts(one, one) == []


answers_of_units = st.dictionaries(
    st.integers(1, 8),
    st.fixed_dictionaries({}, optional={"R1": st.sampled_from(["ja", "nej"]), "R2": st.sampled_from(["alla", "nej"])}),
)


@given(answers_of_units, st.dictionaries(st.sampled_from(["R1", "R2", "Q1", "gone"]), st.integers(2010, 2016)))
def test_whatever_is_answered_each_proposal_is_known_once_and_says_why(answers: dict, holding: dict) -> None:
    found = propose_agenda(questionnaire(), None, answered(2016, answers), None, holding)
    codes = [one.question for one in found]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {one.code for one in questionnaire().questions}
    assert all(one.why and len(one.why) <= LONGEST for one in found)
    assert set(holding) - {"gone"} <= set(codes)


@pytest.mark.django_db
@time_machine.travel(NOW, tick=False)
def test_the_real_survey_proposes_what_differs(cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    give_answers(survey, EKERO, G1="ja")
    give_answers(survey, SOLNA, G1="nej")
    assert [one.question for one in agenda_proposals(cycle)] == ["G1"]


def test_the_most_common_answer_is_counted_first_and_then_by_letter() -> None:
    answers = ["nej", "nej", "nej", "vissa", "alla"]
    found = propose_agenda(
        questionnaire(), None, answered(2016, {n: {"R2": a} for n, a in enumerate(answers)}), None, {}
    )
    assert found[0].reasons == ("År 2016 svarade kommunerna olika: 3 Nej, 1 Ja till alla, 1 Ja till vissa.",)


def test_one_municipality_is_told_in_words() -> None:
    comment = {0: {"R1": "hm"}}
    split = {0: {"R1": "ja"}, 1: {"R1": "nej"}}
    (last,) = propose_agenda(questionnaire(), None, answered(2016, split, comment), None, {})
    assert last.reasons[1] == "År 2016 kommenterade en kommun sitt svar."
    (now,) = propose_agenda(questionnaire(), None, None, answered(2017, split, comment), {})
    assert now.reasons[1] == "Hittills 2017 har en kommun kommenterat sitt svar."


def test_who_answers_otherwise_than_last_year_is_told_of_this_year_alone() -> None:
    before = YearAnswers(questionnaire(EARLIER), {0: {"R1": "ja"}, 1: {"R1": "ja"}}, {})
    rows = differing_questions(YearAnswers(questionnaire(), {0: {"R1": "ja"}, 1: {"R1": "nej"}}, {}), before, {})
    (now,) = propose_agenda(questionnaire(), None, None, AnsweredYear(2017, rows), {})
    assert now.reasons == (
        "Hittills 2017 svarar kommunerna olika.",
        "En kommun svarar annorlunda än förra gången.",
    )
    (then,) = propose_agenda(questionnaire(), None, AnsweredYear(2017, rows), None, {})
    assert len(then.reasons) == 1


def test_the_part_of_a_question_that_splits_most_is_named() -> None:
    parts = QUESTIONNAIRE.replace(
        "[{item: R2, kind: choice}]", "[{item: R2, label: Stöd, kind: choice}, {item: R3, label: Vård, kind: choice}]"
    )
    answers = {n: {"R2": "nej" if n else "alla", "R3": "nej" if n > 1 else "alla"} for n in range(4)}
    rows = differing_questions(YearAnswers(questionnaire(parts), answers, {}), None, {})
    (found,) = propose_agenda(questionnaire(parts), None, AnsweredYear(2016, rows), None, {})
    assert found.reasons == ("År 2016 svarade kommunerna olika om Vård: 2 Ja till alla, 2 Nej.",)


@pytest.mark.parametrize(
    ("change", "part"),
    [({"text": "Annat?"}, "lydelsen"), ({"help": "Så här."}, "förklaringen"), ({"items": ()}, "delfrågorna")],
)
def test_each_part_of_a_question_that_changed_is_named(change: dict, part: str) -> None:
    question = questionnaire().questions[0]
    assert changed_parts(replace(question, **change), question)[0] == part


def test_several_changes_are_told_after_one_another() -> None:
    before = questionnaire(
        EARLIER.replace("Finns en rutin?", "Finns rutiner?").replace("nej: Nej, ej_aktuellt", "nej: Nix, x")
    )
    assert new_and_changed(questionnaire(), before)["R1"] == "Frågan är ändrad sedan 2016: lydelsen, svarsalternativen."


def test_answers_not_handed_in_are_not_counted() -> None:
    split = {0: {"R1": "ja"}, 1: {"R1": "nej"}}
    assert propose_agenda(questionnaire(), None, None, answered(2017, split), {})[0].reasons == (
        "Hittills 2017 svarar kommunerna olika.",
    )


def event(**fields: object) -> CalendarEvent:
    told = {
        "uid": "mote-1@ojportal",
        "sequence": 0,
        "starts_at": datetime(2017, 2, 24, 12, tzinfo=UTC),
        "ends_at": datetime(2017, 2, 24, 15, tzinfo=UTC),
        "summary": "Möte",
        "location": "FoU",
        "description": "",
        "url": "https://oj.example/",
        "organizer": "carin@fou.example",
        "stamp": NOW,
    }
    return CalendarEvent(**(told | fields))


def read_calendar(content: bytes) -> dict[str, str]:
    """A reader of its own: unfolds, splits at the first colon, takes the escapes away."""
    found = {}
    for line in content.decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        found[name] = re.sub(r"\\(.)", lambda one: "\n" if one[1] == "n" else one[1], value)
    return found


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=300))
def test_any_text_survives_the_calendar_file(text: str) -> None:
    content = write_calendar(event(description=text, location=text))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = read_calendar(content)
    assert (found["DESCRIPTION"], found["LOCATION"]) == (text, text)
    assert found["DTSTART"] == "20170224T120000Z"
