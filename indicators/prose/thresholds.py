"""When a group's share is "i nivå med", "något bättre" or "klart bättre" than another's. Pure.

The report of 2018 is the only one of FoU Nordväst's three that sets the network's means against Stockholm's and the
nation's in words (2015 has tables alone, 2017 tells of units and changes). These are all its graded comparisons, with
the printed figures and the points between them:

| words | table: own figure, and the other's | points |
| --- | --- | --- |
| i nivå med, liknande | 3: 62,5 to Stockholm 64, riket 61; 37,5 to riket 36. 6 and 10: 62,5 to Stockholm 64 | 1,5 |
| i nivå med | 3: 37,5 to Stockholm 43 | 5,5 |
| något bättre | 11: 75 to riket 65 | 10 |
| något bättre | 4: 37,5 to riket 27 | 10,5 |
| något bättre, något sämre | 2: 75 to Stockholm 64. 11: 75 to Stockholm 86 | 11 |
| något bättre | 4: 37,5 to Stockholm 21 | 16,5 |
| klart bättre | 1: 75 to Stockholm 57 | 18 |
| klart högre | 3: 87,5 to Stockholm 69 | 18,5 |
| klart bättre, klart högre | 1, 2, 3, 4, 5 and 10: eight more, to either | 28,5-48 |

Table 10 prints 23 for Stockholm in its text, which is the nation's figure; its table has 64. Ungraded words ("bättre",
"högre", "överstiger", "sämre", "understiger") stand for 10 to 50 points and say no more than which way.

So the level ends between 5,5 and 10 points, and "klart" begins between 16,5 and 18. With eight units a share moves in
steps of 12,5: some share of theirs lies within half a step of any figure, and no other comes closer. Half a step, 6,25,
is therefore "i nivå med", which lies in the gap; and it goes with the base, so that four units are level within 12,5.
"Klart" is from 17,5, and never less than one unit's worth. All uses above fit; the words' own gap decides what the
report does not. Between half a unit and one, "något" is true and thin, so the sentence says what one unit is worth.
"""

from __future__ import annotations

from fractions import Fraction

from indicators.prose.statements import Relation

LEVEL = Fraction(25, 4)  # half of what one unit of eight is worth; for a larger base too
CLEAR = Fraction(35, 2)


def worth(base: int) -> Fraction:
    """What one unit of the base is worth, in percentage points."""
    return Fraction(100, base)


def level_within(base: int) -> Fraction:
    return max(LEVEL, worth(base) / 2)


def clear_from(base: int) -> Fraction:
    return max(CLEAR, worth(base))


def relation_of(points: Fraction, base: int, desirable: str) -> Relation:
    """Of a share to another's: `points` is the own figure less the other's."""
    if abs(points) <= level_within(base):
        return "i_niva"
    if desirable == "none":
        return "hogre" if points > 0 else "lagre"
    is_better = (points > 0) == (desirable != "low")
    if abs(points) >= clear_from(base):
        return "klart_battre" if is_better else "klart_samre"
    return "nagot_battre" if is_better else "nagot_samre"


def relation_of_figures(points: Fraction, decimals: int) -> Relation:
    """Of a mean of figures, which has no steps: level where its decimals do not tell the difference."""
    if abs(points) < Fraction(1, 10**decimals):
        return "i_niva"
    return "hogre" if points > 0 else "lagre"


def stated(units: int) -> str:
    """The thresholds in words, for who reads a report of so many units."""
    level, clear, one = map(_spelled, (level_within(units), clear_from(units), worth(units)))
    return (
        f"I texten är snittet i nivå med en annan grupps andel när de skiljer sig med högst {level} procentenheter. Är"
        f" skillnaden större är snittet något bättre eller något sämre, och från {clear} procentenheter klart bättre"
        f" eller klart sämre. En av {units} kommuner motsvarar {one} procentenheter. När färre kommuner räknas för en"
        " indikator är gränserna vidare."
    )


def _spelled(points: Fraction) -> str:
    """With up to two decimals: half of one in eight is 6,25."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".").replace(".", ",")
