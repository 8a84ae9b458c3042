"""Reads of collections: who has answered how much, where answers differ, what has been mailed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from municipalities.models import Group, GroupMember, Mail, Membership, Municipality, User
from municipalities.people.concerned import people_with, roles_held
from municipalities.permissions import Person, fou_networks_of, is_administrator
from surveys.answering.queries import name_counted
from surveys.collecting.differing_questions import DifferingQuestion, YearAnswers, differing_questions
from surveys.collecting.networks import collections_for, units_concerning
from surveys.counting import COUNTS
from surveys.models import (
    Answer,
    ChangeReason,
    Collection,
    Interpretation,
    Mailing,
    Response,
    Survey,
)
from surveys.questionnaires.queries import questionnaire_of

Texts = dict[int, dict[str, str]]  # municipality id -> item -> text
YEARS = ("area__name", "is_example", "-year")  # the latest first, made-up years last
NOT_STARTED, UNDER_WAY, HANDED_IN = "not_started", Response.State.UNDER_WAY.value, Response.State.HANDED_IN.value
CHANGED = Response.State.CHANGED.value


class Recipient(NamedTuple):
    """A contact to mail, for one unit."""

    email: str
    name: str
    municipality: Municipality
    changed_after: str = ""  # what counts, by name, where it has been changed since


def siblings_of(collection: Collection, person: Person) -> list[Collection]:
    """All collections of the same survey that the person may see."""
    return list(collections_for(person).filter(survey=collection.survey_id).order_by("group__order", "group__name"))


@dataclass(frozen=True)
class CollectionSummary:
    collection: Collection
    units: int
    handed_in: int
    begun: int
    changed: int = 0  # of those handed in: changed after that

    @property
    def drafts(self) -> int:
        """Begun, and nothing of it counts."""
        return max(self.begun - self.handed_in, 0)

    @property
    def silent(self) -> int:
        """Never began."""
        return self.units - max(self.begun, self.handed_in)

    @property
    def unsent(self) -> int:
        return self.drafts + self.changed + self.silent


def summaries_for(person: Person) -> list[CollectionSummary]:
    """Every collection the person sees, with how many units have begun and handed in. One query, and four more for
    each collection in which the person sees some units only."""
    asked = GroupMember.objects.in_year(OuterRef("survey__year")).filter(group=OuterRef("group"))
    of_group = Response.objects.filter(
        Exists(
            GroupMember.objects.in_year(OuterRef("survey__year")).filter(
                group=OuterRef(OuterRef("group")), municipality=OuterRef("municipality")
            )
        ),
        survey=OuterRef("survey"),
        is_example=OuterRef("is_example"),
    )
    begun = of_group.filter(Exists(Answer.objects.filter(response=OuterRef("pk"))))
    found = collections_for(person).annotate(
        asked=_number(asked, "group"),
        begun=_number(begun),
        handed_in=_number(of_group.filter(state__in=COUNTS)),
        changed=_number(of_group.filter(state=CHANGED)),
    )
    summaries = [
        CollectionSummary(one, one.asked or 0, one.handed_in or 0, one.begun or 0, one.changed or 0) for one in found
    ]
    return [_narrowed(one, units_concerning(person, one.collection)) for one in summaries]


def _narrowed(summary: CollectionSummary, only: set[int] | None) -> CollectionSummary:
    """The same of some units; None means all."""
    if only is None:
        return summary
    asked = summary.collection.units.filter(pk__in=only)
    responses = Response.objects.filter(
        survey=summary.collection.survey_id, is_example=summary.collection.is_example, municipality__in=asked
    )
    begun = responses.filter(Exists(Answer.objects.filter(response=OuterRef("pk"))))
    handed_in = responses.filter(state__in=COUNTS)
    changed = responses.filter(state=CHANGED)
    return CollectionSummary(summary.collection, asked.count(), handed_in.count(), begun.count(), changed.count())


def _number(rows: QuerySet[Any], of_one: str = "survey") -> Subquery:
    return Subquery(rows.order_by().values(of_one).annotate(n=Count("pk")).values("n"))


def groups_within(collection: Collection, only: set[int] | None) -> list[Group]:
    """Smaller groups to narrow a large collection to; none within a network, or for who sees some units only. One
    query at most."""
    if collection.group.kind == Group.Kind.NETWORK or only is not None:
        return []
    smaller = [Group.Kind.NETWORK, Group.Kind.CITY, Group.Kind.COUNTY]
    return list(Group.objects.filter(kind__in=smaller).exclude(pk=collection.group_id))


def members_of(group: Group, year: int) -> set[int]:
    return set(group.members_in(year).values_list("pk", flat=True))


def units_to_mail(collection: Collection, codes: Iterable[str], only: set[int] | None) -> set[int] | None:
    """Of the group's units those that have one of the codes, or all without any; within `only`. None means all."""
    if codes:
        chosen = set(collection.units.filter(code__in=list(codes)).values_list("pk", flat=True))
        return chosen if only is None else chosen & only
    return only


