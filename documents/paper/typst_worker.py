"""Sets a document or draws pictures with Typst: JSON on stdin, files on stdout. A process of its own, never imported.

Once a process has set anything, its forked children hang when they do; and each setting leaves memory behind. The
folder that Typst may read is empty, the fonts are those of one package, and what people wrote comes in as data: no
Typst source is ever made from it. A warning stops the work as an error does, for an unknown font is but a warning.
"""

from __future__ import annotations

import datetime
import json
import shutil
import struct
import sys
import tempfile
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst

FOLDER = Path(__file__).parent
FACES = ("Regular", "It", "Semibold", "Bold")
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
FAILED = 3  # exit status; stderr says why


class Stopped(Exception):
    """What Typst warned of."""


def main() -> None:
    asked = json.load(sys.stdin.buffer)
    try:
        files = _made(asked)
    except (typst.TypstError, Stopped) as fault:
        sys.stderr.write(getattr(fault, "diagnostic", "") or str(fault))
        sys.exit(FAILED)
    for file in files:
        sys.stdout.buffer.write(struct.pack(">I", len(file)) + file)


def _made(asked: dict[str, Any]) -> list[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        root, fonts = Path(folder, "root"), Path(folder, "fonts")
        root.mkdir()
        fonts.mkdir()
        for face in FACES:
            name = f"SourceSansPro-{face}.ttf"
            shutil.copy(Path(font_source_sans_pro.__file__).parent / "files" / name, fonts)
        compiler = typst.Compiler(
            b"\n".join((FOLDER / source).read_bytes() for source in asked["sources"]),
            root=root,
            font_paths=typst.Fonts(False, False, [str(fonts)]),
            sys_inputs={"tree": asked["tree"]},
        )
        if ppi := asked.get("ppi"):
            made, warnings = compiler.compile_with_warnings(format="png", ppi=ppi)
        else:
            day = datetime.datetime.fromisoformat(asked["day"]).replace(tzinfo=datetime.UTC)
            made, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=STANDARDS, timestamp=day)
    if warnings:
        raise Stopped("; ".join(str(one) for one in warnings))
    return made if isinstance(made, list) else [made or b""]


if __name__ == "__main__":
    main()
