"""Unpacks an .xlsx file within limits and looks through its XML, so that the reader only meets what is safe.

Sizes are checked against the directory of the archive before anything is unpacked, and again while unpacking,
since the directory can lie. What has passed is packed anew, uncompressed: the reader gets exactly the bytes
that were checked.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from django.conf import settings

from surveys.files.refusals import refuse_file
from surveys.files.sheet_scan import scan_parts
from surveys.files.sheet_watchers import SheetScan

OLE_HEADER = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_HEADER = b"PK"
MAX_RATIO = 250  # unpacked : packed; sheets with long runs of equal cells reach about 60
RATIO_MATTERS_FROM = 10 * 1024 * 1024
MAX_PARTS = 1000
_BLOCK = 1024 * 1024
_SAVE_AGAIN = "Öppna filen i Excel, spara den på nytt som Excel-arbetsbok (.xlsx) och försök igen."
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    KeyError,
)


def checked_workbook(content: bytes) -> tuple[bytes, dict[str, SheetScan]]:
    """The same workbook, unpacked, looked through and packed anew, and what was seen in each sheet, by the name on its
    tab; FileRefused where it does not pass."""
    parts = _unpack(content)
    seen = scan_parts(parts)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue(), seen


def refuse_ole(content: bytes) -> None:
    """The container of old Excel files, and of workbooks with a password."""
    if not content.startswith(OLE_HEADER):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise refuse_file(
            "Filen är skyddad med lösenord och kan inte läsas.", "Ta bort lösenordet i Excel, spara och försök igen."
        )
    raise refuse_file("Filen är i det gamla Excelformatet .xls.", _SAVE_AGAIN)


def _unpack(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_directory(archive.infolist())
            return _read_parts(archive)
    except _BROKEN:
        raise refuse_file(
            "Filen är skadad eller ofullständig: Excelfilen går inte att packa upp.", _SAVE_AGAIN
        ) from None


def _refuse_directory(entries: list[zipfile.ZipInfo]) -> None:
    """What the directory of the archive tells before anything is unpacked."""
    names = [entry.filename.lower() for entry in entries]
    if any(name.endswith("vbaproject.bin") for name in names):
        raise refuse_file(
            "Filen innehåller makron, och sådana filer tas inte emot.",
            "Spara den som Excel-arbetsbok utan makron (.xlsx) och försök igen.",
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise refuse_file("Filen är skyddad med lösenord och kan inte läsas.", "Ta bort lösenordet och försök igen.")
    if "xl/workbook.xml" not in names:
        raise refuse_file("Filen är ingen Excel-arbetsbok (.xlsx).", _SAVE_AGAIN)
    if len(set(names)) != len(names):
        raise refuse_file("Filen är skadad: samma del finns två gånger i den.", _SAVE_AGAIN)
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    swollen = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if len(entries) > MAX_PARTS or unpacked > settings.IMPORT_MAX_UNPACKED_BYTES or swollen:
        raise _too_large_unpacked()


def _too_large_unpacked() -> Exception:
    limit = settings.IMPORT_MAX_UNPACKED_BYTES // 1024 // 1024
    return refuse_file(
        f"Filen blir orimligt stor när den packas upp (gränsen är {limit} MB) och läses därför inte.",
        "Kopiera bara tabellen till en ny arbetsbok, spara den och försök igen.",
    )


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts. Pictures and printer settings are left behind."""
    parts: dict[str, bytes] = {}
    left = settings.IMPORT_MAX_UNPACKED_BYTES
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        blocks = []
        with archive.open(entry) as part:
            while block := part.read(min(_BLOCK, left + 1)):
                left -= len(block)
                if left < 0:
                    raise _too_large_unpacked()
                blocks.append(block)
        parts[entry.filename] = b"".join(blocks)
    return parts
