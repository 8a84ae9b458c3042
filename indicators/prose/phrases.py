"""An indicator's name as what is said of those who have it: "Aktuell rutin för X" gives "har en aktuell rutin för X".

Names come in a few shapes, told apart by their first words: a verb ("Erbjuder …"), something done ("Genomfört …"), a
thing one has ("Aktuell rutin …"), or a whole clause ("Alla handläggare får …"), which is turned so that it can follow
"I Ekerö". A name of no known shape is quoted: who has a Ja reaches what the indicator aims at. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from municipalities.swedish import listed

VERBS = {
    *("använder", "analyserar", "deltar", "erbjuder", "följer", "genomför", "ger", "gör", "har", "informerar"),
    *("kartlägger", "mäter", "redovisar", "sammanställer", "samverkar", "tillhandahåller", "upprättar", "utbildar"),
}
DONE = {
    *("använt", "analyserat", "erbjudit", "följt", "genomfört", "gett", "gjort", "informerat", "kartlagt"),
    *("sammanställt", "tagit", "upprättat", "utbildat"),
}
# A clause's verb, after its subject.
FINITE = {
    *("används", "erbjuds", "finns", "följs", "får", "ges", "genomförs", "görs", "har", "ingår", "ska", "sker"),
    *("undertecknas", "upprättas", "är"),
}
PREPOSITIONS = {"av", "efter", "för", "från", "i", "inom", "med", "mellan", "när", "om", "på", "till", "utan", "vid"}
# The thing one has, by how it ends, and what goes before it. The first that fits.
THINGS = (
    (("rutiner", "överenskommelser", "planer"), "har "),
    (("metoder", "instrument"), "använder "),
    (("insatser", "rådgivning"), "erbjuder "),
    (("information",), "ger "),
    (("undersökning",), "har gjort en "),
    (("verksamhet", "jour", "stöd", "hantering", "samordning", "samverkan", "tillgång"), "har "),
    (("rutin", "överenskommelse", "plan", "mall", "period", "samordnare", "strategi"), "har en "),
    (("system", "avtal", "program", "register"), "har ett "),
)


# A doing that is named as a thing.
DOINGS = {
    "information om ": "informerar om ",
    "sammanställning av ": "sammanställer ",
    "uppföljning av ": "följer upp ",
}


@dataclass(frozen=True)
class Predicate:
    """`words` begins with the verb. `shape`: has, does, done, clause or aims; a clause follows a place ("I Ekerö …"),
    the others who it is ("Ekerö …")."""

    words: str
    shape: str

    @property
    def is_clause(self) -> bool:
        return self.shape == "clause"

    @property
    def partly(self) -> str:
        """What is said of who has it partly, after it has been said once."""
        words = {"has": "har det delvis", "done": "har gjort det delvis", "clause": "gäller det delvis"}
        return words.get(self.shape, "gör det delvis")

    def no_longer(self, names: str, year: int) -> str:
        """Of who had it the year before."""
        if self.is_clause:
            return f"I {names} gäller det inte längre"
        if self.shape == "done":
            return f"{names} har inte gjort det {year}"
        return f"{names} {'har' if self.shape == 'has' else 'gör'} det inte längre"

    def while_no_longer(self, names: str, year: int) -> str:
        """The same after "medan", where "inte" stands before the verb."""
        if self.is_clause:
            return f"det inte längre gäller i {names}"
        if self.shape == "done":
            return f"{names} inte har gjort det {year}"
        return f"{names} inte längre {'har' if self.shape == 'has' else 'gör'} det"


def predicate_of(name: str, others: Iterable[str] = ()) -> Predicate:
    """Of the name, or of a shorter one among the others that begins as it does; of any other where it has no shape."""
    names = {"".join(one.split()): one for one in reversed((name, *others))}  # a heading may have lost a space
    known = [(one, found) for one in reversed(names.values()) if (found := _shaped(_cleaned(one)))]
    if not known:
        shortest = min((name, *others), key=len)
        return Predicate(f"når målet för ”{shortest.rstrip('.')}”", "aims")
    first, _found = known[0]
    alike = [(one, found) for one, found in known if _begins_alike(one, first)]
    return min(alike, key=lambda pair: len(pair[0]))[1]


def _begins_alike(one: str, other: str) -> bool:
    (first, *_), (second, *_) = one.casefold().split(), other.casefold().split()
    return first.startswith(second) or second.startswith(first)


def _cleaned(name: str) -> str:
    """Without what the name says of its service area, after a dash, and without a full stop."""
    return re.sub(r"\s[-–]\s[^-–]*$", "", " ".join(name.split())).rstrip(".")


def lowered(text: str) -> str:
    """With a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() or text[1:2] == "-" else text[:1].lower() + text[1:]


