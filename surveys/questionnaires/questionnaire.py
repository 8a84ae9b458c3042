"""A questionnaire as data: sections, questions, items, options and gates, read from one YAML file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from surveys.questionnaires.answer_values import MOST_DECIMALS
from surveys.questionnaires.kinds import KINDS, Shape
from surveys.questionnaires.strict_yaml import Node, optional_text, read_yaml


@dataclass(frozen=True)
class Option:
    code: str
    label: str


@dataclass(frozen=True)
class Gate:
    """The item is asked only when `item` is itself asked and answered with one of the options."""

    item: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    code: str
    label: str
    kind: str  # one of KINDS
    options: tuple[Option, ...]
    gate: Gate | None
    unit: str
    or_words: dict[str, str]  # code: label of the words a number item takes instead of a number
    lowest: Decimal = Decimal(0)  # of a number
    highest: Decimal | None = None
    most_decimals: int = MOST_DECIMALS

    @property
    def shape(self) -> Shape:
        return KINDS[self.kind].shape

    @property
    def has_options(self) -> bool:
        return self.shape is Shape.OPTIONS

    @property
    def is_number(self) -> bool:
        return self.shape is Shape.NUMBER

    @property
    def is_text(self) -> bool:
        return self.shape is Shape.TEXT

    @property
    def is_whole(self) -> bool:
        return KINDS[self.kind].is_whole

    @property
    def decimals(self) -> int:
        return 0 if self.is_whole else self.most_decimals

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind].label

    def reader(self) -> Callable[[str], str]:
        """Typed text to what is stored; raises Unacceptable. Made once for many answers."""
        return KINDS[self.kind].reader(self)

    def label_of(self, value: str) -> str:
        """The answer as the respondent saw it."""
        labels = {option.code: option.label for option in self.options} | self.or_words
        return labels.get(value, value)


@dataclass(frozen=True)
class Check:
    """A logical check of one question, by kind:

    at_most: the number `items[0]` is not larger than the number `of`.
    like_last_year: the sum of the numbers `items` is within `within` per cent of last year's.
    """

    kind: str
    items: tuple[str, ...]
    level: str  # error | warning
    message: str
    of: str = ""
    within: int = 0


@dataclass(frozen=True)
class Question:
    code: str
    text: str
    help: str
    period: str  # "2016-11-01/2017-01-31", one date, or empty
    source: str
    items: tuple[Item, ...]
    checks: tuple[Check, ...] = ()
    rows_may_be_empty: bool = False  # an empty row is nothing (no such person), as long as one row is filled in


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Questionnaire:
    survey: str
    area: str
    year: int
    area_title: str
    title: str
    reference_date: date
    opens: date
    closes: date  # the last day, inclusive
    source: str
    sections: tuple[Section, ...]

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def items(self) -> dict[str, Item]:
        return {item.code: item for question in self.questions for item in question.items}

    @cached_property
    def _questions_by_item(self) -> dict[str, Question]:
        return {item.code: question for question in self.questions for item in question.items}

    def question_of(self, item_code: str) -> Question:
        return self._questions_by_item[item_code]

    def name_of(self, item_code: str) -> str:
        """What a person looks for in the questionnaire: G2a Missbruk."""
        return f"{self.question_of(item_code).code} {self.items[item_code].label}".strip()

    def gates_above(self, item_code: str) -> tuple[str, ...]:
        """The items whose answers decide whether this one is asked, nearest first."""
        gate = self.items[item_code].gate
        return (gate.item, *self.gates_above(gate.item)) if gate else ()


def asked(questionnaire: Questionnaire, answers: Mapping[str, str]) -> dict[str, bool]:
    """Which items are asked, given the answers; an item behind a closed gate opens nothing further."""
    found: dict[str, bool] = {}

    def is_asked(item: Item) -> bool:
        if item.code not in found:
            gate = item.gate
            found[item.code] = gate is None or (
                answers.get(gate.item, "") in gate.options and is_asked(questionnaire.items[gate.item])
            )
        return found[item.code]

    return {code: is_asked(item) for code, item in questionnaire.items.items()}


def load_questionnaire(path: Path | str, text: str | None = None) -> Questionnaire:
    """The questionnaire in the file, or in `text` once read from it; FileError where it contradicts itself."""
    root = read_yaml(path, text)
    fields = root.fields("survey area_title title reference_date opens closes source sections")
    area, year = survey_parts(fields["survey"])
    found = Questionnaire(
        survey=fields["survey"].text(),
        area=area,
        year=year,
        area_title=fields["area_title"].text(),
        title=fields["title"].text(),
        reference_date=fields["reference_date"].date(),
        opens=fields["opens"].date(),
        closes=fields["closes"].date(),
        source=fields["source"].text(),
        sections=tuple(_section(node) for node in fields["sections"].sequence()),
    )
    if found.closes < found.opens:
        raise fields["closes"].error("enkäten stänger innan den öppnar")
    _refuse_contradictions(found, fields["sections"])
    return found


def survey_parts(node: Node) -> tuple[str, int]:
    """ekonomiskt-bistand/2017 as area and year."""
    area, _, year = node.text().partition("/")
    if not area or not (year.isascii() and year.isdigit() and len(year) == 4):
        raise node.error(f"{node.text()} är inte på formen område/år")
    return area, int(year)


def _section(node: Node) -> Section:
    fields = node.fields("section title questions")
    questions = tuple(_question(one) for one in fields["questions"].sequence())
    return Section(fields["section"].text(), fields["title"].text(), questions)


def _question(node: Node) -> Question:
    fields = node.fields("question text items", "help period source options checks empty_rows")
    shared = _options(fields["options"]) if "options" in fields else ()
    items = tuple(_item(one, shared) for one in fields["items"].sequence())
    if not items:
        raise fields["items"].error("frågan har ingenting att besvara")
    return Question(
        code=fields["question"].text(),
        text=fields["text"].text().strip(),
        help=optional_text(fields, "help"),
        period=fields["period"].period() if "period" in fields else "",
        source=optional_text(fields, "source"),
        items=items,
        checks=tuple(_check(one, items) for one in _check_nodes(fields)),
        rows_may_be_empty="empty_rows" in fields and fields["empty_rows"].one_of(("are_nothing",)) != "",
    )


def _options(node: Node) -> tuple[Option, ...]:
    return tuple(Option(code, label) for code, label in node.text_mapping().items())


def _item(node: Node, shared: tuple[Option, ...]) -> Item:
    fields = node.fields("item kind", "label asked_if options unit or_words min max decimals")
    kind = fields["kind"].one_of(KINDS)
    options = _options(fields["options"]) if "options" in fields else shared
    shape = KINDS[kind].shape
    if shape is Shape.OPTIONS and not options:
        raise node.error(f"{fields['item'].text()} har inga svarsalternativ")
    for key in ("unit", "or_words", "min", "max", "decimals"):
        if key in fields and shape is not Shape.NUMBER:
            raise fields[key].error(f"{key} hör bara till tal")
    found = Item(
        code=fields["item"].text(),
        label=optional_text(fields, "label"),
        kind=kind,
        options=options if shape is Shape.OPTIONS else (),
        gate=_gate(fields["asked_if"]) if "asked_if" in fields else None,
        unit=optional_text(fields, "unit"),
        or_words=fields["or_words"].text_mapping() if "or_words" in fields else {},
        lowest=fields["min"].number() if "min" in fields else Decimal(0),
        highest=fields["max"].number() if "max" in fields else None,
        most_decimals=fields["decimals"].whole_number() if "decimals" in fields else MOST_DECIMALS,
    )
    _refuse_impossible_limits(found, fields)
    return found


def _refuse_impossible_limits(item: Item, fields: dict[str, Node]) -> None:
    if "decimals" in fields and (item.is_whole or not 1 <= item.most_decimals <= MOST_DECIMALS):
        raise fields["decimals"].error(f"decimals är 1 eller {MOST_DECIMALS}, och hör bara till kind: decimal")
    for key, limit in (("min", item.lowest), ("max", item.highest)):
        if limit is not None and limit != round(limit, item.decimals):
            raise fields[key].error(f"{key} har fler decimaler än svaret får ha")
    if item.highest is not None and item.highest < item.lowest:
        raise fields["max"].error("max är mindre än min")


def _gate(node: Node) -> Gate:
    conditions = list(node.mapping().items())
    if len(conditions) != 1:
        raise node.error("asked_if ska nämna precis en fråga")
    (item, options) = conditions[0]
    return Gate(item, options.texts())


CHECK_KINDS = ("at_most", "like_last_year")
_NO_LONGER_READ = "follow_up_without_routine"  # warned of answers that are not asked; stored years may still hold it


def _check_nodes(question: dict[str, Node]) -> list[Node]:
    nodes = question["checks"].sequence() if "checks" in question else []
    return [one for one in nodes if _NO_LONGER_READ not in one.mapping()]


def _check(node: Node, items: tuple[Item, ...]) -> Check:
    """One of CHECK_KINDS with its terms; the question's own numbers are meant where the terms name none."""
    fields = node.fields("level message", " ".join(CHECK_KINDS))
    kinds = [kind for kind in CHECK_KINDS if kind in fields]
    if len(kinds) != 1:
        raise node.error(f"kontrollen ska vara en av {', '.join(CHECK_KINDS)}")
    kind, terms = kinds[0], fields[kinds[0]]
    level, message = fields["level"].one_of(("error", "warning")), fields["message"].text().strip()
    if kind == "at_most":
        pair = terms.fields("item of")
        return Check(kind, (pair["item"].text(),), level, message, of=pair["of"].text())
    found = terms.fields("within", "item")
    numbers = tuple(one.code for one in items if one.is_number)
    named = (found["item"].text(),) if "item" in found else numbers
    return Check(kind, named, level, message, within=found["within"].whole_number())


