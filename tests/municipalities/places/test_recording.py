"""What the administrator records of places: through the pages where there is one, and what it does to the years."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from municipalities.models import Event, Group, GroupMember, Municipality
from municipalities.places import actions
from municipalities.places.actions import Times
from municipalities.refusals import NotPossible
from tests.scenario import Cast

pytestmark = pytest.mark.usefixtures("cast")
BY = "sara@test.example"


@pytest.fixture
def cast(reference: None, db: None) -> Cast:
    return Cast()


@pytest.fixture
def sara(cast: Cast) -> Client:
    cast.sara.is_staff = cast.sara.is_superuser = True
    cast.sara.save()
    return cast.client("sara")


def place(code: str) -> Municipality:
    return Municipality.objects.get(code=code)


def group(slug: str) -> Group:
    return Group.objects.get(slug=slug)


def years_in(slug: str, code: str) -> list[Times]:
    return actions.times_in(group(slug), place(code))


def test_a_municipality_leaves_a_network(sara: Client) -> None:
    row = GroupMember.objects.get(group__slug="fou-nordvast", municipality__code="0125")
    sent = sara.post(f"/admin/municipalities/groupmember/{row.pk}/change/", {"from_year": "", "to_year": "2017"})
    assert sent.status_code == 302
    assert years_in("fou-nordvast", "0125") == [Times(None, 2017)]
    event = Event.objects.get(action="group.member")
    assert (event.actor, event.subject, event.detail["municipality"]) == (BY, "grupp fou-nordvast", "0125")
    assert (event.detail["before"], event.detail["after"]) == (["alltid–tills vidare"], ["alltid–2017"])


def test_a_municipality_joins_a_network(sara: Client) -> None:
    asked = {"group": group("fou-nordvast").pk, "municipality": place("0188").pk, "from_year": "2018", "to_year": ""}
    assert sara.post("/admin/municipalities/groupmember/add/", asked).status_code == 302
    assert years_in("fou-nordvast", "0188") == [Times(2018, None)]


@pytest.mark.parametrize(
    ("years", "told"),
    [
        ({"from_year": "2017"}, "Ekerö: alltid–tills vidare och 2017–tills vidare går in i varandra."),
        ({"from_year": "2018", "to_year": "2017"}, "Ekerö: 2018–2017 slutar innan det börjar. Byt år."),
        ({"from_year": "17"}, "Ekerö: 17 är inget rimligt år. Skriv ett år mellan 1952 och 2100."),
    ],
)
def test_years_that_contradict_each_other_are_refused_where_they_are_written(sara: Client, years, told) -> None:
    asked = {"group": group("fou-nordvast").pk, "municipality": place("0125").pk}
    page = sara.post("/admin/municipalities/groupmember/add/", asked | years)
    assert told in page.content.decode()
    assert years_in("fou-nordvast", "0125") == [Times()]


def test_what_a_source_says_is_ended_not_deleted(sara: Client) -> None:
    row = GroupMember.objects.get(group__slug="fou-nordvast", municipality__code="0125")
    page = sara.post(f"/admin/municipalities/groupmember/{row.pk}/delete/", {"post": "yes"})
    assert "Ta inte bort raden: skriv till och med vilket år." in page.content.decode()
    assert years_in("fou-nordvast", "0125") == [Times()]


def change(sara: Client, code: str, **fields: object) -> str:
    address = f"/admin/municipalities/municipality/{place(code).pk}/change/"
    return sara.post(address, {"registrar_email": "", **fields}).content.decode()


def test_a_municipality_changes_its_name(sara: Client) -> None:
    change(sara, "0114", new_name="Väsby", from_year="2019")
    found = place("0114")
    assert [found.in_year(year).name for year in (2018, 2019)] == ["Upplands Väsby", "Väsby"]
    assert Event.objects.get(action="municipality.rename").detail["after"] == "Väsby"


def test_a_district_says_the_name_its_city_had() -> None:
    actions.rename(municipality=place("0180"), name="Holmen", from_year=2019, by=BY)
    bromma = Municipality.objects.select_related("parent").get(name="Bromma")
    assert [bromma.in_year(year).full_name for year in (2018, 2019)] == ["Bromma (Stockholm)", "Bromma (Holmen)"]


def test_a_municipality_changes_county(sara: Client) -> None:
    change(sara, "0125", new_county=group("uppsala-lan").pk, from_year="2019")
    found = place("0125")
    told = [(found.in_year(year).county_code, found.in_year(year).county_name) for year in (2018, 2019)]
    assert told == [("01", "Stockholms län"), ("03", "Uppsala län")]
    assert years_in("stockholms-lan", "0125") == [Times(None, 2018)]
    assert years_in("uppsala-lan", "0125") == [Times(2019, None)]


def test_two_municipalities_become_one(sara: Client) -> None:
    before = [place(code).pk for code in ("0125", "0123")]
    asked = {"code": "0199", "name": "Nordväst", "county": group("stockholms-lan").pk, "from_year": "2020"}
    sent = sara.post("/admin/municipalities/municipality/add/", asked | {"predecessors": before, "ending": before})
    assert sent.status_code == 302, sent.context["adminform"].form.errors
    formed = place("0199")
    assert [one.name for one in formed.predecessors.all()] == ["Järfälla", "Ekerö"]
    nation = group("riket")
    for year, there in ((2019, {"0125", "0123"}), (2020, {"0199"})):
        codes = {"0125", "0123", "0199"}
        assert set(nation.members_in(year).filter(code__in=codes).values_list("code", flat=True)) == there
        assert set(Municipality.objects.units(year).filter(code__in=codes).values_list("code", flat=True)) == there
    assert years_in("stockholms-lan", "0199") == [Times(2020, None)]
    assert years_in("fou-nordvast", "0125") == [Times(None, 2019)]


def test_a_municipality_is_split_and_the_old_one_stays() -> None:
    old = place("0188")
    told = {"county": group("stockholms-lan"), "from_year": 2020, "by": BY}
    actions.form_municipality(code="0189", name="Väddö", predecessors=[old], ending=[], **told)
    assert Municipality.objects.units(2020).filter(code__in=["0188", "0189"]).count() == 2


def test_the_last_district_of_a_city_ends_and_the_city_answers_itself() -> None:
    districts = list(Municipality.objects.existing(2022).filter(parent__code="0180"))
    for one in districts[:-1]:
        actions.end_municipality(municipality=one, to_year=2022, by=BY)
    assert place("0180") not in Municipality.objects.units(2023)
    actions.end_municipality(municipality=districts[-1], to_year=2022, by=BY)
    assert place("0180") in Municipality.objects.units(2023)
    assert {one.slug for one in Group.objects.of(place("0180"), 2023)} == {
        *("stockholm", "stockholms-lan", "riket", "storlek-2017-5", "skr-2017-a1", "skr-2023-a1")
    }


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"new_name": "Väsby"}, "Skriv från och med vilket år det gäller."),
        ({"from_year": "2019"}, "Skriv vad som ändras det året: namn, län eller att den upphör."),
        ({"from_year": "2019", "new_name": "Ekerö"}, "Skriv det nya namnet. Ekerö heter det redan."),
        ({"from_year": "19", "new_name": "Ön"}, "Ekerö: 19 är inget rimligt år."),
    ],
)
def test_a_change_that_says_too_little_is_refused(sara: Client, fields, told) -> None:
    assert told in change(sara, "0125", **fields)
    assert not Event.objects.filter(subject="kommun 0125").exists()
    assert place("0125").name == "Ekerö"


def test_a_change_before_one_that_is_recorded_is_refused() -> None:
    actions.rename(municipality=place("0125"), name="Mälaröarna", from_year=2019, by=BY)
    with pytest.raises(NotPossible, match=r"Mälaröarna ändrades 2019. Ange det året eller ett senare."):
        actions.rename(municipality=place("0125"), name="Öarna", from_year=2018, by=BY)


def test_a_registrar_is_written(sara: Client) -> None:
    change(sara, "0125", registrar_email="registrator@ekero.example")
    assert place("0125").registrar_email == "registrator@ekero.example"


def test_the_pages_open(sara: Client) -> None:
    for address in ("municipality/", "municipality/add/", f"municipality/{place('148001').pk}/change/", "group/"):
        assert sara.get(f"/admin/municipalities/{address}").status_code == 200
    network = group("fou-nordvast").pk
    assert "Visa medlemmar och år" in sara.get(f"/admin/municipalities/group/{network}/change/").content.decode()
    page = sara.get(f"/admin/municipalities/groupmember/?group__id__exact={network}").content.decode()
    assert "8 medlemmar" in page


def test_a_member_is_named_in_words(sara: Client) -> None:
    row = GroupMember.objects.get(group__slug="fou-nordvast", municipality__code="0125")
    page = sara.get(f"/admin/municipalities/groupmember/{row.pk}/change/").content.decode()
    assert "Ekerö i FoU Nordväst, alltid–tills vidare" in page


@pytest.mark.parametrize("page", ["municipality", "groupmember", "group", "event"])
def test_the_administrators_lists_are_in_swedish(sara: Client, page: str) -> None:
    shown = sara.get(f"/admin/municipalities/{page}/").content.decode()
    heads = " ".join(re.findall(r'<th scope="col".*?</th>', shown, re.DOTALL))
    assert heads
    assert not re.search(r">(Municipality|Group|Kind|Slug|Parent|At|Actor|Action|Subject)<", heads)
    assert "Events" not in shown