def _shaped(name: str) -> Predicate | None:
    words = name.split()
    if ":" in name or not words:
        return None
    first = words[0].casefold()
    if first in VERBS:
        return Predicate(lowered(name), "has" if first == "har" else "does")
    if first in DONE:
        return Predicate(f"har {lowered(name)}", "done")
    return _clause(words) or _doing(name) or _thing(name, words)


def _clause(words: Sequence[str]) -> Predicate | None:
    """ "Alla handläggare får information" as "får alla handläggare information"."""
    place = _verb_of(words)
    if place is None:
        return None
    subject = lowered(" ".join(words[:place]))
    return Predicate(" ".join([words[place], subject, *words[place + 1 :]]), "clause")


def _verb_of(words: Sequence[str]) -> int | None:
    """Where the clause's verb stands; a verb after "som" is of another clause."""
    for place, word in enumerate(words[1:], start=1):
        if word in FINITE and words[place - 1] != "som":
            return place
    return None


def _doing(name: str) -> Predicate | None:
    for named, done in DOINGS.items():
        if name.casefold().startswith(named):
            return Predicate(done + name[len(named) :], "does")
    return None


def _thing(name: str, words: Sequence[str]) -> Predicate | None:
    head = _head(words)
    for endings, before in THINGS:
        if head.endswith(endings):
            shape = "has" if before.startswith("har") else "does"
            return Predicate(before + lowered(name), shape)
    return None


def _head(words: Sequence[str]) -> str:
    """The last word before the first preposition, "som" or aside."""
    for place, word in enumerate(words):
        if word.casefold() in PREPOSITIONS or word == "som" or word.startswith("("):
            return words[place - 1].casefold() if place else ""
    return words[-1].casefold()


# several that are said of the same units


def joined(predicates: Sequence[Predicate], *, nobody: bool = False) -> str:
    """As one: those of one verb together, and what they begin with in common said once. `nobody`: "ingen har A eller
    B"."""
    return _listed(_by_verb(predicates, nobody), nobody)


def clauses(predicates: Sequence[Predicate], *, nobody: bool = False) -> list[str]:
    """As many as it takes to be read: one of each verb, or both in one where each of two verbs has a single thing."""
    parts = _by_verb(predicates, nobody)
    is_short = len(parts) == len(predicates) == 2 and not any(" och " in part for part in parts)
    return [_listed(parts, nobody)] if is_short else parts


def _by_verb(predicates: Sequence[Predicate], nobody: bool) -> list[str]:
    by_verb: dict[tuple[str, bool], list[Sequence[str]]] = {}
    for one in predicates:
        words = one.words.split()
        by_verb.setdefault((words[0], one.shape == "done"), []).append(words)
    return [_of_one_verb(split, nobody) for split in by_verb.values()]


def _of_one_verb(split: Sequence[Sequence[str]], nobody: bool) -> str:
    if len(split) == 1:
        return " ".join(split[0])
    common = _common(split)
    rests = [" ".join(words[common:]) for words in split]
    return f"{' '.join(split[0][:common])} {_listed(rests, nobody)}"


def _common(split: Sequence[Sequence[str]]) -> int:
    """How many words all begin with, as far back as a new part can begin: at a preposition or an article."""
    same = 0
    for words in zip(*split, strict=False):
        if len(set(words)) > 1:
            break
        same += 1
    same = min(same, min(len(words) for words in split) - 1)
    while same > 1 and any(words[same] not in PREPOSITIONS | {"en", "ett"} for words in split):
        same -= 1
    return same


def _listed(parts: Sequence[str], nobody: bool) -> str:
    """With "samt" where a part has an "och" of its own."""
    if len(parts) > 1 and (nobody or any(" och " in part for part in parts)):
        return f"{', '.join(parts[:-1])} {'eller' if nobody else 'samt'} {parts[-1]}"
    return listed(parts)
