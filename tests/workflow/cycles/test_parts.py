"""Who has which part in a cycle, and whom the getters of cycles, meetings and protocols let in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.utils import timezone

from municipalities.models import Membership, Municipality, User
from municipalities.refusals import Closed
from surveys.models import Survey
from tests.workflow.conftest import EKERO, SOLNA, WorkflowCast
from workflow.cycles.actions import open_cycle
from workflow.models import Cycle, Meeting, Protocol
from workflow.permissions import (
    Part,
    cycles_of,
    get_closed_cycle,
    get_cycle,
    get_cycle_to_change,
    get_meeting,
    get_meeting_of,
    get_protocol,
    has_a_part,
    is_chief,
    is_fou,
    part_in,
    part_in_network,
    refuse_readers,
)
from workflow.states import CHIEF, CONTACT, FOU

PEOPLE = ("anna", "bo", "carin", "david", "frida", "greta", "hugo", "sara", "eva")


def request_of(person, method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, "/")
    request.user = person
    return request


def close(cycle: Cycle) -> Cycle:
    Cycle.objects.filter(pk=cycle.pk).update(state="closed", closed_at=timezone.now(), closed_by="x@test.example")
    cycle.refresh_from_db()
    return cycle


def who(cast: WorkflowCast, is_so: Callable[..., bool]) -> set[str]:
    assert not is_so(AnonymousUser())
    return {name for name in PEOPLE if is_so(getattr(cast, name))}


def let_in(cast: WorkflowCast, get: Callable[[HttpRequest], object]) -> set[str]:
    """Those of the people that the getter does not refuse; a stranger it always does."""

    def is_let_in(person) -> bool:
        try:
            get(request_of(person))
        except PermissionDenied:
            return False
        return True

    return who(cast, is_let_in)


NETWORK = {"anna", "bo", "carin", "david", "frida"}


def test_roles_of_any_network_open_the_door(cast: WorkflowCast) -> None:
    assert who(cast, has_a_part) == NETWORK | {"greta", "hugo"}
    assert (who(cast, is_fou), who(cast, is_chief)) == ({"carin", "greta"}, {"david", "frida"})


def test_a_part_is_who_one_is_what_one_is_and_where(cast: WorkflowCast, cycle: Cycle) -> None:
    assert part_in(cast.carin, cycle) == Part("carin@test.example", "Carin Exempel", frozenset({FOU}))
    solna = Municipality.objects.get(code=SOLNA)
    assert part_in(cast.david, cycle) == Part("david@test.example", "David Exempel", frozenset({CHIEF}), (solna,))
    assert part_in(cast.bo, cycle) == Part("bo@test.example", "Bo Exempel", frozenset({CONTACT}), (), (solna,))
    for stranger in (cast.greta, cast.hugo, cast.sara, cast.eva):
        assert part_in(stranger, cycle) == Part(stranger.email, stranger.name, frozenset())
    assert part_in(AnonymousUser(), cycle) == Part("", "", frozenset())


def test_a_part_knows_its_municipalities_each_once(cast: WorkflowCast, cycle: Cycle) -> None:
    ekero, solna = (Municipality.objects.get(code=code) for code in (EKERO, SOLNA))
    for role, place in (("chief", solna), ("contact", ekero), ("chief", ekero)):
        Membership.objects.create(user=cast.eva, role=role, municipality=place)
    part = part_in(cast.eva, cycle)
    assert (part.is_fou, part.is_chief, part.is_contact) == (False, True, True)
    assert part.municipalities == (ekero, solna)
    assert [part.is_contact_in(one) for one in (ekero, solna)] == [True, False]
    assert [part.is_chief_in(one) for one in (ekero, solna)] == [True, True]


def call_ekero(name: str, until: int) -> None:
    told = {"name": name, "county_code": "01", "county_name": "Stockholms län", "to_year": until}
    Municipality.objects.filter(code=EKERO).update(earlier=[told])


def test_a_municipality_is_called_what_it_was_in_the_cycles_year(cast: WorkflowCast, cycle: Cycle) -> None:
    call_ekero("Svartsjö", until=cycle.year)
    assert [one.name for one in part_in(cast.frida, cycle).chief_of] == ["Svartsjö"]
    Cycle.objects.update(year=cycle.year + 1)
    cycle.refresh_from_db()
    assert [one.name for one in part_in(cast.frida, cycle).chief_of] == ["Ekerö"]


def test_who_left_the_network_keeps_the_part_in_its_cycles(cast: WorkflowCast, cycle: Cycle) -> None:
    cast.network.member_years.filter(municipality__code=SOLNA).update(to_year=2016)
    assert part_in(cast.david, cycle).is_chief
    assert part_in_network(cast.david, cast.network, 2017).is_chief
    cycle.delete()
    assert not part_in_network(cast.david, cast.network, 2017).held
    assert part_in_network(cast.david, cast.network, 2016).is_chief


def test_the_part_in_a_network_is_that_of_the_year(cast: WorkflowCast) -> None:
    ekero = Municipality.objects.get(code=EKERO)
    told = Part("frida@test.example", "Frida Exempel", frozenset({CHIEF}), (ekero,))
    assert part_in_network(cast.frida, cast.network, 2017) == told
    assert part_in_network(cast.carin, cast.network, 2017).held == {FOU}
    assert not part_in_network(cast.greta, cast.network, 2017).held
    call_ekero("Svartsjö", until=2017)
    frida = User.objects.get(pk=cast.frida.pk)
    assert [part_in_network(frida, cast.network, year).chief_of[0].name for year in (2017, 2018)] == [
        "Svartsjö",
        "Ekerö",
    ]


def test_a_part_costs_no_query_for_those_without_a_municipality(
    cast: WorkflowCast, cycle: Cycle, django_assert_num_queries
) -> None:
    for person, queries in ((cast.carin, 1), (cast.david, 2)):
        with django_assert_num_queries(queries):
            part_in(person, cycle)


def test_cycles_are_those_one_has_a_part_in(cast: WorkflowCast, cycle: Cycle, survey: Survey) -> None:
    cast.other_network.members.set(Municipality.objects.filter(code=EKERO))
    other = open_cycle(network=cast.other_network, area=survey.area, year=2016, survey=None, by="x@test.example")
    found = {name: set(cycles_of(getattr(cast, name))) for name in PEOPLE}
    both = {"anna": {cycle, other}, "frida": {cycle, other}}
    assert {name: cycles for name, cycles in found.items() if cycles} == both | {
        name: {cycle} for name in ("bo", "carin", "david")
    }
    assert not cycles_of(AnonymousUser())


def test_a_cycle_is_read_by_its_own_people_or_by_those_of_a_role(cast: WorkflowCast, cycle: Cycle) -> None:
    assert let_in(cast, lambda request: get_cycle(request, cycle.pk)) == NETWORK
    assert let_in(cast, lambda request: get_cycle(request, cycle.pk, FOU)) == {"carin"}
    assert let_in(cast, lambda request: get_cycle(request, cycle.pk, CHIEF, FOU)) == {"carin", "david", "frida"}
    with pytest.raises(Http404):
        get_cycle(request_of(cast.carin), cycle.pk + 99)


def test_a_cycle_comes_with_what_its_pages_name(cast: WorkflowCast, cycle: Cycle, django_assert_num_queries) -> None:
    found, part = get_cycle(request_of(cast.carin), cycle.pk)
    assert (found, part) == (cycle, part_in(cast.carin, cycle))
    with django_assert_num_queries(0):
        assert (found.network, found.area.slug, found.survey.area.slug) == (
            cast.network,
            "ekonomiskt-bistand",
            "ekonomiskt-bistand",
        )


@pytest.mark.parametrize(
    ("method", "may"), [("GET", True), ("HEAD", True), ("OPTIONS", True), ("POST", False), ("PUT", False)]
)
def test_a_closed_cycle_is_read_and_not_written_to(cast: WorkflowCast, cycle: Cycle, method: str, may: bool) -> None:
    assert get_cycle(request_of(cast.carin, method), cycle.pk)[1].may_run
    close(cycle)
    if may:
        part = get_cycle(request_of(cast.carin, method), cycle.pk, FOU)[1]
        assert (part.is_closed, part.may_run, part.is_fou, part.names, part.held) == (True, False, True, set(), {FOU})
    else:
        with pytest.raises(Closed, match="avslutades"):
            get_cycle(request_of(cast.carin, method), cycle.pk)
        with pytest.raises(PermissionDenied):
            get_cycle(request_of(cast.greta, method), cycle.pk)


def test_a_page_that_is_a_form_is_refused_in_a_closed_cycle(cast: WorkflowCast, cycle: Cycle) -> None:
    assert get_cycle_to_change(request_of(cast.carin), cycle.pk) == get_cycle(request_of(cast.carin), cycle.pk)
    assert let_in(cast, lambda request: get_cycle_to_change(request, cycle.pk)) == NETWORK
    assert let_in(cast, lambda request: get_cycle_to_change(request, cycle.pk, FOU)) == {"carin"}
    close(cycle)
    with pytest.raises(Closed):
        get_cycle_to_change(request_of(cast.carin), cycle.pk)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_closed_cycle_is_opened_again_by_its_fou(
    cast: WorkflowCast, cycle: Cycle, method: str, django_assert_num_queries
) -> None:
    close(cycle)
    assert let_in(cast, lambda request: get_closed_cycle(request, cycle.pk)) == {"carin"}
    found, part = get_closed_cycle(request_of(cast.carin, method), cycle.pk)
    with django_assert_num_queries(0):
        assert (found.network, found.area.slug, found.survey.area_id) == (
            cast.network,
            "ekonomiskt-bistand",
            found.area.pk,
        )
    assert (found, part) == (cycle, part_in(cast.carin, cycle))
    with pytest.raises(Http404):
        get_closed_cycle(request_of(cast.carin), cycle.pk + 99)


@pytest.mark.parametrize("by_number", [True, False])
def test_a_meeting_is_met_within_its_cycle(
    cast: WorkflowCast, quality_meeting: Meeting, by_number: bool, django_assert_num_queries
) -> None:
    meeting, cycle = quality_meeting, quality_meeting.cycle

    def get(request: HttpRequest, *roles: str, further: int = 0, kind: str = "quality"):
        if by_number:
            return get_meeting(request, meeting.pk + further, *roles)
        return get_meeting_of(request, cycle.pk + further, kind, *roles)

    assert let_in(cast, get) == NETWORK
    assert let_in(cast, lambda request: get(request, CONTACT)) == {"anna", "bo"}
    found, part = get(request_of(cast.carin), FOU)
    with django_assert_num_queries(0):
        assert (found.cycle.network, found.cycle.area.slug) == (cast.network, "ekonomiskt-bistand")
        assert found.cycle.survey.area.slug == "ekonomiskt-bistand"
    assert (found, part) == (meeting, part_in(cast.carin, cycle))
    with pytest.raises(Http404):
        get(request_of(cast.carin), further=99)
    if not by_number:
        with pytest.raises(Http404):
            get(request_of(cast.carin), kind="analysis_1")
    close(cycle)
    with pytest.raises(Closed):
        get(request_of(cast.carin, "POST"))


def test_a_draft_of_a_protocol_is_for_fou_until_it_is_sent_out_or_has_a_version(
    cast: WorkflowCast, quality_meeting: Meeting, django_assert_num_queries
) -> None:
    protocol, _made = Protocol.objects.get_or_create(meeting=quality_meeting)

    def get(request: HttpRequest, *roles: str) -> tuple[Protocol, Part]:
        return get_protocol(request, quality_meeting.pk, *roles)

    assert let_in(cast, get) == {"carin"}
    found, part = get(request_of(cast.carin))
    with django_assert_num_queries(0):
        cycle = found.meeting.cycle
        assert (cycle.network, cycle.area.slug) == (cast.network, "ekonomiskt-bistand")
        assert cycle.survey.area.slug == "ekonomiskt-bistand"
    assert (found, part) == (protocol, part_in(cast.carin, quality_meeting.cycle))
    Protocol.objects.update(state="sent", comments_until=timezone.localdate(), purpose="Syfte")
    assert let_in(cast, get) == NETWORK
    assert let_in(cast, lambda request: get(request, FOU, CONTACT)) == {"anna", "bo", "carin"}
    Protocol.objects.update(state="draft")
    protocol.versions.create(number=1, content={}, sha256="0", approved_by="x@test.example", approved_at=timezone.now())
    assert let_in(cast, get) == NETWORK
    with pytest.raises(Http404):
        get_protocol(request_of(cast.carin), quality_meeting.pk + 99)


def test_readers_write_nothing() -> None:
    refuse_readers(frozenset({FOU}))
    with pytest.raises(PermissionDenied):
        refuse_readers(frozenset())
