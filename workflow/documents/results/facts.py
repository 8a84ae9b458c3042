"""What a results report is built from, read once by `queries`. Frozen; no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from documents.tree import Version
from indicators.comparing.matrix import Row, Summary, Unit
from indicators.rules.spec import IndicatorDefinition
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class Issue:
    """What the report says of itself."""

    number: str = ""  # the unit's own, "Rapport 2018:1"
    authors: tuple[str, ...] = ()
    day: date | None = None
    version: Version = field(default_factory=Version)


@dataclass(frozen=True)
class Suspicion:
    """A printed figure that looks wrong to the reconciliation; nothing is proved. `who`: a unit or group; empty where
    it is several, which `printed` names, or the whole column."""

    who: str
    year: int
    place: str
    printed: str
    explanation: str


@dataclass(frozen=True)
class Measured:
    """One indicator: this year's row, last year's cells in its `earlier`, and the means then; None where none is known.
    `printed_changes`: what each other group's publisher prints of its change."""

    row: Row
    mean_before: Summary | None
    side_before: tuple[Summary | None, ...]
    printed_changes: tuple[str, ...]
    colours: tuple[str, ...]  # of the units by quartile: green, yellow, red or empty
    questions: tuple[str, ...]  # codes of those whose answers decide it
    considered: tuple[str, ...]  # what is to be considered when it is read
    corrected: tuple[str, ...]
    disputed: tuple[str, ...]
    source: str
    suspected: tuple[Suspicion, ...] = ()
    disputed_before: tuple[str, ...] = ()  # the year compared with

    @property
    def definition(self) -> IndicatorDefinition:
        return self.row.definition

    @property
    def code(self) -> str:
        return self.row.definition.code

    @property
    def is_register(self) -> bool:
        return self.row.definition.kind in ("register", "background")

    def is_disputed_before(self, place: int) -> bool:
        """Whether publishers differ on a group's figure of the year compared with."""
        before = self.side_before[place]
        return bool(before and before.settled and before.settled.others)

    @property
    def has_before(self) -> bool:
        """Whether the table shows anything of the year compared with."""
        means = (self.mean_before, *self.side_before)
        return any(self.row.earlier) or any(one is not None and one.figure is not None for one in means)

    def years_suspected(self, who: str) -> list[int]:
        """The years whose figure of the unit or group looks wrong, earliest first."""
        return sorted({one.year for one in self.suspected if who == one.who or (not one.who and who in one.printed)})


@dataclass(frozen=True)
class Agreed:
    """An interpretation (tolkning) of one question; `considered`: why it is to be considered in the analysis."""

    question: str
    text: str
    considered: str
    source: str


@dataclass(frozen=True)
class Keys:
    """Sorting keys of one municipality, as words; empty where not known."""

    unit: str
    code: str
    population: str
    size: str
    skr: str
    socioeconomic: str


@dataclass(frozen=True)
class Answering:
    """How the network's municipalities answered, where they answered here."""

    handed_in: tuple[str, ...]
    silent: tuple[str, ...]
    closes: date | None


@dataclass(frozen=True)
class Known:
    """What one municipality has handed in as homework, in short."""

    unit: str
    text: str


@dataclass(frozen=True)
class Research:
    citation: str
    summary: str
    link: str


@dataclass(frozen=True)
class Area:
    """A development area that is chosen, proposed or decided."""

    title: str
    state: str
    need: str
    indicators: tuple[str, ...]
    homework: tuple[Known, ...]
    asked: int
    research: tuple[Research, ...]


@dataclass(frozen=True)
class Minutes:
    """The approved protocol of the quality-assurance meeting."""

    day: date
    place: str
    purpose: str
    present: tuple[str, ...]
    points: tuple[Agreed, ...]
    number: int


@dataclass(frozen=True)
class Misprint:
    """A printed figure that does not follow from the cells beside it."""

    place: str
    printed: str
    ours: str
    explanation: str


@dataclass(frozen=True)
class ReportFacts:
    area: str  # the service area's name
    year: int
    compared: int | None
    network: str
    issue: Issue
    units: tuple[Unit, ...]
    joined: tuple[str, ...]  # members this year that were none in the year compared with
    left: tuple[str, ...]
    side: tuple[str, ...]  # names of the groups beside: Stockholm, Stockholms län, Riket
    quality_areas: Mapping[str, str]
    groups: Mapping[str, str]
    measured: tuple[Measured, ...]
    without_figures: tuple[str, ...]  # names of the year's indicators that nothing is told of
    agreed: tuple[Agreed, ...]
    keys: tuple[Keys, ...]
    answering: Answering | None
    questionnaire: Questionnaire | None
    minutes: Minutes | None
    areas: tuple[Area, ...]
    misprints: tuple[Misprint, ...]
    sources: tuple[str, ...]
    publishers: Mapping[int, str]  # a publication's id: who publishes it
    is_example: bool = False
    is_unpublished: bool = False  # some of what it tells is not for everybody yet
    is_restricted: bool = False  # some of it is held back from its readers
