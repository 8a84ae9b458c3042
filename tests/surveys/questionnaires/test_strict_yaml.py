"""YAML read as text: what each kind of value refuses to be, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveys.questionnaires.strict_yaml import FileError, Node, optional_text, read_yaml

PATH = Path("prov.yaml")
TEXT = "kod: 0114\nlista:\n  - ett\n  - två: 2\nkarta: {a: 1, b: no}\n"


def fields() -> dict[str, Node]:
    return read_yaml(PATH, TEXT).mapping()


def refused(read, *arguments: object) -> tuple[Path, int, str]:
    with pytest.raises(FileError) as caught:
        read(*arguments)
    return caught.value.path, caught.value.line, caught.value.message


def test_every_value_knows_its_line() -> None:
    root = read_yaml(PATH, f"# först\n\n{TEXT}")
    lines = [root.line, *(node.line for node in root.mapping().values())]
    assert lines == [3, 3, 4, 7]
    assert [node.line for node in root.mapping()["lista"].sequence()] == [5, 6]
    assert root.mapping()["lista"].sequence()[0].path == PATH
    assert root.mapping()["lista"].sequence()[1].mapping()["två"] == Node(PATH, 6, "2")


@pytest.mark.parametrize(
    ("key", "read", "message"),
    [
        ("lista", Node.text, "här ska det stå en text"),
        ("kod", Node.sequence, "här ska det stå en lista"),
        ("kod", Node.mapping, "här ska det stå nycklar med värden"),
        ("kod", Node.date, "0114 är inget datum (åååå-mm-dd)"),
    ],
)
def test_a_value_of_another_kind_is_refused(key: str, read, message: str) -> None:
    assert refused(read, fields()[key]) == (PATH, fields()[key].line, message)


def test_words_that_are_allowed_are_named() -> None:
    assert refused(fields()["kod"].one_of, ("ja", "nej")) == (PATH, 1, "0114 är inget av ja, nej")


@pytest.mark.parametrize("text", ["1.5", "-1", "", "²", "٣"])
def test_only_plain_digits_are_a_whole_number(text: str) -> None:
    assert refused(Node(PATH, 7, text).whole_number) == (PATH, 7, f"{text} är inget heltal")
    assert Node(PATH, 7, "007").whole_number() == 7


def test_a_single_value_is_a_list_of_one() -> None:
    assert fields()["kod"].texts() == ("0114",)
    assert Node(PATH, 1, [fields()["kod"]]).texts() == ("0114",)


def test_keys_are_all_known_and_all_there() -> None:
    karta = fields()["karta"]
    assert refused(karta.fields, "a") == (PATH, 5, "okänd nyckel b")
    assert refused(karta.fields, "a b c") == (PATH, 5, "nyckeln c saknas")
    assert karta.fields("a", "b c").keys() == {"a", "b"}


def test_what_may_be_left_out_is_empty() -> None:
    assert optional_text({"a": Node(PATH, 1, " x ")}, "a") == "x"
    assert optional_text({}, "a") == ""


def test_a_period_in_a_file_is_refused_where_it_stands() -> None:
    assert refused(Node(PATH, 4, "2017-01-01/i går").period) == (PATH, 4, "i går är inget datum (åååå-mm-dd)")
    assert (
        refused(Node(PATH, 4, "2017-02-01/2017-01-01").period)[2] == "2017-02-01/2017-01-01 är ingen period (från/till)"
    )
    assert Node(PATH, 4, "2017-01-01/2017-01-01").period() == "2017-01-01/2017-01-01"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "filen är tom"),
        ("a: 1\n? [b]\n: 2\n", 2, "en nyckel ska vara en text"),
        ("a: 1\nb: 2\na: 3\n", 3, "nyckeln a står två gånger"),
        ("x:\n  y: &a [*a]\n", 2, "ett alias (*namn) står inne i sig självt"),
        ("x: &a\n  y: {z: *a}\n", 2, "ett alias (*namn) står inne i sig självt"),
    ],
)
def test_what_is_no_file_of_data(text: str, line: int, message: str) -> None:
    assert refused(read_yaml, PATH, text) == (PATH, line, message)


def test_an_alias_may_be_used_again_beside_itself() -> None:
    assert [node.texts() for node in read_yaml(PATH, "- &a [x]\n- *a\n").sequence()] == [("x",), ("x",)]


def test_a_fault_of_yaml_itself_is_told_with_its_line() -> None:
    path, line, message = refused(read_yaml, PATH, "a: b\nc: [1\nd: 2\n")
    assert (path, line) == (PATH, 3)
    assert message.startswith("ingen giltig YAML: se efter indrag")
    path, line, message = refused(read_yaml, PATH, "a: \x00")
    assert (path, line) == (PATH, 1)
    assert message == "ingen giltig YAML: ett tecken går inte att läsa"


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("a: å".encode("latin-1"))
    assert refused(read_yaml, path) == (path, 1, "filen är inte UTF-8")
    path.write_text("a: å", encoding="utf-8")
    assert read_yaml(path).text_mapping() == {"a": "å"}
