"""A picture's title, which says what it shows, and its alternative text: of the sentences of its table. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.prose.facts import TableFacts
from indicators.prose.sentence import Sentence
from indicators.prose.sentences import sentences_under


@dataclass(frozen=True)
class Caption:
    """`title` has no full stop; `alt` says it all, with what the title leaves out."""

    title: str
    alt: str
    sentences: tuple[Sentence, ...]


def title_of_picture(facts: TableFacts, about: str = "vem") -> Caption | None:
    """`facts` of what the picture shows, and no more. `about`: vem, jamfort or andrat, what it is drawn to show; where
    there is nothing of the kind, the first that is to be said. None where nothing is."""
    found = sentences_under(facts)
    if not found:
        return None
    first = next((one for one in found if one.key.startswith(f"{about}:")), found[0])
    title = first.text.partition(". ")[0].removesuffix(".")
    return Caption(title, " ".join(one.text for one in found), found)
