"""What a file of indicator definitions says, once read and checked. No behaviour beyond lookups."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Answered:
    """The item is asked and answered with one of the options."""

    item: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Stated:
    """The text item is asked and not blank."""

    item: str


@dataclass(frozen=True)
class AtLeast:
    """At least n of the items are answered with one of the options; `some` and `every` are read as this."""

    n: int
    items: tuple[str, ...]
    options: tuple[str, ...]


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    parts: tuple[Condition, ...]


Condition = Answered | Stated | AtLeast | All | Any


@dataclass(frozen=True)
class ChoiceRule:
    """The first outcome whose condition holds, else `otherwise`."""

    cases: tuple[tuple[str, Condition], ...]
    otherwise: str


@dataclass(frozen=True)
class Share:
    """Percent 0-100: `of` / `whole` * 100."""

    of: str
    whole: str


@dataclass(frozen=True)
class Per:
    """The sum of the stated items divided by `by`."""

    items: tuple[str, ...]
    by: str


@dataclass(frozen=True)
class Value:
    item: str


NumberRule = Share | Per | Value
Rule = ChoiceRule | NumberRule


@dataclass(frozen=True)
class Comparability:
    is_: str  # yes | partly | no
    note: str
    is_known: bool = True  # False: the note says that nobody knows whether the years differ


@dataclass(frozen=True)
class Example:
    answers: dict[str, str]
    gives: str  # an outcome, or a number rounded to the indicator's decimals
    line: int


@dataclass(frozen=True)
class IndicatorDefinition:
    code: str
    name: str
    short_name: str
    also_called: tuple[str, ...]
    quality_area: str
    dimension: str
    group: str
    kind: str  # choice | number | register | background
    type: str  # struktur | process | struktur_process | resultat, or empty
    unit: str
    decimals: int
    desirable: str  # ja | high | low | none
    target: str
    purpose: str
    counted: str
    period: str
    response_rate: Decimal | None  # percent 0-100
    results: tuple[str, ...]
    accepts: dict[str, str]
    rule: Rule | None  # None: register data, or the year's questionnaire is not held here
    left_out: tuple[str, ...]
    part_of: str  # the indicator it can never be larger than, or empty
    readings: tuple[str, ...]
    comparable: dict[int, Comparability]  # key: the earlier year; absent: new or unknown
    source: str
    examples: tuple[Example, ...]
    line: int
    group_title: str = ""  # said before the label outside the group's heading; empty where the label says enough

    @property
    def label(self) -> str:
        """The shortest heading in use: under its group's heading "Missbruk" says enough, and leaves room to compare."""
        known = [name for name in self.also_called if not name.endswith(".")]
        return min([self.short_name, *known], key=len)

    @property
    def full_name(self) -> str:
        """What it is called everywhere else: "Intern samordning i enskilda ärenden: Missbruk"."""
        return f"{self.group_title}: {self.label}" if self.group_title else self.label


@dataclass(frozen=True)
class Definitions:
    survey: str
    area: str
    year: int
    title: str
    source: str
    quality_areas: dict[str, str]
    dimensions: dict[str, str]
    groups: dict[str, str]
    indicators: dict[str, IndicatorDefinition]


def items_in(rule: Rule | Condition) -> tuple[str, ...]:
    """The items the rule names, each once, in the order it names them."""
    match rule:
        case Answered(item=item) | Stated(item=item) | Value(item=item):
            found = [item]
        case AtLeast(items=items):
            found = list(items)
        case Share(of=of, whole=whole):
            found = [of, whole]
        case Per(items=items, by=by):
            found = [*items, by]
        case All(parts=parts) | Any(parts=parts):
            found = [item for part in parts for item in items_in(part)]
        case ChoiceRule(cases=cases):
            found = [item for _, condition in cases for item in items_in(condition)]
    return tuple(dict.fromkeys(found))
