"""The questionnaire file: what it gives, and how it refuses."""

from datetime import date

import pytest

from surveys.questionnaires.questionnaire import Check, Gate, asked, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError, read_yaml
from tests.indicators.rules.conftest import QUESTIONNAIRE


@pytest.fixture(scope="module")
def questionnaire():
    return load_questionnaire("enkat.yaml", QUESTIONNAIRE)


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


def test_a_check_is_read_with_its_terms(questionnaire):
    (check,) = questionnaire.question_of("Q4a").checks
    assert check == Check("at_most", ("Q4a",), "error", "Fler utbildade än anställda.", of="Q4")


def test_a_question_says_where_it_comes_from(tmp_path):
    text = QUESTIONNAIRE.replace("text: Hur?", "text: ' Hur? '\n        help: Så här.\n        source: Guiden, s. 4")
    found = load_questionnaire(tmp_path / "enkat.yaml", text)
    told = found.question_of("G2b")
    assert (told.text, told.help, told.source, told.period) == ("Hur?", "Så här.", "Guiden, s. 4", "")
    assert (found.title, found.area_title, found.source) == ("Prov 2017", "Prov", "påhittad")
    assert (found.question_of("Q4").source, found.items["Q4"].unit) == ("", "")


def test_a_question_without_anything_to_answer_is_refused(tmp_path):
    text = QUESTIONNAIRE.replace(
        "items:\n          - {item: G2b, kind: text, asked_if: {G2a.missbruk: [ja, ej_aktuellt]}}", "items: []"
    )
    with pytest.raises(FileError, match=r":\d+: frågan har ingenting att besvara$"):
        load_questionnaire(tmp_path / "enkat.yaml", text)


def test_a_check_against_last_year_is_of_the_item_named_or_of_all_numbers(tmp_path):
    def checks(terms):
        text = QUESTIONNAIRE.replace("at_most: {item: Q4a, of: Q4}", f"like_last_year: {terms}")
        return load_questionnaire(tmp_path / "enkat.yaml", text).question_of("Q4").checks

    message = "Fler utbildade än anställda."
    assert checks("{within: 50}") == (Check("like_last_year", ("Q4", "Q4a"), "error", message, within=50),)
    assert checks("{within: 50, item: Q4a}") == (Check("like_last_year", ("Q4a",), "error", message, within=50),)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("question: Q8", "question: Q4", "fråga Q4 finns redan"),
        ("      - question: Q8", "  - section: allt\n    title: Mer\n    questions:\n      - question: Q8",
         "section allt finns redan"),
    ],
)  # fmt: skip
def test_a_code_stands_once(tmp_path, old, new, message):
    with pytest.raises(FileError, match=rf":\d+: {message}$"):
        load_questionnaire(tmp_path / "enkat.yaml", QUESTIONNAIRE.replace(old, new))


def test_a_file_error_knows_its_place(tmp_path):
    path = tmp_path / "a.yaml"
    with pytest.raises(FileError) as caught:
        read_yaml(path, "a: 1\na: 2\n")
    assert (caught.value.path, caught.value.line, caught.value.message) == (path, 2, "nyckeln a står två gånger")


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
        ("title: Prov 2017", "titel: Prov 2017", "okänd nyckel titel; menades title?"),
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
        ("asked_if: {G2.missbruk: ja}", "asked_if: {G2.missbruk: ja, G2b: nej}", "asked_if ska nämna precis en fråga"),
        ("{at_most: {item: Q4a, of: Q4}, level", "{level",
         "kontrollen ska vara en av at_most, like_last_year"),
        ("period: 2016-11-01/2017-01-31", "period: 2016-11-01/2017-01-31/2017-02-01",
         "2016-11-01/2017-01-31/2017-02-01 är ingen period (från/till)"),
        ("period: 2016-11-01/2017-01-31", "period: 2016-11-01/sist", "sist är inget datum (åååå-mm-dd)"),
    ],
)  # fmt: skip
def test_refusals_name_the_line(tmp_path, old, new, message):
    offset, said = refusal(tmp_path, old, new)
    if message is None:  # the second of two is the duplicate
        assert (offset, said) == (1, "delfråga E6.c finns redan")
    else:
        assert (offset, said) == (0, message)
