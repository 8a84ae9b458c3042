"""An edition as a document: what the portal sets of it beside what its builder says. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from documents.tree import Aside, Block, Deck, Document, Paragraph, Version


@dataclass(frozen=True)
class Imprint:
    """What stands on a document of who issued it, and what it stands on. `number` and `day` once it is issued."""

    title: str
    kind: str
    authors: tuple[str, ...]
    publisher: str
    version: Version
    number: str = ""
    day: date | None = None


def dressed(document: Document, imprint: Imprint) -> Document:
    """The document with its imprint. Where the builder knows better which data it read, that stands."""
    version = replace(imprint.version, data=document.version.data or imprint.version.data)
    return replace(document, **(vars(imprint) | {"version": version}))


def dressed_deck(deck: Deck, imprint: Imprint) -> Deck:
    version = replace(imprint.version, data=deck.version.data or imprint.version.data)
    return replace(deck, authors=imprint.authors, publisher=imprint.publisher, day=imprint.day, version=version)


def as_issued(document: Document) -> Document:
    """Without what concerns staff alone: what is edited, and what has changed."""
    sections = (
        replace(section, blocks=tuple(_unmarked(block) for block in section.blocks)) for section in document.sections
    )
    return replace(document, sections=tuple(sections))


def _unmarked(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, is_edited=False, warning="")
    if isinstance(block, Aside):
        inside = (
            replace(one, is_edited=False, warning="") if isinstance(one, Paragraph) else one for one in block.blocks
        )
        return replace(block, blocks=tuple(inside))
    return block
