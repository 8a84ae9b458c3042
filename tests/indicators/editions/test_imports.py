"""A correction comes as a file, and goes when its import is undone."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from indicators.computing.exports import municipality_rows
from indicators.importing.actions import Kind, Upload, import_at_once, mapping_of
from municipalities.models import Group
from surveys.models import ImportRun, Survey
from tests.indicators.importing import files
from tests.scenario import Cast

HEADING = "Väntetid för nybesök"
PAGE = "/jamforelser/prov/2017/"


@pytest.fixture
def cast(import_survey: Survey) -> Cast:
    return Cast()


def bring(
    survey: Survey,
    name: str,
    slug: str = "",
    network: Group | None = None,
    publisher: str = "Socialstyrelsen",
    **words: str,
) -> ImportRun:
    """A file with a word for each municipality."""
    content = files.workbook(Resultat=[["Kommun", HEADING], *([place, word] for place, word in words.items())])
    mapping = mapping_of(Kind.RESULTS, survey, slug=slug, title=slug.capitalize(), publisher=publisher)
    run = import_at_once(Upload(Kind.RESULTS, survey, content, name, mapping, network), by="sara").run
    assert run is not None
    return run


def text_of(client, address: str = PAGE) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(address).content.decode()).split())


@pytest.mark.parametrize("slug", ["rattad", "forsta"])
def test_a_correcting_file_holds_until_it_is_undone(cast: Cast, import_survey: Survey, slug: str) -> None:
    """Whether it comes as a publication of its own or writes over the first."""
    bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej", Ekerö="Ja")
    run = bring(import_survey, "rattad.xlsx", slug, Solna="Ja", Ekerö="Ja")
    page = text_of(cast.client("eva"))
    assert page.count("rättad not 1") == 1
    assert "Rättade uppgifter. Solna: tidigare Nej, nu Ja." in page
    cast.client("sara").post(reverse("import-undo", args=[run.pk]))
    page = text_of(cast.client("eva"))
    assert "rättad" not in page
    assert "✕ Nej" in page


def test_all_that_stood_before_is_told_with_file_day_and_importer(cast: Cast, import_survey: Survey) -> None:
    bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej")
    bring(import_survey, "andra.xlsx", "forsta", Solna="Delvis")
    bring(import_survey, "tredje.xlsx", "rattad", Solna="Ja")
    address = "/varfor/prov/2017/vantetid/0184/"
    page = text_of(cast.client("sara"), address)
    page = page[page.index("Rättat och motstridigt") :]
    told = re.findall(r"(Ja|Delvis|Nej) (gäller|rättad) .*?(\w+\.xlsx) inläst [^.]*? för Riket av sara", page)
    assert told == [
        ("Ja", "gäller", "tredje.xlsx"),
        ("Delvis", "rättad", "andra.xlsx"),
        ("Nej", "rättad", "forsta.xlsx"),
    ]
    assert "av sara" not in text_of(cast.client("eva"), address)  # who brought it in is the owner's own matter


def test_an_export_has_what_the_publisher_printed_last(cast: Cast, import_survey: Survey) -> None:
    bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej", Ekerö="Ja")
    bring(import_survey, "rattad.xlsx", "rattad", Solna="Ja")
    found = {row[1]: row[4] for row in municipality_rows(import_survey)}
    assert found == {"0184": "ja", "0125": "ja"}
    assert len(list(municipality_rows(import_survey))) == 2


def test_the_later_file_is_the_one_that_was_confirmed_later(cast: Cast, import_survey: Survey) -> None:
    """Not the one whose name or number is the larger."""
    first = bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej")
    bring(import_survey, "rattad.xlsx", "rattad", Solna="Ja")
    ImportRun.objects.filter(pk=first.pk).update(confirmed_at="2099-01-01T10:00Z")
    assert "Solna: tidigare Ja, nu Nej." in text_of(cast.client("eva"))


def test_a_networks_file_corrects_the_nations_on_its_own_pages_only(cast: Cast, import_survey: Survey) -> None:
    bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej", Ekerö="Ja")
    bring(import_survey, "rattad.xlsx", "rattad", network=cast.network, Solna="Ja")
    client = cast.client("eva")
    assert "Solna: tidigare Nej, nu Ja." in text_of(client, f"{PAGE}?grupp=fou-nordvast")
    nation = text_of(client, f"{PAGE}?grupp=riket")
    assert "Solna: Socialstyrelsen Nej, Socialstyrelsen, inläst för FoU Nordväst Ja." in nation
    assert "rättad" not in nation


def test_a_publisher_is_one_however_its_name_is_typed(cast: Cast, import_survey: Survey) -> None:
    bring(import_survey, "forsta.xlsx", "forsta", Solna="Nej")
    bring(import_survey, "rattad.xlsx", "rattad", publisher=" SOCIALSTYRELSEN", Solna="Ja")
    page = text_of(cast.client("eva"))
    assert "Solna: tidigare Nej, nu Ja." in page
    assert "motstridig" not in page