def surveys_to_open(networks: Iterable[Group | None]) -> list[Survey]:
    """The nation's survey years with a questionnaire, and the networks' own; newest first."""
    found = Survey.objects.open_to(networks).exclude(questionnaire_text="")
    return list(found.select_related("area").order_by(*YEARS))


def surveys_without_questions(networks: Iterable[Group | None]) -> list[Survey]:
    """Those whose questionnaire the portal does not hold; newest first."""
    found = Survey.objects.open_to(networks).filter(questionnaire_text="")
    return list(found.select_related("area").order_by(*YEARS))


def groups_to_open(person: Person) -> list[Group]:
    """Networks whose FoU staff the person belongs to; the nation for the administrator."""
    nation = Group.objects.filter(kind=Group.Kind.NATION) if is_administrator(person) else []
    return [*fou_networks_of(person), *nation]


def recipients_of(
    collection: Collection, only: set[int] | None = None, kind: str = Mailing.Kind.REMINDER
) -> list[Recipient]:
    """Contacts of the units that have not handed in, in order of unit and name; reminded are also those that have
    changed something since. `only` narrows to these municipality ids. Two queries."""
    responses = Response.objects.filter(survey=collection.survey_id, is_example=collection.is_example)
    handed_in = {one.municipality_id: one for one in with_receipts(responses.filter(state__in=COUNTS))}
    found = []
    for one in contacts_of(collection):
        response = handed_in.get(one.municipality_id or 0)
        is_waited_for = response is None or (response.state == CHANGED and kind == Mailing.Kind.REMINDER)
        if one.municipality and is_waited_for and (only is None or one.municipality_id in only):
            found.append(Recipient(one.user.email, one.user.name, one.municipality, counts_of(response)))
    return found


def with_receipts(responses: QuerySet[Response]) -> QuerySet[Response]:
    """Each with `counted_receipt`: the number of the receipt that counts, or None."""
    number = Max("receipts__number", filter=Q(receipts__at=F("handed_in_at")))
    return responses.annotate(counted_receipt=number)


def counts_of(response: Response | None) -> str:
    return name_counted(response, response.counted_receipt) if response else ""  # type: ignore[attr-defined]  # added by the query


def contacts_of(collection: Collection) -> QuerySet[Membership]:
    return roles_held(
        collection.group, Membership.Role.CONTACT, units=collection.units, is_example=collection.is_example
    )


def mails_of(survey: Survey) -> QuerySet[Mail]:
    """Every mail about the survey's responses, newest first: invitations, reminders, receipts, shared sections."""
    return Mail.objects.filter(about__startswith=f"response {survey.slug} ")


def mails_of_collection(collection: Collection, only: set[int] | None = None) -> list[Mail]:
    """Of the units of the group only, or of these municipality ids among them, with `place`: the unit's name. Two
    queries."""
    year, units = collection.survey.year, collection.units.select_related("parent")
    names = {one.code: one.in_year(year).full_name for one in units if only is None or one.pk in only}
    mails = [one for one in mails_of(collection.survey) if one.about.rpartition(" ")[2] in names]
    for one in mails:
        one.place = names[one.about.rpartition(" ")[2]]  # type: ignore[attr-defined]  # shown beside the mail
    return mails


def interpretations_of(survey: Survey, network: Group, *, only_agreed: bool = False) -> dict[str, Interpretation]:
    """Question code -> what stands, agreed or retired. One query."""
    found = Interpretation.objects.filter(survey=survey, network=network).select_related("survey__area", "network")
    if only_agreed:
        found = found.filter(state=Interpretation.State.AGREED)
    return {one.question: one for one in found}


