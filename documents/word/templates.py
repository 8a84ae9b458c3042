"""A unit's own template: what is wrong with it, said when it is sent in, and which of its styles a document takes.

Only look is taken from a template: styles, numbering, headers, footers, page size. Its text and all that it was about
stay behind, and nothing in it may fetch or run anything.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from docx.oxml.parser import parse_xml
from lxml import etree

from documents.word.elements import Element
from documents.word.packing import FIRST, unpack
from documents.word.styles import REQUIRED, ROLES, found_in, name_of_style
from municipalities.swedish import listed

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 5_000_000, 40_000_000, 400
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_STYLES = "word/styles.xml"
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_MACROS = re.compile(r"(?i)vba|macro")
_ACTIVE = re.compile(r"(?i)/(activeX|embeddings|control)/?")
_OUTSIDE = re.compile(rb'<Relationship\b[^>]*TargetMode="External"[^>]*>')


class TemplateFault(Exception):
    """Why a template cannot be written on, in Swedish."""


def template_faults(content: bytes) -> list[str]:
    """What the one who sends the template in has to mend, in Swedish; none where it can be used."""
    refusal = refusal_of(content)
    if refusal:
        return [refusal]
    return list(_faults(unpack(content)))


def styles_used(content: bytes) -> list[tuple[str, str]]:
    """Of a template without faults: what each style is for, and the template's own name of it, "" where ours is added.
    In the order of ROLES."""
    found = found_in(parse_xml(unpack(content)[_STYLES]))
    return [(role.swedish, name_of_style(found[role.key]) if role.key in found else "") for role in ROLES]


def opened(content: bytes) -> dict[str, bytes]:
    """The template's parts; one saved as a template (.dotx) is a document from here on."""
    faults = template_faults(content)
    if faults:
        raise TemplateFault(" ".join(faults))
    parts = unpack(content)
    parts[FIRST] = parts[FIRST].replace(TEMPLATE.encode(), DOCUMENT.encode())
    return parts


def refusal_of(content: bytes) -> str:
    """Why a Word file cannot even be unpacked, in Swedish; empty where it can."""
    if len(content) > LARGEST:
        return f"Filen är större än {LARGEST // 1_000_000} MB. Minska bilderna i den."
    if content.startswith(_OLD_OR_LOCKED):
        return (
            "Filen är sparad i ett äldre format (.doc) eller skyddad med lösenord. Spara den som .docx utan lösenord."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _refusal_of_archive(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError, ValueError):
        return "Filen är inget Word-dokument (.docx), eller är skadad."


def _refusal_of_archive(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        return "Filen blir för stor när den packas upp. Spara den på nytt i Word, med färre bilder."
    if FIRST not in names or "word/document.xml" not in names or len(set(names)) < len(names):
        return "Filen är inget Word-dokument (.docx), eller är skadad."
    if any(_unpacked_size(archive, entry) != entry.file_size for entry in entries):  # says less than it holds
        return "Filen är inget Word-dokument (.docx), eller är skadad."
    return ""


def _unpacked_size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Read no further than what the directory says, and a byte more."""
    size = 0
    with archive.open(entry) as packed:
        while size <= entry.file_size and (piece := packed.read(65_536)):
            size += len(piece)
    return size


def _faults(parts: dict[str, bytes]) -> Iterator[str]:
    kinds = parts[FIRST].decode(errors="replace")
    if _MACROS.search(kinds) or any("vba" in name.casefold() for name in parts):
        yield "Mallen innehåller makron. Spara den som .docx utan makron."
        return
    if DOCUMENT not in kinds and TEMPLATE not in kinds:
        yield "Filen är inget Word-dokument (.docx)."
        return
    if any(_ACTIVE.search(name) for name in parts):
        yield "Mallen innehåller inbäddade filer eller kontroller. Ta bort dem."
    if any(_fetches(rels) for name, rels in parts.items() if name.endswith(".rels") and "settings" not in name):
        yield "Mallen hämtar innehåll från en annan plats, till exempel en länkad bild. Infoga bilden i stället."
    yield from _faults_of_xml(parts)


def _fetches(relations: bytes) -> bool:
    """Whether anything but a link to click leads out of the file."""
    return any(b"/hyperlink" not in found for found in _OUTSIDE.findall(relations))


def _faults_of_xml(parts: dict[str, bytes]) -> Iterator[str]:
    for name in sorted(parts):
        if name.endswith((".xml", ".rels")) and (fault := _fault_of_part(parts[name])):
            yield f"{fault} ({name})"
            return
    if b"http://purl.oclc.org/ooxml/" in parts["word/document.xml"]:
        yield "Mallen är sparad som ”Strict Open XML-dokument”. Spara den som vanligt Word-dokument (.docx)."
    elif _STYLES not in parts:
        yield "Mallen har inga formatmallar."
    else:
        yield from _faults_of_styles(parse_xml(parts[_STYLES]))


def _fault_of_part(content: bytes) -> str:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "Filen är skadad eller har innehåll som inte hör hemma i ett Word-dokument."
    try:
        parse_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        return "Filen är skadad."
    return ""


def _faults_of_styles(styles: Element) -> Iterator[str]:
    found = found_in(styles)
    missing = [role.swedish for role in ROLES if role.key in REQUIRED and role.key not in found]
    if missing:
        yield (
            f"Mallen saknar {listed(missing)}. Använd formatmallarna på en rad text i mallen och spara den "
            "igen: Word tar bara med dem som har använts."
        )
