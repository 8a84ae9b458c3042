"""How one cell becomes an answer: a field of django-import-export per item, with a widget that reads and shows it.

The fields and widgets are the library's; its row-by-row machinery is passed by (docs/adr/0003).
"""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from surveys.files.workbooks import Cell, text_of
from surveys.questionnaires.answer_values import (
    Unacceptable,
    codes_by_word,
    normalise,
    not_a_number,
    options_by_word,
    plain_number,
    read_choice,
    read_number,
    read_text,
)
from surveys.questionnaires.questionnaire import Item, Questionnaire

__all__ = ["Unacceptable", "clean_text", "fields_of", "normalise", "plain_number"]


class _ItemWidget(Widget):
    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item

    def render(self, value: str, obj: object = None, **kwargs: object) -> str:
        return self.item.label_of(value)


class ChoiceWidget(_ItemWidget):
    """An option by its code or its label."""

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.known = options_by_word(item)

    def clean(self, value: Cell, row: object = None, **kwargs: object) -> str:
        return read_choice(self.item, self.known, text_of(value))


class NumberWidget(_ItemWidget):
    """A number of at least zero, with comma or point, or one of the item's words. Comes back with a point."""

    def __init__(self, item: Item) -> None:
        super().__init__(item)
        self.words = codes_by_word(item.or_words)

    def clean(self, value: Cell, row: object = None, **kwargs: object) -> str:
        text = text_of(value)
        if isinstance(value, bool | date | time | timedelta):
            raise not_a_number(self.item)
        if isinstance(value, float):
            text = format(Decimal(repr(round(value, 6))), "f") if abs(value) < 1e12 else text
        return read_number(self.item, self.words, text)


class TextWidget(_ItemWidget):
    def clean(self, value: Cell, row: object = None, **kwargs: object) -> str:
        return clean_text(value)


def clean_text(value: Cell) -> str:
    """A cell as free text; Unacceptable where too long or with control characters."""
    return read_text(text_of(value))


_WIDGETS = {"choice": ChoiceWidget, "integer": NumberWidget, "decimal": NumberWidget, "text": TextWidget}


def fields_of(questionnaire: Questionnaire) -> dict[str, Field]:
    """A field per item; its column is the item's code."""
    return {
        code: Field(column_name=code, attribute=code, widget=_WIDGETS[item.kind](item))
        for code, item in questionnaire.items.items()
    }
