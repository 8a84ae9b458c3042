"""YAML read as text: every scalar stays what the author wrote, and every value knows its line.

A plain loader turns 0114 into 76 and no into false, and lets a duplicate key win silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path

import yaml

from municipalities.days import strangeness

_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C loader is ten times faster


class FileError(Exception):
    """What is wrong with a file of data, and on which line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Node:
    """A text, list or mapping; `line` is the line of its key where it has one."""

    path: Path
    line: int
    value: str | list[Node] | dict[str, Node]

    def error(self, message: str) -> FileError:
        return FileError(self.path, self.line, message)

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.error("här ska det stå en text")
        return self.value

    def sequence(self) -> list[Node]:
        if not isinstance(self.value, list):
            raise self.error("här ska det stå en lista")
        return self.value

    def mapping(self) -> dict[str, Node]:
        if not isinstance(self.value, dict):
            raise self.error("här ska det stå nycklar med värden")
        return self.value

    def nodes(self) -> list[Node]:
        """A list, or a single value as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def texts(self) -> tuple[str, ...]:
        return tuple(node.text() for node in self.nodes())

    def text_mapping(self) -> dict[str, str]:
        return {key: node.text() for key, node in self.mapping().items()}

    def fields(self, required: str, optional: str = "") -> dict[str, Node]:
        """The mapping, once it is clear that it has all the required keys and no unknown one."""
        found, known = self.mapping(), [*required.split(), *optional.split()]
        for key, node in found.items():
            if key not in known:
                raise node.error(f"okänd nyckel {key}{nearest(key, known)}")
        for key in required.split():
            if key not in found:
                raise self.error(f"nyckeln {key} saknas")
        return found

    def one_of(self, words: Iterable[str]) -> str:
        if (text := self.text()) not in (allowed := list(words)):
            raise self.error(f"{text} är inget av {', '.join(allowed)}")
        return text

    def whole_number(self) -> int:
        text = self.text()
        if not (text.isascii() and text.isdigit()):
            raise self.error(f"{text} är inget heltal")
        return int(text)

    def number(self) -> Decimal:
        if not _NUMBER.fullmatch(self.text()):
            raise self.error(f"{self.text()} är inget tal (skriv 0, 168 eller 37.5)")
        return Decimal(self.text())

    def date(self) -> date:
        try:
            day = date.fromisoformat(self.text())
        except ValueError:
            raise self.error(f"{self.text()} är inget datum (åååå-mm-dd)") from None
        if told := strangeness(day):
            raise self.error(told)
        return day

    def period(self) -> str:
        """One date, or two with a slash between them, as written."""
        days = [Node(self.path, self.line, part).date() for part in self.text().split("/")]
        if len(days) > 2 or days != sorted(days):
            raise self.error(f"{self.text()} är ingen period (från/till)")
        return self.text()


def nearest(word: str, known: Iterable[str]) -> str:
    """What was probably meant, to end a message with; empty where nothing is like it.

    >>> nearest("shortname", ["name", "short_name"])
    '; menades short_name?'
    """
    found = get_close_matches(word, list(known), n=1)
    return f"; menades {found[0]}?" if found else ""


def optional_text(fields: dict[str, Node], key: str) -> str:
    return fields[key].text().strip() if key in fields else ""


_NO_YAML = "ingen giltig YAML: se efter indrag, kolon, citattecken och parenteser här och på raderna före"


def read_yaml(path: Path | str, text: str | None = None) -> Node:
    """The file's only document, or that of `text` once read from it. FileError when it is no YAML or repeats a key."""
    path = Path(path)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8") if text is None else text, Loader=_LOADER)
    except UnicodeDecodeError:
        raise FileError(path, 1, "filen är inte UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise FileError(path, mark.line + 1 if mark else 1, _NO_YAML) from None
    except yaml.YAMLError:
        raise FileError(path, 1, "ingen giltig YAML: ett tecken går inte att läsa") from None
    if root is None:
        raise FileError(path, 1, "filen är tom")
    return _node(path, root, root.start_mark.line + 1, frozenset())


def _node(path: Path, raw: yaml.Node, line: int, above: frozenset[int]) -> Node:
    if id(raw) in above:
        raise FileError(path, line, "ett alias (*namn) står inne i sig självt")
    above |= {id(raw)}
    if isinstance(raw, yaml.MappingNode):
        return Node(path, line, _mapping(path, raw, above))
    if isinstance(raw, yaml.SequenceNode):
        return Node(path, line, [_node(path, one, one.start_mark.line + 1, above) for one in raw.value])
    return Node(path, line, str(raw.value))


def _mapping(path: Path, raw: yaml.MappingNode, above: frozenset[int]) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for key, value in raw.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise FileError(path, line, "en nyckel ska vara en text")
        if key.value in found:
            raise FileError(path, line, f"nyckeln {key.value} står två gånger")
        found[key.value] = _node(path, value, line, above)
    return found
