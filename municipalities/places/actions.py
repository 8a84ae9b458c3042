"""What the administrator records of places: who joins and leaves a group, and what changes on a 1 January. Each writes
its Event; what is written by hand is left alone by the files of reference facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction
from django.db.models import Q

from municipalities.events import write_event
from municipalities.models import KEPT, Group, GroupMember, Municipality
from municipalities.refusals import NotPossible

FIRST_YEAR, LAST_YEAR = 1952, 2100
PLACED = (Group.Kind.COUNTY, Group.Kind.NATION)  # groups a new municipality belongs to by where it lies
BY_DISTRICT = (*PLACED, Group.Kind.CITY, Group.Kind.SIZE, Group.Kind.SKR)  # that a city takes over from its districts


@dataclass(frozen=True)
class Times:
    """From a year to a year, both included; None: always, and still."""

    from_year: int | None = None
    to_year: int | None = None

    def __str__(self) -> str:
        return f"{self.from_year or 'alltid'}–{self.to_year or 'tills vidare'}"


def refuse_years(times: Sequence[Times], who: str) -> None:
    """NotPossible where the times of one member contradict each other."""
    for one in times:
        for year in (one.from_year, one.to_year):
            _refuse_year(year, who)
        if one.from_year and one.to_year and one.to_year < one.from_year:
            raise NotPossible(f"{who}: {one} slutar innan det börjar. Byt år.")
    in_order = sorted(times, key=lambda one: one.from_year or 0)
    for earlier, later in pairwise(in_order):
        if earlier.to_year is None or later.from_year is None or later.from_year <= earlier.to_year:
            raise NotPossible(
                f"{who}: {earlier} och {later} går in i varandra. Låt den ena sluta året innan den andra börjar."
            )


def _refuse_year(year: int | None, who: str) -> None:
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotPossible(f"{who}: {year} är inget rimligt år. Skriv ett år mellan {FIRST_YEAR} och {LAST_YEAR}.")


@transaction.atomic
def record_member(*, group: Group, municipality: Municipality, times: Sequence[Times], by: str) -> None:
    """The municipality belongs to the group in these years and no others."""
    refuse_years(times, municipality.full_name)
    held = group.member_years.filter(municipality=municipality)
    before = times_in(group, municipality)
    if set(before) == set(times):
        return
    if not times and held.exclude(source="").filter(by_hand=False).exists():
        who = f"{municipality.full_name} hör till {group.name} enligt {held[0].source}."
        raise NotPossible(f"{who} Ta inte bort raden: skriv till och med vilket år.")
    held.delete()
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group,
            municipality=municipality,
            from_year=one.from_year,
            to_year=one.to_year,
            by_hand=True,
            source=by,
        )
        for one in times
    )
    told = {"before": [str(one) for one in before], "after": [str(one) for one in times]}
    write_event(by=by, action="group.member", subject=f"grupp {group.slug}", municipality=municipality.code, **told)


@transaction.atomic
def join_group(*, group: Group, municipality: Municipality, from_year: int, by: str) -> None:
    held = times_in(group, municipality)
    if any(one.to_year is None for one in held):
        raise NotPossible(f"{municipality.full_name} hör redan till {group.name}.")
    record_member(group=group, municipality=municipality, times=[*held, Times(from_year)], by=by)


@transaction.atomic
def leave_group(*, group: Group, municipality: Municipality, to_year: int, by: str) -> None:
    """It belongs to the group to the end of the year."""
    held = times_in(group, municipality)
    kept = [
        Times(one.from_year, min(one.to_year or to_year, to_year)) for one in held if (one.from_year or 0) <= to_year
    ]
    record_member(group=group, municipality=municipality, times=kept, by=by)


def times_in(group: Group, municipality: Municipality, but: int = 0) -> list[Times]:
    """In their order; `but` leaves one row out."""
    held = group.member_years.filter(municipality=municipality).exclude(pk=but)
    return [Times(*row) for row in held.values_list("from_year", "to_year").order_by("from_year")]


@transaction.atomic
def rename(*, municipality: Municipality, name: str, from_year: int, by: str) -> None:
    """It is called so from 1 January; earlier years keep the name they had."""
    name = name.strip()
    if not name or name == municipality.name:
        raise NotPossible(f"Skriv det nya namnet. {municipality.name} heter det redan.")
    before = municipality.name
    _keep(municipality, from_year)
    municipality.name = name
    municipality.save()
    told = {"before": before, "after": name, "from_year": from_year}
    write_event(by=by, action="municipality.rename", subject=f"kommun {municipality.code}", **told)


@transaction.atomic
def change_county(*, municipality: Municipality, county: Group, from_year: int, by: str) -> None:
    """It lies in another county from 1 January, and belongs to its group from then. So do its districts."""
    code = county_code_of(county)
    if code == municipality.county_code:
        raise NotPossible(f"{municipality.name} ligger redan i {county.name}. Välj ett annat län.")
    before = municipality.county_name
    for one in (municipality, *municipality.districts.all()):
        _keep(one, from_year)
        for group in Group.objects.of(one, from_year).filter(kind=Group.Kind.COUNTY):
            leave_group(group=group, municipality=one, to_year=from_year - 1, by=by)
            join_group(group=county, municipality=one, from_year=from_year, by=by)
        one.county_code, one.county_name = code, county.name
        one.save()
    told = {"before": before, "after": county.name, "from_year": from_year}
    write_event(by=by, action="municipality.county", subject=f"kommun {municipality.code}", **told)


def county_code_of(county: Group) -> str:
    code = county.members.exclude(county_code="").filter(county_name=county.name).values_list("county_code", flat=True)
    found = code.first()
    if found is None:
        raise NotPossible(f"{county.name} har inga kommuner, så länets kod är inte känd.")
    return str(found)


def _keep(municipality: Municipality, from_year: int) -> None:
    """What it is called and where it lies now, as what held to the end of the year before."""
    _refuse_year(from_year, municipality.full_name)
    latest = max((one["to_year"] for one in municipality.earlier), default=0)
    if from_year - 1 < latest:
        raise NotPossible(f"{municipality.full_name} ändrades {latest + 1}. Ange det året eller ett senare.")
    if from_year - 1 > latest:
        kept = {"to_year": from_year - 1, **{key: getattr(municipality, key) for key in KEPT}}
        municipality.earlier = [*municipality.earlier, kept]
    municipality.by_hand = True


@transaction.atomic
def form_municipality(
    *,
    code: str,
    name: str,
    county: Group | None,
    from_year: int,
    predecessors: Iterable[Municipality],
    ending: Iterable[Municipality],
    by: str,
    parent: Municipality | None = None,
) -> Municipality:
    """A municipality (with a parent: a district) is formed on 1 January of others, of which those `ending` are no more.
    It belongs to its county and the nation from then; other groups it joins by hand."""
    _refuse_year(from_year, name)
    if Municipality.objects.filter(code=code).exists():
        raise NotPossible(f"Koden {code} finns redan. En ny kommun har en egen kod.")
    county_code = parent.county_code if parent else county_code_of(county) if county else ""
    if not county_code:
        raise NotPossible("Välj vilket län kommunen ligger i.")
    county_name = parent.county_name if parent else county.name if county else ""
    place = {"parent": parent, "county_code": county_code, "county_name": county_name}
    formed = Municipality.objects.create(code=code, name=name, from_year=from_year, by_hand=True, source=by, **place)
    before = list(predecessors)
    formed.predecessors.set(before)
    told = {"from_year": from_year, "predecessors": [one.code for one in before]}
    write_event(by=by, action="municipality.form", subject=f"kommun {code}", name=name, **told)
    beside = Group.objects.of(parent.districts.exclude(pk=formed.pk).first() or 0, from_year - 1) if parent else None
    of_place = Group.objects.filter(Q(kind=Group.Kind.NATION) | Q(kind=Group.Kind.COUNTY, name=county_name))
    for group in beside if beside is not None else of_place:
        join_group(group=group, municipality=formed, from_year=from_year, by=by)
    for one in ending:
        end_municipality(municipality=one, to_year=from_year - 1, by=by)
    return formed


@transaction.atomic
def end_municipality(*, municipality: Municipality, to_year: int, by: str) -> None:
    """It is there to the end of the year, and belongs to no group after that. A city whose last district it was answers
    for itself from then, in the groups its districts were in."""
    _refuse_year(to_year, municipality.full_name)
    municipality = Municipality.objects.select_related("parent").get(pk=municipality.pk)
    if municipality.to_year is not None:
        raise NotPossible(f"{municipality.full_name} upphörde redan efter {municipality.to_year}.")
    if municipality.from_year and to_year < municipality.from_year:
        raise NotPossible(
            f"{municipality.full_name} bildades {municipality.from_year}. Ange det året eller ett senare."
        )
    belonging = list(Group.objects.of(municipality, to_year))
    later = Group.objects.filter(member_years__municipality=municipality, member_years__from_year__gt=to_year)
    for group in (*belonging, *later):
        leave_group(group=group, municipality=municipality, to_year=to_year, by=by)
    municipality.to_year, municipality.by_hand, municipality.source = to_year, True, by
    municipality.save()
    write_event(by=by, action="municipality.end", subject=f"kommun {municipality.code}", to_year=to_year)
    city = municipality.parent
    if city is not None and not Municipality.objects.existing(to_year + 1).filter(parent=city).exists():
        for group in belonging:
            if group.kind in BY_DISTRICT and not Group.objects.of(city, to_year + 1).filter(pk=group.pk).exists():
                join_group(group=group, municipality=city, from_year=to_year + 1, by=by)


@transaction.atomic
def write_registrar(*, municipality: Municipality, email: str, by: str) -> None:
    """Who gets the receipts of its surveys."""
    if email == municipality.registrar_email:
        return
    told = {"before": municipality.registrar_email, "after": email}
    municipality.registrar_email = email
    municipality.save()
    write_event(by=by, action="municipality.registrar", subject=f"kommun {municipality.code}", **told)
