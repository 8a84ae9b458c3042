"""One quick pass over the XML of a workbook before it is read: how large it really is, and which cells hold
formulas or errors. What a sheet says about its own size is not believed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.conf import settings

from surveys.files.refusals import FileRefused, Refusal, refuse_file

MOST_TOLD = 100  # cells named in a refusal
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_FORMULA = (
    "cellen innehåller en formel i stället för ett värde.",
    "Kopiera bladet, klistra in det som värden och spara.",
)
_ERROR = ("cellen innehåller ett felvärde från Excel.", "Rätta felet eller töm cellen och spara.")


@dataclass
class _Scan:
    root: str = ""
    rows: int = 0
    columns: int = 0
    text_cells: int = 0
    odd_cells: list[str] = field(default_factory=list)  # with a formula or an error
    texts: list[int] = field(default_factory=list)  # length of each shared text


class _Doctype(Exception):
    pass


def scan_parts(parts: dict[str, bytes]) -> None:
    """FileRefused where the workbook is broken, too large, or holds formulas or errors."""
    scans = {name: _scan(part) for name, part in parts.items()}
    sheets = {name: scan for name, scan in scans.items() if scan.root == "worksheet"}
    _refuse_size(parts, sheets, [length for scan in scans.values() for length in scan.texts])
    if any(scan.odd_cells for scan in sheets.values()):
        titles = _sheet_titles(parts)
        told = [
            refusal
            for name, scan in sheets.items()
            if scan.odd_cells
            for refusal in _odd_cells(titles.get(name, name), parts[name], set(scan.odd_cells))
        ]
        raise FileRefused(told[:MOST_TOLD])


def _scan(part: bytes) -> _Scan:
    found = _Scan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    _watch_start(parser, found)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, _Doctype, ValueError):
        raise refuse_file(
            "Filen är skadad: dess innehåll är inte giltig XML.",
            "Öppna filen i Excel, spara den på nytt och försök igen.",
        ) from None
    return found


def _refuse_doctype(*_: object) -> None:
    raise _Doctype  # never in a workbook; the way to entity bombs


def _watch_start(parser: expat.XMLParserType, found: _Scan) -> None:
    """The first element says what part it is, and so what to look for in the rest."""

    def first(tag: str, attributes: dict[str, str]) -> None:
        found.root = tag.rpartition(":")[2]
        parser.StartElementHandler = None
        if found.root == "worksheet":
            parser.StartElementHandler = _sheet_watcher(found)
        elif found.root == "sst":
            _watch_texts(parser, found)

    parser.StartElementHandler = first


def _sheet_watcher(found: _Scan) -> Callable[[str, dict[str, str]], None]:
    columns: dict[str, int] = {}
    row = column = 0
    place = ""

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, place
        if ":" in tag:
            tag = tag.rpartition(":")[2]
        if tag == "c":
            place = attributes.get("r", "")
            if place:
                letters = place.rstrip("0123456789")
                column = columns.get(letters) or columns.setdefault(letters, _column_number(letters))
                row = max(row, int(place[len(letters) :] or 0))
            else:
                column += 1
            found.columns = max(found.columns, column)
            found.rows = max(found.rows, row)
            kind = attributes.get("t")
            if kind == "s":
                found.text_cells += 1
            elif kind == "e":
                found.odd_cells.append(place)
        elif tag == "row":
            row, column = int(attributes.get("r") or row + 1), 0
        elif tag == "f":
            found.odd_cells.append(place)

    return start


def _column_number(letters: str) -> int:
    """A is 1."""
    if not (letters.isascii() and letters.isupper() and len(letters) <= 3):
        raise ValueError(letters)
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _watch_texts(parser: expat.XMLParserType, found: _Scan) -> None:
    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            found.texts.append(0)

    def text(characters: str) -> None:
        if found.texts:
            found.texts[-1] += len(characters)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text


def _refuse_size(parts: dict[str, bytes], sheets: dict[str, _Scan], texts: list[int]) -> None:
    cells = sum(scan.rows * scan.columns for scan in sheets.values())
    if cells > settings.IMPORT_MAX_CELLS:
        most_cells = f"{settings.IMPORT_MAX_CELLS:,}".replace(",", " ")
        raise refuse_file(
            f"Filen har för många celler (gränsen är {most_cells}); även tomma rader och kolumner räknas.",
            "Ta bort tomma rader och kolumner efter tabellen, eller dela filen.",
        )
    most = sum(scan.text_cells for scan in sheets.values()) * max(texts, default=0)
    limit: int = settings.IMPORT_MAX_UNPACKED_BYTES
    if most > limit and sum(_text_size(parts[name], texts) for name in sheets) > limit:
        raise refuse_file(
            "Filens texter blir orimligt stora när de läses, eftersom långa texter upprepas.",
            "Korta texterna eller dela filen.",
        )


def _text_size(part: bytes, texts: list[int]) -> int:
    """Length of all shared texts of a sheet, each counted as often as it is used."""
    total = 0
    for element in ElementTree.fromstring(part).iter():
        if _local(element.tag) == "c" and element.get("t") == "s":
            number = next((child.text or "" for child in element if _local(child.tag) == "v"), "")
            total += texts[int(number)] if number.isdecimal() and int(number) < len(texts) else 0
    return total


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _odd_cells(title: str, part: bytes, places: set[str]) -> list[Refusal]:
    told = []
    for element in ElementTree.fromstring(part).iter():
        if _local(element.tag) != "c" or element.get("r", "") not in places:
            continue
        inside = {_local(child.tag): child.text or "" for child in element}
        value = f"={inside['f']}" if "f" in inside else inside.get("v", "")
        reason, remedy = _FORMULA if "f" in inside else _ERROR
        told.append(Refusal(title, element.get("r", ""), value[:80], reason, remedy))
        if len(told) == MOST_TOLD:
            break
    return told


def _sheet_titles(parts: dict[str, bytes]) -> dict[str, str]:
    """Part name: the name on the sheet's tab. Empty where the workbook does not tell."""
    try:
        relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
        workbook = ElementTree.fromstring(parts["xl/workbook.xml"])
    except (KeyError, ElementTree.ParseError, DefusedXmlException):
        return {}
    targets = {one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))) for one in relations}
    found = {}
    for element in workbook.iter():
        if _local(element.tag) == "sheet":
            target = targets.get(element.get(_RELATION) or element.get(_STRICT_RELATION), "")
            found[target.lstrip("/")] = element.get("name", "")
    return found
