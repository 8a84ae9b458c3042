"""What an indicator is called where it does not stand under its group's heading. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile

from indicators.rules.spec import IndicatorDefinition

LEAST = 5  # letters of a word that says what a name is about
ALIKE = 0.75  # of the shorter of two words, from the beginning: genomförandeplan, genomförandeplaner
FEW = 3  # words: fewer say nothing without a heading
GOES_ON = (
    "av",
    "för",
    "med",
    "mellan",
    "om",
    "till",
    "vid",
)  # a name that goes on from its heading: "För akut hemlösa"


def with_group_titles(
    indicators: Mapping[str, IndicatorDefinition], groups: Mapping[str, str]
) -> dict[str, IndicatorDefinition]:
    """The same, each with the title of its group where its name says too little without."""
    sizes = Counter(one.group for one in indicators.values())
    return {
        code: replace(
            one, group_title=said_before(one.label, groups.get(one.group, ""), is_alone=sizes[one.group] == 1)
        )
        for code, one in indicators.items()
    }


def said_before(label: str, title: str, *, is_alone: bool) -> str:
    """The group's title, or empty where the label says enough: it has a word of the title, or the indicator is alone
    in its group and its name is more than a word or two."""
    words = _words(label)
    if any(_alike(one, other) for one in words for other in _words(title)):
        return ""
    is_whole = len(words) > FEW and words[0] not in GOES_ON
    return "" if is_alone and is_whole else title


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _alike(one: str, other: str) -> bool:
    """One word in two forms, or the last part of a longer one: uppföljning, verksamhetsuppföljning."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < LEAST:
        return False
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return longer.endswith(shorter) or same >= ALIKE * len(shorter)
