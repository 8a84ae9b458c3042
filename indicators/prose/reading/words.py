"""Words of running Swedish text, and when two of them are one: endings, compounds, slips of the pen. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from municipalities.characters import folded

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = (  # the longest first
    *("ernas", "arnas", "ornas", "erna", "arna", "orna", "ens", "ets"),
    *("en", "et", "er", "ar", "or", "na", "as", "es", "s", "n", "t", "a", "e"),
)
SHORTEST_STEM = 4
ALIKE = 0.8  # of the shorter stem, from its beginning
TAIL = 7  # letters of a compound's last part that say enough: hushållsrådgivning, rådgivning
WHOLE, PART = 1.0, 0.7  # how much a word counts that is the same, and one that is the last part of another


def words_of(text: str) -> list[str]:
    """In their order, folded; a hyphen parts two words.

    >>> words_of("Bostadsföretag-hyresvärdar (enskilda)")
    ['bostadsföretag', 'hyresvärdar', 'enskilda']
    """
    return _WORD.findall(folded(text))


# What says nothing of what a sentence is about.
EMPTY = frozenset(
    words_of(
        "och eller samt i på av om för med till från vid inom mellan utan att det den de som en ett är har hade ha ska "
        "kan kunna inte ej nu numera också även sin sina sitt dess denna detta dessa alla samtliga ingen inga några "
        "vissa minst flesta endast bara enbart utom förutom medan men dock så där när än både vilket vilka var vart "
        "blir bli blev man åt under över efter före genom samma annat andra annan ekonomiskt bistånd kommun kommuner "
        "kommunen kommunerna nordväst nordvästkommuner nordvästkommunerna nordvästkommunernas stockholm stockholms "
        "riket län stad tabell procent procentenheter snitt snittet andel andelen resultat resultatet år året förra "
        "likt upp ut in visar framkommer framträder redovisas anger uppger"
    )
)


def telling(words: Iterable[str]) -> Iterator[str]:
    """Those that say what it is about."""
    return (word for word in words if word not in EMPTY and (len(word) > 2 or word.isdigit()))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Without its last ending, where enough is left.

    >>> stem("rutinerna"), stem("arbetsmarknadsenheterna"), stem("fia")
    ('rutin', 'arbetsmarknadsenhet', 'fia')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=100_000)
def likeness(one: str, other: str) -> float:
    """0 for two words, else how much of one the other says.

    >>> likeness("rutin", "rutinerna"), likeness("rådgivning", "hushållsrådgivning"), likeness("social", "socialjour")
    (1.0, 0.7, 0)
    """
    first, second = sorted((stem(one), stem(other)), key=len)
    if first == second:
        return WHOLE
    if len(first) < SHORTEST_STEM or first.isdigit():
        return 0
    same = next((place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if same >= ALIKE * len(first) and len(second) - len(first) <= 3 and same >= len(second) - 3:
        return WHOLE
    return PART if len(first) >= TAIL and second.endswith(first) else 0


def is_slip(written: str, name: str) -> bool:
    """A name with one letter too many, too few, or another: "Sigstuna".

    >>> is_slip("sigstuna", "sigtuna"), is_slip("solna", "sigtuna")
    (True, False)
    """
    if abs(len(written) - len(name)) > 1 or min(len(written), len(name)) < 6:
        return False
    same = next(
        (n for n, (a, b) in enumerate(zip(written, name, strict=False)) if a != b), min(len(written), len(name))
    )
    rests = {written[same + 1 :], written[same:]}, {name[same + 1 :], name[same:]}
    return bool(rests[0] & rests[1])
