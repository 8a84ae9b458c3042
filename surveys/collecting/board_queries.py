"""The board of a collection: one row per unit, how far it has come and what it has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection as Many
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, OuterRef

from municipalities.models import Membership, Municipality
from surveys.answering.saving import Unsent, unsent_changes
from surveys.collecting.queries import (
    CHANGED,
    NOT_STARTED,
    UNDER_WAY,
    Texts,
    contacts_of,
    counts_of,
    mails_of,
    with_receipts,
)
from surveys.counting import answers_by_response, as_answers
from surveys.models import Answer, AnswerEvent, Collection, Mailing, Response, SectionAssignment, Survey
from surveys.questionnaires.answer_rules import SectionProgress, section_progress
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class UnitStatus:
    """How far one unit has come. `sections` in the questionnaire's order; only what is asked counts."""

    municipality: Municipality
    response: Response | None
    sections: tuple[SectionProgress, ...]
    contacts: tuple[str, ...]  # names
    assigned: dict[str, tuple[str, ...]]  # section code -> names of colleagues
    first_activity: datetime | None
    last_activity: datetime | None
    first_receipt: datetime | None
    last_mail: datetime | None
    receipts: int
    counts: str = ""  # what was handed in last, by name
    unsent: tuple[Unsent, ...] = ()  # changed after that

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.sections)

    @property
    def asked(self) -> int:
        return sum(one.asked for one in self.sections)

    @property
    def handed_in_at(self) -> datetime | None:
        """The first time; None where nothing counts any more."""
        if self.response is None or self.response.handed_in_at is None:
            return None
        return min(filter(None, (self.first_receipt, self.response.handed_in_at)))

    @property
    def begun_at(self) -> datetime | None:
        if self.response is None or self.state == NOT_STARTED:
            return None
        return min(filter(None, (self.first_activity or self.response.created_at, self.handed_in_at)))

    @property
    def state(self) -> str:
        """not_started | under_way | handed_in | changed; opening the page without answering is no start."""
        if self.response is None:
            return NOT_STARTED
        is_untouched = self.last_activity is None and not self.answered and self.response.state == UNDER_WAY
        return NOT_STARTED if is_untouched else self.response.state


def board_of(collection: Collection, only: Many[int] | None = None) -> list[UnitStatus]:
    """One row per unit of the group in order of name; `only` narrows to these municipality ids. Eight queries at
    most, however many units."""
    questionnaire = questionnaire_of(collection.survey)
    units = collection.units.select_related("parent")
    if only is not None:
        units = units.filter(pk__in=only)
    responses = _responses_by_unit(collection)
    answers = _answers_by_response(responses.values())
    mails = _last_mails(collection.survey)
    contacts = _names_by_unit(contacts_of(collection))
    assigned = _assigned(responses.values())
    unsent = _unsent(questionnaire, responses.values())
    rows = []
    for unit in (one.in_year(collection.survey.year) for one in units):
        response = responses.get(unit.pk)
        pk = response.pk if response else 0
        rows.append(
            UnitStatus(
                municipality=unit,
                response=response,
                sections=_progress(questionnaire, answers.get(pk, {})),
                contacts=contacts.get(unit.pk, ()),
                assigned=assigned.get(pk, {}),
                first_activity=response.first_activity if response else None,  # type: ignore[attr-defined]  # added by the query
                last_activity=response.last_activity if response else None,  # type: ignore[attr-defined]  # added by the query
                first_receipt=response.first_receipt if response else None,  # type: ignore[attr-defined]  # added by the query
                last_mail=mails.get(unit.code),
                receipts=response.number_of_receipts if response else 0,  # type: ignore[attr-defined]  # added by the query
                counts=counts_of(response),
                unsent=unsent.get(pk, ()),
            )
        )
    return sorted(rows, key=lambda row: (row.municipality.full_name.casefold(), row.municipality.code))


def _progress(questionnaire: Questionnaire | None, answers: dict[str, str]) -> tuple[SectionProgress, ...]:
    return tuple(section_progress(questionnaire, answers)) if questionnaire else ()


def _responses_by_unit(collection: Collection) -> dict[int, Response]:
    found = Response.objects.filter(
        survey=collection.survey_id,
        is_example=collection.is_example,
        municipality__in=collection.units.values("pk"),
    )
    events = AnswerEvent.objects.filter(response=OuterRef("pk")).order_by().values("response")
    counted = with_receipts(found).annotate(
        first_activity=events.annotate(first=Min("at")).values("first"),
        last_activity=events.annotate(last=Max("at")).values("last"),
        first_receipt=Min("receipts__at"),
        number_of_receipts=Count("receipts"),
    )
    return {one.municipality_id: one for one in counted}


def _unsent(questionnaire: Questionnaire | None, responses: Iterable[Response]) -> dict[int, tuple[Unsent, ...]]:
    """Response id -> what was changed after it was handed in."""
    changed = {one.pk: as_answers(one.counted) for one in responses if one.counted is not None}
    if questionnaire is None:
        return {}
    stands = answers_by_response(changed)
    return {pk: tuple(unsent_changes(questionnaire, counted, stands[pk])) for pk, counted in changed.items()}


def _answers_by_response(responses: Iterable[Response]) -> Texts:
    found: Texts = defaultdict(dict)
    rows = Answer.objects.filter(response__in=[one.pk for one in responses]).exclude(value="")
    for response, item, value in rows.values_list("response_id", "item", "value").iterator(20_000):
        found[response][item] = value
    return found


def _names_by_unit(contacts: Iterable[Membership]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for one in contacts:
        found[one.municipality_id] = (*found.get(one.municipality_id, ()), one.user.name)  # type: ignore[index,arg-type]  # a contact's role has a municipality
    return found


def _assigned(responses: Iterable[Response]) -> dict[int, dict[str, tuple[str, ...]]]:
    found: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    standing = SectionAssignment.objects.filter(response__in=[one.pk for one in responses], withdrawn_at=None)
    for one in standing:
        sections = found[one.response_id]
        sections[one.section] = (*sections.get(one.section, ()), one.name)
    return found


def _last_mails(survey: Survey) -> dict[str, datetime]:
    """Code of the unit -> when its last invitation or reminder was queued."""
    found = (
        mails_of(survey).filter(kind__in=Mailing.Kind.values).order_by().values("about").annotate(at=Max("queued_at"))
    )
    return {one["about"].rpartition(" ")[2]: one["at"] for one in found}


@dataclass(frozen=True)
class LeftUnsent:
    """What lies unsent once the last day has passed; units that are open again are not among them."""

    drafts: tuple[UnitStatus, ...]  # began, and never handed in
    changed: tuple[UnitStatus, ...]  # handed in, and changed after that
    silent: tuple[UnitStatus, ...]  # never began

    def __bool__(self) -> bool:
        return bool(self.drafts or self.changed or self.silent)


def left_unsent(rows: Iterable[UnitStatus], today: date) -> LeftUnsent:
    closed = [row for row in rows if row.response is None or (row.response.reopened_until or date.min) < today]
    by_state = {
        state: tuple(row for row in closed if row.state == state) for state in (UNDER_WAY, CHANGED, NOT_STARTED)
    }
    return LeftUnsent(by_state[UNDER_WAY], by_state[CHANGED], by_state[NOT_STARTED])
