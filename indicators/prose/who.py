"""Sentences of who has what: "Samtliga kommuner utom Ekerö har …", and of whom it is partly so or unknown. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts
from indicators.prose.phrases import Predicate, clauses
from indicators.prose.statements import Statement
from indicators.rules.outcomes import BASE, CANNOT_ANSWER, NOT_APPLICABLE, PARTLY, YES
from municipalities.swedish import listed

MOST_NAMES = 6  # more are counted
FEW = 3
WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def number_word(number: int) -> str:
    return WORDS[number] if number < len(WORDS) else str(number)


def opening_number(number: int) -> str:
    """To begin a sentence with, which no figure does.

    >>> opening_number(8), opening_number(18)
    ('Åtta', 'Sammanlagt 18')
    """
    return number_word(number).capitalize() if number < len(WORDS) else f"Sammanlagt {number}"


@dataclass(frozen=True)
class Who:
    """Who has it, as it begins a sentence; `place` where a clause follows ("I samtliga kommuner …")."""

    subject: str
    place: str
    kind: str  # all, none, all_but, only, these, count
    names: tuple[str, ...] = ()
    after: str = ""  # who they are, where the sentence begins with how many


def who_of(found: IndicatorFacts, turn: int = 0) -> Who | None:
    """None where no unit has a result that counts, or one may not be seen. `turn` varies the words."""
    has, counted = found.named(YES), found.named(*BASE)
    if not counted or found.is_hidden:
        return None
    is_whole = len(counted) == len(found.units)
    if len(has) == len(counted):
        return _all(counted, is_whole, turn)
    if not has:
        return _none(counted, is_whole, turn)
    lacks = tuple(name for name in counted if name not in has)
    return _some(has, lacks, is_whole, turn)


def _kommuner(is_whole: bool) -> str:
    return "kommuner" if is_whole else "kommuner med resultat"


def _all(counted: Sequence[str], is_whole: bool, turn: int) -> Who:
    if len(counted) == 1:
        return Who(counted[0], f"I {counted[0]}", "these", tuple(counted))
    if len(counted) == 2 and is_whole:
        return Who("Båda kommunerna", "I båda kommunerna", "all")
    many = number_word(len(counted))
    among = (f"Samtliga {many}", "Samtliga", "Alla")[turn % 3] if is_whole else f"Samtliga {many}"
    subject = f"{among} {_kommuner(is_whole)}"
    return Who(subject, f"I {subject[0].lower()}{subject[1:]}", "all")


def _none(counted: Sequence[str], is_whole: bool, turn: int) -> Who | None:
    if len(counted) == 1:
        return None
    if not is_whole:
        of = f"ingen av de {number_word(len(counted))} kommuner som har ett resultat"
        return Who(f"I{of[1:]}", f"I {of}", "none")
    subject = ("Ingen kommun", "Ingen av kommunerna")[turn % 2]
    return Who(subject, f"I {subject.lower()}", "none")


def _some(has: tuple[str, ...], lacks: tuple[str, ...], is_whole: bool, turn: int) -> Who:
    if len(has) <= FEW and 2 * len(has) < len(has) + len(lacks):
        return _few(has, is_whole, turn)
    if len(lacks) <= FEW and len(lacks) < len(has):
        many = ("Samtliga", "Alla")[turn % 2]
        subject = f"{many} {_kommuner(is_whole)} utom {listed(lacks)}"
        return Who(subject, f"I {subject[0].lower()}{subject[1:]}", "all_but", lacks)
    if max(len(has), len(lacks)) > MOST_NAMES:
        subject = f"{opening_number(len(has))} av {number_word(len(has) + len(lacks))} {_kommuner(is_whole)}"
        return Who(subject, f"I {subject[0].lower()}{subject[1:]}", "count")
    return Who(listed(has), f"I {listed(has)}", "these", has)


def _few(has: tuple[str, ...], is_whole: bool, turn: int) -> Who:
    if not is_whole:
        return Who(listed(has), f"I {listed(has)}", "these", has)
    only = ("Endast", "Bara")[turn % 2]
    return Who(f"{only} {listed(has)}", f"{only} i {listed(has)}", "only", has)


def text_of(who: Who, predicates: Sequence[Predicate]) -> str:
    """Without its full stop; a sentence for each verb. The predicates are all clauses, or none of them is."""
    start = who.place if predicates[0].is_clause else who.subject
    return ". ".join(f"{start} {clause}" for clause in clauses(predicates, nobody=who.kind == "none"))


def statements_of(who: Who, found: IndicatorFacts) -> tuple[Statement, ...]:
    """What the sentence says of one of its indicators."""
    code, is_whole = found.code, len(found.named(*BASE)) == len(found.units)
    count = said.Count(code, len(found.named(YES)), len(found.named(*BASE)))
    if who.kind == "these":
        return (said.Holders(code, who.names),)
    if who.kind == "all_but" and not is_whole:
        return (count, said.Lacks(code, who.names))
    kinds: dict[str, Statement] = {
        "all": said.AllHave(code) if is_whole else count,
        "none": said.NoneHas(code) if is_whole else count,
        "all_but": said.AllBut(code, who.names),
        "only": said.Only(code, who.names),
        "count": count,
    }
    return (kinds[who.kind],)


# what a Ja or a Nej does not tell


def notes_on(found: IndicatorFacts, predicate: Predicate) -> tuple[str, tuple[Statement, ...]]:
    """Who has it partly, of whom it is not asked, and who is missing; many are counted. Empty where nothing is left."""
    code = found.code
    partly, outside = found.named(PARTLY), found.named(NOT_APPLICABLE)
    unsure = found.named(CANNOT_ANSWER)
    missing = tuple(one.name for one in found.units if one.is_missing)
    texts: list[str] = []
    statements: list[Statement] = []
    if partly:
        place = f"I {_names(partly)}" if predicate.is_clause else _names(partly, starts=True)
        texts.append(f"{place} {predicate.partly}.")
        statements.append(said.Partly(code, partly))
    if words := _words(found):
        texts.append(_words_text(words, found))
        statements += [said.Worded(code, those, word) for word, those in words.items()]
    if outside:
        texts.append(f"För {_names(outside)} är frågan inte aktuell.")
        statements.append(said.NotApplicable(code, outside))
    if unsure:
        texts.append(f"{_names(unsure, starts=True)} har svarat att uppgiften saknas.")
        statements.append(said.CannotAnswer(code, unsure))
    if missing:
        texts.append(f"Resultat saknas för {_names(missing)}.")
        statements.append(said.Missing(code, missing))
    return " ".join(texts), tuple(statements)


def _words(found: IndicatorFacts) -> dict[str, tuple[str, ...]]:
    """The source's own words for a Ja or Delvis, and whose they are."""
    words = dict.fromkeys(one.word for one in found.units if one.word and one.now in (YES, PARTLY))
    return {word: tuple(one.name for one in found.units if one.word == word) for word in words}


def _words_text(words: Mapping[str, tuple[str, ...]], found: IndicatorFacts) -> str:
    """ "Alby och Dal anger ”Ny rutin”, Berg ”Integrerat”."; "De anger alla …" where those are who has it."""
    has = found.named(YES, PARTLY)
    if list(words.values()) == [has] and len(has) >= FEW and not found.named(PARTLY):
        return f"De anger alla ”{next(iter(words))}”."
    (word, those), *others = words.items()
    told = [f"{_names(those, starts=True)} anger ”{word}”", *(f"{_names(names)} ”{word}”" for word, names in others)]
    return f"{listed(told)}."


def _names(names: Sequence[str], *, starts: bool = False) -> str:
    if len(names) <= MOST_NAMES:
        return listed(names)
    return f"{opening_number(len(names)) if starts else number_word(len(names))} kommuner"
