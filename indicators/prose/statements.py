"""What may be said of a table, as statements that can be tried: written from figures, or read out of a text. Pure.

A statement names its indicator by code, and units and groups as they are called. Who has something has a Ja; who does
not has a Nej or Delvis. Bortfall, a result not yet in and one that may not be seen are neither: where a unit has one of
those, nothing is true of "all" and "none" and "only". `trying.holds` tries a statement on the facts of its table.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Relation = Literal[
    "i_niva", "nagot_battre", "klart_battre", "nagot_samre", "klart_samre", "battre", "samre", "hogre", "lagre"
]
Direction = Literal["up", "down"]


@dataclass(frozen=True)
class AllHave:
    """`partly`: a Delvis is enough, as in "helt eller delvis"; so in the three that follow."""

    indicator: str
    partly: bool = False


@dataclass(frozen=True)
class NoneHas:
    indicator: str
    partly: bool = False


@dataclass(frozen=True)
class AllBut:
    """All have it but these, who do not."""

    indicator: str
    units: tuple[str, ...]
    partly: bool = False


@dataclass(frozen=True)
class Only:
    """These have it, and all others do not."""

    indicator: str
    units: tuple[str, ...]
    partly: bool = False


@dataclass(frozen=True)
class Holders:
    """These are who have it; of some others it may be unknown, or not applicable."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Has:
    """These have it, whoever else does."""

    indicator: str
    units: tuple[str, ...]
    partly: bool = False


@dataclass(frozen=True)
class Lacks:
    """These do not have it, whoever else does not."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Most:
    """More than half of the units have it."""

    indicator: str


@dataclass(frozen=True)
class Count:
    """So many have it, of those with a result that counts."""

    indicator: str
    yes: int
    base: int


@dataclass(frozen=True)
class Partly:
    """These, and no others, have it partly."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Worded:
    """The source's own word for the result of these, and no others."""

    indicator: str
    units: tuple[str, ...]
    word: str


@dataclass(frozen=True)
class NotApplicable:
    """Of these, and no others, it is not asked."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class CannotAnswer:
    """These, and no others, have answered that they cannot tell."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """Of these, and no others, nothing is known: bortfall, not yet in, hidden, or not in the source."""

    indicator: str
    units: tuple[str, ...]


@dataclass(frozen=True)
class FigureIs:
    """The figure of a group, or of a unit; without a name the own group's. Right as far as it is spelled out: whole
    numbers to the nearest one, others to the nearest tenth."""

    indicator: str
    figure: Fraction
    of: str = ""


@dataclass(frozen=True)
class Between:
    """The units' figures go from the lowest unit's to the highest unit's."""

    indicator: str
    lowest: str
    highest: str


@dataclass(frozen=True)
class Against:
    """How the own group stands to another, by `points` where they are told. "Något" and "klart" are told apart by
    thresholds.py; `battre` and `samre` only say which way; `hogre` and `lagre` do not say what is good."""

    indicator: str
    group: str
    relation: Relation
    points: Fraction | None = None


@dataclass(frozen=True)
class Changed:
    """The figure of a group (without a name: the own group's) went up or down, by `points` where they are told."""

    indicator: str
    direction: Direction
    points: Fraction | None = None
    of: str = ""


@dataclass(frozen=True)
class Unchanged:
    """The own group's figure is what it was; with `units` no unit's result has changed either."""

    indicator: str
    units: bool = False


@dataclass(frozen=True)
class Gained:
    """These have it now and did not the year before; `exactly`: no others."""

    indicator: str
    units: tuple[str, ...]
    exactly: bool = True


@dataclass(frozen=True)
class Lost:
    """These had it the year before and do not now; `exactly`: no others."""

    indicator: str
    units: tuple[str, ...]
    exactly: bool = True


@dataclass(frozen=True)
class MostMoved:
    """More than half of the units have got it, or have given it up."""

    indicator: str
    direction: Direction


@dataclass(frozen=True)
class NewIndicator:
    indicator: str


@dataclass(frozen=True)
class NotComparable:
    """The years may not be compared."""

    indicator: str


OfUnits = AllHave | NoneHas | AllBut | Only | Holders | Has | Lacks | Most | Count
OfOthers = Partly | Worded | NotApplicable | CannotAnswer | Missing
OfFigures = FigureIs | Between | Against
OverTime = Changed | Unchanged | Gained | Lost | MostMoved | NewIndicator | NotComparable
Statement = OfUnits | OfOthers | OfFigures | OverTime
