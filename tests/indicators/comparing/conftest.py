"""A small world: three municipalities and a district, two years, four indicators."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

import pytest

from indicators.models import DefinitionSet, GroupResult, Indicator, Origin, Publication, Result
from municipalities.models import Group, Municipality, MunicipalityYear
from surveys.models import ServiceArea, Survey
from tests.worlds.second_area import AREA, load_second_area

QUESTIONS = """
survey: prov/2017
area_title: Prov
title: Prov 2017
reference_date: 2017-02-01
opens: 2017-01-24
closes: 2017-03-21
source: påhittad
sections:
  - section: ett
    title: Ett
    questions:
      - question: E1
        text: Finns en rutin?
        source: påhittad
        items: [{item: E1, kind: choice, options: {ja: Ja, nej: Nej}}]
"""
DEFINITIONS = """
survey: prov/YEAR
title: Prov YEAR
source: påhittad
quality_areas: {tillganglighet: Tillgänglighet, trygghet: Trygghet}
dimensions: {tillganglig: Tillgänglig}
groups: {start: Start, slut: Slut}
indicators:
"""
INDICATOR = """
  - indicator: CODE
    name: Aktuell rutin CODE
    short_name: Rutin CODE
    quality_area: AREA
    dimension: tillganglig
    group: start
    kind: KIND
    unit: procent
    decimals: 1
    desirable: DESIRABLE
    target: En rutin finns.
    purpose: Ordning.
    counted: Fråga E1.
    readings: [Muntlig rutin räknas inte.]
    source: påhittad
