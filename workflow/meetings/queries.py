"""Reads around a meeting: who is usually invited, what to talk about, and one question across the municipalities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from municipalities.models import Membership, Municipality
from municipalities.people.concerned import reachable, roles_held
from municipalities.refusals import NotPossible
from surveys.answering.queries import as_then, values_of
from surveys.answering.queries import questions_of as questions_of_response
from surveys.collecting.differing_questions import DifferingQuestion
from surveys.collecting.queries import differing_questions_of, year_before
from surveys.counting import answers_of
from surveys.models import Interpretation, Response, Survey
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Question, Questionnaire, asked
from workflow.cycles.queries import answers_are_example
from workflow.meetings.agenda import AnsweredYear, Proposal, propose_agenda
from workflow.models import AgendaPoint, Cycle, Meeting, Participant, Protocol, ProtocolPoint
from workflow.units import units_of

CHIEFS_TOO = (Meeting.Kind.FOLLOW_UP,)


NO_QUESTION = "Frågan finns inte i årets enkät"


def questions_of(cycle: Cycle) -> dict[str, Question]:
    """Code -> question, in the order of the questionnaire as it is now; empty where the year has none. Agenda and
    protocol may name questions that have left it since."""
    questionnaire = _questionnaire_of(cycle)
    return {one.code: one for one in questionnaire.questions} if questionnaire else {}


def get_question(cycle: Cycle, code: str) -> Question:
    """NotPossible where the year's questionnaire has no such question."""
    try:
        return questions_of(cycle)[code]
    except KeyError:
        raise NotPossible(f"Enkäten har ingen fråga {code}.") from None


def text_of(questions: Mapping[str, Question], code: str) -> str:
    """How the question reads; where it has left the questionnaire, that it has."""
    return questions[code].text if code in questions else NO_QUESTION


def _questionnaire_of(cycle: Cycle) -> Questionnaire | None:
    return questionnaire_of(cycle.survey) if cycle.survey else None


def usual_participants(cycle: Cycle, kind: str) -> list[Participant]:
    """Unsaved: FoU staff of the network and the contacts of its municipalities; heads to the follow-up meeting."""
    roles = [Membership.Role.FOU, Membership.Role.CONTACT, *([Membership.Role.CHIEF] if kind in CHIEFS_TOO else [])]
    found: dict[int, Participant] = {}
    for role in roles_held(cycle.network, *roles, units=cycle.units.all(), is_example=cycle.is_example):
        place = role.municipality.name if role.municipality else cycle.network.name
        found.setdefault(
            role.user_id,
            Participant(
                name=role.user.name or role.user.email,
                email=role.user.email,
                organisation=place,
                municipality=role.municipality,
            ),
        )
    return list(found.values())


def to_be_told(people: Iterable[Participant], cycle: Cycle) -> list[Participant]:
    """Those on a meeting's list who get its mails: not those whose account is closed, and nobody invented in a real
    cycle. One query beside the list."""
    listed = list(people)
    addresses = reachable([one.email for one in listed], is_example=cycle.is_example)
    return [one for one in listed if one.email in addresses]


def people_not_invited(meeting: Meeting) -> list[Participant]:
    """The usual ones, and the heads, who are not on the list."""
    invited = {one.email for one in meeting.participants.all()}
    return [one for one in usual_participants(meeting.cycle, Meeting.Kind.FOLLOW_UP) if one.email not in invited]


def earlier_interpretations(cycle: Cycle) -> dict[str, Interpretation]:
    """Question -> the network's latest interpretation of an earlier year, where it still holds. One query."""
    found = Interpretation.objects.filter(
        network=cycle.network, survey__area=cycle.area, survey__year__lt=cycle.year
    ).select_related("survey__area", "network")
    latest = {one.question: one for one in sorted(found, key=lambda one: one.survey.year)}
    return {code: one for code, one in latest.items() if one.state == Interpretation.State.AGREED}


