"""How far the answering has come, in words, cells and files. No queries."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from fractions import Fraction

import xlsxwriter
from django.utils import timezone
from django.utils.formats import date_format

from municipalities.models import Mail
from municipalities.swedish import percent, plural
from surveys.collecting.board_queries import UnitStatus
from surveys.collecting.queries import CHANGED, HANDED_IN, NOT_STARTED, UNDER_WAY, CollectionSummary
from surveys.models import Collection, Mailing

SIGNS = {NOT_STARTED: "○", UNDER_WAY: "◐", CHANGED: "!", HANDED_IN: "✓"}
COMING, OPEN, CLOSED = "coming", "open", "closed"


def state_words() -> dict[str, str]:
    return {NOT_STARTED: "Inte påbörjat", UNDER_WAY: "Pågår", CHANGED: "Ändrat efter kvitto", HANDED_IN: "Inlämnat"}


def phase_of(collection: Collection, today: date) -> str:
    """coming | open | closed"""
    if today < collection.opens:
        return COMING
    return OPEN if today <= collection.closes else CLOSED


def days_left(collection: Collection, today: date) -> str:
    """How long it stays open, in words."""
    phase = phase_of(collection, today)
    if phase == COMING:
        days = (collection.opens - today).days
        return plural(days, "öppnar om {n} dag", "öppnar om {n} dagar")
    if phase == CLOSED:
        return f"stängd sedan {date_format(collection.closes, 'j F Y')}"
    days = (collection.closes - today).days
    if days == 0:
        return "sista dagen är idag"
    return plural(days, "{n} dag kvar", "{n} dagar kvar")


def share(part: int, whole: int) -> str:
    """5 av 8 · 62,5 %."""
    text = f"{part} av {whole}"
    if not whole:
        return text
    return f"{text} · {percent(Fraction(100 * part, whole))}"


def present_list(summaries: Iterable[CollectionSummary], today: date) -> list[tuple[str, list[dict[str, object]]]]:
    """(heading, cards) of the open, coming and closed collections, those without any left out."""
    by_phase: dict[str, list[dict[str, object]]] = {OPEN: [], COMING: [], CLOSED: []}
    for one in summaries:
        phase = phase_of(one.collection, today)
        by_phase[phase].append(
            {
                "collection": one.collection,
                "survey": one.collection.survey,
                "days": days_left(one.collection, today),
                "handed_in": share(one.handed_in, one.units),
                "begun": one.begun,
                "units": one.units,
                "is_open": phase == OPEN,
            }
        )
    headings = {OPEN: "Öppna", COMING: "Kommande", CLOSED: "Stängda"}
    return [(headings[phase], cards) for phase, cards in by_phase.items() if cards]


def present_board(rows: Sequence[UnitStatus], state: str = "") -> dict[str, object]:
    """Rows in the state asked for, and what all of them come to."""
    counted = Counter(row.state for row in rows)
    words = state_words()
    handed_in = counted[HANDED_IN] + counted[CHANGED]
    shown = [row for row in rows if not state or row.state == state]
    return {
        "rows": [_board_row(row, words) for row in shown],
        "sections": [one.title for one in rows[0].sections] if rows else [],
        "counts": [(code, SIGNS[code], words[code], counted[code]) for code in reversed(words)],
        "rate": share(handed_in, len(rows)),
        "handed_in": handed_in,
        "units": len(rows),
        "without_contact": [row.municipality.full_name for row in rows if not row.contacts],
        "states": list(words.items()),
        "state": state,
    }


def _board_row(row: UnitStatus, words: dict[str, str]) -> dict[str, object]:
    return {
        "unit": row.municipality,
        "status": row,
        "state": row.state,
        "sign": SIGNS[row.state],
        "word": words[row.state],
        "sections": [
            {
                "title": one.title,
                "answered": one.answered,
                "asked": one.asked,
                "sign": "✓" if one.is_complete else "◐" if one.answered else "○",
                "who": ", ".join(row.assigned.get(one.section, ())),
            }
            for one in row.sections
        ],
    }


def board_table(rows: Sequence[UnitStatus]) -> list[list[str | int]]:
    """Heading row first, then one row per unit."""
    words = state_words()
    titles = [one.title for one in rows[0].sections] if rows else []
    head: list[str | int] = ["Kod", "Kommun", "Läge", "Besvarade", "Ställda"]
    for title in titles:
        head += [f"{title}, besvarade", f"{title}, ställda"]
    head += ["Senast aktiv", "Inlämnad", "Inlämnad av", "Kvitton", "Kontaktpersoner", "Senaste mejl"]
    head += ["Det som räknas", "Ändrade svar, inte inlämnade"]
    return [head, *(_table_row(row, words) for row in rows)]


def _table_row(row: UnitStatus, words: dict[str, str]) -> list[str | int]:
    numbers = [number for one in row.sections for number in (one.answered, one.asked)]
    response = row.response
    return [
        *(row.municipality.code, row.municipality.full_name, words[row.state], row.answered, row.asked),
        *numbers,
        _moment(row.last_activity),
        _moment(response.handed_in_at if response else None),
        response.handed_in_by if response else "",
        row.receipts,
        ", ".join(row.contacts),
        _moment(row.last_mail),
        row.counts,
        len(row.unsent),
    ]


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""


def write_xlsx(table: Sequence[Sequence[str | int]], title: str) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(title[:31])
        bold = workbook.add_format({"bold": True, "bg_color": "#E6F0F1", "text_wrap": True, "valign": "top"})
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row, bold if number == 0 else None)
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 24)
        sheet.set_column(2, len(table[0]) - 1, 16)
        sheet.autofilter(0, 0, max(len(table) - 1, 1), len(table[0]) - 1)
    return target.getvalue()


def mailing_state(mailing: Mailing, today: date) -> str:
    """Sent when and to how many, or what awaits it."""
    if mailing.sent_at is not None:
        at = _moment(mailing.sent_at)
        sent = plural(mailing.sent_to, "{n} person", "{n} personer")
        return f"Skickat {at} till {sent}"
    if mailing.collection.closes < today:
        return "Skickades inte: insamlingen hann stänga"
    return "Skickas av sig självt den dagen"


def mail_state(mail: Mail) -> str:
    """Sent, waiting or failed, in words."""
    if mail.sent_at is not None:
        return f"Skickat {_moment(mail.sent_at)}"
    if mail.error:
        return f"Misslyckades {mail.attempts} gånger: {mail.error}"
    return "Väntar på att skickas"


MAIL_KINDS = {
    "invitation": "Inbjudan",
    "reminder": "Påminnelse",
    "receipt": "Kvitto",
    "assignment": "Delat avsnitt",
    "changed": "Ändrat efter kvitto",
    "reopened": "Öppnad igen",
    "unsent": "Inte inlämnat",
}


def present_mails(mails: Iterable[Mail]) -> list[dict[str, object]]:
    return [{"mail": one, "kind": MAIL_KINDS.get(one.kind, one.kind), "state": mail_state(one)} for one in mails]
