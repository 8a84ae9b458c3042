"""What the deepened analysis, the basis of a decision and the decision are built from. Frozen; no Django."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from documents.tree import Tone
from workflow.documents.results.facts import ReportFacts, Research


@dataclass(frozen=True)
class HandedIn:
    """One municipality's homework: term and text, those that say something."""

    unit: str
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Area:
    """A development area with all that has been written of it."""

    title: str
    reach: str
    need: str
    indicators: tuple[str, ...]
    evidence: tuple[str, ...] = ()
    is_hidden: bool = False  # the evidence is written from figures that are not for everybody yet
    dropped_because: str = ""
    discussion: str = ""
    proposal: str = ""
    motivation: str = ""
    time_plan: str = ""
    responsibility: str = ""
    homework: tuple[HandedIn, ...] = ()
    silent: tuple[str, ...] = ()  # that have not handed in
    research: tuple[Research, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure in words; `number` where it is one."""

    place: str
    text: str
    tone: Tone = ""
    number: Decimal | None = None


@dataclass(frozen=True)
class Frozen:
    """An indicator as it was frozen with the decision; of groups the network's own first."""

    code: str
    name: str
    is_share: bool
    units: tuple[Figure, ...]
    groups: tuple[Figure, ...]
    reservations: tuple[str, ...] = ()
    disputes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stand:
    """What one head of social services has answered."""

    unit: str
    name: str
    stance: str
    comment: str
    day: str


@dataclass(frozen=True)
class Correction:
    """Of one figure after the decision."""

    day: str
    indicator: str
    place: str
    before: str
    after: str


@dataclass(frozen=True)
class AnalysisFacts:
    cycle: str
    year: int
    network: str
    areas: tuple[Area, ...]
    dropped: tuple[Area, ...]
    results: ReportFacts | None  # of today; None where there are none for everybody to see
    is_example: bool = False


@dataclass(frozen=True)
class DecisionFacts:
    """Proposed or decided; what is decided is as it was frozen. `results`: today's, only before the decision."""

    cycle: str
    year: int
    network: str
    number: int
    state: str
    proposal: str
    areas: tuple[Area, ...]
    proposed: str  # by whom and when
    time_plan: str
    responsibility: str
    follow_up: str
    stands: tuple[Stand, ...]
    waiting: tuple[str, ...]
    missing_homework: str
    without_homework: str
    results: ReportFacts | None = None
    frozen: tuple[Frozen, ...] = ()
    hides_figures: bool = False
    source: str = ""
    decided_on: str = ""
    recorded: str = ""  # by whom and when
    motivation: str = ""
    without_all: str = ""
    sha256: str = ""
    replaced_by: str = ""
    corrections: tuple[Correction, ...] = ()
    is_example: bool = False
    is_draft: bool = False  # not put before the heads yet

    def own_time_plan(self, area: Area) -> str:
        """Empty where it is that of the whole decision."""
        return "" if area.time_plan.split() == self.time_plan.split() else area.time_plan

    @property
    def reservations(self) -> tuple[Stand, ...]:
        """Those who said more than that they approve."""
        return tuple(one for one in self.stands if one.comment)
