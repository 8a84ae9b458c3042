"""The questionnaire file: what it gives, and how it refuses."""

from datetime import date

import pytest

from surveys.questionnaires.questionnaire import Gate, asked, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError, read_yaml
from tests.indicators.rules.conftest import QUESTIONNAIRE, folder, questionnaire  # noqa: F401


def line_of(text, wanted):
    return text[: text.index(wanted)].count("\n") + 1


def refusal(tmp_path, old, new):
    """The message when one place of the good file is changed, checked to name the line of the change."""
    text = QUESTIONNAIRE.replace(old, new)
    assert text != QUESTIONNAIRE
    path = tmp_path / "enkat.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        load_questionnaire(path)
    assert str(caught.value) == f"{path}:{caught.value.line}: {caught.value.message}"
    return caught.value.line - line_of(text, new), caught.value.message


def test_items_stand_in_the_order_of_the_file(questionnaire):
    assert list(questionnaire.items)[:4] == ["G2.missbruk", "G2a.missbruk", "G2b", "E6.a"]


def test_question_of_an_item(questionnaire):
    assert questionnaire.question_of("E6.b").text == "Vad ingår?"


def test_dates_and_gates_are_read(questionnaire):
    assert questionnaire.closes == date(2017, 3, 21)
    assert questionnaire.items["G2b"].gate == Gate("G2a.missbruk", ("ja", "ej_aktuellt"))
    assert questionnaire.question_of("G2.missbruk").period == "2016-11-01/2017-01-31"


def test_year_and_area(questionnaire):
    assert (questionnaire.area, questionnaire.year) == ("prov", 2017)


def test_an_item_behind_two_open_gates_is_asked(questionnaire):
    assert asked(questionnaire, {"G2.missbruk": "ja", "G2a.missbruk": "ja"})["G2b"]


def test_an_item_behind_a_closed_gate_opens_nothing(questionnaire):
    found = asked(questionnaire, {"G2.missbruk": "nej", "G2a.missbruk": "ja"})
    assert not found["G2a.missbruk"]
    assert not found["G2b"]


def test_leading_zeros_and_no_stay_text(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("kod: 0114\nsvar: no\n", encoding="utf-8")
    assert read_yaml(path).text_mapping() == {"kod": "0114", "svar": "no"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "3: nyckeln a står två gånger"),
        ("a: [1\n", "2: ingen giltig YAML"),
        ("", "1: filen är tom"),
        ("a: &x [*x]\n", "1: ett alias (*namn) står inne i sig självt"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, content, message):
    path = tmp_path / "a.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_yaml(path)
    assert str(caught.value).startswith(f"{path}:{message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Prov 2017", "titel: Prov 2017", "okänd nyckel titel"),
        ("item: E6.b", "item: E6.a, help: x", "okänd nyckel help"),
        ("item: E6.b", "item: E6.c", None),
        ("asked_if: {G2.missbruk: ja}", "asked_if: {G99: ja}", "asked_if nämner G99, som inte finns"),
        ("[ja, ej_aktuellt]}}", "[kanske]}}", "asked_if nämner svaret kanske, som G2a.missbruk inte har"),
        ("label: Missbruk, kind: choice}", "label: Missbruk, kind: choice, asked_if: {G2a.missbruk: ja}}",
         "G2.missbruk väntar genom asked_if på sig själv"),
        ("{item: G2b, kind: text", "{item: G2b, kind: choice", "G2b har inga svarsalternativ"),
        ("closes: 2017-03-21", "closes: 2017-02-30", "2017-02-30 är inget datum (åååå-mm-dd)"),
        ("closes: 2017-03-21", "closes: 2017-01-01", "enkäten stänger innan den öppnar"),
        ("period: 2016-11-01/2017-01-31", "period: 2017-11-01/2017-01-31",
         "2017-11-01/2017-01-31 är ingen period (från/till)"),
        ("of: Q4}", "of: G2b}", "kontrollen nämner G2b, som inte är en fråga om ett tal"),
    ],
)  # fmt: skip
def test_refusals_name_the_line(tmp_path, old, new, message):
    offset, said = refusal(tmp_path, old, new)
    if message is None:  # the second of two is the duplicate
        assert (offset, said) == (1, "delfråga E6.c finns redan")
    else:
        assert (offset, said) == (0, message)
