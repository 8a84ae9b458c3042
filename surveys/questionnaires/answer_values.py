"""How typed text becomes an answer, for people and files alike: option code, number with a decimal point, or text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from surveys.questionnaires.questionnaire import Item

MAX_TEXT = 10_000
_NUMBER = re.compile(r"\d{1,12}([.,]\d{1,6})?")
_THOUSANDS = re.compile(r"\d{1,3}([ \u00a0\u202f]\d{3})+([.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Unacceptable(ValueError):
    """Something that is no answer: reason and remedy, in words for the person who wrote it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


def normalise(text: str) -> str:
    """Case and spacing do not make another word."""
    return " ".join(text.casefold().split())


def codes_by_word(labels: Mapping[str, str]) -> dict[str, str]:
    """Code and label, normalised: code. A label that two codes share names neither."""
    shown = [normalise(label) for label in labels.values()]
    found = {normalise(label): code for code, label in labels.items() if shown.count(normalise(label)) == 1}
    return found | {normalise(code): code for code in labels}


def choice_reader(item: Item) -> Callable[[str], str]:
    """Reads the code of an option named by its code or its label."""
    known = codes_by_word({option.code: option.label for option in item.options})

    def read(text: str) -> str:
        if not text:
            return ""
        if found := known.get(normalise(text)):
            return found
        allowed = ", ".join(option.label for option in item.options)
        raise Unacceptable(f"svaret finns inte i fråga {item.code}.", f"Skriv något av: {allowed}.")

    return read


def number_reader(item: Item) -> Callable[[str], str]:
    """Reads a number of at least zero, with comma or point, or one of the item's words. Gives it with a point."""
    words = codes_by_word(item.or_words)

    def read(text: str) -> str:
        if not text:
            return ""
        if word := words.get(normalise(text)):
            return word
        number = plain_number(text)
        if number is None:
            raise not_a_number(item)
        if item.is_whole and number != number.to_integral_value():
            raise Unacceptable("svaret ska vara ett heltal.", _number_remedy(item))
        return format(number.normalize(), "f")

    return read


def text_reader(item: Item) -> Callable[[str], str]:
    return read_text


def not_a_number(item: Item) -> Unacceptable:
    """For `raise`."""
    return Unacceptable("det är inget tal.", _number_remedy(item))


def _number_remedy(item: Item) -> str:
    wanted = "ett heltal" if item.is_whole else "ett tal, till exempel 37,5"
    words = "".join(f" eller {label}" for label in item.or_words.values())
    return f"Skriv {wanted}{words}."


def plain_number(text: str) -> Decimal | None:
    """1 234,5 as 1234.5; None where it is no number of at least zero."""
    if _THOUSANDS.fullmatch(text):
        text = re.sub(r"[ \u00a0\u202f]", "", text)
    return Decimal(text.replace(",", ".")) if _NUMBER.fullmatch(text) and text.isascii() else None


def read_text(text: str) -> str:
    """Free text, with one kind of line break; Unacceptable where too long or with control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MAX_TEXT:
        raise Unacceptable(f"texten är för lång ({len(text)} tecken).", f"Korta den till högst {MAX_TEXT} tecken.")
    if _CONTROL.search(text):
        raise Unacceptable("texten innehåller styrtecken.", "Skriv om texten utan dem.")
    return text
