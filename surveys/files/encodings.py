"""Which letters the bytes of a text file mean: Unicode where they are that, else Windows-1252, which Excel writes in
Sweden. What could as well be something else is refused: a wrong guess looks right but for its å, ä and ö.
"""

from __future__ import annotations

import codecs
import re

from surveys.files.refusals import FileRefused, refuse_file

_REMEDY = "Spara den som ”CSV UTF-8” eller som Excel-arbetsbok (.xlsx) och försök igen."
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_WINDOWS = "cp1252"
_NAMES = {"utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", _WINDOWS: "Windows-1252"}
_UTF_16_FROM = 0.8  # so many of all characters have a zero in the same half: Swedish text has, but for its dashes

_SURE = 10  # Swedish letters of Windows-1252 to each sign of another encoding
# What letters of a Mac (åäöÅÄÖ: ŒŠš-€…, dashes and quotes: ÐÒÕ) and of DOS (†„”-Ž™) look like, read as Windows-1252.
_FOREIGN = re.compile(r"[ŒŠšŽ†„ÐÒÕ]|(?<=[^\W\d_])”(?=[^\W\d_])|[€…™](?=[a-zåäö])")
_CELL = re.compile(r"[^;,\t|\r\n]+")
_PIECES = re.compile(rb"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x80-\xbf]")  # of UTF-8
_LOST = re.compile("Ã[¤¥¶…„–\x84\x85\x96]|\ufffd")  # å, ä, ö written as UTF-8 twice; letters lost on the way


def decode(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text, and what to tell of how it was read. FileRefused, with the line, where that cannot be known."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _undecodable(content, encoding, problem.start) from None
    if "\x00" in text:
        raise refuse_file("Filen är ingen textfil.", _REMEDY)
    if encoding == _WINDOWS:
        _refuse_doubtful(content, text)
    if lost := _LOST.search(text):
        raise refuse_file(f"Filens å, ä och ö har gått förlorade: {_shown(text, lost.start())}.", _REMEDY)
    if name := _NAMES.get(encoding):
        return text, (f"Filen är kodad som {name} och lästes så. Kontrollera att å, ä och ö är rätt.",)
    return text, ()


def _encoding(content: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    high, low = content[::2].count(0), content[1::2].count(0)
    if not len(content) % 2 and min(high, low) == 0 and max(high, low) >= _UTF_16_FROM * len(content) / 2:
        return "utf-16-le" if low else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _WINDOWS
    return "utf-8"


def _undecodable(content: bytes, encoding: str, start: int) -> FileRefused:
    line = content[:start].count(b"\n") + 1
    name = _NAMES.get(encoding, "UTF-8")
    said = "varken kodad som UTF-8 eller Windows-1252" if encoding == _WINDOWS else f"inte riktigt kodad som {name}"
    return refuse_file(f"Filen är {said} (första felet på rad {line}).", _REMEDY)


def _refuse_doubtful(content: bytes, text: str) -> None:
    """Text that Windows-1252 makes something of, though it is broken UTF-8, or of a Mac or of DOS."""
    if pieces := _PIECES.search(content):
        raise _undecodable(content, "utf-8", pieces.start())
    signs = [found.start() for found in _FOREIGN.finditer(text)]
    signs += [found.start() for found in _CELL.finditer(text) if len(re.findall("[“”]", found[0])) % 2]
    if signs and len(signs) * _SURE > len(re.findall("[åäöÅÄÖ]", text)):
        reason = f"Det är oklart hur filen är kodad. Läst som Windows-1252 har den: {_shown(text, min(signs))}."
        raise refuse_file(reason, _REMEDY)


def _shown(text: str, start: int) -> str:
    """The cell that a place is in, and its line."""
    line = text[:start].count("\n") + 1
    cell = next((found[0] for found in _CELL.finditer(text) if found.end() > start), "")
    return f"”{cell.strip()[:40]}” på rad {line}"
