"""docs/files.md tells the keys of a questionnaire and of definitions: exactly those that the loaders ask for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.rules.loader import load_definitions
from surveys.questionnaires.questionnaire import load_questionnaire
from surveys.questionnaires.strict_yaml import FileError, Node

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/files.md").read_text(encoding="utf-8")
QUESTIONNAIRE = ROOT / "surveys/catalogue/ekonomiskt-bistand/2015.yaml"
RULES = (
    "of",
    "sum",
    "item",
    "within",
)  # terms within a rule or a check: described with the rules, not as keys of a part
Keys = dict[str, bool]  # key: it must be there


def told(part: str) -> dict[str, Keys]:
    """Heading of a table: its keys."""
    text = PAGE.partition(f"## {part}")[2].partition("\n## ")[0]
    tables = re.findall(r"^\| (\w[^|]*) \| must \| \|\n\| --- .*\n((?:\|.*\n)+)", text, flags=re.MULTILINE)
    return {name: dict(map(_row, rows.splitlines())) for name, rows in tables}


def _row(line: str) -> tuple[str, bool]:
    __, key, must, what, __ = (cell.strip() for cell in line.split("|"))
    assert what, f"{key} says what it is"
    assert must in ("yes", "")
    return key, must == "yes"


@pytest.fixture
def asked_for(monkeypatch: pytest.MonkeyPatch) -> list[Keys]:
    """The keys of every mapping that is read, in the order they are first read."""
    found: list[Keys] = []
    real = Node.fields

    def recorded(self: Node, required: str, optional: str = "") -> dict[str, Node]:
        keys = dict.fromkeys(required.split(), True) | dict.fromkeys(optional.split(), False)
        if (
            keys not in found
            and not required.startswith(RULES[:2])
            and set(keys) not in ({"item", "of"}, {"within", "item"})
        ):
            found.append(keys)
        return real(self, required, optional)

    monkeypatch.setattr(Node, "fields", recorded)
    return found


def in_any_order(parts: list[Keys]) -> list[list[tuple[str, bool]]]:
    return sorted(sorted(part.items()) for part in parts)


def test_the_keys_of_a_questionnaire_are_those_told(asked_for: list[Keys]) -> None:
    load_questionnaire(QUESTIONNAIRE)
    assert in_any_order(asked_for) == in_any_order(list(told("Questionnaire").values()))


def test_the_keys_of_definitions_are_those_told(asked_for: list[Keys]) -> None:
    questionnaire = load_questionnaire(ROOT / "surveys/catalogue/ekonomiskt-bistand/2017.yaml")
    asked_for.clear()
    load_definitions(ROOT / "indicators/definitions/ekonomiskt-bistand/2017.yaml", questionnaire)
    assert in_any_order(asked_for) == in_any_order(list(told("Definitions").values()))


@pytest.mark.parametrize("key", [key for key, must in told("Questionnaire")["the file"].items() if must])
def test_a_key_that_must_be_there_is_missed_by_its_name(key: str) -> None:
    text = re.sub(rf"^{key}:", f"x{key}:", QUESTIONNAIRE.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    with pytest.raises(FileError, match=f"okänd nyckel x{key}"):
        load_questionnaire("prov.yaml", text)
    gone = re.sub(
        rf"^{key}:.*\n(?: .*\n|\n)*", "", QUESTIONNAIRE.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE
    )
    with pytest.raises(FileError, match=f"nyckeln {key} saknas"):
        load_questionnaire("prov.yaml", gone)
