"""How typed text becomes an answer, for people and files alike: option code, number with a decimal point, or text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from municipalities.characters import folded, plain_text

if TYPE_CHECKING:
    from surveys.questionnaires.questionnaire import Item

MAX_TEXT = 10_000
MOST_DECIMALS = 2  # with three, a decimal sign cannot be told from a thousands separator
_PLAIN = re.compile(r"\d+([.,]\d+)?", re.ASCII)
_SPACED = re.compile(r"\d{1,3}( \d{3})+([.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:((\.\d{3})+,\d+|(,\d{3})+\.\d+)|(\.\d{3}){2,}|(,\d{3}){2,})", re.ASCII)
_TWO_WAYS = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_MOST_SIGNS = 40  # of a number; a longer one is none
_EXAMPLE = Decimal("37.5")
_HIGHEST = Decimal(10) ** 12 - 1  # where the catalogue names no highest
_STORED = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Unacceptable(ValueError):
    """Something that is no answer: reason and remedy, in words for the person who wrote it."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason} {remedy}")
        self.reason = reason
        self.remedy = remedy


def normalise(text: str) -> str:
    """Case, spacing and characters that look alike do not make another word."""
    return folded(text)


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
    """Reads a number within the item's limits, as people write it, or one of its words. Gives it with a point."""
    words = codes_by_word(item.or_words)

    def read(text: str) -> str:
        if not text:
            return ""
        if word := words.get(normalise(text)):
            return word
        readings = readings_of(text)
        if not readings:
            raise not_a_number(item)
        if len(readings) > 1:
            raise two_readings(text, [one for one in readings if not _fault(item, one)] or readings)
        if fault := _fault(item, readings[0]):
            raise Unacceptable(fault, _number_remedy(item))
        return stored_number(readings[0])

    return read


def readings_of(text: str) -> list[Decimal]:
    """What the typed number may mean: nothing, one thing, or a whole number and a decimal one.

    >>> readings_of("1 234,5"), readings_of("1.234,5"), readings_of("-3"), readings_of("1e9")
    ([Decimal('1234.5')], [Decimal('1234.5')], [Decimal('-3')], [])
    >>> readings_of("1.000")
    [Decimal('1000'), Decimal('1.000')]
    """
    text = folded(text)
    sign, digits = ("-", text[1:].strip()) if text.startswith("-") else ("", text)
    if len(digits) > _MOST_SIGNS:
        return []
    if _TWO_WAYS.fullmatch(digits):
        return [Decimal(sign + re.sub("[.,]", "", digits)), Decimal(sign + digits.replace(",", "."))]
    if _SPACED.fullmatch(digits):
        digits = digits.replace(" ", "")
    elif found := _GROUPED.fullmatch(digits):
        mark = max(digits.rfind("."), digits.rfind(",")) if found[1] else len(digits)
        digits = re.sub("[.,]", "", digits[:mark]) + digits[mark:]
    return [Decimal(sign + digits.replace(",", "."))] if _PLAIN.fullmatch(digits) else []


def two_readings(text: str, readings: Sequence[Decimal]) -> Unacceptable:
    """For `raise`: the reader cannot know which of the two was meant, and asks. `readings` can be written instead."""
    whole = re.sub("[.,]", "", text)
    written = " eller ".join(swedish_number(one) for one in readings)
    reason = f"talet kan läsas på två sätt: menar du {whole} eller {text.replace('.', ',')}?"
    return Unacceptable(reason, f"Skriv {written}.")


def exact_text(number: Decimal) -> str:
    """As text that can only be read in one way: 1.125 as 1.1250."""
    text = format(number, "f")
    return f"{text}0" if _TWO_WAYS.fullmatch(text) else text


def _fault(item: Item, number: Decimal) -> str:
    """Why the number is no answer; empty where it is one."""
    if number < 0 <= item.lowest:
        return "talet kan inte vara negativt."
    if number < item.lowest:
        return "talet är för litet."
    if number > (_HIGHEST if item.highest is None else item.highest):
        return "talet är för stort."
    if number == round(number, item.decimals):
        return ""
    return "svaret ska vara ett heltal." if item.is_whole else f"talet har fler än {item.decimals} decimaler."


def swedish_number(number: Decimal) -> str:
    """1000 and 12,5: without thousands separators, and no more decimals than are needed."""
    return stored_number(number).replace(".", ",")


def stored_number(number: Decimal) -> str:
    """As it is stored: 12.5, 1000."""
    return format(number.normalize(), "f")


def text_reader(item: Item) -> Callable[[str], str]:
    return read_text


def not_a_number(item: Item) -> Unacceptable:
    """For `raise`."""
    return Unacceptable("det är inget tal.", _number_remedy(item))


def nearest_answer(item: Item, number: int) -> str:
    """The number as the item's answer, or the nearest that its limits allow."""
    wanted = max(Decimal(number), item.lowest)
    return stored_number(wanted if item.highest is None else min(wanted, item.highest))


def limits_text(item: Item) -> str:
    """What a number may be, in words: "0–168 timmar", "minst 0 personer"."""
    lowest = swedish_number(item.lowest)
    limits = f"minst {lowest}" if item.highest is None else f"{lowest}–{swedish_number(item.highest)}"
    return f"{limits} {item.unit}".strip()


def _number_remedy(item: Item) -> str:
    """Skriv ett tal från 0 till 168 (timmar), till exempel 37,5."""
    wanted = "ett heltal" if item.is_whole else "ett tal"
    lowest = swedish_number(item.lowest)
    limits = f"som är minst {lowest}" if item.highest is None else f"från {lowest} till {swedish_number(item.highest)}"
    unit = f" ({item.unit})" if item.unit else ""
    example = "" if item.is_whole or _fault(item, _EXAMPLE) else f", till exempel {swedish_number(_EXAMPLE)}"
    words = "".join(f" eller {label}" for label in item.or_words.values())
    return f"Skriv {wanted} {limits}{unit}{example}{words}."


def plain_number(text: str) -> Decimal | None:
    """A stored answer as a number: 1234.5; None where it is a word, or none. What people type is for readings_of."""
    return Decimal(text) if _STORED.fullmatch(text) else None


def read_text(text: str) -> str:
    """Free text, with one kind of line break; Unacceptable where too long or with control characters."""
    text = plain_text(text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) > MAX_TEXT:
        raise Unacceptable(f"texten är för lång ({len(text)} tecken).", f"Korta den till högst {MAX_TEXT} tecken.")
    if _CONTROL.search(text):
        raise Unacceptable("texten innehåller styrtecken.", "Skriv om texten utan dem.")
    return text
