"""The kinds of question, a line each: what an answer looks like, and how typed text becomes one.

The questionnaires, the form, files, rules and tables ask an item what it is (`has_options`, `is_number`, `is_text`);
none of them asks for a kind by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from surveys.questionnaires.answer_values import choice_reader, number_reader, text_reader

if TYPE_CHECKING:
    from surveys.questionnaires.questionnaire import Item


class Shape(Enum):
    """What the form shows and what a column of answers can be used for."""

    OPTIONS = "options"  # one of the item's own options; can be counted, and open a gate
    NUMBER = "number"  # with a unit and perhaps words instead; can be summed and compared with last year's
    TEXT = "text"  # free text; can only be read


@dataclass(frozen=True)
class Kind:
    code: str  # in the YAML
    label: str  # what is answered, where the options do not say it
    shape: Shape
    reader: Callable[[Item], Callable[[str], str]]  # for one item: typed text to what is stored; Unacceptable
    is_whole: bool = False  # of a number: without decimals


KINDS = {
    one.code: one
    for one in (
        Kind("choice", "ett av svaren", Shape.OPTIONS, choice_reader),
        Kind("text", "fritext", Shape.TEXT, text_reader),
        Kind("integer", "tal", Shape.NUMBER, number_reader, is_whole=True),
        Kind("decimal", "tal", Shape.NUMBER, number_reader),
    )
}
