"""Slides of a document: its findings, then each of its pictures under the sentence that it shows. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from documents.lines import plain
from documents.tree import Block, Bullets, Deck, Document, Heading, Paragraph, Picture, Slide, Table, Text, text

MOST_FINDINGS = 4  # on a slide, beside the one that is its title
TALLEST = 0.65  # of its width: a picture that is taller would be too small to read, and its table is shown
LONGEST_SPOKEN = 2000  # letters; of a longer chapter the picture's own words are told
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
_ABBREVIATED = re.compile(r"(?:\w\.\w+|\b(?:ca|jfr|kap|kl|nr))\.$", re.IGNORECASE)
CHAPTER = 2  # headings down to this level begin one


def deck_of(document: Document, findings: Sequence[Sequence[Text]]) -> Deck:
    """`findings` are sentences that belong together, the strongest first: a slide for each of them."""
    step = MOST_FINDINGS + 1
    source = _sources(document.tables)
    summary = [_summary(told[at : at + step], source) for told in findings for at in range(0, len(told), step)]
    return Deck(
        title=document.title,
        slides=(*summary, *_pictures(document)),
        subtitle=document.subtitle,
        authors=document.authors,
        publisher=document.publisher,
        day=document.day,
        version=document.version,
        is_example=document.is_example,
    )


def leads_of(document: Document) -> list[list[Text]]:
    """The paragraphs of the chapter that leads, as staff have left them, each parted into its sentences."""
    found = []
    for chapter in _chapters(document):
        paragraphs = [one for one in chapter if isinstance(one, Paragraph) and one.style != "small"]
        if any(one.style == "lead" for one in paragraphs):
            found += [[text(said) for said in sentences(plain(one.text))] for one in paragraphs]
    return [one for one in found if one]


def sentences(told: str) -> list[str]:
    """An abbreviation ends none.

    >>> sentences("Sex av åtta, t.ex. Solna, har den. Två har den inte.")
    ['Sex av åtta, t.ex. Solna, har den.', 'Två har den inte.']
    """
    found: list[str] = []
    for part in _ENDS.split(told.strip()):
        if found and _ABBREVIATED.search(found[-1]):
            found[-1] += f" {part}"
        elif part:
            found.append(part)
    return found


def _summary(findings: Sequence[Text], source: str) -> Slide:
    first, *others = findings
    return Slide(plain(first).rstrip("."), (Bullets(tuple(others)),) if others else (), source=source)


def _sources(tables: Iterable[Table]) -> str:
    """Each once."""
    return "; ".join(dict.fromkeys(one for table in tables if table.source for one in table.source.split("; ")))


def _pictures(document: Document) -> Iterator[Slide]:
    """With what the document says around the picture for the speaker to say, and whose figures it tells."""
    tables = {one.key: one for one in document.tables}
    for chapter in _chapters(document):
        said = "\n".join(plain(one.text) for one in chapter if isinstance(one, Paragraph))
        source = _sources(one for one in chapter if isinstance(one, Table))
        for block in chapter:
            if isinstance(block, Picture):
                behind = tables[block.table] if isinstance(block.table, str) else block.table
                shown = block if block.height <= TALLEST * block.width else behind
                spoken = said if 0 < len(said) <= LONGEST_SPOKEN else block.alt
                yield Slide(block.caption, (shown,), spoken, source or behind.source)


def _chapters(document: Document) -> Iterator[list[Block]]:
    found: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= CHAPTER:
            yield found
            found = []
        found.append(block)
    yield found