def units_in_order(group: Group, year: int) -> list[Municipality]:
    units = (one.in_year(year) for one in group.members_in(year).select_related("parent"))
    return sorted(units, key=lambda one: one.full_name)


def answers_mark(survey: Survey, network: Group, is_example: bool) -> str:
    """Changes whenever an answer or an interpretation of the network does. Two queries."""
    found = Response.objects.filter(
        survey=survey, is_example=is_example, municipality__in=network.members_in(survey.year).values("pk")
    ).aggregate(n=Count("pk"), revisions=Sum("revision"))
    written = Interpretation.objects.filter(survey=survey, network=network).aggregate(at=Max("at"))["at"]
    return f"{found['n']}-{found['revisions'] or 0}-{written.timestamp() if written else 0:.3f}"


def year_before(survey: Survey, is_example: bool) -> Survey | None:
    """The latest earlier year of the area, the owner's or the nation's, with a questionnaire and answers of the same
    kind. One query."""
    of_area = Survey.objects.open_to([survey.network]).filter(area=survey.area_id, year__lt=survey.year)
    earlier = of_area.exclude(questionnaire_text="")
    answered = Response.objects.filter(survey=OuterRef("pk"), is_example=is_example)
    return earlier.filter(Exists(answered)).select_related("area").order_by("-year").first()


def differing_questions_of(survey: Survey, network: Group, is_example: bool) -> list[DifferingQuestion]:
    """Every question of the survey across the network's units, in the order of the questionnaire; sort by `weight`,
    falling, for those that differ most first. Empty without a questionnaire. Six queries."""
    this_year = _year_answers(survey, network, is_example)
    if this_year is None:
        return []
    before = year_before(survey, is_example)
    last_year = _year_answers(before, network, is_example) if before else None
    return differing_questions(this_year, last_year, _change_reasons(survey, network, is_example))


def _year_answers(survey: Survey, group: Group, is_example: bool) -> YearAnswers | None:
    questionnaire = questionnaire_of(survey)
    if questionnaire is None:
        return None
    members = group.members_in(survey.year).values("pk")
    found = Response.objects.filter(survey=survey, is_example=is_example, municipality__in=members)
    units = dict(found.values_list("pk", "municipality_id"))
    answers: Texts = {unit: {} for unit in units.values()}
    comments: Texts = defaultdict(dict)
    rows = Answer.objects.filter(response__in=units).values_list("response_id", "item", "value", "comment")
    for response, item, value, comment in rows:
        if item not in questionnaire.items:
            continue
        answers[units[response]][item] = value
        if comment:
            comments[units[response]][item] = comment
    return YearAnswers(questionnaire, answers, comments)


def _change_reasons(survey: Survey, group: Group, is_example: bool) -> dict[tuple[int, str], str]:
    members = group.members_in(survey.year).values("pk")
    found = ChangeReason.objects.filter(
        response__survey=survey, response__is_example=is_example, response__municipality__in=members
    )
    return {
        (one.municipality, one.question): f"{one.get_reason_display()}: {one.text}".removesuffix(": ")
        for one in found.annotate(municipality=F("response__municipality_id"))
    }


def closed_untold(today: date) -> list[Collection]:
    """Collections whose last day has passed without FoU having been told what lies unsent."""
    closed = Collection.objects.filter(closes__lt=today, unsent_told_at=None)
    return list(closed.select_related("survey__area", "group"))


def networks_asked(collection: Collection) -> list[Group]:
    """The network of the collection; of the nation's, every network with a unit in it."""
    if collection.group.kind == Group.Kind.NETWORK:
        return [collection.group]
    asked = GroupMember.objects.in_year(collection.survey.year).filter(
        group__kind=Group.Kind.NETWORK, municipality__in=collection.units.values("pk")
    )
    return list(Group.objects.filter(pk__in=asked.values("group")))


def fou_of(network: Group, *, is_example: bool) -> list[User]:
    """FoU staff of the network, who may be written to."""
    return people_with(network, Membership.Role.FOU, units=Municipality.objects.none(), is_example=is_example)
