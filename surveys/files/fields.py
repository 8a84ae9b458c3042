"""How one cell becomes an answer: a field of django-import-export per item, with a widget that reads and shows it.

The fields and widgets are the library's; its row-by-row machinery is passed by (docs/adr/0003).
"""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from surveys.files.workbooks import Cell, text_of
from surveys.questionnaires.answer_values import Unacceptable, exact_text, normalise, not_a_number, read_text
from surveys.questionnaires.questionnaire import Item, Questionnaire

__all__ = ["Unacceptable", "clean_text", "fields_of", "normalise"]


class ItemWidget(Widget):
    """Reads a cell as the item's answer, and shows an answer as the respondent saw it."""

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item
        self.read = item.reader()

    def clean(self, value: Cell, row: object = None, **kwargs: object) -> str:
        return self.read(_number_text(self.item, value) if self.item.is_number else text_of(value))

    def render(self, value: str, obj: object = None, **kwargs: object) -> str:
        return self.item.label_of(value)


def _number_text(item: Item, value: Cell) -> str:
    """A number as typed, whatever the sheet calls it; dates and truths are none."""
    if isinstance(value, bool | date | time | timedelta):
        raise not_a_number(item)
    if isinstance(value, int | float):
        return exact_text(Decimal(repr(round(value, 6))))
    return text_of(value)


def clean_text(value: Cell) -> str:
    """A cell as free text; Unacceptable where too long or with control characters."""
    return read_text(text_of(value))


def fields_of(questionnaire: Questionnaire) -> dict[str, Field]:
    """A field per item; its column is the item's code."""
    return {
        code: Field(column_name=code, attribute=code, widget=ItemWidget(item))
        for code, item in questionnaire.items.items()
    }
