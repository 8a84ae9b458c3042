"""Years and dates that a copied survey year still says as the year before did, each with what it would be moved to.

Works on the text of the files, questionnaire and definitions alike, so that nothing else in it changes. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import yaml

from surveys.questionnaires.dates_in_text import Mention, find_mentions, moved

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_NAMED_BY = {"section": "avsnitt", "question": "fråga", "item": "delfråga", "indicator": "indikator"}
# Keys whose values people read, in words. Codes, days, periods and rules are none: days and periods move by themselves.
_READ = {
    "area_title": "områdets namn",
    "title": "rubriken",
    "text": "frågans text",
    "help": "definitionen",
    "source": "källan",
    "options": "svarsalternativ",
    "label": "delfrågans text",
    "unit": "enheten",
    "or_words": "ord i stället för tal",
    "message": "kontrollens text",
    "quality_areas": "kvalitetsområden",
    "dimensions": "kvalitetsdimensioner",
    "groups": "indikatorområden",
    "name": "namnet",
    "short_name": "kortnamnet",
    "also_called": "andra namn",
    "target": "målet",
    "purpose": "syftet",
    "counted": "vad som räknas",
    "readings": "så tolkar vi",
    "note": "noten om jämförbarhet",
}
_AROUND = 50  # characters of the sentence on each side


@dataclass(frozen=True)
class LeftBehind:
    """One mention that stands as it did the year before. `key` finds it again in the text it was found in."""

    key: str
    place: str  # "fråga G2a, definitionen"
    mention: Mention
    proposal: str
    before: str  # of the sentence
    after: str
    is_source: bool  # names a publication: usually to be left

    @property
    def old(self) -> str:
        return " ".join(self.mention.text.split())


@dataclass(frozen=True)
class _Place:
    key: str
    words: str
    start: int
    end: int
    is_source: bool


def find_left_behind(text: str, text_before: str, years: int) -> list[LeftBehind]:
    """In the order of `text`. What is new in it, or differs from the year before, is nobody's leftover."""
    before = {place.key: _said(text_before, place) for place in _places(text_before)}
    found = []
    for place in _places(text):
        mentions = [
            Mention(place.start + one.start, place.start + one.end, one.text)
            for one in find_mentions(text[place.start : place.end])
        ]
        said = [" ".join(one.text.split()) for one in mentions]
        for number, mention in enumerate(mentions):
            if _is_same(said, before.get(place.key, []), number):
                found.append(_left_behind(text, place, number, mention, years))
    return found


def _said(text: str, place: _Place) -> list[str]:
    return [" ".join(one.text.split()) for one in find_mentions(text[place.start : place.end])]


def _is_same(said: list[str], before: list[str], number: int) -> bool:
    """Mention by mention; by what is said at all where a text has more or fewer of them than the year before."""
    return said[number] == before[number] if len(said) == len(before) else said[number] in before


def _left_behind(text: str, place: _Place, number: int, mention: Mention, years: int) -> LeftBehind:
    return LeftBehind(
        key=f"{place.key}:{number}:{' '.join(mention.text.split())}",
        place=place.words,
        mention=mention,
        proposal=" ".join(moved(mention.text, years).split()),
        before=_last_words(_one_line(text[place.start : mention.start]).lstrip("\"'>|- ")),
        after=_first_words(_one_line(text[mention.end : place.end]).rstrip("\"' ")),
        is_source=place.is_source,
    )


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _last_words(text: str) -> str:
    return text if len(text) <= _AROUND else f"… {text[-_AROUND:].partition(' ')[2]}"


def _first_words(text: str) -> str:
    return text if len(text) <= _AROUND else f"{text[:_AROUND].rpartition(' ')[0]} …"


def move_left_behind(text: str, left: Collection[LeftBehind], years: int) -> str:
    """The text with these moved, and all else as it stands, character by character."""
    for one in sorted(left, key=lambda each: each.mention.start, reverse=True):
        text = text[: one.mention.start] + moved(one.mention.text, years) + text[one.mention.end :]
    return text


def _places(text: str) -> Iterator[_Place]:
    """Every scalar that people read, but for the survey's own name and title; none where the text is no YAML."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError:
        return
    if isinstance(root, yaml.MappingNode):
        for key, value in root.value:
            if isinstance(key, yaml.ScalarNode) and key.value not in ("survey", "title"):
                yield from _walk(value, (key.value,), "", set())


def _walk(node: yaml.Node, path: tuple[str, ...], owner: str, seen: set[int]) -> Iterator[_Place]:
    """`owner` is the question, item or indicator; `path` the keys below it. What an alias repeats is walked once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        words = next((_READ[key] for key in reversed(path) if key in _READ), "")
        if words:
            told = ", ".join(part for part in (owner, words) if part)
            key = "/".join((owner, *path))
            yield _Place(key, told, node.start_mark.index, node.end_mark.index, "source" in path)
    elif isinstance(node, yaml.SequenceNode):
        for number, one in enumerate(node.value):
            yield from _walk(one, (*path, str(number)), owner, seen)
    elif isinstance(node, yaml.MappingNode):
        named = [(key.value, value.value) for key, value in node.value if key.value in _NAMED_BY]
        if named:
            owner, path = f"{_NAMED_BY[named[0][0]]} {named[0][1]}", ()
        for key, value in node.value:
            yield from _walk(value, (*path, str(key.value)), owner, seen)
