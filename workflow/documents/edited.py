"""Texts of a document that staff write over: a draft, what somebody wrote instead, and what the words stand on. Pure.

Each such text has a key. What was written is kept with the basis it was written on (the figures, in short form); when
the figures are other ones, the text still stands, and staff are warned.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from documents.tree import Paragraph, text

CHANGED = "En uppgift som texten bygger på har ändrats sedan den skrevs. Läs den mot tabellen."


@dataclass(frozen=True)
class EditedText:
    """What somebody wrote instead of the draft; empty lines part its paragraphs. `basis`: of the draft, then."""

    text: str
    basis: str


@dataclass(frozen=True)
class Draft:
    """A text that may be written over. `label` says to staff where it stands; an empty draft is a place to write."""

    key: str
    label: str
    paragraphs: tuple[str, ...]
    basis: str

    @property
    def text(self) -> str:
        """As it is put before who is to edit it."""
        return "\n\n".join(self.paragraphs)


def basis_of(*facts: object) -> str:
    """Short, the same for the same facts.

    >>> basis_of("ja", 75) == basis_of("ja", 75), basis_of("ja", 75) == basis_of("ja", 62.5)
    (True, False)
    """
    told = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def paragraphs_of(draft: Draft, texts: Mapping[str, EditedText], *, is_lead: bool = False) -> tuple[Paragraph, ...]:
    """What was written, else the draft; the first paragraph carries the key, and may lead. Somebody who wrote nothing
    at all has taken the text away."""
    edited = texts.get(draft.key)
    told = draft.paragraphs if edited is None else _parted(edited.text)
    warning = CHANGED if edited is not None and edited.basis != draft.basis else ""
    paragraphs = [Paragraph(text(one), is_edited=edited is not None) for one in told]
    if paragraphs:
        paragraphs[0] = replace(paragraphs[0], key=draft.key, warning=warning, style="lead" if is_lead else "")
    return tuple(paragraphs)


def _parted(written: str) -> tuple[str, ...]:
    parts = (" ".join(part.split()) for part in written.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)
