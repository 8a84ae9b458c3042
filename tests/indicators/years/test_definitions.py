"""A year's definitions written in the web: checked with their line, compared, tried on answers, and stored whole."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import DefinitionSet, Indicator, Result
from indicators.years.actions import copied_texts
from indicators.years.definition_changes import without_rules
from indicators.years.queries import version_of
from municipalities.models import Event, Membership
from surveys.models import Answer, Response, Survey
from surveys.questionnaires.queries import get_survey
from tests.worlds.answering import EKERO, make_response
from tests.worlds.small_country import handed_in

AREA = "/enkater/ekonomiskt-bistand"
EDIT, READ = f"{AREA}/2020/definitioner/andra/", f"{AREA}/2020/definitioner/"
WITHOUT = f"{AREA}/2019/definitioner/andra/?fran=2018"
VANTETID = {"E1": "inom_3_dagar"}


@pytest.fixture
def carin(cast, now):
    return cast.client("carin")


@pytest.fixture
def year(carin, survey) -> Survey:
    """2020, copied from 2017 by Carin, with its questions."""
    texts = dict(zip(("questionnaire", "definitions"), copied_texts(survey, 2020), strict=True))
    carin.post(f"{AREA}/2020/enkat/andra/?fran=2017", {**texts, "gor": "spara"})
    return get_survey("ekonomiskt-bistand/2020")


@pytest.fixture
def text(year) -> str:
    return DefinitionSet.objects.get(survey=year).text


def post(client, text: str, do: str = "prova", to: str = EDIT, **more: str):
    year = Survey.objects.filter(area__slug="ekonomiskt-bistand", year=int(to.split("/")[3])).first()
    return client.post(to, {"definitions": text, "gor": do, "version": version_of(year), **more})


def hand_in(year: Survey, answers: dict[str, str], code: str = EKERO, **more: object) -> Response:
    response = make_response(year, code, **more)
    for item, value in answers.items():
        Answer.objects.create(response=response, item=item, value=value)
    Response.objects.filter(pk=response.pk).update(**handed_in())
    return response


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{E1: kan_inte_svara}", "{E1x: kan_inte_svara}", "okänd fråga E1x; menades E1"),
        ("{E1: kan_inte_svara}", "{E1: vet_inte}", "E1 har inget svarsalternativ vet_inte; det har inom_3_dagar, "),
        (
            "results: [ja, nej, kan_inte_svara]",
            "results: [ja, nej]",
            "results och rule stämmer inte överens om kan_inte",
        ),
        ("    short_name:", "    shortname:", "okänd nyckel shortname; menades short_name?"),
        ('    short_name: "Väntetid för nybesök"\n', "", "nyckeln short_name saknas"),
        ("gives: ja}", "gives: nej}", "exemplet ger ja, inte nej"),
        ("survey: ekonomiskt-bistand/2020", "survey: ekonomiskt-bistand/2021", "gäller inte enkäten"),
        ("indicators:", "indicators: [", "ingen giltig YAML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do_and_the_text_stays(carin, text, old, new, told) -> None:
    broken = text.replace(old, new, 1)
    assert broken != text
    for do in ("prova", "spara"):
        page = post(carin, broken, do)
        assert page.status_code == 422
        edited = page.context["definitions"]
        assert told in edited.message
        assert edited.excerpt[-1][0] >= edited.fault > 0
        assert edited.text == broken
        assert "Ingenting är sparat" in page.content.decode()
    assert DefinitionSet.objects.get(survey__year=2020).text == text


def test_checking_compares_with_what_is_stored_and_with_the_year_before(carin, text) -> None:
    changed = text.replace('short_name: "Väntetid för nybesök"', 'short_name: "Väntetid"', 1)
    changed = changed.replace("inom_4_7_dagar, inom_8_14_dagar]", "inom_4_7_dagar]", 1)
    changed = re.sub(r"      - \{answers: \{E1: inom_8_14_dagar\}, gives: ja\}\n", "", changed)
    page = post(carin, changed)
    told = {(one.what, one.code): (one.before, one.after) for one in page.context["against_stored"]}
    assert told.keys() == {("kort namn", "vantetid"), ("regel", "vantetid")}
    assert told["kort namn", "vantetid"] == ("Väntetid för nybesök", "Väntetid")
    assert ["8-14 dagar" in rule.replace("–", "-") for rule in told["regel", "vantetid"]] == [True, False]
    earlier = {(one.what, one.code): one.before for one in page.context["differences"]}
    assert page.context["before"].year == 2018
    assert earlier["kort namn", "vantetid"] == "Genomsnittlig väntetid till nybesök är max 14 dagar"
    assert earlier["indikator", "extern_bostadsforetag_overgripande"].startswith("Aktuell överenskommelse")
    assert DefinitionSet.objects.get(survey__year=2020).text == text


def test_trying_on_answers_gives_results_with_reasons_and_stores_nothing(carin, year, text) -> None:
    hand_in(year, VANTETID)
    strict = text.replace("ja: {E1: [inom_3_dagar, inom_4_7_dagar", "ja: {E1: [inom_4_7_dagar", 1)
    strict = strict.replace("{answers: {E1: inom_3_dagar}, gives: ja}", "{answers: {E1: inom_3_dagar}, gives: nej}", 1)
    for tried, gives in ((text, "ja"), (strict, "nej")):
        page = post(carin, tried, svar=f"2020-{EKERO}")
        results = {one.definition.code: one for one, _status in page.context["tried"]}
        assert results["vantetid"].outcome.value == gives
        assert any("3 dagar" in line for line in results["vantetid"].lines)
        assert results["radgivning"].outcome.value == "bortfall"
    assert not Result.objects.filter(survey=year).exists()
    assert DefinitionSet.objects.get(survey=year).text == text


def test_last_years_answers_can_be_tried_and_what_does_not_fit_is_named(carin, year, survey, text) -> None:
    hand_in(survey, {**VANTETID, "E99": "ja"}, is_example=True)
    page = post(carin, text, svar=f"2017-{EKERO}")
    assert page.context["unknown"] == ["E99"]
    html = page.content.decode()
    assert "Exempeldata" in html
    assert "Ekerö 2017" in html


def test_only_answers_one_may_see_are_offered(carin, year, cast) -> None:
    hand_in(year, VANTETID)
    hand_in(year, VANTETID, "0380")
    assert list(carin.get(EDIT).context["responses"]) == [f"2020-{EKERO}"]


def test_saving_stores_with_an_event_and_the_names_follow(carin, text) -> None:
    changed = text.replace('short_name: "Väntetid för nybesök"', 'short_name: "Väntetid i snitt"', 1)
    assert post(carin, changed, "spara").url == READ
    assert DefinitionSet.objects.get(survey__year=2020).text == changed
    event = Event.objects.filter(action="load_catalogue", subject="ekonomiskt-bistand/2020").latest("pk")
    assert event.detail["changes"] == ["ändrad indikator: vantetid"]
    assert Indicator.objects.get(code="vantetid").name == "Väntetid i snitt"
    assert "Väntetid i snitt" in carin.get(READ).content.decode()


def test_who_saves_second_is_told_and_keeps_the_text_and_may_save_again(carin, text) -> None:
    opened = carin.get(EDIT).context["version"]
    post(carin, text + "# den andres\n", "spara")
    late = carin.post(EDIT, {"definitions": text + "# min\n", "gor": "spara", "version": opened})
    assert late.status_code == 409
    assert late.context["definitions"].text.endswith("# min\n")
    assert DefinitionSet.objects.get(survey__year=2020).text.endswith("# den andres\n")
    again = {"definitions": text + "# min\n", "gor": "spara", "version": late.context["version"]}
    assert carin.post(EDIT, again).status_code == 302


def test_the_questions_editor_does_not_write_over_either(carin, year, text) -> None:
    address = f"{AREA}/2020/enkat/andra/"
    opened = carin.get(address).context["version"]
    post(carin, text + "# den andres\n", "spara")
    sent = {"questionnaire": year.questionnaire_text, "definitions": text, "gor": "spara", "version": opened}
    assert carin.post(address, sent).status_code == 409


def test_a_year_without_its_questions_is_copied_checked_and_stored(carin, survey) -> None:
    went = carin.get("/enkater/nytt-ar/", {"fran": "ekonomiskt-bistand/2018", "ar": "2019"})
    assert went.url == WITHOUT
    begun = carin.get(WITHOUT).context["definitions"].text
    assert "comparable: {2018: {is: yes}}" in begun
    assert post(carin, begun, to=WITHOUT).status_code == 200
    assert not Survey.objects.filter(year=2019).exists()
    post(carin, begun, "spara", WITHOUT)
    stored = get_survey("ekonomiskt-bistand/2019")
    assert (stored.questionnaire_text, stored.network.slug) == ("", "fou-nordvast")
    assert "35 indikatorer" in carin.get(f"{AREA}/2019/definitioner/").content.decode()
    assert (
        f"{AREA}/2019/definitioner/"
        in carin.get("/enkater/oppna/").content.decode() + carin.get("/enkater/").content.decode()
    )


def test_a_year_with_questions_can_be_copied_without_them(carin, survey) -> None:
    went = carin.get("/enkater/nytt-ar/", {"fran": "ekonomiskt-bistand/2017", "ar": "2021", "bara": "on"})
    begun = carin.get(went.url).context["definitions"].text
    assert "\n    rule:" not in begun
    assert begun.count("- indicator:") == 36
    assert post(carin, begun, to=went.url).status_code == 200


def test_a_rule_without_questions_says_what_to_do(carin, survey) -> None:
    begun = carin.get(WITHOUT).context["definitions"].text
    page = post(carin, begun.replace("    results:", "    rule: {ja: {E1: ja}}\n    results:", 1), to=WITHOUT)
    assert "ta bort rule och examples" in page.context["definitions"].message


def test_a_year_of_the_portals_files_is_tried_but_not_stored(carin, survey) -> None:
    address, text = f"{AREA}/2018/definitioner/andra/", DefinitionSet.objects.get(survey__year=2018).text
    assert "Spara</button>" not in carin.get(address).content.decode()
    changed = text.replace("short_name: Erbjuder enklare", "short_name: Ger enklare", 1)
    assert [one.after for one in post(carin, changed, to=address).context["against_stored"]]
    refused = post(carin, changed, "spara", address)
    assert refused.status_code in (403, 422)
    assert DefinitionSet.objects.get(survey__year=2018).text == text


def test_another_networks_year_is_not_seen_and_contacts_are_refused(carin, cast, year) -> None:
    Survey.objects.filter(pk=year.pk).update(network=None)
    assert "Spara</button>" not in carin.get(EDIT).content.decode()
    assert post(carin, DefinitionSet.objects.get(survey=year).text, "spara").status_code == 403
    assert cast.client("anna").get(EDIT).status_code == 403
    Survey.objects.filter(pk=year.pk).update(network=cast.network)
    Membership.objects.filter(user=cast.carin).delete()
    assert carin.get(EDIT).status_code == 403


def test_a_file_goes_before_the_box(carin, text) -> None:
    file = SimpleUploadedFile("2020.yaml", text.replace('"Väntetid för nybesök"', '"Ur filen"', 1).encode())
    post(carin, "skräp", "spara", definitions_file=file)
    assert "Ur filen" in DefinitionSet.objects.get(survey__year=2020).text


def test_a_text_pasted_from_a_document_is_read_as_it_looks(carin, text) -> None:
    pasted = text.replace("    name:", "\u00a0\u00a0  name:").replace("Socialjour", "Social\u00adjour")
    assert post(carin, pasted).context["definitions"].text == text


def test_every_real_year_without_rules_can_be_read(survey) -> None:
    for stored in DefinitionSet.objects.all():
        stripped = without_rules(stored.text)
        assert stripped.count("- indicator:") == stored.text.count("- indicator:")
        assert not re.search(r"^ +(rule|examples):", stripped, re.MULTILINE)
