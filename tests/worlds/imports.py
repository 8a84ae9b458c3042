"""A small world for imports: eight places, four groups, one survey with answers of every kind."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from indicators.importing.actions import Kind, Upload, mapping_of
from indicators.importing.choices import Choices
from indicators.models import DefinitionSet, Indicator
from municipalities.models import Group, Municipality
from surveys.models import ServiceArea, Survey

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
        items: [{item: E1, kind: choice, options: {ja: Ja, nej: Nej, delvis: "Ja, men inte för alla"}}]
      - question: E1a
        text: Vilken?
        items: [{item: E1a, kind: text, asked_if: {E1: [ja]}}]
      - question: G2
        text: Samordnar ni?
        options: {ja: Ja, ej_aktuellt: Ej aktuellt}
        items: [{item: G2.missbruk, label: Missbruk, kind: choice}, {item: G2.lss, label: LSS, kind: choice}]
      - question: N1
        text: Hur många?
        items: [{item: N1, kind: integer, or_words: {vet_ej: Vet ej}}]
      - question: N2
        text: Hur många timmar?
        items: [{item: N2, kind: decimal}]
"""
DEFINITIONS = """
survey: prov/2017
title: Prov 2017
source: påhittad
quality_areas: {omrade: Område}
indicators:
"""
NAMES = {  # code: short name, further keys
    "missbruk": "Aktuell rutin för samordning mellan Missbruk och Ekonomiskt bistånd",
    "psykiatri": "Aktuell rutin för samordning mellan Socialpsykiatri och Ekonomiskt bistånd",
    "arbetsmarknad": "Insats inom en månad till alla 18-24 år",
    "vald": "Aktuell rutin vid indikation på våld – Ekonomiskt bistånd",
    "vantetid": "Väntetid för nybesök",
    "andel": "Andel med examen",
    "kostnad": "Kostnad per invånare",
    "bistand": "Biståndsmottagare i befolkningen",
}
KINDS = {
    "andel": "kind: number\n    unit: procent",
    "kostnad": "kind: register\n    unit: kronor",
    "bistand": "kind: background\n    unit: procent",
}
CHOICE = "kind: choice\n    results: [ja, delvis, nej, ej_aktuellt]\n    left_out_of_base: [ej_aktuellt]"
FURTHER = {
    "psykiatri": "    also_called: [Social- psykiatri]\n",
    "vantetid": "    accepts: {Inom 7 dagar: ja, Integrerat: ja}\n",
}
PLACES = {
    "0114": ("Upplands Väsby", ""),
    "0125": ("Ekerö", ""),
    "0139": ("Upplands-Bro", ""),
    "0180": ("Stockholm", ""),
    "0184": ("Solna", ""),
    "1480": ("Göteborg", ""),
    "018001": ("Rinkeby-Kista", "0180"),
    "148004": ("Centrum", "1480"),
}
GROUPS = {
    "fou-nordvast": ("FoU Nordväst", "network", ["0114", "0125", "0139", "0184"]),
    "stockholm": ("Stockholm", "city", ["018001"]),
    "stockholms-lan": ("Stockholms län", "county", ["0114", "0125", "0139", "0184", "018001"]),
    "riket": ("Riket", "nation", ["0114", "0125", "0139", "0184", "018001", "148004"]),
}


def _definitions() -> str:
    return DEFINITIONS + "".join(
        f"  - indicator: {code}\n    name: {name}\n    short_name: {name}\n    quality_area: omrade\n"
        f"    target: Mål.\n    source: påhittad\n    {KINDS.get(code, CHOICE)}\n{FURTHER.get(code, '')}"
        for code, name in NAMES.items()
    )


def _load_places() -> None:
    made: dict[str, Municipality] = {}
    for code, (name, parent) in PLACES.items():
        facts = {"county_code": code[:2], "county_name": "Län", "parent": made.get(parent)}
        made[code] = Municipality.objects.create(code=code, name=name, **facts)
    for slug, (name, kind, codes) in GROUPS.items():
        Group.objects.create(slug=slug, name=name, kind=kind).members.set([made[code] for code in codes])


@pytest.fixture
def import_survey(db: None, settings, tmp_path: Path) -> Survey:
    settings.MEDIA_ROOT = tmp_path / "media"
    _load_places()
    area = ServiceArea.objects.create(slug="prov", name="Prov")
    digest = sha256(QUESTIONS.encode()).hexdigest()
    survey = Survey.objects.create(
        area=area, year=2017, title="Prov 2017", questionnaire_text=QUESTIONS, questionnaire_sha256=digest
    )
    text = _definitions()
    DefinitionSet.objects.create(survey=survey, text=text, sha256=sha256(text.encode()).hexdigest())
    Indicator.objects.bulk_create(Indicator(area=area, code=code, name=name) for code, name in NAMES.items())
    return survey


@pytest.fixture
def kept_files(settings):
    """The originals now kept."""

    def listed() -> list[Path]:
        return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    return listed


@pytest.fixture
def upload(import_survey: Survey):
    """An upload of answers, or of what `kind` says."""

    def made(
        content: bytes,
        name: str = "svar.xlsx",
        kind: str = Kind.ANSWERS,
        units: dict[str, str] | None = None,
        **headings: str,
    ) -> Upload:
        choices = Choices(headings, units or {})
        return Upload(
            kind, import_survey, content, name, mapping_of(kind, import_survey, publisher="Provverket", choices=choices)
        )

    return made
