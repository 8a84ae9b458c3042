"""Parts that several kinds of documents are put together from. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.tree import Block, Bullets, Facts, Heading, Paragraph, text
from workflow.documents.results.typed_blocks import blocks_of

_TO_A_LINE = re.compile(r"\n(?!\s*[-–•*]\s)")  # not to an item of a list


def under(heading: str, blocks: Iterable[Block], level: int = 1) -> tuple[Block, ...]:
    """Nothing at all where there is nothing below the heading.

    >>> under("Syfte", ())
    ()
    """
    found = tuple(blocks)
    return (Heading(level, heading), *found) if found else ()


def facts_of(rows: Iterable[tuple[str, str]]) -> tuple[Facts, ...]:
    """Terms and what is said of each, on one line; without those of which nothing is.

    >>> facts_of([("Plats", "")]), facts_of([("Plats", "FoU")])[0].rows[0][0]
    ((), 'Plats')
    """
    told = tuple((term, text(" ".join(said.split()))) for term, said in rows if said.strip())
    return (Facts(told),) if told else ()


def lines_of(typed: str) -> tuple[Paragraph | Bullets, ...]:
    """Text that somebody has typed, line by line as its page shows it; items that follow one another are one list.

    >>> [type(one).__name__ for one in lines_of("Ett.\\nTvå.\\n\\n- a\\n- b")]
    ['Paragraph', 'Paragraph', 'Bullets']
    """
    return blocks_of(_TO_A_LINE.sub("\n\n", typed.replace("\r\n", "\n")))
