"""How one cell becomes an answer: a field of django-import-export per item, with a widget that reads and shows it.

The fields and widgets are the library's; its row-by-row machinery is passed by (docs/adr/0003).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from import_export.fields import Field
from import_export.widgets import Widget

from surveys.files.missing_signs import Meaning, Sign, sign_of
from surveys.files.workbooks import Cell, text_of
from surveys.questionnaires.answer_values import Unacceptable, exact_text, normalise, not_a_number, read_text
from surveys.questionnaires.questionnaire import Item, Questionnaire

__all__ = ["Unacceptable", "clean_text", "fields_of", "normalise"]

NO_SIGNS: Mapping[str, Sign] = {}
_MOST = 10**11  # from here on a spreadsheet shows a number with an exponent, and soon loses its last digits


class ItemWidget(Widget):
    """Reads a cell as the item's answer, and shows an answer as the respondent saw it."""

    def __init__(self, item: Item, *, takes_dates: bool = False) -> None:
        super().__init__()
        self.item, self.takes_dates = item, takes_dates
        self.read = item.reader()

    def clean(self, value: Cell, row: object = None, **kwargs: object) -> str:
        return self.clean_with_sign(value, NO_SIGNS)[0]

    def clean_with_sign(self, value: Cell, explained: Mapping[str, Sign]) -> tuple[str, Sign | None]:
        """The answer, and the sign it was written as, if any. `explained` is of the sheet, see explained_signs. An
        answer that looks like a sign is an answer; a free text is one unless the sheet explains it."""
        text = self._text(value)
        sign = sign_of(text, explained) if text else None
        if self.item.is_text:
            return self._clean_sign(sign) if sign and sign.words else (self.read(text), None)
        try:
            return self.read(text), None
        except Unacceptable:
            if sign is None:
                raise
        return self._clean_sign(sign)

    def _clean_sign(self, sign: Sign) -> tuple[str, Sign]:
        if sign.meaning in (Meaning.MISSING, Meaning.WITHHELD):
            return "", sign
        if sign.meaning is Meaning.ZERO and self.item.is_number:
            return self.read("0"), sign
        if sign.meaning is Meaning.UNCLEAR:
            both = f"bladet förklarar tecknet på två sätt ({sign.words})."
            raise Unacceptable(both, "Skriv svaret i cellen i stället för tecknet.")
        try:
            return self.read(sign.words), sign
        except Unacceptable as problem:
            if sign.meaning is Meaning.NOT_APPLICABLE:
                return "", sign
            told = f"tecknet betyder ”{sign.words}” enligt bladet, och {problem.reason}"
            raise Unacceptable(told, problem.remedy) from None

    def _text(self, value: Cell) -> str:
        """A cell as it was typed; Unacceptable where a spreadsheet has made something else of it."""
        if isinstance(value, str):
            text = text_of(value)
            is_share = self.item.is_number and self.item.unit.startswith(("procent", "%"))
            return text.removesuffix("%").rstrip() if is_share else text
        if isinstance(value, date) and self.takes_dates:
            return (value.date() if isinstance(value, datetime) else value).isoformat()
        if isinstance(value, date | time | timedelta):
            remedy = _date_remedy(self.item)
            raise Unacceptable(f"cellen är {_told_time(value)}, och det är inget svar på frågan.", remedy)
        if not self.item.is_number:
            return _typed(value)
        if isinstance(value, bool):
            raise not_a_number(self.item)
        return exact_text(Decimal(repr(round(value, 6))))

    def render(self, value: str, obj: object = None, **kwargs: object) -> str:
        return self.item.label_of(value)


def _told_time(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    return f"ett datum ({value})" if isinstance(value, date) else f"ett klockslag ({value})"


def _date_remedy(item: Item) -> str:
    made = "Excel gör ibland om text till datum: formatera cellen som text och skriv svaret igen"
    return f"{made}, ett av: {', '.join(option.label for option in item.options)}." if item.has_options else f"{made}."


def _typed(value: float | int | bool) -> str:
    """A number where a text or an option is meant, as a Swedish reader saw it."""
    if isinstance(value, bool):
        return text_of(value)
    if abs(value) >= _MOST:
        reason = "Excel har gjort ett tal av texten, och dess sista siffror är osäkra."
        raise Unacceptable(reason, "Formatera cellen som text och skriv den igen.")
    return text_of(value).replace(".", ",")


def clean_text(value: Cell) -> str:
    """A cell as free text; Unacceptable where too long, with control characters, or made a date by a spreadsheet."""
    if isinstance(value, str):
        return read_text(text_of(value))
    if isinstance(value, date | time | timedelta):
        remedy = "Formatera cellen som text och skriv den igen."
        raise Unacceptable(f"cellen är {_told_time(value)}, men här ska en text stå.", remedy)
    return read_text(_typed(value))


def fields_of(questionnaire: Questionnaire) -> dict[str, Field]:
    """A field per item; its column is the item's code."""
    return {
        code: Field(
            column_name=code, attribute=code, widget=ItemWidget(item, takes_dates=_asks_for_date(questionnaire, item))
        )
        for code, item in questionnaire.items.items()
    }


def _asks_for_date(questionnaire: Questionnaire, item: Item) -> bool:
    text = f"{questionnaire.question_of(item.code).text} {item.label}".casefold()
    return item.is_text and re.search(r"\b(datum|vilken dag)\b", text) is not None
