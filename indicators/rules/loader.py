"""Indicator definitions from a YAML file; every mistake is told with file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from indicators.rules.aggregate import round_half_up
from indicators.rules.evaluate import Evaluator, Outcome
from indicators.rules.names import with_group_titles
from indicators.rules.outcomes import CANNOT_ANSWER, GIVEN, LABELS, LEFT_OUT, NON_RESPONSE, OUTCOMES, RESULT_WORDS
from indicators.rules.spec import (
    All,
    Answered,
    Any,
    AtLeast,
    ChoiceRule,
    Comparability,
    Condition,
    Definitions,
    Example,
    IndicatorDefinition,
    Per,
    Rule,
    Share,
    Stated,
    Value,
)
from municipalities.characters import folded
from surveys.questionnaires.kinds import Shape
from surveys.questionnaires.questionnaire import Item, Questionnaire, survey_parts
from surveys.questionnaires.strict_yaml import FileError, Node, nearest, optional_text, read_yaml

KINDS = ("choice", "number", "register", "background")
TYPES = ("struktur", "process", "struktur_process", "resultat")
REQUIRED = "indicator name short_name quality_area kind target source"
OPTIONAL = (
    "also_called dimension group type unit decimals desirable purpose counted period response_rate results"
    " accepts rule left_out_of_base part_of readings comparable examples"
)
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def normalise_word(printed: str) -> str:
    """Case, spacing and characters that look alike do not make another word."""
    return folded(printed)


def possible_words(definition: IndicatorDefinition) -> tuple[str, ...]:
    """The words a result of the indicator can be, figures apart: those of its rule, and Bortfall, which anyone can be.

    A number asked for may be answered with a word; a figure of a register is there or not.
    """
    given = definition.results or ((CANNOT_ANSWER,) if definition.kind == "number" else ())
    return (*given, NON_RESPONSE)


def accepted_words(definition: IndicatorDefinition) -> dict[str, str]:
    """Normalised printed word: the result it counts as. Only what the indicator can be; Bortfall's words apart."""
    given = [RESULT_WORDS[result] for result in possible_words(definition) if result != NON_RESPONSE]
    always = {normalise_word(word): one.code for one in given for word in (one.label, *one.in_files)}
    return always | {normalise_word(word): result for word, result in definition.accepts.items()}


def load_definitions(path: Path | str, questionnaire: Questionnaire | None, text: str | None = None) -> Definitions:
    """The year's indicators, read from the file or from `text`. Without a questionnaire none may have a rule."""
    root = read_yaml(path, text)
    fields = root.fields("survey title source quality_areas indicators", "dimensions groups")
    area, year = survey_parts(fields["survey"])
    if questionnaire and questionnaire.survey != fields["survey"].text():
        raise fields["survey"].error(f"definitionerna gäller inte enkäten {questionnaire.survey}")
    names = {
        key: fields[key].text_mapping() if key in fields else {} for key in ("quality_areas", "dimensions", "groups")
    }
    indicators: dict[str, IndicatorDefinition] = {}
    for node in fields["indicators"].sequence():
        definition = _indicator(node, questionnaire, names)
        if definition.code in indicators:
            raise node.error(f"indikatorn {definition.code} finns redan")
        indicators[definition.code] = definition
    _refuse_impossible_wholes(fields["indicators"], indicators)
    indicators = with_group_titles(indicators, names["groups"])
    title, source = fields["title"].text(), fields["source"].text()
    found = Definitions(fields["survey"].text(), area, year, title, source, **names, indicators=indicators)
    if questionnaire and text is None:  # a stored text was tried when it was loaded
        _run_examples(Path(path), questionnaire, found)
    return found


def _refuse_impossible_wholes(node: Node, indicators: dict[str, IndicatorDefinition]) -> None:
    for fields in (one.mapping() for one in node.sequence()):
        if "part_of" in fields:
            code, whole = fields["indicator"].text(), fields["part_of"].text()
            if whole not in indicators or whole == code:
                raise fields["part_of"].error(f"part_of nämner {whole}, som inte är en annan av årets indikatorer")


