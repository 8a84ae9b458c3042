"""One quick pass over the XML of a workbook before it is read: how large it really is, which cells hold formulas or
errors, and what a reader of the values alone would miss: what is hidden, merged, or shown as a percentage.

What a sheet says about its own size is not believed; a cell without a value is no content, whatever its colour.
"""

from __future__ import annotations

import posixpath
from xml.parsers import expat

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.conf import settings

from surveys.files.refusals import FileRefused, Refusal, refuse_file
from surveys.files.sheet_watchers import (
    MOST_TOLD,
    SheetScan,
    SheetWatcher,
    Styles,
    TooManyCells,
    styles_watcher,
    texts_watchers,
)

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_FORMULA = (
    "cellen innehåller en formel i stället för ett värde.",
    "Kopiera bladet, klistra in det som värden och spara.",
)
_ERROR = ("cellen innehåller ett felvärde från Excel.", "Rätta felet eller töm cellen och spara.")


class _Doctype(Exception):
    pass


def scan_parts(parts: dict[str, bytes]) -> dict[str, SheetScan]:
    """What stands in each sheet, by the name on its tab. FileRefused where the workbook is broken, too large, or holds
    formulas or errors."""
    styles = Styles()
    scans = {name: _scan(parts[name], styles) for name in sorted(parts, key=_is_read_first, reverse=True)}
    sheets = {name: scans[name] for name in parts if scans[name].root == "worksheet"}
    _refuse_size(parts, sheets, [length for scan in scans.values() for length in scan.texts])
    titles = _sheet_titles(parts)
    if any(scan.odd_cells for scan in sheets.values()):
        told = [
            refusal
            for name, scan in sheets.items()
            if scan.odd_cells
            for refusal in _odd_cells(titles.get(name.lower(), name), parts[name], set(scan.odd_cells))
        ]
        raise FileRefused(told[:MOST_TOLD])
    return {titles[name.lower()]: scan for name, scan in sheets.items() if name.lower() in titles}


def _is_read_first(name: str) -> bool:
    """The styles, which say what the numbers in the sheets look like."""
    return name.lower().endswith("styles.xml")


def _scan(part: bytes, styles: Styles) -> SheetScan:
    """The styles of the workbook are filled in by the part that holds them, and used by its sheets."""
    found = SheetScan()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    _watch_start(parser, found, styles)
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(part, True)
    except TooManyCells:
        raise _too_many_cells() from None
    except (expat.ExpatError, _Doctype, ValueError):
        raise refuse_file(
            "Filen är skadad: dess innehåll är inte giltig XML.",
            "Öppna filen i Excel, spara den på nytt och försök igen.",
        ) from None
    return found


def _refuse_doctype(*_: object) -> None:
    raise _Doctype  # never in a workbook; the way to entity bombs


def _watch_start(parser: expat.XMLParserType, found: SheetScan, styles: Styles) -> None:
    """The first element says what part it is, and so what to look for in the rest."""

    def first(tag: str, attributes: dict[str, str]) -> None:
        prefix, _, found.root = tag.rpartition(":")
        parser.StartElementHandler = None
        if found.root == "worksheet":
            parser.StartElementHandler = SheetWatcher(found, styles, prefix, settings.IMPORT_MAX_CELLS).start
        elif found.root == "sst":
            parser.StartElementHandler, parser.CharacterDataHandler = texts_watchers(found)
        elif found.root == "styleSheet":
            parser.StartElementHandler = styles_watcher(styles)

    parser.StartElementHandler = first


def _too_many_cells() -> FileRefused:
    most_cells = f"{settings.IMPORT_MAX_CELLS:,}".replace(",", " ")
    return refuse_file(
        f"Filen har för många celler (gränsen är {most_cells}); även tomma rader och kolumner räknas.",
        "Ta bort tomma rader och kolumner efter tabellen, eller dela filen.",
    )


def _refuse_size(parts: dict[str, bytes], sheets: dict[str, SheetScan], texts: list[int]) -> None:
    cells = sum(scan.rows * scan.columns for scan in sheets.values())
    if cells > settings.IMPORT_MAX_CELLS:
        raise _too_many_cells()
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
        if "f" not in inside and element.get("t") != "e":
            continue  # one of those that do not say where they stand
        value = f"={inside['f']}" if "f" in inside else inside.get("v", "")
        reason, remedy = _FORMULA if "f" in inside else _ERROR
        told.append(Refusal(title, element.get("r", ""), value[:80], reason, remedy))
        if len(told) == MOST_TOLD:
            break
    return told


def _sheet_titles(parts: dict[str, bytes]) -> dict[str, str]:
    """Part name, in small letters: the name on the sheet's tab. Empty where the workbook does not tell."""
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
            found[target.lstrip("/").lower()] = element.get("name", "")
    return found
