"""Years and dates that a survey year's two texts still say as the year before did: grouped, and moved on demand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from surveys.questionnaires.left_behind import LeftBehind, find_left_behind, move_left_behind

NAMES = ("questionnaire", "definitions")
Texts = tuple[str, str]  # of NAMES


@dataclass(frozen=True)
class YearBefore:
    """What the texts are held against, and how many years lie between."""

    title: str
    texts: Texts
    years: int


@dataclass(frozen=True)
class LeftGroup:
    """One old date with its proposal, and every place it stands in: (key, where)."""

    old: str
    proposal: str
    places: list[tuple[str, LeftBehind]]


def left_in(texts: Texts, before: YearBefore) -> dict[str, LeftBehind]:
    """By a key that finds it again: the questionnaire's first, each in the order of its text."""
    return {
        f"{name}:{one.key}": one
        for name, text, earlier in zip(NAMES, texts, before.texts, strict=True)
        for one in find_left_behind(text, earlier, before.years)
    }


def grouped(left: dict[str, LeftBehind], *, sources: bool) -> list[LeftGroup]:
    """In the order they first stand: of what names a publication, or of all else."""
    groups: dict[str, LeftGroup] = {}
    for key, one in left.items():
        if one.is_source == sources:
            groups.setdefault(one.old, LeftGroup(one.old, one.proposal, [])).places.append((key, one))
    return list(groups.values())


def with_moved(texts: Texts, before: YearBefore, chosen: Collection[str], everywhere: str = "") -> Texts:
    """The chosen ones moved, and everything that says `everywhere` where it names no publication."""
    left = left_in(texts, before)
    taken = {key for key, one in left.items() if key in chosen or (one.old == everywhere and not one.is_source)}
    questionnaire, definitions = (
        move_left_behind(text, [left[key] for key in taken if key.startswith(f"{name}:")], before.years)
        for name, text in zip(NAMES, texts, strict=True)
    )
    return questionnaire, definitions