def _indicator(
    node: Node, questionnaire: Questionnaire | None, names: dict[str, dict[str, str]]
) -> IndicatorDefinition:
    fields = node.fields(REQUIRED, OPTIONAL)

    def text(key: str) -> str:
        return optional_text(fields, key)

    def texts(key: str) -> tuple[str, ...]:
        return fields[key].texts() if key in fields else ()

    def word(key: str, known: Iterable[str], default: str = "") -> str:
        return fields[key].one_of(known) if text(key) else default

    kind = fields["kind"].one_of(KINDS)
    rule = _Reader(questionnaire).rule(fields["rule"], kind) if "rule" in fields else None
    return IndicatorDefinition(
        code=fields["indicator"].text(),
        name=text("name"),
        short_name=text("short_name"),
        also_called=texts("also_called"),
        quality_area=word("quality_area", names["quality_areas"]),
        dimension=word("dimension", names["dimensions"]),
        group=word("group", names["groups"]),
        kind=kind,
        type=word("type", TYPES),
        unit=text("unit"),
        decimals=fields["decimals"].whole_number() if "decimals" in fields else 1,
        desirable=word("desirable", ("ja", "high", "low", "none"), "ja" if kind == "choice" else "none"),
        target=text("target"),
        purpose=text("purpose"),
        counted=text("counted"),
        period=fields["period"].period() if text("period") else "",
        response_rate=_percent(fields["response_rate"]) if "response_rate" in fields else None,
        results=_results(node, fields, kind, rule),
        accepts=_accepts(fields["accepts"]) if "accepts" in fields else {},
        rule=rule,
        left_out=_left_out(node, fields),
        part_of=text("part_of"),
        readings=texts("readings"),
        comparable=_comparable(fields["comparable"]) if "comparable" in fields else {},
        source=text("source"),
        examples=tuple(_example(one, rule) for one in fields["examples"].sequence()) if "examples" in fields else (),
        line=node.line,
    )


def _percent(node: Node) -> Decimal:
    if not _DECIMAL.fullmatch(node.text()) or not 0 <= Decimal(node.text()) <= 100:
        raise node.error(f"{node.text()} är ingen procentsats")
    return Decimal(node.text())


def _results(node: Node, fields: dict[str, Node], kind: str, rule: Rule | None) -> tuple[str, ...]:
    if kind != "choice":
        if "results" in fields:
            raise fields["results"].error("results hör bara till kind: choice")
        return ()
    if "results" not in fields:
        raise node.error("nyckeln results saknas")
    results = tuple(one.one_of(GIVEN) for one in fields["results"].sequence())
    if isinstance(rule, ChoiceRule):
        decided = {outcome for outcome, _ in rule.cases} | {rule.otherwise}
        if odd := sorted(decided.symmetric_difference(results)):
            told = f"results och rule stämmer inte överens om {', '.join(odd)}; varje utfall ska stå i båda"
            raise fields["results"].error(told)
    return results


def _left_out(node: Node, fields: dict[str, Node]) -> tuple[str, ...]:
    """The file has to say what its base leaves out."""
    results = fields["results"].texts() if "results" in fields else ()
    stated = fields["left_out_of_base"].texts() if "left_out_of_base" in fields else ()
    if {*stated} != {*LEFT_OUT} & {*results}:
        line = fields.get("left_out_of_base", node)
        raise line.error(f"left_out_of_base ska nämna de av {' och '.join(LEFT_OUT)} som är resultat")
    return stated


