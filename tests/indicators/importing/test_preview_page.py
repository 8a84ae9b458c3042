"""The page where a person looks through a file: what it asks, what it shows first, and what comes back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

import pytest
from django.urls import reverse

from indicators.importing.actions import Kind, import_at_once
from indicators.models import DefinitionSet, GroupResult, HeadingMatch, Indicator, Origin, Publication, Result
from municipalities.models import Event, Group, Municipality
from surveys.models import ImportRun, Survey
from tests.indicators.importing import files
from tests.indicators.importing.test_views import send
from tests.scenario import Cast
from tests.worlds.result_layouts import Page

SMALL = [["Kommun", "Biståndsmottagare i befolkningen"], ["Ekerö", 0.6], ["Solna", 0.9]]
SHARES = [["Kommun", "Väntetid för nybesök", "Insats inom en månad till alla 18-24 år"], ["Solna", "Ja", "Nej"]]
SHARES += [["Riket", 0.75, 0.5]]


@pytest.fixture
def carin(survey):
    return Cast().client("carin")


def sent(client, rows: list[list[object]], kind: str = "results"):
    """The preview of a new file."""
    return client.get(send(client, files.workbook(Blad=rows), kind).url)


def text_of(page) -> str:
    return " ".join(page.content.decode().split())


def address(name: str = "import-preview") -> str:
    return reverse(name, args=[ImportRun.objects.get().pk])


def confirm(client, page, **choices: str):
    fingerprint = page.context["plan"].fingerprint
    return client.post(address("import-confirm"), {"choices": "1", "fingerprint": fingerprint, **choices}, follow=True)


def test_a_unit_that_the_file_does_not_say_is_asked_with_both_readings(carin) -> None:
    page = sent(carin, SMALL, "register")
    assert "0,6 betyder 0,6 % eller 60 %?" in text_of(page)
    assert "1 fråga är inte besvarad" in text_of(page)
    assert "Godkänn och skriv" not in text_of(page)


def test_the_question_of_a_unit_tells_what_the_indicator_was_the_year_before(carin, survey) -> None:
    earlier = Survey.objects.create(area=survey.area, year=2016, title="Prov 2016")
    publication = Publication.objects.create(slug="f", title="R", publisher="P", year=2016, kind="register_file")
    where = {"survey": earlier, "publication": publication, "origin": Origin.PUBLISHED}
    indicator = Indicator.objects.get(code="bistand")
    for code, number in (("0114", "0.3"), ("0125", 1), ("0184", "1.25")):
        unit = Municipality.objects.get(code=code)
        Result.objects.create(municipality=unit, indicator=indicator, number=number, **where)
    assert "Indikatorn år 2016: 0,3–1,25 %." in text_of(sent(carin, SMALL, "register"))


def test_the_answer_is_kept_with_who_gave_it_and_what_was_written(carin) -> None:
    sent(carin, SMALL, "register")
    page = carin.post(address(), {"u-Blad|B|units": "percent"}, follow=True)
    assert "Valen är sparade" in text_of(page)
    done = confirm(carin, page, **{"u-Blad|B|units": "percent"})
    assert "Blad, kolumn B (kommunernas rader) är i procent" in text_of(done)
    assert list(Result.objects.order_by("number").values_list("number", flat=True)) == [Decimal("0.6"), Decimal("0.9")]
    event = Event.objects.get(action="import.confirmed")
    assert event.detail["said"] == ["Blad, kolumn B (kommunernas rader) är i procent (carin@test.example)"]
    assert ImportRun.objects.get().mapping["units"] == {"Blad|B|units": "percent"}


def test_one_answer_will_do_for_all_columns_of_a_table(carin) -> None:
    page = sent(carin, SHARES)
    assert "2 frågor är inte besvarade" in text_of(page)
    page = carin.post(address(), {"u-Blad|*|groups": "fraction"}, follow=True)
    assert page.context["can_confirm"]
    page = carin.post(address(), {"u-Blad|*|groups": "fraction", "u-Blad|C|groups": "percent"}, follow=True)
    assert ImportRun.objects.get().mapping["units"] == {"Blad|B|groups": "fraction", "Blad|C|groups": "percent"}


def test_approving_with_unsaved_choices_shows_the_file_again(carin) -> None:
    sent(carin, SHARES)
    page = carin.post(address(), {"u-Blad|*|groups": "fraction"}, follow=True)
    again = confirm(carin, page, **{"u-Blad|B|groups": "percent"})
    assert "Du har ändrat val" in text_of(again)
    assert not Result.objects.exists()
    confirm(carin, again)
    assert GroupResult.objects.get(indicator__code="vantetid").number == Decimal("0.75")


def test_a_preview_made_by_other_choices_cannot_be_approved(carin) -> None:
    shown = carin.post(address(), {"u-Blad|*|groups": "fraction"}, follow=True) if sent(carin, SHARES) else None
    carin.post(address(), {"h-väntetidförnybesök": "-"})
    fingerprint = shown.context["plan"].fingerprint
    assert carin.post(address("import-confirm"), {"fingerprint": fingerprint}).status_code == 409


def test_a_wrong_post_comes_back_with_all_that_was_chosen(carin) -> None:
    sent(carin, SHARES)
    page = carin.post(address(), {"u-Blad|*|groups": "kanske", "h-väntetidförnybesök": "vald"})
    assert (page.status_code, "Välj ett av svaren." in text_of(page)) == (422, True)
    assert '<option value="vald" selected>' in page.content.decode()
    assert ImportRun.objects.get().mapping["units"] == {}


def test_an_automatic_match_can_be_changed_and_is_remembered_only_then(carin) -> None:
    rows = [["Kommun", "Väntetid för nybesök", "Aktuell rutin vid indikation på våld"], ["Solna", "Ja", "Nej"]]
    sent(carin, rows)
    names = {"h-väntetidförnybesök": "arbetsmarknad", "h-aktuellrutinvidindikationpåvåld": "vald"}
    page = carin.post(address(), names, follow=True)
    confirm(carin, page, **names)
    assert set(Result.objects.values_list("indicator__code", "value")) == {("arbetsmarknad", "ja"), ("vald", "nej")}
    assert list(HeadingMatch.objects.values_list("heading", "indicator_code")) == [
        ("väntetidförnybesök", "arbetsmarknad")
    ]


def test_what_is_overwritten_stands_first_and_other_ways_to_print_are_no_change(carin, upload) -> None:
    stored = [["Kommun", "Andel med examen", "Väntetid för nybesök"], ["Solna", "62,5 %", "JA"], ["Ekerö", 40, "Ja"]]
    before = replace(upload(files.workbook(Blad=stored), "r.xlsx", Kind.RESULTS), network=Cast().network)
    import_at_once(before, by="Carin")
    rows = [["Kommun", "Andel med examen", "Väntetid för nybesök"], ["Upplands-Bro", 70, "Ja"]]
    page = sent(carin, [*rows, ["Solna", "62.50 %", "Ja"], ["Ekerö", "45 %", "Ja"]])
    counts = page.context["plan"].counts
    assert (counts.changed, counts.new, counts.unchanged) == (1, 2, 3)
    first = page.context["changes"][0]
    assert (first["unit"], first["before"], first["after"]) == ("Ekerö", "40 %", "45 %")


def test_the_publisher_and_the_survey_are_asked_for(carin) -> None:
    page = carin.get(reverse("import-new", args=["results"]))
    assert page.context["form"]["survey"].value() is None
    assert '<option value="" selected>Välj enkät …</option>' in page.content.decode()
    page = send(carin, files.workbook(Blad=SHARES), "results", publisher="", title="Min titel", survey="")
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {"publisher", "survey"}
    assert 'value="Min titel"' in page.content.decode()


def test_known_publishers_are_offered(carin, upload) -> None:
    import_at_once(upload(files.workbook(Blad=SHARES[:2]), "r.xlsx", Kind.RESULTS), by="Carin")
    page = carin.get(reverse("import-new", args=["register"]))
    assert '<option value="Provverket">' in page.content.decode()
    assert "utgivare" not in carin.get(reverse("import-new", args=["answers"])).content.decode()


def test_a_register_s_headings_are_only_register_figures(carin) -> None:
    page = sent(carin, SMALL, "register")
    [column] = page.context["columns"]
    assert [code for code, _ in column["field"].field.choices] == ["-", "kostnad", "bistand"]
    assert Group.objects.exists()


def test_another_year_is_confirmed_with_a_tick(carin) -> None:
    page = sent(carin, [["Resultat 2016"], ["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"]])
    assert "rubriken över Blad Blad, A2:B3: ”Resultat 2016”" in text_of(page)
    assert "Godkänn och skriv" not in text_of(page)
    page = carin.post(address(), {"year": "on"}, follow=True)
    confirm(carin, page, year="on")
    assert Result.objects.get().value == "ja"
    assert ImportRun.objects.get().mapping["confirmed_year"] is True


def test_a_table_is_left_out_by_taking_its_tick_away(carin) -> None:
    page = sent(carin, [["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"], [], ["Kommun", "Annat"], ["Solna", 3]])
    assert [(one["name"], one["indicators"]) for one in page.context["tables"]] == [
        ("Blad Blad, A1:B2", 1),
        ("Blad Blad, A4:B5", 0),
    ]
    page = carin.post(address(), {"t-tabell:Blad Blad, A1:B2": "on"}, follow=True)
    assert "Godkänn och skriv" in text_of(page)
    page = carin.post(address(), {f"t-tabell:Blad Blad, {area}": "on" for area in ("A1:B2", "A4:B5")}, follow=True)
    assert page.context["undecided"] == 1


def test_what_is_hidden_is_read_with_a_tick(carin) -> None:
    rows = [["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"], ["Ekerö", "Nej"]]
    page = carin.get(send(carin, Page(rows, hidden_rows=[2]).as_xlsx(), "results").url)
    assert "1 dold rad (3) läses inte" in text_of(page)
    page = carin.post(address(), {"hidden": "on"}, follow=True)
    assert page.context["plan"].counts.new == 2


def test_a_file_whose_only_table_is_hidden_is_read_with_a_tick(carin) -> None:
    rows = [["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"], ["Ekerö", "Nej"]]
    page = carin.get(send(carin, Page(rows, hidden_columns=[0]).as_xlsx(), "results").url)
    assert "1 dold kolumn (A) läses inte" in text_of(page)
    assert "Ingen tabell med kommuner" in text_of(page)
    assert "Godkänn och skriv" not in text_of(page)
    page = carin.post(address(), {"hidden": "on"}, follow=True)
    confirm(carin, page, hidden="on")
    assert Result.objects.filter(origin=Origin.PUBLISHED).count() == 2


def test_register_figures_of_a_survey_without_registers_are_refused_with_what_to_do(carin, survey) -> None:
    text = survey.definition_set.text.replace("kind: register", "kind: number").replace(
        "kind: background", "kind: number"
    )
    digest = sha256(text.encode()).hexdigest()
    DefinitionSet.objects.filter(survey=survey).update(text=text, sha256=digest)
    page = send(carin, files.workbook(Blad=SMALL), "register")
    assert page.status_code == 422
    assert "har inga register- eller bakgrundsmått" in text_of(page)
    assert not ImportRun.objects.exists()
