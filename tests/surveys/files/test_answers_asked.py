"""What is asked of a file of answers before anything is written: hidden parts, and a title of another year."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.models import Answer, ImportRun
from tests.indicators.importing.test_preview_page import address, confirm, text_of
from tests.indicators.importing.test_views import command, send
from tests.scenario import Cast
from tests.worlds.result_layouts import Page

ROWS = [["kod", "E1"], ["0125", "Ja"], ["0184", "Nej"]]


@pytest.fixture
def carin(import_survey):
    return Cast().client("carin")


def sent(client, page: Page):
    return client.get(send(client, page.as_xlsx(), "answers").url)


def test_hidden_answers_are_read_with_a_tick(carin) -> None:
    page = sent(carin, Page(ROWS, hidden_rows=[2]))
    assert page.context["plan"].counts.new == 1
    assert "1 dold rad (3) läses inte" in text_of(page)
    page = carin.post(address(), {"hidden": "on"}, follow=True)
    assert page.context["plan"].counts.new == 2
    confirm(carin, page, hidden="on")
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["ja", "nej"]
    assert ImportRun.objects.get().mapping["said"][0]["what"] == "det dolda läses"


def test_without_a_tick_hidden_answers_are_not_written(carin) -> None:
    confirm(carin, sent(carin, Page(ROWS, hidden_rows=[2])))
    assert list(Answer.objects.values_list("value", flat=True)) == ["ja"]


def test_a_file_of_which_nothing_seen_is_new_can_still_be_read(carin) -> None:
    confirm(carin, sent(carin, Page(ROWS[:2])))
    page = carin.get(send(carin, Page(ROWS, hidden_rows=[2]).as_xlsx(), "answers").url)
    assert "Läs även det som är dolt" in text_of(page)


def test_a_file_whose_answers_are_all_hidden_is_read_with_a_tick(carin) -> None:
    page = sent(carin, Page(ROWS, hidden_rows=[0]))
    assert "Läs även det som är dolt" in text_of(page)
    assert "Godkänn och skriv" not in text_of(page)
    page = carin.post(address(), {"hidden": "on"}, follow=True)
    confirm(carin, page, hidden="on")
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["ja", "nej"]


def test_a_title_of_another_year_stops_the_file_until_it_is_confirmed(carin) -> None:
    page = sent(carin, Page([["Enkätsvar 2016"], *ROWS]))
    assert "Blad Resultat, cell A1: ”Enkätsvar 2016”" in text_of(page)
    assert "Godkänn och skriv" not in text_of(page)
    assert not Answer.objects.exists()
    page = carin.post(address(), {"year": "on"}, follow=True)
    confirm(carin, page, year="on")
    assert Answer.objects.count() == 2


def test_the_command_line_has_a_word_for_each(import_survey, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(Page([["Enkätsvar 2016"], *ROWS], hidden_rows=[3]).as_xlsx())
    with pytest.raises(SystemExit):
        command("import_answers", path)
    assert not Answer.objects.exists()
    command("import_answers", path, "--ar-bekraftat")
    assert list(Answer.objects.values_list("value", flat=True)) == ["ja"]
    command("import_answers", path, "--ar-bekraftat", "--las-dolda")
    assert sorted(Answer.objects.values_list("value", flat=True)) == ["ja", "nej"]
