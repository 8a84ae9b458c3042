"""Who sees what of a year's computed results: while it is answered, after that, when a network or the nation has
published it, and when that has been withdrawn. Solna says Nej, Ekerö Ja, Sollentuna nothing; Rinkeby-Kista, of another
network, Ja."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from indicators.models import YearPublication
from municipalities.models import Group, Membership, User
from surveys.models import Collection, Survey
from tests.indicators.comparing.conftest import World, add_definitions, indicator_text

PEOPLE = {  # who: role, municipality, network
    "läsare": (None, None, None),
    "utan uppdrag": ("reader", None, None),
    "egen kontaktperson": ("contact", "0184", None),
    "annan kontaktperson": ("contact", "0125", None),
    "egen socialchef": ("chief", "0184", None),
    "annan socialchef": ("chief", "0125", None),
    "FoU": ("fou", None, "fou-nordvast"),
    "annan FoU": ("fou", None, "annat"),
    "systemförvaltare": ("admin", None, None),
}
# What each sees: Solna's result, Ekerö's, the network's mean, the nation's share. Without a word: nothing.
SOLNA, EKERÖ = frozenset({"solna"}), frozenset({"ekerö"})
WHOLE = SOLNA | EKERÖ | {"snitt"}
OWN = {"egen kontaktperson": SOLNA, "annan kontaktperson": EKERÖ}
ANSWERING = OWN | {"egen socialchef": SOLNA, "annan socialchef": EKERÖ, "FoU": WHOLE}
CLOSED = OWN | dict.fromkeys(("egen socialchef", "annan socialchef", "FoU"), WHOLE)
OTHER = CLOSED | dict.fromkeys(("egen socialchef", "annan socialchef", "FoU"), WHOLE | {"riket"})  # all units, so
NETWORK = dict.fromkeys(PEOPLE, WHOLE) | {"annan FoU": WHOLE | {"riket"}}
NATION = dict.fromkeys(PEOPLE, WHOLE | {"riket"})
PHASES = {
    "besvaras": ANSWERING,
    "stängd": CLOSED,
    "publicerad": NETWORK,
    "av annat nätverk": OTHER,
    "publicerad för riket": NATION,
    "tillbakadragen": CLOSED,
}
CASES = [(phase, who, PHASES[phase].get(who, frozenset())) for phase in PHASES for who in PEOPLE]


@pytest.fixture
def answered(world: World) -> World:
    other = Group.objects.create(slug="annat", name="Annat", kind="network")
    other.members.set([world.units["018001"]])
    world.groups["annat"] = other
    world.surveys[2016].delete()
    for code, value in (("0184", "nej"), ("0125", "ja"), ("018001", "ja")):
        world.unit(2017, "rutin", code, value, origin="computed")
    world.group(2017, "rutin", "riket", None, origin="computed", yes=7, base=9)
    return world


def enter(world: World, phase: str) -> None:
    """The collection of the network is open in the first phase, and over in all others."""
    today, survey = timezone.localdate(), world.surveys[2017]
    closes = today if phase == "besvaras" else today - timedelta(days=1)
    group = world.groups["fou-nordvast"]
    Collection.objects.create(survey=survey, group=group, opens=date(2017, 1, 24), closes=closes, opened_by="test")
    publishers = {"publicerad": group, "tillbakadragen": group, "av annat nätverk": world.groups["annat"]}
    if phase in publishers or phase == "publicerad för riket":
        withdrawn = timezone.now() if phase == "tillbakadragen" else None
        by = {"published_by": "test", "published_at": timezone.now(), "withdrawn_at": withdrawn}
        YearPublication.objects.create(survey=survey, network=publishers.get(phase), **by)


def client_of(world: World, who: str) -> Client:
    role, code, network = PEOPLE[who]
    client = Client()
    if role:
        user = User.objects.create_user("nagon@prov.example", name="Någon Exempel")
        places = {"municipality": world.units.get(code or ""), "network": world.groups.get(network or "")}
        Membership.objects.create(user=user, role=role, **places)
        client.force_login(user)
    return client


def seen_in_row(row: dict[str, str]) -> set[str]:
    """What a line of the comparison's file tells."""
    places = {"Solna": "solna", "Ekerö": "ekerö"}
    found = {name for heading, name in places.items() if row[heading] in ("Ja", "Nej")}
    found |= {"snitt"} if row["Snitt Fou-nordvast, antal ja"] else set()
    return found | ({"riket"} if row.get("Riket, antal ja") else set())


