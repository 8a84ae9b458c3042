"""The sheet's key messages: what most and fewest have, what has moved most, and how many have moved at all. Pure.

A message stands on what was printed for the nation or counted here, and speaks of a change only where the years are
comparable without reservation: a report that quotes the nation's figures may have quoted another year's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from documents.tree import Span, Text
from municipalities.swedish import NBSP, listed, percent
from workflow.documents.national.facts import NationalFacts, NationalIndicator

Moved = tuple[NationalIndicator, Fraction]


def key_messages(facts: NationalFacts) -> list[Text]:
    """In the order of the sheet; none where nothing is told of the year."""
    shares, moved, known = _shares(facts), moved_shares(facts), len(_known(facts))
    of_moved = _among(len(moved), known, "går att jämföra rakt av")
    found = [
        _most_moved(moved, facts, max, f"Störst ökning{of_moved}"),
        _most_moved(moved, facts, min, f"Störst minskning{of_moved}"),
    ]
    if len(shares) > 1:
        of_shares = _among(len(shares), known, "är tryckta för hela landet")
        found += [
            _extreme(shares, facts.year, max, f"Högst andel{of_shares}"),
            _extreme(shares, facts.year, min, f"Lägst andel{of_shares}"),
        ]
    return [one for one in (*found, _tally(moved, facts)) if one]


def _among(number: int, known: int, what: str) -> str:
    """Whom the most is the most of, where the tables have others too: a reader finds higher shares there."""
    return f" av de {number} som {what}" if 1 < number < known else ""


def moved_shares(facts: NationalFacts) -> list[Moved]:
    """Those whose change may be spoken of, with the change in percentage points; 0 where they stand still."""
    return [
        (one, points)
        for one in _shares(facts)
        if one.link.is_ == "yes" and (points := one.points(facts.before, facts.year)) is not None
    ]


def _shares(facts: NationalFacts) -> list[NationalIndicator]:
    """Of the year, those that were printed for the nation or counted here; where none was, all."""
    known = _known(facts)
    return [one for one in known if one.figures[facts.year].is_national] or known


def _known(facts: NationalFacts) -> list[NationalIndicator]:
    return [one for one in facts.indicators if share_of(one, facts.year) is not None]


def share_of(one: NationalIndicator, year: int) -> Fraction | None:
    figure = one.figures.get(year)
    return figure.figure if figure and one.is_share else None


def _extreme(
    shares: Sequence[NationalIndicator], year: int, which: Callable[..., NationalIndicator], name: str
) -> Text:
    """Nothing where several share the place: none of them is worth more words than another."""
    found = which(shares, key=lambda one: share_of(one, year) or Fraction(0))
    alike = [one for one in shares if share_of(one, year) == share_of(found, year)]
    return _told(name, f"{share_sentence(found, year)}.") if len(alike) == 1 else ()


def _most_moved(moved: Sequence[Moved], facts: NationalFacts, which: Callable[..., Moved], name: str) -> Text:
    """The largest in its direction; nothing where nothing moved that way."""
    if not moved:
        return ()
    found, points = which(moved, key=lambda one: one[1])
    alike = [one for one in moved if one[1] == points]
    if points == 0 or (points > 0) != (which is max) or len(alike) > 1:
        return ()
    way = "ökning" if points > 0 else "minskning"
    return _told(
        name, f"{share_sentence(found, facts.year)}, en {way} med {points_words(points)} sedan {facts.before}."
    )


def _tally(moved: Sequence[Moved], facts: NationalFacts) -> Text:
    return _told(f"Sedan {facts.before}", f"{tally_text(moved)}.") if len(moved) > 1 else ()


def tally_text(moved: Sequence[Moved]) -> str:
    """ "av 6 indikatorer som går att jämföra rakt av har andelen ökat för 5 och minskat för 1"."""
    up, down = (sum(1 for _one, points in moved if points * way > 0) for way in (1, -1))
    same = len(moved) - up - down
    ways = [f"{word} för {number}" for word, number in (("ökat", up), ("minskat", down)) if number]
    if not ways:
        return f"andelen är oförändrad för alla {len(moved)} indikatorer som går att jämföra rakt av"
    told = f"av {len(moved)} indikatorer som går att jämföra rakt av har andelen {listed(ways)}"
    return f"{told}, medan den är oförändrad för {same}" if same else told


def _told(name: str, sentence: str) -> Text:
    return (Span(f"{name}: ", "strong"), Span(sentence))


def share_sentence(one: NationalIndicator, year: int) -> str:
    """ "59 % av kommunerna har en aktuell rutin", "i 62 % av kommunerna används en mall"."""
    share = percent(share_of(one, year) or 0)
    return f"{'i ' if one.predicate.is_clause else ''}{share} av kommunerna {one.predicate.words}"


def points_words(points: Fraction) -> str:
    """
    >>> points_words(Fraction(1)), points_words(Fraction(-7)), points_words(Fraction(3, 2))
    ('1 procentenhet', '7 procentenheter', '1,5 procentenheter')
    """
    size = percent(abs(points)).removesuffix(f"{NBSP}%")
    return f"{size} procentenhet" + ("" if size == "1" else "er")
