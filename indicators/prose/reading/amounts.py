"""Shares that a clause gives to groups, and how it says that groups stand to each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise, zip_longest

from indicators.prose.reading.who import groups_in
from indicators.prose.statements import Relation

OWN = ""
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?(?:%|procent\b(?!enhet)|(?= i (?:riket|stockholm)))")
_OWN = re.compile(
    r"\bsnitt(?:et)?(?: (?:på|är))?(?: \()?\s*$|\bnordvästkommuner\w*(?:s snitt)?(?: (?:på|är))?(?: \()?\s*$"
)
_OWN_ANYWHERE = re.compile(r"\bnordvästkommun\w*|\b(?:\w*kommunernas )?snitt(?:et)?\b(?! i )")
_IN = re.compile(r" (?:av (?:kommunerna|stadsdelarna|alla kommuner) )?i (?=\w)")
FAR, AT_THE_BEGINNING = 30, 3  # characters between a group's name and its share; before a name that begins the clause
# In this order: the first that is there holds.
_RELATIONS: list[tuple[str, Relation]] = [
    (r"i nivå med|liknande|i paritet med|ungefär som", "i_niva"),
    (r"(?:klart|betydligt|mycket|avsevärt) (?:bättre|högre)", "klart_battre"),
    (r"(?:klart|betydligt|mycket|avsevärt) (?:sämre|lägre)", "klart_samre"),
    (r"(?:något|lite|aningen) (?:bättre|högre)", "nagot_battre"),
    (r"(?:något|lite|aningen) (?:sämre|lägre)", "nagot_samre"),
    (r"bättre", "battre"),
    (r"sämre", "samre"),
    (r"högre|överstiger|oftare|över snittet", "hogre"),
    (r"lägre|understiger|mindre ofta|under snittet", "lagre"),
]
_RELATION = re.compile("|".join(rf"(?P<r{n}>\b(?:{pattern})\b)" for n, (pattern, _) in enumerate(_RELATIONS)))
_OTHER_WAY: dict[Relation, Relation] = {
    **{"hogre": "lagre", "lagre": "hogre", "battre": "samre", "samre": "battre", "i_niva": "i_niva"},
    **{"klart_battre": "klart_samre", "klart_samre": "klart_battre"},
    **{"nagot_battre": "nagot_samre", "nagot_samre": "nagot_battre"},
}
_THAN_OWN = re.compile(r"\bän (?:i |hos |för )?(?:snittet i )?nordväst")


def shares_in(text: str, groups: Mapping[str, str], place: tuple[int, int]) -> Iterator[tuple[str, Fraction]]:
    """Group (OWN: the own one) and percent. `place`: which of how many indicators; where a group has as many shares in
    a row as there are indicators, each has its own."""
    number, indicators = place
    for group, figures in _rows_of_shares(text, groups):
        if len(figures) == indicators:
            yield group, figures[number]
        elif len(figures) == 1:
            yield group, figures[0]


def _rows_of_shares(text: str, groups: Mapping[str, str]) -> Iterator[tuple[str, list[Fraction]]]:
    named = groups_in(text, groups)
    rows: list[tuple[int, int, list[Fraction]]] = []
    for match in _SHARE.finditer(text):
        figure = Fraction(match[1].replace(",", "."))
        if rows and text[rows[-1][1] : match.start()].strip() in (",", "respektive", "och"):
            start, _, figures = rows.pop()
            rows.append((start, match.end(), [*figures, figure]))
        else:
            rows.append((match.start(), match.end(), [figure]))
    for start, end, figures in rows:
        yield from _whose(text, (start, end), figures, named)


def _whose(
    text: str, span: tuple[int, int], figures: list[Fraction], named: list[tuple[str, int, int]]
) -> Iterator[tuple[str, list[Fraction]]]:
    start, end = span
    after = _IN.match(text[end:])
    if _OWN.search(text[:start]) or (after and _OWN_ANYWHERE.match(text[end + after.end() :])):
        yield OWN, figures
        return
    following = [group for group, first, _ in named if after and first == end + after.end()]
    before = [one for one in named if one[2] <= start]
    last = before[-len(figures) :]
    is_each = len(last) == len(figures) > 1 and all(text[a[2] : b[1]].strip() == "och" for a, b in pairwise(last))
    if following:
        yield following[0], figures
    elif is_each and "respektive" in text[start:end]:
        yield from ((group, [figure]) for (group, _, _), figure in zip(last, figures, strict=True))
    elif before and _belongs(text, before[-1], start):
        yield before[-1][0], figures


def _belongs(text: str, named: tuple[str, int, int], start: int) -> bool:
    """The share that begins there is of the group named before it."""
    _, first, last = named
    is_near = start - last <= FAR or first <= AT_THE_BEGINNING
    return is_near and not _SHARE.search(text[last:start])


def relations_in(text: str, groups: Mapping[str, str]) -> list[tuple[str, Relation]]:
    """Each group named after a relation, before the next one, and how the own group stands to it."""
    named, found = groups_in(text, groups), list(_RELATION.finditer(text))
    said: dict[str, Relation] = {}
    for match, following, relation in zip_longest(found, found[1:], _told(found)):
        end = following.start() if following else len(text)
        said |= {group: relation for group, start, _ in named if match.end() <= start < end and group not in said}
    if _THAN_OWN.search(text):
        others = dict.fromkeys(group for group, _, _ in named)
        said = {group: _OTHER_WAY[relation] for group in others for relation in _told(found)[:1]}
    return list(said.items())


def _told(found: list[re.Match[str]]) -> list[Relation]:
    return [_RELATIONS[int((match.lastgroup or "r0")[1:])][1] for match in found]
