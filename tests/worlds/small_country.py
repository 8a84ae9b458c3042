"""A small country: five municipalities in one county and network, one questionnaire of four items, three indicators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import read_years
from municipalities.models import Group, Municipality
from surveys.models import Answer, Response, Survey
from surveys.questionnaires.queries import get_survey

SLUG = "prov/2017"
QUESTIONNAIRE = """\
survey: prov/2017
area_title: Prov
title: Prov 2017
reference_date: 2017-02-01
opens: 2017-01-24
closes: 2017-03-21
source: provet
sections:
  - section: ett
    title: Ett
    questions:
      - question: R1
        text: Finns en rutin?
        options: {ja: Ja, nej: Nej, ej_aktuellt: Ej aktuellt}
        items: [{item: R1, kind: choice}]
      - question: R1a
        text: Är den uppföljd?
        options: {ja: Ja, nej: Nej}
        items: [{item: R1a, kind: choice, asked_if: {R1: [ja]}}]
      - question: R2
        text: Erbjuds stöd?
        options: {alla: Ja till alla, vissa: Ja till vissa, nej: Nej}
        items: [{item: R2, kind: choice}]
      - question: Q1
        text: Hur många timmar?
        items: [{item: Q1, kind: decimal, unit: timmar}]
"""
DEFINITIONS = """\
survey: prov/2017
title: Prov 2017
source: provet
quality_areas: {ett: Ett}
indicators:
  - indicator: rutin
    name: Rutin
    short_name: Rutin
    quality_area: ett
    kind: choice
    target: Det finns en uppföljd rutin.
    results: [ej_aktuellt, ja, nej]
    rule: {ej_aktuellt: {R1: ej_aktuellt}, ja: {R1: ja, R1a: ja}, nej: otherwise}
    left_out_of_base: [ej_aktuellt]
    source: provet
    examples: [{answers: {R1: ja, R1a: ja}, gives: ja}]
  - indicator: stod
    name: Stöd
    short_name: Stöd
    quality_area: ett
    kind: choice
    target: Stöd erbjuds.
    results: [ja, delvis, nej]
    rule: {ja: {R2: alla}, delvis: {R2: vissa}, nej: otherwise}
    source: provet
    examples: [{answers: {R2: vissa}, gives: delvis}]
  - indicator: timmar
    name: Timmar
    short_name: Timmar
    quality_area: ett
    kind: number
    unit: timmar
    target: Antal timmar.
    rule: {value: Q1}
    source: provet
"""


@pytest.fixture
def small_folders(tmp_path):
    """The catalogue and definitions folders, each with one file."""
    for folder, text in (("catalogue", QUESTIONNAIRE), ("definitions", DEFINITIONS)):
        path = tmp_path / folder / "prov" / "2017.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "catalogue", tmp_path / "definitions"


@pytest.fixture
def small_survey(db, small_folders) -> Survey:
    load_catalogue(read_years(*small_folders), by="test")
    return get_survey(SLUG)


@pytest.fixture
def small_units(db) -> list[Municipality]:
    found = [
        Municipality.objects.create(code=f"010{n}", name=f"Kommun {n}", county_code="01", county_name="Län")
        for n in range(5)
    ]
    for slug, kind in (("lan", "county"), ("natverk", "network")):
        Group.objects.create(slug=slug, name=slug.capitalize(), kind=kind).members.set(found)
    Group.objects.create(slug="halva", name="Halva", kind="custom").members.set(found[:2])
    return found


def handed_in(by: str = "anna@test.example") -> dict[str, object]:
    """Fields of a response whose answers count."""
    at = datetime(2017, 3, 1, 13, 3, tzinfo=UTC)
    return {"state": Response.State.HANDED_IN, "handed_in_by": by, "handed_in_at": at, "counted_revision": 1}


Respond = Callable[..., Response]


@pytest.fixture
def respond(small_survey, small_units) -> Respond:
    """respond(place, {item: value}) stores or changes one unit's answers and hands them in."""

    def save(place: int, answers: dict[str, str], *, is_example: bool = False) -> Response:
        response, made = Response.objects.get_or_create(
            survey=small_survey, municipality=small_units[place], is_example=is_example, defaults=handed_in()
        )
        for item, value in answers.items():
            Answer.objects.update_or_create(response=response, item=item, defaults={"value": value})
        if not made:
            response.revision += 1
            response.counted_revision = response.revision
            response.save()
        return response

    return save


@pytest.fixture
def everybody(respond) -> None:
    """All five have a routine that is followed up; four give hours."""
    for place in range(5):
        hours = {"Q1": str(10 + place)} if place else {}
        respond(place, {"R1": "ja", "R1a": "ja", "R2": "alla", **hours})