def _refuse_contradictions(questionnaire: Questionnaire, sections: Node) -> None:
    """What only shows when all items are known; the nodes are walked again for their lines."""
    codes: set[str] = set()
    for section in sections.sequence():
        _refuse_second(section.mapping()["section"], "section", codes)
        for question in section.mapping()["questions"].sequence():
            _refuse_second(question.mapping()["question"], "fråga", codes)
            for item in question.mapping()["items"].sequence():
                _refuse_second(item.mapping()["item"], "delfråga", codes)
                _refuse_impossible_gate(questionnaire, item.mapping())
            _refuse_impossible_checks(questionnaire, question)


def _refuse_second(node: Node, what: str, codes: set[str]) -> None:
    if f"{what} {node.text()}" in codes:
        raise node.error(f"{what} {node.text()} finns redan")
    codes.add(f"{what} {node.text()}")


def _refuse_impossible_gate(questionnaire: Questionnaire, fields: dict[str, Node]) -> None:
    item = questionnaire.items[fields["item"].text()]
    if item.gate is None:
        return
    node = fields["asked_if"]
    above = questionnaire.items.get(item.gate.item)
    if above is None:
        raise node.error(f"asked_if nämner {item.gate.item}, som inte finns")
    for option in item.gate.options:
        if option not in [known.code for known in above.options]:
            raise node.error(f"asked_if nämner svaret {option}, som {above.code} inte har")
    seen: set[str] = set()
    next_up: Item | None = item
    while next_up is not None and next_up.gate is not None:
        if next_up.code in seen:
            raise node.error(f"{item.code} väntar genom asked_if på sig själv")
        seen.add(next_up.code)
        next_up = questionnaire.items.get(next_up.gate.item)


def _refuse_impossible_checks(questionnaire: Questionnaire, question: Node) -> None:
    code = question.mapping()["question"].text()
    checks = next(one.checks for one in questionnaire.questions if one.code == code)
    for check, node in zip(checks, _check_nodes(question.mapping()), strict=True):
        terms = node.mapping()[check.kind]
        named = [one for key, one in terms.mapping().items() if key in ("item", "of")]
        for one in named:
            item = questionnaire.items.get(one.text())
            if item is None or not item.is_number:
                raise one.error(f"kontrollen nämner {one.text()}, som inte är en fråga om ett tal")
        if not check.items:
            raise terms.error("kontrollen gäller inget av frågans tal")
