"""The signs and words that tables have for "nothing told", one table for answers and results, and what a sheet itself
says that its signs mean. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from surveys.questionnaires.answer_values import normalise


class Meaning(Enum):
    MISSING = "missing"  # nothing was answered, or nobody knows
    ZERO = "zero"
    NOT_APPLICABLE = "not applicable"
    WITHHELD = "withheld"  # known, but not told: too few, or secret
    OTHER = "other"  # what the sheet's note says in `words`
    UNCLEAR = "unclear"  # the sheet explains the sign in two ways


@dataclass(frozen=True)
class Sign:
    """`words` is the sheet's own explanation, empty where it gives none."""

    meaning: Meaning
    words: str = ""


# Statistiska centralbyrån's signs and what people write in their place. None of them is a zero unless a note says so.
MISSING_SIGNS = ("-", "--", "---", ".", "..", "...", "x", "n/a", "i.u.")
MISSING_WORDS = (
    "uppgift saknas",
    "uppgifter saknas",
    "uppg saknas",
    "uppg. saknas",
    "saknas",
    "saknar uppgift",
    "data saknas",
    "värde saknas",
    "svar saknas",
    "ingen uppgift",
    "inga uppgifter",
    "ej uppgift",
    "ej svar",
    "ej svarat",
    "ej besvarad",
    "ej besvarat",
    "inget svar",
    "inte svarat",
    "har inte svarat",
    "inte besvarad",
    "inte besvarat",
    "obesvarad",
    "obesvarat",
    "uppgift ej tillgänglig",
    "uppgift inte tillgänglig",
    "ej tillgänglig",
    "bortfall",
)
_BEGINNINGS = {  # of an explanation: what it means
    Meaning.ZERO: ("noll", "värdet är noll", "värdet noll", "exakt noll"),
    Meaning.NOT_APPLICABLE: (
        "ej aktuell",
        "inte aktuell",
        "ej tillämplig",
        "inte tillämplig",
        "uppgift kan inte förekomma",
        "kan inte förekomma",
    ),
    Meaning.WITHHELD: ("sekretess", "för få", "färre än", "redovisas ej", "redovisas inte", "visas inte", "skyddad"),
}
_SIGN = r"n/a|i\.u\.|[^\w\s=:;,()\[\]\"'”“’]{1,3}|[a-zåäö×]"
_EXPLAINED = re.compile(
    rf"(?:^|(?<=[\s(\"'”“,;]))(?P<sign>{_SIGN})[)\"'”“]?\s*"
    r"(?:=|:|(?<=\s)(?:betyder|avser|anger|innebär|står för)(?=\s))\s*",
    re.IGNORECASE,
)
_WITH_DASH = re.compile(r"^\s*(?P<sign>\.{1,3}|x|\*)\s+[-\u2013\u2014]\s+", re.IGNORECASE)
_END = re.compile(r"[;\n]|\.(?=\s|$)")  # a comma may be part of an answer


def folded_sign(text: str) -> str:
    """One spelling of a sign or word: all dashes alike, … as ..., no case.

    >>> folded_sign(" – "), folded_sign("…"), folded_sign("Uppgift  saknas")
    ('-', '...', 'uppgift saknas')
    """
    return normalise(text.replace("×", "x"))


def sign_of(text: str, explained: Mapping[str, Sign]) -> Sign | None:
    """What a cell means that holds a sign; `explained` is of its sheet, see explained_signs. None where it is no sign,
    as where the cell is empty.

    >>> sign_of("–", {}), sign_of("Ja", {}), sign_of("–", {"-": Sign(Meaning.ZERO, "noll")}).meaning
    (Sign(meaning=<Meaning.MISSING: 'missing'>, words=''), None, <Meaning.ZERO: 'zero'>)
    """
    sign = folded_sign(text)
    if sign in explained:
        return explained[sign]
    return Sign(Meaning.MISSING) if sign in MISSING_SIGNS or sign in MISSING_WORDS else None


def explained_signs(rows: Iterable[Sequence[str]]) -> dict[str, Sign]:
    """Folded sign: what the texts say of it; for the rows of a sheet that hold no figures. A sign that is explained in
    two ways is UNCLEAR.

    >>> explained_signs([["x = ej svar, – = noll"], ["..", "Uppgift saknas"]])["-"].meaning
    <Meaning.ZERO: 'zero'>
    """
    found: dict[str, Sign] = {}
    for row in rows:
        for sign, words in _explanations(row):
            told = Sign(meaning_of(words), words)
            known = found.get(sign, told)
            same = known.meaning is told.meaning and (
                told.meaning is not Meaning.OTHER or normalise(known.words) == normalise(told.words)
            )
            found[sign] = known if same else Sign(Meaning.UNCLEAR, f"{known.words} / {words}")
    return found


def meaning_of(words: str) -> Meaning:
    """Of an explanation in words: "ej svar", "noll", "färre än fyra personer"."""
    text = normalise(words)
    if text in ("0", "inga", "inget"):
        return Meaning.ZERO
    if _begins(text, MISSING_WORDS, r"\b"):
        return Meaning.MISSING
    return next((meaning for meaning, known in _BEGINNINGS.items() if _begins(text, known)), Meaning.OTHER)


def _begins(text: str, known: Sequence[str], end: str = "") -> bool:
    return re.match(rf"(?:{'|'.join(map(re.escape, known))}){end}", text) is not None


def _explanations(row: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Sign and words; of a list of signs in two columns (or three, with = between) too."""
    texts = [text.strip() for text in row if text.strip()]
    if len(texts) in (2, 3) and re.fullmatch(_SIGN, texts[0].casefold()) and texts[1:-1] in ([], ["="]):
        return [(folded_sign(texts[0]), texts[-1])]
    return [one for text in texts for one in _in_text(text)]


def _in_text(text: str) -> Iterable[tuple[str, str]]:
    keys = list(_EXPLAINED.finditer(text)) or list(_WITH_DASH.finditer(text))
    for key, following in zip(keys, [*keys[1:], None], strict=False):
        end = following.start() if following else len(text)
        words = _END.split(text[key.end() : end], maxsplit=1)[0].strip(" ,()\"'”“\t").removesuffix(" och")
        if words:
            yield folded_sign(key["sign"]), words
