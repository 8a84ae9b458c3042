"""Where long words may be divided on paper: the field's own compounds, and what is too long for any line. Pure."""

from __future__ import annotations

import re

SOFT, UNSEEN = "\u00ad", "\u200b"  # a hyphen where the line ends; a break without one
TOO_LONG = 30  # signs; the longest words of the questionnaires have 28
STEP = 10

# Patterns for Swedish divide compounds badly, so the first parts that the field's words have are written out here.
_FIRST_PARTS = """
alkohol arbets avvikelse barn bedömnings behovs bistånds bostads brukar budget delegations drog enkät flykting föräldra
förebyggande försäkrings handläggnings hushålls hyres individ indikator informations jämställdhets kompetens kunskaps
kvalitets köns ledning lednings marknads myndighets målgrupps nationella ombuds omsorgs patient personuppgifts primär
riks rutin samhälls samordnings samverkans sekretess själv social stadsdels standard utrednings utvecklings
uppföljnings uppgifts verksamhets vålds vräknings överenskommelse
"""
_PART = "|".join(sorted(_FIRST_PARTS.split(), key=len, reverse=True))
_COMPOUND = re.compile(rf"\b(?:{_PART})+(?=\w{{5}})", re.IGNORECASE)  # endings ("patienterna") are shorter
_EACH = re.compile(_PART, re.IGNORECASE)
_LONG = re.compile(rf"[^\s{SOFT}{UNSEEN}]{{{TOO_LONG + 1},}}")
_HELD = re.compile(r"(?<=\d) (?=(?:%|\d{3}(?!\d)|av \d))|(?<=\d av) (?=\d)")


def divisible(text: str) -> str:
    """With soft hyphens in the field's compounds; "75 %", "6 av 8" and "12 345" on one line.

    >>> divisible("Socialtjänsten, 75 %").replace(SOFT, "-").replace("\u00a0", "_")
    'Social-tjänsten, 75_%'
    """
    divided = _COMPOUND.sub(lambda found: _EACH.sub(lambda part: part.group() + SOFT, found.group()), text)
    return fitting(_HELD.sub("\u00a0", divided))


def fitting(text: str) -> str:
    """What is too long for a line may be divided anywhere, at last.

    >>> fitting("x" * 31).count(UNSEEN), fitting("x" * 30).count(UNSEEN)
    (3, 0)
    """
    return _LONG.sub(lambda found: re.sub(rf"(.{{{STEP}}})(?=.)", rf"\1{UNSEEN}", found.group()), text)
