"""A tiny questionnaire with nested gates, a list, texts and numbers, and indicators over it."""

from pathlib import Path

import pytest

from indicators.rules.evaluate import Evaluator
from indicators.rules.loader import load_definitions
from surveys.questionnaires.questionnaire import load_questionnaire

QUESTIONNAIRE = """\
survey: prov/2017
area_title: Prov
title: Prov 2017
reference_date: 2017-02-01
opens: 2017-01-24
closes: 2017-03-21
source: påhittad
sections:
  - section: allt
    title: Allt
    questions:
      - question: G2
        text: Finns en rutin?
        period: 2016-11-01/2017-01-31
        options: {ja: Ja, nej: Nej, behovs_inte: "Nej, behövs inte", ej_aktuellt: Ej aktuellt}
        items:
          - {item: G2.missbruk, label: Missbruk, kind: choice}
      - question: G2a
        text: Är den uppföljd?
        options: {ja: Ja, nej: Nej, ej_aktuellt: Ej aktuellt}
        items:
          - {item: G2a.missbruk, label: Missbruk, kind: choice, asked_if: {G2.missbruk: ja}}
      - question: G2b
        text: Hur?
        items:
          - {item: G2b, kind: text, asked_if: {G2a.missbruk: [ja, ej_aktuellt]}}
      - question: E6
        text: Vad ingår?
        options: {ja: Ja, nej: Nej}
        items:
          - {item: E6.a, label: Arbete, kind: choice, asked_if: {G2.missbruk: [ja, nej]}}
          - {item: E6.b, label: Bostad, kind: choice, asked_if: {G2.missbruk: [ja, nej]}}
          - {item: E6.c, label: Hälsa, kind: choice, asked_if: {G2.missbruk: [ja, nej]}}
      - question: Q4
        text: Hur många?
        items:
          - {item: Q4, label: Alla, kind: integer, or_words: {vet_ej: Vet ej}}
          - {item: Q4a, label: Utbildade, kind: integer, or_words: {vet_ej: Vet ej}}
        checks:
          - {at_most: {item: Q4a, of: Q4}, level: error, message: Fler utbildade än anställda.}
      - question: Q8
        text: Hur många timmar?
        items:
          - {item: Q8.ett, kind: decimal, unit: timmar}
          - {item: Q8.tva, kind: decimal, asked_if: {G2.missbruk: ja}}
"""

DEFINITIONS = """\
survey: prov/2017
title: Prov 2017
source: påhittad
quality_areas: {helhet: Helhetssyn}
indicators:
  - indicator: rutin
    name: Aktuell rutin
    short_name: Rutin
    quality_area: helhet
    kind: choice
    target: Det finns en aktuell rutin.
    source: påhittad
    results: [ej_aktuellt, ja, nej]
    left_out_of_base: [ej_aktuellt]
    accepts: {Ny rutin: ja}
    rule:
      ej_aktuellt: {G2.missbruk: ej_aktuellt}
      ja: {any: [{G2.missbruk: behovs_inte}, {G2a.missbruk: [ja, ej_aktuellt], G2.missbruk: ja}]}
      nej: otherwise
    comparable: {2016: {is: yes}, 2015: {is: partly, note: ny fråga}}
    examples:
      - {answers: {G2.missbruk: ja, G2a.missbruk: nej}, gives: nej}
      - {answers: {G2.missbruk: ja}, gives: bortfall}
  - indicator: beskriven
    name: Rutinen är beskriven
    short_name: Beskriven
    quality_area: helhet
    kind: choice
    target: Rutinen är beskriven.
    source: påhittad
    results: [ja, nej]
    rule:
      ja: {stated: G2b}
      nej: otherwise
  - indicator: besvarad
    name: Uppföljningen är besvarad
    short_name: Besvarad
    quality_area: helhet
    kind: choice
    target: Uppföljningen är besvarad.
    source: påhittad
    results: [ja, nej]
    rule:
      ja: {any: [{G2a.missbruk: ja}, {G2a.missbruk: [nej, ej_aktuellt]}]}
      nej: otherwise
  - indicator: omfattning
    name: Omfattning
    short_name: Omfattning
    quality_area: helhet
    kind: choice
    target: Rutinen är bred.
    source: påhittad
    results: [ja, delvis, nej]
    rule:
      ja: {all: [{every: {of: E6.*, answer: ja}}, {G2.missbruk: ja}]}
      delvis: {at_least: {n: 2, of: [E6.a, E6.b, E6.c], answer: [ja]}}
      nej: otherwise
  - indicator: andel
    name: Andel utbildade
    short_name: Utbildade
    quality_area: helhet
    kind: number
    target: Andelen utbildade.
    source: påhittad
    desirable: high
    rule: {share: {of: Q4a, in: Q4}}
    examples:
      - {answers: {Q4: "8", Q4a: "3"}, gives: 37.5}
  - indicator: timmar
    name: Timmar per anställd
    short_name: Timmar
    quality_area: helhet
    kind: number
    target: Timmar per anställd.
    source: påhittad
    decimals: 2
    rule: {per: {sum: Q8.*, by: Q4}}
"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("regler")
    (folder / "enkat.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (folder / "indikatorer.yaml").write_text(DEFINITIONS, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def questionnaire(folder: Path):
    return load_questionnaire(folder / "enkat.yaml")


@pytest.fixture(scope="session")
def definitions(folder: Path, questionnaire):
    return load_definitions(folder / "indikatorer.yaml", questionnaire)


@pytest.fixture(scope="session")
def evaluator(questionnaire, definitions):
    return Evaluator(questionnaire, definitions)


@pytest.fixture(scope="session")
def result(evaluator):
    """The value of one indicator for one set of answers: an outcome or a Decimal."""

    def find(indicator, answers):
        outcome = evaluator.evaluate([answers])[0][indicator]
        return outcome.value or outcome.number

    return find