"""
CHOICE = "    results: [ja, delvis, nej, ej_aktuellt]\n    left_out_of_base: [ej_aktuellt]\n"
COMPARABLE = {
    "rutin": "    comparable: {2016: {is: yes}}\n",
    "delad": "    comparable: {2016: {is: partly, note: Frågan fick ett nytt svar.}}\n",
    "bruten": "    comparable: {2016: {is: no, note: Ny fråga.}}\n",
}
RULE = "    rule: {ja: {E1: ja}, nej: otherwise}\n    results: [ja, nej]\n"


def indicator_text(code: str, year: int, kind: str = "choice", area: str = "tillganglighet") -> str:
    desirable = "ja" if kind == "choice" else "low"
    text = INDICATOR.replace("CODE", code).replace("KIND", kind).replace("AREA", area).replace("DESIRABLE", desirable)
    text += RULE if code == "rutin" and year == 2017 else CHOICE if kind == "choice" else ""
    return text + (COMPARABLE.get(code, "") if year == 2017 else "")


@dataclass
class World:
    """Figures go in with one call each; a word is a result, anything else a number."""

    surveys: dict[int, Survey]
    units: dict[str, Municipality]
    groups: dict[str, Group]
    indicators: dict[str, Indicator]
    publications: dict[str, Publication] = field(default_factory=dict)

    def unit(self, year: int, indicator: str, code: str, figure: str, **fields: object) -> Result:
        is_word = figure[:1].isalpha()
        return Result.objects.create(
            survey=self.surveys[year],
            indicator=self.indicators[indicator],
            municipality=self.units[code],
            value=figure if is_word else "",
            number=None if is_word else Decimal(figure),
            **self._origin(fields),
        )

    def group(self, year: int, indicator: str, slug: str, number: str | None, **fields: object) -> GroupResult:
        return GroupResult.objects.create(
            survey=self.surveys[year],
            indicator=self.indicators[indicator],
            group=self.groups[slug],
            number=number,
            **self._origin(fields),
        )

    def _origin(self, fields: dict[str, object]) -> dict[str, object]:
        if "publication" in fields or "origin" in fields:
            return fields
        return {"origin": Origin.PUBLISHED, "publication": self.publications["rapport"], **fields}

    def row(self, year: int, indicator: str, *figures: str, **fields: object) -> None:
        for code, figure in zip(("0125", "0163", "0184"), figures, strict=False):
            self.unit(year, indicator, code, figure, **fields)

    def publish(self, slug: str, publisher: str, kind: str = "result_file", **fields: object) -> Publication:
        """A further publication, of this publisher."""
        facts = {"title": slug.capitalize(), "publisher": publisher, "year": 2017, "kind": kind, **fields}
        self.publications[slug] = Publication.objects.create(slug=slug, **facts)
        return self.publications[slug]

    def printed(self, slug: str, **fields: object) -> dict[str, object]:
        """What says that a figure stands in a publication."""
        return {"origin": Origin.PUBLISHED, "publication": self.publications[slug], **fields}


def add_definitions(survey: Survey, texts: list[str]) -> None:
    text = DEFINITIONS.replace("YEAR", str(survey.year)) + "".join(texts)
    DefinitionSet.objects.create(survey=survey, text=text, sha256=sha256(text.encode()).hexdigest())


@pytest.fixture
def world(db: None) -> World:
    county = {"county_code": "01", "county_name": "Stockholms län"}
    names = {"0125": "Ekerö", "0163": "Sollentuna", "0184": "Solna", "0180": "Stockholm"}
    units = {code: Municipality.objects.create(code=code, name=name, **county) for code, name in names.items()}
    units["018001"] = Municipality.objects.create(code="018001", name="Rinkeby-Kista", parent=units["0180"], **county)
    for code in ("0125", "0184"):
        MunicipalityYear.objects.create(
            municipality=units[code], year=2017, skr_group="A2", size_group=2, population=81200
        )
    kinds = {"fou-nordvast": "network", "stockholm": "city", "stockholms-lan": "county", "riket": "nation"}
    groups = {slug: Group.objects.create(slug=slug, name=slug.capitalize(), kind=kind) for slug, kind in kinds.items()}
    groups["fou-nordvast"].members.set([units[code] for code in ("0125", "0163", "0184")])
    for slug in ("stockholms-lan", "riket"):
        groups[slug].members.set([units[code] for code in ("0125", "0163", "0184", "018001")])
    groups["stockholm"].members.set([units["018001"]])
    area = ServiceArea.objects.create(slug="prov", name="Prov")
    surveys = {year: Survey.objects.create(area=area, year=year, title=f"Prov {year}") for year in (2016, 2017)}
    surveys[2017].questionnaire_text, surveys[2017].questionnaire_sha256 = QUESTIONS, "q"
    surveys[2017].save()
    both = ["rutin", "delad", "bruten"]
    add_definitions(surveys[2016], [indicator_text(code, 2016) for code in both])
    fresh = [indicator_text("ny", 2017, area="trygghet"), indicator_text("tal", 2017, "register", "trygghet")]
    add_definitions(surveys[2017], [*(indicator_text(code, 2017) for code in both), *fresh])
    indicators = {
        code: Indicator.objects.create(area=area, code=code, name=f"Rutin {code}") for code in [*both, "ny", "tal"]
    }
    publications = {
        slug: Publication.objects.create(slug=slug, title=slug.capitalize(), publisher=publisher, year=2018, kind=kind)
        for slug, publisher, kind in (
            ("rapport", "FoU Nordväst", "report"),
            ("faktablad", "Socialstyrelsen", "fact_sheet"),
        )
    }
    return World(surveys, units, groups, indicators, publications)


@pytest.fixture
def two_areas(world: World) -> World:
    """Prov in 2016 and 2017 with Ekerö Ja both years; Exempelområde in 2017 with Ekerö Nej."""
    load_second_area()
    world.row(2016, "rutin", "ja", "ja", "nej")
    world.row(2017, "rutin", "ja", "ja", "nej")
    other = Survey.objects.get(area__slug=AREA, year=2017)
    for code, value in (("exempelrutin", "nej"), ("exempelstod", "ja"), ("sip", "ja")):
        Result.objects.create(
            survey=other,
            indicator=Indicator.objects.get(area=other.area, code=code),
            municipality=world.units["0125"],
            value=value,
            origin="published",
            publication=world.publications["rapport"],
        )
    return world
