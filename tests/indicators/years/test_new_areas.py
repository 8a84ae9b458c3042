"""A new service area, started in the portal: named, written or read in, looked at, stored for its owner, removed."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet

from indicators.models import Indicator
from indicators.years.actions import read_year, remove_year
from indicators.years.area_texts import first_texts
from municipalities.models import Event
from municipalities.refusals import NotPossible
from surveys.models import Collection, ServiceArea, Survey
from tests.worlds.answering import CLOSES, OPENS

START = "/enkater/nytt-omrade/"
EDIT = "/enkater/missbruk-och-beroende/2017/enkat/andra/?namn=Missbruk+och+beroende"
YEAR = "/enkater/missbruk-och-beroende/2017/enkat/"
NAMED = {"namn": "Missbruk och beroende", "kortnamn": "", "ar": "2017"}


@pytest.fixture
def carin(cast, now):
    return cast.client("carin")


@pytest.fixture
def texts() -> dict[str, str]:
    found = first_texts("missbruk-och-beroende", 2017, "Missbruk och beroende")
    return dict(zip(("questionnaire", "definitions"), found, strict=True))


@pytest.fixture
def started(carin, texts) -> Survey:
    carin.post(EDIT, {**texts, "gor": "spara"})
    return Survey.objects.select_related("area", "network").get(area__slug="missbruk-och-beroende")


def text_of(page) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page.content.decode()))


def test_the_page_of_surveys_leads_there(carin) -> None:
    assert f'href="{START}"' in carin.get("/enkater/").content.decode()
    assert carin.get(START).status_code == 200


def test_who_may_start_an_area(cast) -> None:
    assert [cast.client(name).get(START).status_code for name in ("carin", "sara", "anna", "david", "eva")] == [
        *(200, 200),
        *(403, 403, 403),
    ]


def test_a_name_gives_a_short_name_and_leads_to_the_editor_with_a_template(carin) -> None:
    assert carin.get(START, NAMED).url == EDIT
    page = carin.get(EDIT)
    assert "Nytt verksamhetsområde: Missbruk och beroende 2017" in text_of(page)
    assert "survey: missbruk-och-beroende/2017" in page.content.decode()
    assert 'value="spara"' not in page.content.decode()
    assert not ServiceArea.objects.filter(slug="missbruk-och-beroende").exists()


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"namn": "ekonomiskt BISTÅND"}, "Området Ekonomiskt bistånd finns redan. Lägg till ett nytt enkätår"),
        ({"kortnamn": "ekonomiskt-bistand"}, "Området Ekonomiskt bistånd finns redan."),
        ({"kortnamn": "åäö"}, "Använd bara a–z, siffror och bindestreck"),
        ({"namn": "!!!"}, "Det går inte att göra ett kortnamn av namnet"),
        ({"namn": 'Ett "annat"'}, "Skriv namnet utan citattecken"),
        ({"ar": "17"}, "2000"),
    ],
)
def test_a_name_that_will_not_do_is_told_so(carin, changed: dict[str, str], told: str) -> None:
    page = carin.get(START, NAMED | changed)
    assert page.status_code == 422
    assert told in text_of(page)


def test_the_template_is_sound_and_names_every_obligatory_key(texts) -> None:
    files = read_year("missbruk-och-beroende/2017", *texts.values())
    assert (len(files.questionnaire.items), list(files.definitions.indicators)) == (
        5,
        ["aktuell_rutin", "samordning", "oppettid"],
    )
    must = [re.findall(r"(\w+):.*# måste", text) for text in texts.values()]
    asked = {"survey", "area_title", "title", "reference_date", "opens", "closes", "source", "sections"}
    assert asked | {"section", "questions", "question", "text", "items", "item", "kind"} == set(must[0])
    defined = {"survey", "title", "source", "quality_areas", "indicators", "indicator", "name", "short_name"}
    assert defined | {"quality_area", "kind", "target", "results", "left_out_of_base"} == set(must[1])


def test_questions_and_indicators_are_shown_before_anything_is_stored(carin, texts) -> None:
    page = carin.post(EDIT, {**texts, "gor": "prova"})
    told = text_of(page)
    for shown in ("Finns en rutin för stöd?", "Skolan", "ställs om A1 = ja", "Aktuell rutin", "Tillgänglighet"):
        assert shown in told
    assert "Ja om A1 är Ja och A1a är Ja" in told
    assert 'value="spara"' in page.content.decode()
    assert not ServiceArea.objects.filter(slug="missbruk-och-beroende").exists()


def test_files_of_ones_own_may_be_read_in(carin, texts) -> None:
    own = texts["questionnaire"].replace("Finns en rutin för stöd?", "Har ni en rutin?").encode()
    page = carin.post(EDIT, {**texts, "gor": "prova", "questionnaire_file": SimpleUploadedFile("e.yaml", own)})
    assert "Har ni en rutin?" in text_of(page)


def test_a_fault_is_told_with_its_line_and_nothing_is_stored(carin, texts) -> None:
    broken = texts["definitions"].replace("{A2.skola: ja, A2.vard: ja}", "{A9: ja}")
    page = carin.post(EDIT, {**texts, "definitions": broken, "gor": "spara"})
    line = next(n for n, one in enumerate(broken.splitlines(), 1) if "{A9: ja}" in one)
    assert page.status_code == 422
    assert f"Indikatorernas definitioner, rad {line} : okänd fråga A9" in text_of(page)
    assert not ServiceArea.objects.filter(slug="missbruk-och-beroende").exists()


def test_a_stored_area_has_its_name_owner_questions_and_event(cast, started) -> None:
    assert (started.area.name, started.network, started.year) == ("Missbruk och beroende", cast.network, 2017)
    assert set(Indicator.objects.filter(area=started.area).values_list("code", flat=True)) == {
        *("aktuell_rutin", "samordning", "oppettid"),
    }
    event = Event.objects.get(action="new_service_area")
    assert (event.actor, event.subject) == (cast.carin.email, "missbruk-och-beroende")
    assert cast.client("carin").get(YEAR).status_code == 200


def test_the_administrator_starts_an_area_for_the_nation(cast, texts) -> None:
    cast.client("sara").post(EDIT, {**texts, "gor": "spara"})
    assert Survey.objects.get(area__slug="missbruk-och-beroende").network is None


def test_a_title_that_another_area_has_is_refused(carin, texts) -> None:
    same = texts["questionnaire"].replace('area_title: "Missbruk och beroende"', "area_title: Ekonomiskt bistånd")
    page = carin.post(EDIT, {**texts, "questionnaire": same, "gor": "spara"})
    assert "Området Ekonomiskt bistånd finns redan. Byt area_title" in text_of(page)
    assert not ServiceArea.objects.filter(slug="missbruk-och-beroende").exists()


def test_an_area_that_is_there_is_not_started_again(carin, started) -> None:
    assert carin.get("/enkater/missbruk-och-beroende/2030/enkat/andra/?namn=Annat").status_code == 404


def test_a_year_that_nothing_hangs_on_can_be_taken_away_with_its_area(carin, started) -> None:
    assert "Ta bort Missbruk och beroende 2017" in text_of(carin.get(YEAR))
    carin.post(f"{YEAR}ta-bort/")
    assert not ServiceArea.objects.filter(slug="missbruk-och-beroende").exists()
    assert set(Event.objects.filter(action__startswith="remove_").values_list("action", "subject")) == {
        ("remove_survey_year", "missbruk-och-beroende/2017"),
        ("remove_service_area", "missbruk-och-beroende"),
    }


def test_a_year_in_use_stays(cast, carin, started) -> None:
    dates = {"opens": OPENS, "closes": CLOSES}
    Collection.objects.create(survey=started, group=cast.network, opened_by="carin@test.example", **dates)
    assert "Ta bort Missbruk" not in text_of(carin.get(YEAR))
    assert carin.post(f"{YEAR}ta-bort/").status_code == 422
    assert Survey.objects.filter(pk=started.pk).exists()


def test_a_year_that_comes_into_use_while_it_is_waited_for_stays(cast, started, monkeypatch) -> None:
    """Somebody holds the year's row and opens a collection; the removal waits, and looks again."""
    hold = QuerySet.select_for_update

    def wait_for_it(rows: QuerySet, **how):
        if rows.model is Survey:
            dates = {"opens": OPENS, "closes": CLOSES}
            Collection.objects.create(survey=started, group=cast.network, opened_by="gun@test.example", **dates)
        return hold(rows, **how)

    monkeypatch.setattr(QuerySet, "select_for_update", wait_for_it)
    with pytest.raises(NotPossible, match="används och kan inte tas bort"):
        remove_year(survey=started, by="carin@test.example")
    assert Survey.objects.filter(pk=started.pk).exists()


def test_a_year_that_somebody_else_has_just_removed_is_told_so(started) -> None:
    Survey.objects.filter(pk=started.pk).delete()
    with pytest.raises(NotPossible, match="har redan tagits bort"):
        remove_year(survey=started, by="carin@test.example")


def test_only_the_owner_takes_it_away(cast, started) -> None:
    assert [cast.client(name).post(f"{YEAR}ta-bort/").status_code for name in ("sara", "anna")] == [403, 403]
    assert Survey.objects.filter(pk=started.pk).exists()


def test_a_year_kept_in_files_is_not_taken_away(cast) -> None:
    assert cast.client("sara").post("/enkater/ekonomiskt-bistand/2017/enkat/ta-bort/").status_code == 422
