"""A new survey year: copied from the last, edited as text, checked with its line, compared, stored with definitions."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from indicators.models import DefinitionSet
from indicators.years.actions import copied_texts
from surveys.models import Answer, Survey
from surveys.questionnaires.left_behind import find_left_behind
from surveys.questionnaires.queries import get_survey, questionnaire_of
from surveys.questionnaires.questionnaire import load_questionnaire
from surveys.questionnaires.year_copies import compare_years, moved_days
from tests.worlds.answering import EKERO, make_response

NEW = "/enkater/nytt-ar/"
EDIT = "/enkater/ekonomiskt-bistand/2020/enkat/andra/?fran=2017"
YEAR = "/enkater/ekonomiskt-bistand/2020/enkat/"


@pytest.fixture
def carin(cast, now):
    return cast.client("carin")


@pytest.fixture
def texts(survey) -> dict[str, str]:
    return dict(zip(("questionnaire", "definitions"), copied_texts(survey, 2020), strict=True))


def save(client, texts: dict[str, str], **changed: object):
    return client.post(EDIT, {**texts, "gor": "spara", **changed})


def test_every_real_year_can_be_copied(survey) -> None:
    for source in Survey.objects.exclude(questionnaire_text="").select_related("area"):
        text, _definitions = copied_texts(source, 2031)
        copy, before = load_questionnaire("kopia", text), questionnaire_of(source)
        assert (copy.survey, copy.year) == ("ekonomiskt-bistand/2031", 2031)
        assert copy.opens.year - before.opens.year == 2031 - source.year
        assert compare_years(before, copy) == []


def test_days_move_whole_years() -> None:
    assert moved_days("2016-02-29/2017-01-31", 1) == "2017-02-28/2018-01-31"
    assert moved_days("guide 2017, 2017-13-40", 1) == "guide 2017, 2017-13-40"


def test_one_goes_from_the_choice_to_the_editor(carin, survey) -> None:
    page = carin.get(NEW, {"fran": "ekonomiskt-bistand/2017", "ar": "2020"})
    assert page.url == EDIT
    assert "survey: ekonomiskt-bistand/2020" in carin.get(EDIT).content.decode()
    assert "finns redan" in carin.get(NEW, {"fran": "ekonomiskt-bistand/2017", "ar": "2015"}).content.decode()
    assert not Survey.objects.filter(year=2020).exists()


def test_checking_compares_and_stores_nothing(carin, texts) -> None:
    changed = texts["questionnaire"].replace('"Inom 3 dagar"', '"Högst 3 dagar"')
    page = carin.post(EDIT, {**texts, "questionnaire": changed, "gor": "prova"})
    told = [(one.kind, one.what, one.code, one.after) for one in page.context["differences"]]
    assert told == [("changed", "svarsalternativ", "E1: inom_3_dagar", "Högst 3 dagar")]
    assert not Survey.objects.filter(year=2020).exists()


def test_saving_stores_the_year_with_its_definitions(carin, texts) -> None:
    assert save(carin, texts).url == YEAR
    stored = get_survey("ekonomiskt-bistand/2020")
    assert stored.title == "Ekonomiskt bistånd 2020"
    assert DefinitionSet.objects.get(survey=stored).text == texts["definitions"]
    assert "Frågorna är desamma som i Ekonomiskt bistånd 2017" in carin.get(YEAR).content.decode()
    assert "Ekonomiskt bistånd 2020" in carin.get("/enkater/oppna/").content.decode()


@pytest.mark.parametrize(
    ("box", "old", "new", "told"),
    [
        ("questionnaire", "kind: choice", "kind: val", "val är inget av choice"),
        ("questionnaire", "  - section: tillganglighet", "  - avsnitt: tillganglighet", "okänd nyckel avsnitt"),
        ("questionnaire", "survey: ekonomiskt-bistand/2020", "survey: annat/2020", "ska det stå"),
        ("questionnaire", "sections:", "sections: [", "ingen giltig YAML"),
        ("definitions", "{E1: kan_inte_svara}", "{E1: vet_inte}", "vet_inte"),
        ("definitions", "gives: ja}", "gives: nej}", "exemplet"),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_is_stored(carin, texts, box, old, new, told) -> None:
    broken = texts[box].replace(old, new, 1)
    page = save(carin, texts, **{box: broken})
    assert page.status_code == 422
    edited = page.context[box]
    assert edited.fault > 0
    assert told in edited.message
    assert edited.text == broken
    assert not Survey.objects.filter(year=2020).exists()


def test_a_file_goes_before_the_box(carin, texts) -> None:
    file = SimpleUploadedFile("2020.yaml", texts["questionnaire"].replace("E1\n", "E99\n", 1).encode())
    page = save(carin, texts, questionnaire="skräp", questionnaire_file=file, definitions="")
    assert page.status_code == 302, page.context["questionnaire"].message + page.context["definitions"].message
    assert "E99" in [one.code for one in questionnaire_of(get_survey("ekonomiskt-bistand/2020")).questions]
    strange = SimpleUploadedFile("2020.yaml", "å".encode("latin-1"))
    assert "inte UTF-8" in save(carin, texts, questionnaire_file=strange).content.decode()


def test_a_text_that_unfolds_without_end_is_refused(carin, texts) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert save(carin, texts, questionnaire=bomb).status_code == 422


def test_answers_are_not_made_unreadable(carin, texts) -> None:
    save(carin, texts)
    response = make_response(get_survey("ekonomiskt-bistand/2020"), EKERO)
    Answer.objects.create(response=response, item="E1", value="inom_3_dagar")
    without = texts["questionnaire"].replace('inom_3_dagar: "Inom 3 dagar", ', "", 1)
    page = save(carin, texts, questionnaire=without, definitions="")
    assert page.status_code == 422
    assert "E1 (inom_3_dagar)" in page.content.decode()
    assert page.context["questionnaire"].text == without
    assert save(carin, texts, questionnaire=texts["questionnaire"].replace("Inom 3", "Högst 3")).status_code == 302


def test_a_year_of_the_portals_own_files_is_not_edited_here(carin, survey) -> None:
    assert carin.get("/enkater/ekonomiskt-bistand/2017/enkat/andra/").status_code == 404
    assert carin.get("/enkater/ekonomiskt-bistand/2020/enkat/andra/").status_code == 404
    assert "portalens egna filer" in carin.get("/enkater/ekonomiskt-bistand/2017/enkat/").content.decode()


def test_comparing_tells_what_is_new_gone_and_changed(survey, texts) -> None:
    before = questionnaire_of(survey)
    text = texts["questionnaire"]
    text = text.replace("item: E2.kurs", "item: E2.utbildning", 1).replace("Jobbsökaraktivitet", "Jobbsökande", 1)
    found = compare_years(before, load_questionnaire("ny", text))
    assert {(one.kind, one.what, one.code) for one in found} == {
        ("changed", "delfrågans text", "E2.jobbsokaraktivitet"),
        ("added", "delfråga", "E2.utbildning"),
        ("removed", "delfråga", "E2.kurs"),
    }


def test_a_changed_gate_is_told(survey) -> None:
    before = questionnaire_of(survey)
    item = next(item for item in before.items.values() if item.gate)
    text = survey.questionnaire_text
    line = next(line for line in text.splitlines() if "asked_if" in line)
    after = load_questionnaire("ny", text.replace(line + "\n", "", 1))
    assert ("changed", "villkor", item.code, "") in [
        (one.kind, one.what, one.code, one.after) for one in compare_years(before, after)
    ]


def page_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_what_is_left_of_the_old_year_is_listed_and_nothing_moves_unasked(carin, texts) -> None:
    page = page_of(carin.get(EDIT))
    assert "<strong>1 februari 2016</strong> → 1 februari 2019" in page
    assert "7 ställen" in page
    assert "fråga G2a, definitionen" in page
    save(carin, texts)
    assert get_survey("ekonomiskt-bistand/2020").questionnaire_text == texts["questionnaire"]


def test_a_proposal_is_taken_in_one_place_or_in_all(carin, texts) -> None:
    first = find_left_behind(texts["questionnaire"], get_survey("ekonomiskt-bistand/2017").questionnaire_text, 3)
    key = next(f"questionnaire:{one.key}" for one in first if one.place == "fråga G3a, definitionen")
    one = carin.post(EDIT, {**texts, "gor": "flytta", "flytta": [key]})
    text = one.context["questionnaire"].text
    assert (text.count("1 februari 2019"), text.count("1 februari 2016")) == (1, 6)
    rest = carin.post(EDIT, {**texts, "questionnaire": text, "flytta-alla": "1 februari 2016"})
    assert rest.context["questionnaire"].text.count("1 februari 2019") == 7
    assert rest.context["left"] == []
    assert not Survey.objects.filter(year=2020).exists()


def test_what_was_left_is_listed_where_the_stored_year_is_edited(carin, texts) -> None:
    save(carin, texts)
    page = carin.get("/enkater/ekonomiskt-bistand/2020/enkat/andra/")
    assert [group.old for group in page.context["left"]] == ["1 februari 2016"]
    assert "Så står det också i Ekonomiskt bistånd 2017" in page_of(page)


def test_only_the_named_boxes_move_and_a_broken_text_is_kept(carin, texts) -> None:
    broken = texts["questionnaire"] + "  :"
    page = carin.post(EDIT, {**texts, "questionnaire": broken, "gor": "flytta", "flytta": ["hittepå"]})
    assert (page.status_code, page.context["questionnaire"].text) == (422, broken)