@pytest.mark.parametrize(("phase", "who", "sees"), CASES)
def test_the_comparison_and_its_file(answered: World, phase: str, who: str, sees: frozenset[str]) -> None:
    enter(answered, phase)
    client = client_of(answered, who)
    response = client.get("/jamforelser/prov/2017/jamforelse.csv")
    if not sees:
        assert response.status_code == (404 if phase == "besvaras" else 200)
        assert b"Nej" not in response.content
        return
    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    row = next(one for one in rows if one["Kod"] == "rutin")
    assert seen_in_row(row) == sees
    is_public = phase.startswith("publicerad")
    assert ("inte publicerat" in row["Källa"]) is not is_public
    page = client.get("/jamforelser/prov/2017/").content.decode()
    assert ("<strong>Inte publicerat.</strong>" in page) is not is_public
    book = load_workbook(io.BytesIO(client.get("/jamforelser/prov/2017/jamforelse.xlsx").content))
    assert str(book["Jämförelse"]["A1"].value).startswith("Inte publicerat:") is not is_public


@pytest.mark.parametrize(("phase", "who", "sees"), CASES)
def test_one_result_wherever_it_is_read(answered: World, phase: str, who: str, sees: frozenset[str]) -> None:
    """Solna's: why, the municipality's page, the indicator's page and its files, and the list of years."""
    enter(answered, phase)
    client = client_of(answered, who)
    why = client.get("/varfor/prov/2017/rutin/0184/")
    assert bool(why.context["page"].computed) is ("solna" in sees)
    municipality = client.get("/kommun/0184/prov/2017/")
    matrix = municipality.context["page"].matrix if municipality.status_code == 200 else None
    cells = [cell.value for row in matrix.rows for cell in row.cells] if matrix else []
    assert ("nej" in cells) is ("solna" in sees)
    indicator = client.get("/indikator/prov/rutin/")
    told = indicator.context["page"].figures.get(2017, {}) if indicator.status_code == 200 else {}
    assert (answered.units["0184"].pk in told) is ("solna" in sees)
    series = {one.name for one in indicator.context["page"].series} if indicator.status_code == 200 else set()
    assert ("Snitt Fou-nordvast" in series) is ("snitt" in sees)
    assert ("Riket" in series) is ("riket" in sees)
    summaries = client.get("/kommun/0184/").context["summaries"]
    assert [bool(one.counted) for one in summaries] == ([True] if "solna" in sees else [])
    listed = [one.year for area in client.get("/").context["areas"] for one in area.surveys]
    assert (2017 in listed) is (bool(sees) or who == "annan FoU" or phase == "av annat nätverk")
    is_public = phase.startswith("publicerad")
    for page in (why, municipality, indicator) if "solna" in sees else ():
        assert ("<strong>Inte publicerat.</strong>" in page.content.decode()) is not is_public


def test_what_is_hidden_cannot_be_counted_from_a_county(answered: World) -> None:
    """Ekerö, Sollentuna and Solna are published; the fourth unit of the county is not."""
    enter(answered, "publicerad")
    answered.group(2017, "rutin", "stockholms-lan", None, origin="computed", yes=2, base=3)
    page = Client().get("/jamforelser/prov/2017/").content.decode()
    assert "1 av 2" in page
    assert "2 av 3" not in page
    county = Client().get("/jamforelser/prov/2017/?grupp=stockholms-lan").content.decode()
    assert "2 av 3" not in county
    assert "Några av kommunernas resultat är inte publicerade och redovisas inte." in county


def test_a_published_year_stays_open_when_another_network_answers(answered: World) -> None:
    enter(answered, "publicerad")
    collection = Collection.objects.get()
    Collection.objects.create(
        survey=collection.survey,
        group=answered.groups["annat"],
        opens=collection.opens,
        closes=timezone.localdate(),
        opened_by="test",
    )
    page = Client().get("/jamforelser/prov/2017/").content.decode()
    assert "1 av 2" in page
    assert Client().get("/varfor/prov/2017/rutin/018001/").context["page"].computed == []


def test_no_change_is_counted_from_an_earlier_year_that_is_hidden_in_part(answered: World) -> None:
    """2017 is published, 2016 is not: Solna's contact sees Solna's change and not the network's."""
    enter(answered, "publicerad")
    area = answered.surveys[2017].area
    before = answered.surveys[2016] = Survey.objects.create(area=area, year=2016, title="Prov 2016")
    add_definitions(before, [indicator_text("rutin", 2016)])
    answered.row(2016, "rutin", "nej", "nej", "ja", origin="computed")
    rows = Client().get("/jamforelser/prov/2017/?jamfor=2016").context["page"].rows
    (rutin,) = [one for one in rows if one.definition.code == "rutin"]
    assert (rutin.summary.yes, rutin.summary.change.points) == (1, None)
    page = client_of(answered, "egen kontaktperson").get("/jamforelser/prov/2017/?jamfor=2016").context["page"]
    (rutin,) = [one for one in page.rows if one.definition.code == "rutin"]
    assert (rutin.summary.yes, rutin.summary.change.points) == (1, None)
    assert [cell.movement for cell in rutin.cells] == [0, 0, -1]
