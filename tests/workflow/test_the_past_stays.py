"""A municipality leaves the network, one joins it, one changes its name and one its county: every page of the years
that have been says what it said, to everybody who could read it. Run on the made-up cycle of 2015, which is closed."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils.html import strip_tags
from openpyxl import load_workbook

from indicators.models import GroupResult, Indicator, Publication, Result
from municipalities.models import Group, Municipality, User
from municipalities.places import actions
from surveys.models import Survey
from workflow.models import Cycle, FollowUp

BY = "sara@test.example"
FOU, CONTACT, HEAD = "carin.lund@fou.example", "anna.ek@ekero.example", "lars.holm@ekero.example"
AREA = "ekonomiskt-bistand"
EKERO, VASBY, SIGTUNA, NORRTALJE = "0125", "0114", "0191", "0188"
OPEN_PAGES = [
    *(f"/jamforelser/{AREA}/{year}/{more}" for year in (2015, 2017) for more in ("", "?grupp=stockholms-lan")),
    *(f"/jamforelser/{AREA}/2017/jamforelse.{ending}" for ending in ("csv", "xlsx")),
    *(f"/indikator/{AREA}/{code}/" for code in ("vald_rutin", "juridiskt_stod")),
    f"/indikator/{AREA}/vald_rutin/indikator.csv",
    *(f"/kommun/{code}/{AREA}/{year}/" for code in (EKERO, VASBY, SIGTUNA) for year in (2015, 2017)),
    f"/kommun/{EKERO}/{AREA}/2017/kommun.csv",
    f"/varfor/{AREA}/2017/vald_rutin/{VASBY}/",
]
PAST = re.compile(r'href="(/(?:omgang|plan|mote)/[^"#]*)')
OF_THE_MOMENT = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>|DTSTAMP:\w+")


def group(slug: str) -> Group:
    return Group.objects.get(slug=slug)


def place(code: str) -> Municipality:
    return Municipality.objects.get(code=code)


def years_pass(last: int = 2017) -> None:
    """All four changes from the year after the last that stays as it was."""
    network = group("fou-nordvast")
    actions.leave_group(group=network, municipality=place(EKERO), to_year=last, by=BY)
    actions.join_group(group=network, municipality=place(NORRTALJE), from_year=last + 1, by=BY)
    actions.rename(municipality=place(VASBY), name="Väsby", from_year=last + 1, by=BY)
    actions.change_county(municipality=place(SIGTUNA), county=group("uppsala-lan"), from_year=last + 1, by=BY)


def client_of(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def read(client: Client, address: str) -> str:
    """What the page or file says, with its status."""
    answer = client.get(address)
    kind = answer.headers["Content-Type"]
    content = answer.getvalue()
    if "spreadsheet" in kind:
        sheets = load_workbook(io.BytesIO(content)).worksheets
        return "\n".join(str(row) for sheet in sheets for row in sheet.iter_rows(values_only=True))
    if "wordprocessing" in kind:
        return ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    text = content.decode()
    return f"{answer.status_code}\n{text}" if "html" in kind else text


def crawl(client: Client) -> dict[str, str]:
    """Every page of the cycle that links lead to from the list of cycles, and the open pages of those years."""
    found: dict[str, str] = {}
    waiting = ["/omgang/", *OPEN_PAGES]
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address] = read(client, address)
            waiting += [link.replace("&amp;", "&") for link in PAST.findall(found[address])]
    return found


def told(page: str) -> list[str]:
    text = OF_THE_MOMENT.sub("", page)
    text = strip_tags(text) if text[:3].isdecimal() else text
    return [line.strip() for line in text.splitlines() if line.strip()]


@pytest.mark.parametrize("email", [FOU, CONTACT, HEAD])
def test_every_page_of_the_past_says_what_it_said(demo_cycles: None, db: None, email: str) -> None:
    client = client_of(email)
    before = crawl(client)
    years_pass(last=Result.objects.latest("survey__year").survey.year)
    after = crawl(client)
    cycle = Cycle.objects.get()
    parts = ("", "beslut/", "planer/", "uppfoljning/", "uppfoljning/slutdokument/", "omraden/", "protokoll/")
    wanted = {f"/omgang/{cycle.pk}/{name}" for name in parts}
    assert wanted <= before.keys(), sorted(before)
    assert len(before) > 40
    assert {address for address, page in before.items() if page.startswith(("403", "404", "500"))} == set()
    differing = {
        address: (line, other)
        for address in before.keys() | after.keys()
        for line, other in [next_difference(told(before.get(address, "")), told(after.get(address, "")))]
        if line != other
    }
    assert differing == {}


def next_difference(before: list[str], after: list[str]) -> tuple[str, str]:
    """The first lines that differ; two empty ones where none does."""
    for one, other in zip([*before, ""], [*after, ""], strict=False):
        if one != other:
            return one, other
    return ("", "") if len(before) == len(after) else (f"{len(before)} rader", f"{len(after)} rader")


def test_the_figures_of_the_past_are_those_of_its_members(demo_cycles: None, db: None) -> None:
    years_pass()
    page = Client().get(f"/jamforelser/{AREA}/2017/").content.decode()
    assert "Ekerö" in page
    assert "Upplands Väsby" in page
    assert "Norrtälje" not in page
    assert "8 av 8" in page
    assert "Stockholms län" in page
    closed = FollowUp.objects.get().document
    assert "Ekerö" in str(closed)


@pytest.fixture
def year_2018(demo_cycles: None, db: None) -> None:
    """In 2018 all say Ja but Ekerö, which has left."""
    years_pass()
    survey = Survey.objects.get(area__slug=AREA, year=2018)
    publication = Publication.objects.filter(kind="report").first()
    Result.objects.filter(survey=survey).delete()
    GroupResult.objects.filter(survey=survey).delete()
    for one in Municipality.objects.filter(groups__slug="fou-nordvast").distinct():
        Result.objects.create(
            survey=survey,
            indicator=Indicator.objects.get(area__slug=AREA, code="vald_rutin"),
            municipality=one,
            value="nej" if one.code == EKERO else "ja",
            origin="published",
            publication=publication,
        )


def test_the_new_year_says_what_is_true_of_it(year_2018: None) -> None:
    text = " ".join(told(f"200{Client().get(f'/jamforelser/{AREA}/2018/?jamfor=2017').content.decode()}"))
    assert "8 av 8" in text
    assert "Ekerö" not in text
    assert "Norrtälje" in text
    assert "Upplands Väsby" not in text
    assert "Väsby" in text


def test_a_trend_tells_each_year_with_its_members_and_who_was_called_otherwise(year_2018: None) -> None:
    page = Client().get(f"/indikator/{AREA}/vald_rutin/").content.decode()
    assert "Väsby hette Upplands Väsby till och med 2017." in page
    assert "Sigtuna låg i Stockholms län till och med 2017." in page
    rows = Client().get(f"/indikator/{AREA}/vald_rutin/indikator.csv").content.decode()
    ekero = next(line for line in rows.splitlines() if "Ekerö" in line)
    assert "Nej" not in ekero.split(";")[-2:]