def _accepts(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, meaning in node.mapping().items():
        if normalise_word(word) in found or word in LABELS.values():
            raise meaning.error(f"ordet {word} har redan en betydelse")
        found[normalise_word(word)] = meaning.one_of(OUTCOMES)
    return node.text_mapping()


def _comparable(node: Node) -> dict[int, Comparability]:
    found: dict[int, Comparability] = {}
    for year, value in node.mapping().items():
        fields = value.fields("is", "note known")
        is_ = fields["is"].one_of(("yes", "partly", "no"))
        if is_ != "yes" and not optional_text(fields, "note"):
            raise value.error("note behövs när jämförbarheten inte är hel")
        is_known = "known" not in fields or fields["known"].one_of(("yes", "no")) == "yes"
        earlier = Node(node.path, value.line, year).whole_number()
        found[earlier] = Comparability(is_, optional_text(fields, "note"), is_known)
    return found


def _example(node: Node, rule: Rule | None) -> Example:
    fields = node.fields("answers gives")
    gives = fields["gives"].text()
    if rule is None:
        raise node.error("ett exempel behöver en regel")
    if gives not in OUTCOMES and not _DECIMAL.fullmatch(gives):
        raise fields["gives"].error(f"{gives} är varken ett utfall eller ett tal")
    return Example(fields["answers"].text_mapping(), gives, node.line)


class _Reader:
    """Reads rules against the questionnaire they are about."""

    def __init__(self, questionnaire: Questionnaire | None) -> None:
        self.questionnaire = questionnaire

    def rule(self, node: Node, kind: str) -> Rule:
        if self.questionnaire is None:
            raise node.error("en regel kräver att årets frågor finns; ta bort rule och examples, eller lägg in enkäten")
        if kind == "choice":
            return self._choice_rule(node)
        if kind == "number":
            return self._number_rule(node)
        raise node.error(f"kind: {kind} har ingen regel")

    def _choice_rule(self, node: Node) -> ChoiceRule:
        cases: list[tuple[str, Condition]] = []
        otherwise = ""
        for outcome, condition in node.mapping().items():
            if outcome not in GIVEN:
                raise condition.error(f"okänt utfall {outcome}; skriv {', '.join(GIVEN)}")
            if otherwise:
                raise condition.error("otherwise ska stå sist")
            if condition.value == "otherwise":
                otherwise = outcome
            else:
                cases.append((outcome, self._condition(condition)))
        if not otherwise:
            raise node.error("regeln lämnar en lucka: det sista utfallet ska vara otherwise")
        return ChoiceRule(tuple(cases), otherwise)

    def _condition(self, node: Node) -> Condition:
        parts = [self._part(key, value) for key, value in node.mapping().items()]
        if not parts:
            raise node.error("villkoret är tomt")
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self, key: str, node: Node) -> Condition:
        match key:
            case "any" | "all":
                parts = tuple(self._condition(part) for part in node.sequence())
                if not parts:
                    raise node.error("villkoret är tomt")
                return Any(parts) if key == "any" else All(parts)
            case "some" | "every" | "at_least":
                fields = node.fields("of answer n" if key == "at_least" else "of answer")
                items = self._items(fields["of"])
                n = {"some": 1, "every": len(items)}.get(key) or fields["n"].whole_number()
                if not 1 <= n <= len(items):
                    raise node.error(f"{n} av {len(items)} går inte")
                return AtLeast(n, items, self._options(items, fields["answer"]))
            case "stated":
                return Stated(self._item(node, node.text(), Shape.TEXT).code)
        return Answered(key, self._options((self._item(node, key, Shape.OPTIONS).code,), node))

    def _number_rule(self, node: Node) -> Rule:
        if len(node.mapping()) != 1:
            raise node.error("en talregel har precis en av share, per och value")
        [(key, value)] = node.mapping().items()
        if key == "share":
            fields = value.fields("of in")
            return Share(self._number(fields["of"]), self._number(fields["in"]))
        if key == "per":
            fields = value.fields("sum by")
            items, by = self._items(fields["sum"], Shape.NUMBER), self._number(fields["by"])
            if by in items:
                raise value.error(f"{by} kan inte stå både i sum och by")
            return Per(items, by)
        if key == "value":
            return Value(self._number(value))
        raise value.error(f"okänd regel {key}")

    def _number(self, node: Node) -> str:
        return self._item(node, node.text(), Shape.NUMBER).code

    def _item(self, node: Node, code: str, shape: Shape) -> Item:
        item = self.questionnaire.items.get(code) if self.questionnaire else None
        if item is None:
            known = self.questionnaire.items if self.questionnaire else {}
            raise node.error(f"okänd fråga {code}{nearest(code, known)}")
        if item.shape is not shape:
            raise node.error(f"{code} är av fel slag för regeln ({item.kind})")
        return item

    def _items(self, node: Node, shape: Shape = Shape.OPTIONS) -> tuple[str, ...]:
        """E2.* stands for all items whose codes begin so."""
        found: list[str] = []
        for one in node.nodes():
            pattern = one.text()
            known = self.questionnaire.items if self.questionnaire else {}
            matching = [code for code in known if pattern.endswith(".*") and code.startswith(pattern[:-1])]
            found += [self._item(one, code, shape).code for code in matching or [pattern]]
        if not found or len(set(found)) != len(found):
            raise node.error("här ska varje fråga stå en gång")
        return tuple(found)

    def _options(self, items: tuple[str, ...], node: Node) -> tuple[str, ...]:
        options = node.texts()
        for code in items:
            known = [option.code for option in self._item(node, code, Shape.OPTIONS).options]
            for option in options:
                if option not in known:
                    raise node.error(f"{code} har inget svarsalternativ {option}; det har {', '.join(known)}")
        if not options:
            raise node.error("villkoret nämner inget svar")
        return options


def _run_examples(path: Path, questionnaire: Questionnaire, definitions: Definitions) -> None:
    for code, definition in definitions.indicators.items():
        alone = replace(definitions, indicators={code: definition})
        line = definition.line
        try:
            evaluator = Evaluator(questionnaire, alone)
            for example in definition.examples:
                line = example.line
                given = _shown(evaluator.evaluate([example.answers])[0][code], definition)
                if given != _padded(example.gives, definition):
                    raise ValueError(f"exemplet ger {given}, inte {example.gives}")
        except ValueError as error:
            raise FileError(path, line, f"{code}: {error}") from None


def _shown(outcome: Outcome, definition: IndicatorDefinition) -> str:
    if outcome.number is None:
        return outcome.value
    return str(round_half_up(outcome.number, definition.decimals))


def _padded(gives: str, definition: IndicatorDefinition) -> str:
    """A number as the indicator shows it: 90 is 90.0."""
    return gives if gives in OUTCOMES else str(round_half_up(Decimal(gives), definition.decimals))
