"""Which indicators a clause is about, by the words of their names that it uses. Pure.

A word counts the more the fewer indicators have it in their names. The indicator whose name is best covered by the
clause is chosen, those that are as good with it, and then what else in the clause only another indicator's name has.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from indicators.prose.facts import IndicatorFacts
from indicators.prose.phrases import predicate_of
from indicators.prose.reading.words import likeness, telling, words_of
from municipalities.characters import folded

_QUOTED = re.compile('["”“](.+?)["”“]')
_CAPITALS = re.compile(r"\b[A-ZÅÄÖ]{3,}\b")
UNSAID = 0.3  # how much a word of the name that the clause lacks speaks against it
NEAR = 0.5  # of the best score: two indicators that the clause does not tell apart
RARE = 3  # a word that no more indicators have says which is meant
WHOLE, ENOUGH, BESIDE = 0.8, 0.35, 0.6  # how much of a name is said: all of it, enough, enough for a further one


@dataclass(frozen=True)
class Found:
    """An indicator, and the clause's words that say so."""

    code: str
    score: float
    words: frozenset[str]
    part: float  # of the name's weight that is said


@dataclass(frozen=True)
class Book:
    """Names of all indicators that a text may be about."""

    indicators: tuple[IndicatorFacts, ...]

    @cached_property
    def names(self) -> dict[str, list[list[str]]]:
        """Per indicator the telling words of each of its names, and of what is written of who has it."""
        return {
            one.code: [
                list(dict.fromkeys(telling(words_of(name))))
                for name in (one.name, *one.also_called, predicate_of(one.name, one.also_called).words)
            ]
            for one in self.indicators
        }

    @cached_property
    def initials(self) -> frozenset[str]:
        """Words of names that are written in capitals: FREDA, LSS. Such a word says by itself which is meant."""
        told = (
            word for one in self.indicators for name in (one.name, *one.also_called) for word in _CAPITALS.findall(name)
        )
        return frozenset(map(folded, told))

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each word of a name weighs."""
        known = {code: {word for name in names for word in name} for code, names in self.names.items()}
        every = {word for words in known.values() for word in words}
        return {
            word: math.log(1 + len(known) / sum(any(likeness(word, one) for one in words) for words in known.values()))
            for word in every
        }

    @cached_property
    def least(self) -> float:
        """What must be said for an indicator to be meant."""
        return math.log(1 + len(self.indicators) / RARE) if self.indicators else 0.0

    def about(self, clause: str) -> list[str]:
        """Codes, the best first; none where the clause names no indicator."""
        quoted = _QUOTED.search(clause)
        said = frozenset(telling(words_of(quoted[1] if quoted else clause)))
        told = sorted(self._found(said, lambda one: one.score), key=lambda one: -one.score)
        if not told or told[0].part < (ENOUGH if len(told[0].words) > 1 else BESIDE):
            return []
        near = [one for one in told if _is_as_near(one, told[0])]
        return [one.code for one in [*near, *self._beside(said, near)]]

    def _beside(self, said: frozenset[str], near: Sequence[Found]) -> Iterable[Found]:
        """Further indicators whose name the clause says, with a word that none of the others has used."""
        codes = {one.code for one in near}
        used = frozenset().union(*(one.words for one in near))
        for one in sorted(self._found(said, lambda one: one.part), key=lambda one: (-round(one.part, 6), -one.score)):
            if one.code not in codes and one.part >= BESIDE and self._is_told_by_one_of(one.words - used):
                used |= one.words
                yield one

    def _found(self, said: frozenset[str], by: Callable[[Found], float]) -> Iterable[Found]:
        """Each indicator by that of its names which rates highest."""
        for code, names in self.names.items():
            best = max((self._rated(code, name, said) for name in names), key=by)
            if self._says_enough(best.words):
                yield best

    def _rated(self, code: str, name: Sequence[str], said: frozenset[str]) -> Found:
        told, whole, words = 0.0, 0.0, set()
        for word in name:
            like, by = max(((likeness(word, one), one) for one in said), default=(0, ""))
            whole += self.weights[word]
            told += self.weights[word] * like
            words |= {by} if like else set()
        part = max(told / whole if whole else 0.0, BESIDE if words & self.initials else 0.0)
        return Found(code, told - UNSAID * (whole - told), frozenset(words), part)

    def _says_enough(self, words: frozenset[str]) -> bool:
        return sum(self._weight_said(word) for word in words) >= self.least

    def _is_told_by_one_of(self, words: frozenset[str]) -> bool:
        return any(self._weight_said(word) >= self.least for word in words)

    def _weight_said(self, word: str) -> float:
        return max((weight * likeness(word, known) for known, weight in self.weights.items()), default=0.0)


def _is_as_near(one: Found, best: Found) -> bool:
    """The clause says as much of both, and the whole name of neither: "arbetsmarknadsinsatser" of two ages."""
    return one is best or (best.part < WHOLE and one.words == best.words and one.score >= best.score * NEAR)
