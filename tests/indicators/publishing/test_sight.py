"""Whose computed results are seen: by whom, in which year, published or not, and who the getters of it let in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from indicators.importing.permissions import get_computation, get_run
from indicators.models import Computation, Indicator, Origin, Result, YearPublication
from indicators.own_groups.permissions import get_own_group, get_shared_group
from indicators.permissions import (
    EVERYTHING,
    PUBLIC,
    Belonging,
    Seen,
    Sight,
    seen_of,
    sight_of,
    unseen_units,
    visible_units,
    whole_groups,
)
from indicators.publishing.permissions import get_year
from indicators.publishing.queries import Year
from municipalities.models import Group, GroupMember, Membership, Municipality, User
from surveys.models import Collection, ImportRun, ServiceArea, Survey

A, B, C, D = "0101", "0102", "0103", "0104"


@dataclass
class World:
    """Network norr has A and B, network söder C; D is in none. One year, 2017."""

    units: dict[str, int]
    norr: Group
    soder: Group
    survey: Survey

    def ids(self, *codes: str) -> frozenset[int]:
        return frozenset(self.units[code] for code in codes)

    def told(self, units: frozenset[int] | None) -> str:
        """Codes without their beginning: ABCD; alla where all are."""
        return (
            "alla"
            if units is None
            else "".join(sorted("ABCD"[int(code[-1]) - 1] for code in self.units if self.units[code] in units))
        )

    def seen(self, sight: Sight, *, is_example: bool = False) -> str:
        return self.told(visible_units(sight, self.survey, is_example=is_example))

    def publish(self, network: Group | None, **fields: object) -> None:
        YearPublication.objects.create(
            survey=self.survey, network=network, published_by="x", published_at=timezone.now(), **fields
        )

    def collect(self, group: Group, days: int = 1, **fields: object) -> None:
        today = timezone.localdate()
        until = {"opens": today - timedelta(days=9), "closes": today + timedelta(days=days), "opened_by": "x"}
        Collection.objects.create(survey=self.survey, group=group, **until | fields)


@pytest.fixture
def world(db: None) -> World:
    made = {code: Municipality.objects.create(code=code, name=code).pk for code in (A, B, C, D)}
    norr, soder = (Group.objects.create(slug=slug, name=slug, kind="network") for slug in ("norr", "soder"))
    norr.members.set([made[A], made[B]])
    soder.members.set([made[C]])
    survey = Survey.objects.create(area=ServiceArea.objects.create(slug="prov", name="Prov"), year=2017, title="2017")
    return World(made, norr, soder, survey)


@pytest.fixture
def of(world: World) -> Callable[..., User]:
    def person(role: str = "", code: str = "", network: Group | None = None) -> User:
        user = User.objects.create(email=f"{User.objects.count()}@test.example")
        place = Municipality.objects.get(code=code) if code else None
        if role:
            Membership.objects.create(user=user, role=role, municipality=place, network=network)
        return user

    return person


@pytest.mark.parametrize(
    ("seen", "hidden", "unpublished"),
    [
        (Seen(None, None), set(), set()),
        (Seen(None, frozenset({1})), set(), {2, 3}),
        (Seen(frozenset({1, 2}), frozenset({1})), {3}, {2}),
        (Seen(frozenset({1, 2}), None), {3}, set()),
        (Seen(frozenset(), frozenset()), {1, 2, 3}, set()),
        (Seen(frozenset({1, 9}), frozenset()), {2, 3}, {1}),
    ],
)
def test_of_units_asked_for_some_are_hidden_and_some_not_published(seen: Seen, hidden: set, unpublished: set) -> None:
    assert (seen.hidden([1, 2, 3]), seen.unpublished(iter([1, 2, 3]))) == (hidden, unpublished)


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        (None, None, [2015, 2016, 2017, 2018]),
        (2016, None, [2016, 2017, 2018]),
        (None, 2016, [2015, 2016]),
        (2016, 2017, [2016, 2017]),
    ],
)
def test_a_unit_belongs_from_a_year_to_a_year(since: int | None, until: int | None, years: list[int]) -> None:
    one = Belonging(1, 2, "network", since, until)
    assert [year for year in range(2015, 2019) if one.holds(year)] == years


def test_a_persons_sight_is_by_role(world: World, of: Callable[..., User]) -> None:
    own = world.ids(A)
    assert sight_of(of("contact", A)) == Sight(own=own)
    assert sight_of(of("chief", A)) == Sight(own=own, led=own)
    assert sight_of(of("fou", network=world.norr)) == Sight(networks=frozenset({world.norr.pk}))
    assert sight_of(of("admin")) == sight_of(of()) == sight_of(AnonymousUser()) == PUBLIC


def test_before_it_is_published_each_sees_ones_own(world: World) -> None:
    a, norr = world.ids(A), frozenset({world.norr.pk})
    assert [world.seen(one) for one in (EVERYTHING, PUBLIC, Sight(own=a), Sight(networks=norr))] == [
        "alla",
        "",
        "A",
        "AB",
    ]
    assert world.seen(Sight(own=a, led=a)) == "AB"
    assert world.seen(Sight(own=world.ids(D), led=world.ids(D))) == "D"


def test_a_head_sees_the_rest_of_the_network_when_its_answering_is_over(world: World) -> None:
    head = Sight(own=world.ids(A), led=world.ids(A))
    world.collect(world.norr, days=0)
    assert world.seen(head) == "A"
    assert world.seen(Sight(networks=frozenset({world.norr.pk}))) == "AB"
    Collection.objects.update(closes=timezone.localdate() - timedelta(days=1))
    assert world.seen(head) == "AB"


def test_a_head_leads_in_networks_only_and_only_those_of_the_year(world: World) -> None:
    county = Group.objects.create(slug="lan", name="Län", kind="county")
    county.members.set(world.units.values())
    head = Sight(own=world.ids(A), led=world.ids(A))
    assert world.seen(head) == "AB"
    GroupMember.objects.filter(group=world.norr, municipality=world.units[A]).update(to_year=2016)
    assert world.seen(head) == "A"


def test_a_larger_group_that_is_asked_holds_back_the_networks_of_its_heads(world: World) -> None:
    nation = Group.objects.create(slug="riket", name="Riket", kind="nation")
    nation.members.set([world.units[B]])
    world.collect(nation)
    assert world.seen(Sight(own=world.ids(A), led=world.ids(A))) == "A"
    world.publish(nation)
    assert world.seen(Sight(own=world.ids(A), led=world.ids(A))) == "AB"


def test_what_is_published_is_everybodys(world: World) -> None:
    world.publish(world.norr)
    assert [world.seen(one) for one in (PUBLIC, Sight(own=world.ids(C)))] == ["AB", "ABC"]
    found = seen_of(Sight(own=world.ids(C)), [world.survey], is_example=False)[world.survey.pk]
    assert (world.told(found.units), world.told(found.public)) == ("ABC", "AB")
    world.publish(world.soder)
    assert world.seen(PUBLIC) == "ABC"
    world.publish(None)
    assert seen_of(PUBLIC, [world.survey], is_example=False) == {world.survey.pk: Seen(None, None)}


def test_what_was_withdrawn_or_is_of_another_year_is_not(world: World) -> None:
    world.publish(world.norr, withdrawn_at=timezone.now())
    assert world.seen(PUBLIC) == ""
    other = Survey.objects.create(area=world.survey.area, year=2016, title="2016")
    world.publish(world.norr)
    YearPublication.objects.filter(withdrawn_at=None).update(survey=other)
    found = seen_of(PUBLIC, [world.survey, other], is_example=False)
    assert {pk: world.told(one.units) for pk, one in found.items()} == {world.survey.pk: "", other.pk: "AB"}


def test_exempeldata_is_everybodys_but_of_those_who_are_asked_now(world: World) -> None:
    assert world.seen(PUBLIC, is_example=True) == "alla"
    world.collect(world.norr)
    assert world.seen(PUBLIC, is_example=True) == "alla"
    Collection.objects.update(is_example=True)
    assert world.seen(PUBLIC, is_example=True) == "CD"
    assert world.seen(Sight(own=world.ids(A)), is_example=True) == "ACD"
    found = seen_of(Sight(own=world.ids(A)), [world.survey], is_example=True)[world.survey.pk]
    assert world.told(found.public) == "CD"
    world.publish(None)
    assert world.seen(PUBLIC, is_example=True) == "CD"


def test_nothing_is_asked_for_where_nothing_can_be_found(world: World, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert seen_of(PUBLIC, [], is_example=False) == {}
        assert seen_of(EVERYTHING, [world.survey], is_example=False) == {world.survey.pk: Seen(None, None)}
    world.survey.is_being_answered = False  # type: ignore[attr-defined]  # as it is read along
    with django_assert_num_queries(1):
        assert world.seen(PUBLIC) == ""
    with django_assert_num_queries(0):
        assert world.seen(PUBLIC, is_example=True) == "alla"
    world.survey.is_being_answered = True  # type: ignore[attr-defined]  # the same
    with django_assert_num_queries(2):
        assert world.seen(PUBLIC) == ""


def compute(world: World, code: str, survey: Survey | None = None, **fields: object) -> None:
    of = survey or world.survey
    indicator, _made = Indicator.objects.get_or_create(area=of.area, code="rutin", defaults={"name": "Rutin"})
    kept = {"origin": Origin.COMPUTED, "value": "ja", "municipality_id": world.units[code]} | fields
    Result.objects.create(survey=of, indicator=indicator, **kept)


def test_unseen_are_those_whose_computed_results_of_the_years_may_not_be_seen(world: World) -> None:
    def unseen(sight: Sight, *years: int, area: ServiceArea = world.survey.area, units: str = "ABC") -> str:
        asked = [world.units[f"010{'ABCD'.index(one) + 1}"] for one in units]
        return world.told(unseen_units(sight, area, years, asked))

    assert unseen(PUBLIC, 2017) == ""
    compute(world, A)
    assert unseen(PUBLIC, 2017) == "ABC"
    assert unseen(Sight(own=world.ids(A)), 2017) == "BC"
    assert unseen(PUBLIC, 2016, 2017, units="C") == ""
    assert (unseen(PUBLIC, 2016), unseen(PUBLIC), unseen(EVERYTHING, 2017)) == ("", "", "")
    assert unseen(PUBLIC, 2017, area=ServiceArea.objects.create(slug="annan", name="Annan")) == ""
    earlier = Survey.objects.create(area=world.survey.area, year=2016, title="2016")
    compute(world, A, earlier)
    assert unseen(Sight(own=world.ids(B)), 2016, 2017) == "AC"
    Result.objects.update(origin=Origin.PUBLISHED)
    assert unseen(PUBLIC, 2016, 2017) == ""


def test_unseen_exempeldata_is_that_of_those_who_are_asked(world: World) -> None:
    compute(world, A, is_example=True)
    assert unseen_units(PUBLIC, world.survey.area, [2017], world.ids(A, C)) == frozenset()
    world.collect(world.norr, is_example=True)
    assert unseen_units(PUBLIC, world.survey.area, [2017], world.ids(A, C)) == world.ids(A)


def test_a_group_is_whole_where_all_its_members_of_the_year_are_seen(world: World, django_assert_num_queries) -> None:
    both = [world.norr.pk, world.soder.pk]
    with django_assert_num_queries(0):
        assert whole_groups(iter(both), 2017, None) == set(both)
        assert whole_groups([], 2017, frozenset()) == set()
    assert whole_groups(both, 2017, world.ids(A, B)) == {world.norr.pk}
    assert whole_groups(both, 2017, world.ids(A, C)) == {world.soder.pk}
    assert whole_groups(both, 2017, frozenset()) == set()
    assert whole_groups([world.norr.pk], 2017, world.ids(A, B, C, D)) == {world.norr.pk}
    GroupMember.objects.filter(municipality=world.units[B]).update(to_year=2016)
    assert whole_groups(both, 2017, world.ids(A)) == {world.norr.pk}
    assert whole_groups(both, 2016, world.ids(A)) == set()


def test_an_own_group_is_its_owners_to_change(world: World, of: Callable[..., User], django_assert_num_queries) -> None:
    mine, other = of(), of()
    group = Group.objects.create(slug="egen", name="Egen", kind="custom", owner=mine, shared_with=world.norr)
    with django_assert_num_queries(1):
        found = get_own_group(mine, group.pk)
        assert (found, found.shared_with) == (group, world.norr)
    for person, pk in (
        (other, group.pk),
        (AnonymousUser(), group.pk),
        (mine, world.norr.pk),
        (AnonymousUser(), world.norr.pk),
    ):
        with pytest.raises(Http404):
            get_own_group(person, pk)


def test_a_shared_group_is_read_by_its_owner_the_network_and_whoever_has_the_link(
    world: World, of: Callable[..., User]
) -> None:
    mine, near, other = of(), of("fou", network=world.norr), of("fou", network=world.soder)
    group = Group.objects.create(slug="egen", name="Egen", kind="custom", owner=mine, shared_with=world.norr)
    Group.objects.create(slug="annan", name="Annan", kind="custom", owner=mine)
    assert get_shared_group(mine, "egen") == get_shared_group(near, "egen") == group
    for person, slug in (
        (other, "egen"),
        (near, "annan"),
        (AnonymousUser(), "egen"),
        (mine, "norr"),
        (mine, "finns-inte"),
    ):
        with pytest.raises(Http404):
            get_shared_group(person, slug)
    Group.objects.filter(slug="annan").update(shared_by_link=True)
    assert get_shared_group(AnonymousUser(), "annan").slug == "annan"


def test_a_year_is_published_for_the_own_network_or_the_nation(world: World, of: Callable[..., User]) -> None:
    fou, admin, stranger = of("fou", network=world.norr), of("admin"), of("contact", A)
    Membership.objects.create(user=fou, role="fou", network=world.soder)
    assert get_year(fou, "prov", 2017) == Year(world.survey, world.norr)
    assert get_year(fou, "prov", 2017, "norr") == Year(world.survey, world.norr)
    assert get_year(fou, "prov", 2017, "soder") == Year(world.survey, world.soder)
    assert get_year(admin, "prov", 2017) == get_year(admin, "prov", 2017, "riket") == Year(world.survey, None)
    for person, slug in ((fou, "riket"), (admin, "norr"), (stranger, ""), (AnonymousUser(), "")):
        with pytest.raises(PermissionDenied):
            get_year(person, "prov", 2017, slug)
    for area, year in (("prov", 2016), ("annan", 2017)):
        with pytest.raises(Http404):
            get_year(fou, area, year)


def test_a_year_made_for_a_network_is_that_networks_alone(world: World, of: Callable[..., User]) -> None:
    Survey.objects.update(network=world.soder)
    mine, other, admin = of("fou", network=world.soder), of("fou", network=world.norr), of("admin")
    Membership.objects.create(user=mine, role="fou", network=world.norr)
    assert get_year(mine, "prov", 2017).network == world.soder
    for person, slug in ((other, ""), (admin, ""), (mine, "norr")):
        with pytest.raises(PermissionDenied):
            get_year(person, "prov", 2017, slug)


@pytest.mark.parametrize("get", [get_run, get_computation])
def test_an_import_and_a_computation_are_their_owners(world: World, of: Callable[..., User], get) -> None:
    fou, other, admin = of("fou", network=world.norr), of("fou", network=world.soder), of("admin")

    def make(network: Group | None) -> int:
        if get is get_computation:
            return Computation.objects.create(survey=world.survey, network=network, reason="x", requested_by="x").pk
        told = {"file_name": "f", "sha256": "0", "size": 1, "uploaded_by": "x"}
        return ImportRun.objects.create(survey=world.survey, network=network, kind="results", **told).pk

    mine, of_nation = make(world.norr), make(None)
    assert (get(fou, mine).pk, get(admin, of_nation).pk) == (mine, of_nation)
    for person, pk in ((other, mine), (admin, mine), (fou, of_nation), (AnonymousUser(), mine)):
        with pytest.raises(PermissionDenied):
            get(person, pk)
    with pytest.raises(Http404):
        get(fou, mine + of_nation + 99)