def agenda_proposals(cycle: Cycle) -> list[Proposal]:
    """Empty without a questionnaire. About fifteen queries; made when the agenda is proposed, not on every page."""
    survey, questionnaire = cycle.survey, _questionnaire_of(cycle)
    if survey is None or questionnaire is None:
        return []
    example = answers_are_example(cycle)
    last = year_before(survey, example)
    before = _questionnaire_before(survey)
    holding = earlier_interpretations(cycle)
    return propose_agenda(
        questionnaire,
        before,
        AnsweredYear(last.year, differing_questions_of(last, cycle.network, example)) if last else None,
        AnsweredYear(survey.year, differing_questions_of(survey, cycle.network, example)),
        {code: one.survey.year for code, one in holding.items()},
    )


def _questionnaire_before(survey: Survey) -> Questionnaire | None:
    earlier = Survey.objects.filter(area=survey.area_id, year__lt=survey.year).exclude(questionnaire_text="")
    before = earlier.order_by("-year").first()
    return questionnaire_of(before) if before else None


def agenda_of(meeting: Meeting) -> list[AgendaPoint]:
    return list(meeting.agenda_points.all())


def protocol_of(meeting: Meeting) -> Protocol | None:
    return Protocol.objects.filter(meeting=meeting).first()


@dataclass(frozen=True)
class QuestionAtMeeting:
    """One question as the meeting sees it. `row` is None where there are no answers to show."""

    question: Question
    row: DifferingQuestion | None
    municipalities: list[Municipality]
    responding: Mapping[int, int]  # municipality id -> response id
    last_year: int | None
    point: ProtocolPoint | None
    earlier: Interpretation | None
    is_example: bool


def question_at_meeting(meeting: Meeting, protocol: Protocol, code: str) -> QuestionAtMeeting | None:
    """None where the survey has no such question. About a dozen queries, whatever the number of municipalities."""
    cycle = meeting.cycle
    question = questions_of(cycle).get(code)
    if question is None or cycle.survey is None:
        return None
    example = answers_are_example(cycle)
    rows = differing_questions_of(cycle.survey, cycle.network, example)
    last = year_before(cycle.survey, example)
    responses = Response.objects.filter(
        survey=cycle.survey, is_example=example, municipality__in=cycle.units.values("pk")
    )
    return QuestionAtMeeting(
        question=question,
        row=next((row for row in rows if row.question == code), None),
        municipalities=units_of(cycle),
        responding=dict(responses.values_list("municipality_id", "pk")),
        last_year=last.year if last else None,
        point=protocol.points.filter(question=code).first(),
        earlier=earlier_interpretations(cycle).get(code),
        is_example=example,
    )


def response_at_meeting(meeting: Meeting, municipality: Municipality) -> Response | None:
    """The response that the meeting looks at, of a municipality of its network."""
    found = Response.objects.filter(
        survey=meeting.cycle.survey,
        municipality=municipality,
        municipality__in=meeting.cycle.units.values("pk"),
        is_example=answers_are_example(meeting.cycle),
    )
    response = found.select_related("survey__area", "municipality__parent").first()
    return as_then(response) if response else None


def closed_gates(response: Response, items: Iterable[str]) -> dict[str, str]:
    """Of these items those not asked, as the municipality has answered -> the item whose answer decides it. Two
    queries at most."""
    questionnaire = questions_of_response(response)
    is_asked = asked(questionnaire, values_of(answers_of(response)))
    closed = [code for code in items if not is_asked.get(code, True)]
    return {code: next(one for one in questionnaire.gates_above(code) if is_asked[one]) for code in closed}


def refuse_not_asked(response: Response, closed: Mapping[str, str]) -> None:
    """NotPossible with the first of closed_gates, where there is any."""
    for code, gate in closed.items():
        name_of = questions_of_response(response).name_of
        raise NotPossible(
            f"{name_of(code)} ställs inte till {response.municipality.full_name}, så som kommunen har svarat på"
            f" {name_of(gate)}. Inget är ändrat. Ändra det svaret först, eller läs in sidan på nytt."
        )


def municipalities_of(cycle: Cycle) -> list[Municipality]:
    """By name."""
    return units_of(cycle)


def points_of(protocol: Protocol | None) -> dict[str, ProtocolPoint]:
    """Question -> point."""
    return {one.question: one for one in protocol.points.all()} if protocol else {}
