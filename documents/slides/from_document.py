"""Slides of a document: its findings, then each of its pictures under the sentence that it shows. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.lines import plain
from documents.tree import Block, Bullets, Deck, Document, Heading, Paragraph, Picture, Slide, Table, Text

MOST_FINDINGS = 4  # on a slide, beside the one that is its title
TALLEST = 0.65  # of its width: a picture that is taller would be too small to read, and its table is shown
LONGEST_SPOKEN = 2000  # letters; of a longer chapter the picture's own words are told
CHAPTER = 2  # headings down to this level begin one


def deck_of(document: Document, findings: Sequence[Text]) -> Deck:
    """`findings` are sentences, the strongest first."""
    step = MOST_FINDINGS + 1
    summary = [_summary(findings[at : at + step]) for at in range(0, len(findings), step)]
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


def leads_of(document: Document) -> list[Text]:
    """What a document says first of all, as staff have left it."""
    return [one.text for one in document.blocks if isinstance(one, Paragraph) and one.style == "lead"]


def _summary(findings: Sequence[Text]) -> Slide:
    first, *others = findings
    return Slide(plain(first).rstrip("."), (Bullets(tuple(others)),) if others else ())


def _pictures(document: Document) -> Iterator[Slide]:
    """With what the document says around the picture for the speaker to say, and whose figures it tells."""
    tables = {one.key: one for one in document.tables}
    for chapter in _chapters(document):
        said = "\n".join(plain(one.text) for one in chapter if isinstance(one, Paragraph))
        told = [one.source for one in chapter if isinstance(one, Table) and one.source]
        sources = dict.fromkeys(one for several in told for one in several.split("; "))  # each once
        for block in chapter:
            if isinstance(block, Picture):
                behind = tables[block.table] if isinstance(block.table, str) else block.table
                shown = block if block.height <= TALLEST * block.width else behind
                spoken = said if 0 < len(said) <= LONGEST_SPOKEN else block.alt
                yield Slide(block.caption, (shown,), spoken, "; ".join(sources) or behind.source)


def _chapters(document: Document) -> Iterator[list[Block]]:
    found: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level <= CHAPTER:
            yield found
            found = []
        found.append(block)
    yield found
