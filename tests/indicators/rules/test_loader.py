"""The definitions file: what it gives, how it refuses, and every real file's own examples."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.rules.evaluate import Evaluator
from indicators.rules.loader import accepted_words, load_definitions, normalise_word, possible_words
from indicators.rules.spec import AtLeast, Comparability, Value
from surveys.questionnaires.questionnaire import load_questionnaire
from surveys.questionnaires.strict_yaml import FileError
from tests.indicators.rules.conftest import DEFINITIONS, QUESTIONNAIRE
from tests.surveys.questionnaires.test_questionnaire import line_of

ROOT = Path(__file__).resolve().parents[3]
FILES = sorted(ROOT.glob("indicators/definitions/*/*.yaml"))


def load_real(path):
    catalogue = ROOT / "surveys/catalogue" / path.relative_to(ROOT / "indicators/definitions")
    questionnaire = load_questionnaire(catalogue) if catalogue.exists() else None
    return questionnaire, load_definitions(path, questionnaire)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_of_every_real_definition(path):
    """load_definitions runs them and refuses the file where one does not hold."""
    questionnaire, definitions = load_real(path)
    assert definitions.indicators
    if questionnaire:
        Evaluator(questionnaire, definitions)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_rule_has_an_example(path):
    _, definitions = load_real(path)
    assert [one.code for one in definitions.indicators.values() if one.rule and not one.examples] == []


def test_indicators_in_order(definitions):
    assert list(definitions.indicators) == ["rutin", "beskriven", "besvarad", "omfattning", "andel", "timmar"]


def test_every_is_at_least_all(definitions):
    _, every = definitions.indicators["omfattning"].rule.cases[0]
    assert every.parts[0] == AtLeast(3, ("E6.a", "E6.b", "E6.c"), ("ja",))


@pytest.mark.parametrize(("known", "is_known"), [("", True), (", known: yes", True), (", known: no", False)])
def test_a_note_may_say_that_nobody_knows_whether_the_years_differ(tmp_path, questionnaire, known, is_known):
    rutin = loaded(tmp_path, questionnaire, "note: ny fråga}", f"note: ny fråga{known}}}", "rutin")
    assert rutin.comparable[2015].is_known is is_known


def test_comparable_is_keyed_by_the_earlier_year(definitions):
    comparable = definitions.indicators["rutin"].comparable
    assert comparable == {2016: Comparability("yes", ""), 2015: Comparability("partly", "ny fråga")}


def test_accepted_words_hold_the_usual_and_the_indicator_s_own(definitions):
    words = accepted_words(definitions.indicators["rutin"])
    assert words == {
        "ja": "ja",
        "nej": "nej",
        "ej aktuellt": "ej_aktuellt",
        "ny rutin": "ja",
    }


def test_an_indicator_can_only_be_what_its_rule_gives(definitions):
    found = {code: possible_words(one) for code, one in definitions.indicators.items()}
    assert found["rutin"] == ("ej_aktuellt", "ja", "nej", "bortfall")
    assert found["omfattning"] == ("ja", "delvis", "nej", "bortfall")
    assert found["andel"] == ("kan_inte_svara", "bortfall")
    register = replace(definitions.indicators["andel"], kind="register", rule=None)
    assert possible_words(register) == ("bortfall",)


def test_printed_words_are_found_whatever_their_case_and_spaces(definitions):
    assert accepted_words(definitions.indicators["rutin"])[normalise_word(" NY  rutin ")] == "ja"


def test_without_a_questionnaire_a_rule_is_refused(folder):
    with pytest.raises(FileError, match=r"indikatorer\.yaml:16: en regel kräver att årets frågor finns"):
        load_definitions(folder / "indikatorer.yaml", None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("survey: prov/2017", "survey: prov/2016", "definitionerna gäller inte enkäten prov/2017"),
        ("short_name: Rutin", "shortname: Rutin", "okänd nyckel shortname; menades short_name?"),
        ("quality_area: helhet", "quality_area: annat", "annat är inget av helhet"),
        ("indicator: beskriven", "indicator: rutin ", "indikatorn rutin finns redan"),
        ("ej_aktuellt: {G2.missbruk: ej_aktuellt}", "ej_aktuellt: {G99: ej_aktuellt}", "okänd fråga G99"),
        ("ej_aktuellt: {G2.missbruk: ej_aktuellt}", "ej_aktuellt: {G2.missbruk: kanske}",
         "G2.missbruk har inget svarsalternativ kanske; det har ja, nej, behovs_inte, ej_aktuellt"),
        ("ej_aktuellt: {G2.missbruk:", "kanske: {G2.missbruk:",
         "okänt utfall kanske; skriv ja, delvis, nej, ej_aktuellt, kan_inte_svara"),
        ("ja: {stated: G2b}", "ja: {stated: E6.a}", "E6.a är av fel slag för regeln (choice)"),
        ("n: 2,", "n: 4,", "4 av 3 går inte"),
        ("of: E6.*", "of: E9.*", "okänd fråga E9.*"),
        ("results: [ej_aktuellt, ja, nej]", "results: [ej_aktuellt, ja, nej, delvis]",
         "results och rule stämmer inte överens om delvis; varje utfall ska stå i båda"),
        ("left_out_of_base: [ej_aktuellt]", "left_out_of_base: []",
         "left_out_of_base ska nämna de av ej_aktuellt och kan_inte_svara som är resultat"),
        ("accepts: {Ny rutin: ja}", "accepts: {Ny rutin: kanske}",
         "kanske är inget av ja, delvis, nej, ej_aktuellt, kan_inte_svara, bortfall"),
        ("note: ny fråga}", "note: ny fråga, known: kanske}", "kanske är inget av yes, no"),
        ("{is: partly, note: ny fråga}", "{is: partly}", "note behövs när jämförbarheten inte är hel"),
        ("gives: bortfall", "gives: ja", "rutin: exemplet ger bortfall, inte ja"),
        ("gives: 37.5", "gives: 38", "andel: exemplet ger 37.5, inte 38"),
        ("G2a.missbruk: nej}, gives", "G2a.missbruk: kanske}, gives",
         "rutin: G2a.missbruk: kanske är inget av svarsalternativen"),
        ("rule: {share: {of: Q4a, in: Q4}}", "rule: {kvot: {of: Q4a, in: Q4}}", "okänd regel kvot"),
        ("rule: {share: {of: Q4a, in: Q4}}", "rule: {share: {of: Q4a, in: Q4}, value: Q4}",
         "en talregel har precis en av share, per och value"),
        ("{sum: Q8.*, by: Q4}", "{sum: [Q8.ett, Q4], by: Q4}", "Q4 kan inte stå både i sum och by"),
        ("{sum: Q8.*, by: Q4}", "{sum: [Q8.ett, Q8.ett], by: Q4}", "här ska varje fråga stå en gång"),
        ("{sum: Q8.*, by: Q4}", "{sum: Q8.*, by: G2b}", "G2b är av fel slag för regeln (text)"),
        ("answer: [ja]", "answer: []", "villkoret nämner inget svar"),
        ("answer: [ja]", "answer: [ja, kanske]", "E6.a har inget svarsalternativ kanske; det har ja, nej"),
        ("n: 2,", "n: 0,", "0 av 3 går inte"),
        ("ja: {stated: G2b}", "ja: {any: []}", "villkoret är tomt"),
        ("ja: {stated: G2b}", "ja: {}", "villkoret är tomt"),
        ("desirable: high", "response_rate: 100.1", "100.1 är ingen procentsats"),
        ("desirable: high", "response_rate: -1", "-1 är ingen procentsats"),
        ("desirable: high", "response_rate: många", "många är ingen procentsats"),
        ("desirable: high", "results: [ja]", "results hör bara till kind: choice"),
        ("desirable: high", "type: annat", "annat är inget av struktur, process, struktur_process, resultat"),
        ("accepts: {Ny rutin: ja}", "accepts: {Ja: nej}", "ordet Ja har redan en betydelse"),
        ("accepts: {Ny rutin: ja}", "accepts: {Ny rutin: ja, NY RUTIN: nej}", "ordet NY RUTIN har redan en betydelse"),
        ("desirable: high", "part_of: nej", "part_of nämner nej, som inte är en annan av årets indikatorer"),
        ("desirable: high", "part_of: andel", "part_of nämner andel, som inte är en annan av årets indikatorer"),
        ("gives: 37.5", "gives: många", "många är varken ett utfall eller ett tal"),
    ],
)  # fmt: skip
def test_refusals_name_the_line(tmp_path, questionnaire, old, new, message):
    text = DEFINITIONS.replace(old, new, 1)
    assert text != DEFINITIONS
    path = tmp_path / "indikatorer.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        load_definitions(path, questionnaire)
    line = line_of(DEFINITIONS, old)
    assert str(caught.value) == f"{path}:{line}: {message}"


def loaded(tmp_path, questionnaire, old, new, code="andel"):
    """One indicator of the file with one place of it changed."""
    (tmp_path / "indikatorer.yaml").write_text(DEFINITIONS.replace(old, new, 1), encoding="utf-8")
    return load_definitions(tmp_path / "indikatorer.yaml", questionnaire).indicators[code]


@pytest.mark.parametrize("rate", ["0", "0.5", "100"])
def test_a_response_rate_is_a_share_of_a_hundred(tmp_path, questionnaire, rate):
    found = loaded(tmp_path, questionnaire, "desirable: high", f"response_rate: {rate}")
    assert found.response_rate == Decimal(rate)


def test_a_rule_may_take_a_number_as_it_is(tmp_path, questionnaire):
    old = "rule: {per: {sum: Q8.*, by: Q4}}"
    assert loaded(tmp_path, questionnaire, old, "rule: {value: Q8.ett}", "timmar").rule == Value("Q8.ett")


def test_some_is_at_least_one(tmp_path, questionnaire):
    new = "ja: {some: {of: [E6.a, E6.b], answer: [ja, nej]}}"
    found = loaded(tmp_path, questionnaire, "ja: {stated: G2b}", new, "beskriven").rule
    assert found.cases == (("ja", AtLeast(1, ("E6.a", "E6.b"), ("ja", "nej"))),)


def test_every_field_is_read(tmp_path, questionnaire):
    told = """also_called: [Utbildning, Utb.]
    type: process
    unit: procent
    purpose: Att veta.
    counted: Räknas så.
    period: 2016-11-01/2017-01-31
    readings: [Läses så.]"""
    found = loaded(tmp_path, questionnaire, "desirable: high", told)
    assert (found.also_called, found.type, found.unit) == (("Utbildning", "Utb."), "process", "procent")
    assert (found.purpose, found.counted, found.readings) == ("Att veta.", "Räknas så.", ("Läses så.",))
    assert (found.period, found.source, found.target) == (
        "2016-11-01/2017-01-31", "påhittad", "Andelen utbildade."
    )  # fmt: skip


def test_what_is_left_unsaid(definitions):
    choice, number = definitions.indicators["beskriven"], definitions.indicators["andel"]
    assert (choice.desirable, choice.decimals, choice.response_rate) == ("ja", 1, None)
    assert (definitions.indicators["timmar"].desirable, number.desirable) == ("none", "high")
    assert (number.results, number.accepts, number.comparable, choice.examples) == ((), {}, {}, ())
    assert (choice.dimension, choice.group, choice.type, choice.period) == ("", "", "", "")


def test_the_year_and_its_headings(definitions):
    assert (definitions.survey, definitions.area, definitions.year) == ("prov/2017", "prov", 2017)
    assert (definitions.title, definitions.source) == ("Prov 2017", "påhittad")
    assert (definitions.quality_areas, definitions.dimensions) == ({"helhet": "Helhetssyn"}, {})


def test_a_stored_text_is_not_tried_again(questionnaire):
    text = DEFINITIONS.replace("gives: bortfall", "gives: ja")
    assert load_definitions("lagrad.yaml", questionnaire, text).indicators["rutin"].examples[1].gives == "ja"


@pytest.mark.parametrize(
    ("nej", "message"),
    [
        ("nej: {G2.missbruk: nej}", "regeln lämnar en lucka: det sista utfallet ska vara otherwise"),
        ("nej: otherwise\n      ja: {G2.missbruk: ja}", "otherwise ska stå sist"),
    ],
)
def test_a_rule_ends_with_otherwise(tmp_path, questionnaire, nej, message):
    text = DEFINITIONS.replace("ja: {stated: G2b}\n      nej: otherwise", nej)
    path = tmp_path / "indikatorer.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=message):
        load_definitions(path, questionnaire)


def test_a_rule_over_too_many_answers_is_refused(tmp_path):
    items = "".join(f"          - {{item: A.{n}, kind: choice}}\n" for n in range(19))
    top, _, _ = QUESTIONNAIRE.partition("      - question: G2\n")
    question = "      - question: A\n        text: Vad?\n        options: {ja: Ja, nej: Nej}\n        items:\n"
    (tmp_path / "enkat.yaml").write_text(top + question + items, encoding="utf-8")
    rule = DEFINITIONS.replace("{stated: G2b}", "{some: {of: A.*, answer: ja}}").split("  - indicator: ")
    (tmp_path / "indikatorer.yaml").write_text(f"{rule[0]}  - indicator: {rule[2]}", encoding="utf-8")
    with pytest.raises(FileError, match="6: beskriven: regeln har fler än 262144 möjliga svar"):
        load_definitions(tmp_path / "indikatorer.yaml", load_questionnaire(tmp_path / "enkat.yaml"))
