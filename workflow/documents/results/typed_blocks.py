"""Text that somebody has typed, as paragraphs and lists: lines that begin with a dash or a bullet are a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from documents.tree import Bullets, Paragraph, text

_ITEM = re.compile(r"^\s*[-–•*]\s+")


def blocks_of(typed: str) -> tuple[Paragraph | Bullets, ...]:
    """
    >>> [type(one).__name__ for one in blocks_of("Detta gäller:\\n- ett\\n- två\\n\\nInget mer.")]
    ['Paragraph', 'Bullets', 'Paragraph']
    """
    return tuple(_blocks(typed))


def _blocks(typed: str) -> Iterator[Paragraph | Bullets]:
    for part in re.split(r"\n\s*\n", typed.replace("\r\n", "\n").strip()):
        for is_item, lines in groupby(part.splitlines(), key=lambda line: bool(_ITEM.match(line))):
            told = [_ITEM.sub("", line).strip() for line in lines]
            if is_item:
                yield Bullets(tuple(text(one) for one in told))
            elif any(told):
                yield Paragraph(text(" ".join(told)))
