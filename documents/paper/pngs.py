"""Pictures as PNG, for Word and slides that show no SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence

from documents.paper.typeface import in_typeface
from documents.paper.typst_process import run_typst


def draw_pngs(svgs: Sequence[str], width_mm: float, ppi: int = 200) -> list[bytes]:
    """Each picture `width_mm` wide, in the same order. One process draws them all; PaperFault says what is wrong."""
    if not svgs:
        return []
    asked = {"svgs": [in_typeface(svg) for svg in svgs], "width": width_mm}
    return run_typst(sources=["pictures.typ"], tree=json.dumps(asked), ppi=ppi)
