"""Figures to Swedish text and table cells. No queries; rounding, units and words for what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from indicators.comparing.comparisons import Change
from indicators.comparing.matrix import HIDDEN, RESTRICTED, WAITING, Cell
from indicators.editions.queries import Press
from indicators.editions.statements import Settled, Statement
from indicators.rules.aggregate import round_half_up
from indicators.rules.outcomes import BASE, LABELS, LEFT_OUT, NON_RESPONSE, RESULT_WORDS, SIGNS
from indicators.rules.spec import IndicatorDefinition
from municipalities.models import Group
from municipalities.swedish import MINUS, NBSP, listed, percent

MISSING = {"": "Redovisas inte", HIDDEN: "Redovisas inte", WAITING: "Inte inlämnat"}
WITHHELD = {
    "over_20": "Redovisas inte: ej aktuellt och bortfall är mer än 20 % av enheterna.",
    "empty_base": "Redovisas inte: ingen enhet har ett resultat att räkna på.",
    RESTRICTED: "Redovisas inte: inte alla kommuners resultat är publicerade.",
}
WHY_NO_CHANGE = {"break": "ej jämförbar", "unknown": "jämförbarhet okänd"}
DIRECTIONS = {
    "ja": "Ett Ja är önskvärt.",
    "high": "Ett högt värde är önskvärt.",
    "low": "Ett lågt värde är önskvärt.",
    "none": "Indikatorn har ingen önskvärd riktning.",
}
MISSING_EXPLAINED = {
    **{LABELS[value]: RESULT_WORDS[value].explained for value in LEFT_OUT},
    "Inte tillfrågad": "ett tidigare svar gjorde att frågan inte ställdes, så den läses inte.",
    LABELS[NON_RESPONSE]: RESULT_WORDS[NON_RESPONSE].explained,
    MISSING[WAITING]: "kommunen har inte lämnat in sina svar, och sista dagen har inte passerat.",
    "Redovisas inte": "uppgiften finns inte i källan eller hålls inne; skälet står i cellen eller i noten.",
}
CORRECTED, DISPUTED = "rättad", "motstridig"
SOURCES = "uppgifter"  # where an indicator's page tells of both
MOST_PLACES = 5  # told of in a note; the indicator's page has them all
Number = Decimal | Fraction | int


def safe(html: str) -> SafeString:
    """Markup whose parts are our own words or escaped already."""
    return mark_safe(html)  # noqa: S308


def number_text(value: Number, decimals: int) -> str:
    """1095 becomes 1 095 and -0.25 with one decimal −0,3; spaces do not break, minus is a minus."""
    rounded = round_half_up(value, decimals)
    text = f"{abs(rounded):,.{decimals}f}".replace(",", NBSP).replace(".", ",")
    return MINUS + text if rounded < 0 else text


def _plain(value: Number) -> str:
    """With one decimal, or none where the number is whole."""
    return number_text(value, 0 if Fraction(value).denominator == 1 else 1)


def signed_text(value: Number, decimals: int | None = None) -> str:
    size = max(value, -value)
    text = _plain(size) if decimals is None else number_text(size, decimals)
    sign = "±" if not text.strip("0,") else "+" if value > 0 else MINUS
    return sign + text


def points_text(value: Number) -> str:
    """A change of a share: percentage points, short."""
    return f"{signed_text(value)}{NBSP}pe"


def figure_text(value: Number, definition: IndicatorDefinition) -> str:
    """A figure of the indicator, with its unit where that is percent."""
    if definition.kind == "choice":
        return percent(value)
    text = number_text(value, definition.decimals)
    return f"{text}{NBSP}%" if definition.unit == "procent" else text


def change_text(change: Change, definition: IndicatorDefinition, shown: int, compared: int) -> str:
    if change.points is not None:
        if definition.kind == "choice":
            return points_text(change.points)
        text = signed_text(change.points, definition.decimals)
        return f"{text}{NBSP}pe" if definition.unit == "procent" else text
    words = {"new": f"ny {shown}", "missing": f"saknas {compared}", **WHY_NO_CHANGE}
    return words.get(change.why_not, "")


def change_class(change: Change, definition: IndicatorDefinition) -> str:
    """up where the change is for the better, down where for the worse; empty without direction."""
    if not change.points or definition.desirable == "none":
        return ""
    return "up" if (change.points > 0) == (definition.desirable != "low") else "down"


def outcome_word(value: str, printed: str = "") -> str:
    """The result's word; a publication's own word for it ("JA med vissa") is kept where it says more."""
    label = LABELS.get(value, "") or MISSING.get(value, value)
    own = " ".join(printed.split()).capitalize() if value in SIGNS else ""
    usual = {LABELS[signed].casefold() for signed in SIGNS}
    return own if own and own.casefold() not in usual else label


def statement_text(one: Statement, definition: IndicatorDefinition) -> str:
    """What a publication prints, in the page's words."""
    return figure_text(one.number, definition) if one.number is not None else outcome_word(one.value, one.printed)


def printed_texts(
    definition: IndicatorDefinition, told: Sequence[tuple[str, Settled]], press: Press, because: str = ""
) -> list[str]:
    """Of one indicator, as (place, figure): one text of what has been corrected, one of what publishers differ on."""
    corrected = [one for one in told if one[1].earlier]
    disputed = [one for one in told if one[1].others]
    texts = [corrections_text(definition, corrected, press)] if corrected else []
    return texts + ([disputes_text(definition, disputed, press, because)] if disputed else [])


def disputes_text(
    definition: IndicatorDefinition, told: Sequence[tuple[str, Settled]], press: Press, because: str = ""
) -> str:
    """Of one indicator: place by place what the publishers print, and whose figures are used and why (`because`, where
    it is not for the kind of publication)."""
    places = []
    for name, settled in told:
        said = (f"{one.publisher} {statement_text(one, definition)}" for one in (settled.used, *settled.others))
        places.append(f"{name}: {', '.join(said)}")
    used = dict.fromkeys(
        f"Här används {one.used.publisher}: {because or _why_used(one.used, one.others[0], press)}."
        for _name, one in told
    )
    return f"Motstridiga uppgifter. {_cut(places)}. {' '.join(used)}"


def _why_used(used: Statement, other: Statement, press: Press) -> str:
    told, beside = press.publications[used.publication], press.publications[other.publication]
    if press.is_foreign(beside) and not press.is_foreign(told):
        return "det andra är inläst för ett nätverk och gäller på dess egna sidor"
    if told.kind != beside.kind:
        return f"{told.get_kind_display().lower()} går före {beside.get_kind_display().lower()}"
    return "den lades in först"


def corrections_text(definition: IndicatorDefinition, told: Sequence[tuple[str, Settled]], press: Press) -> str:
    """Of one indicator: place by place what the publisher printed before, and where the figure that holds stands."""
    places = [
        f"{name}: tidigare {statement_text(settled.earlier[-1], definition)},"
        f" nu {statement_text(settled.used, definition)}"
        for name, settled in told
    ]
    sources = dict.fromkeys(press.brought_text(settled.used) for _name, settled in told)
    return f"Rättade uppgifter. {_cut(places)}. Enligt {listed(sources)}."


def _cut(places: Sequence[str]) -> str:
    if len(places) <= MOST_PLACES:
        return "; ".join(places)
    return f"{'; '.join(places[: MOST_PLACES - 1])}; och {len(places) - MOST_PLACES + 1} till"


def status_class(value: str) -> str:
    return f"status-{value}" if value in SIGNS else "status-missing"


def moved_html(movement: int, since: int | None) -> str:
    """An arrow, in words for whoever does not see it; empty where nothing has moved."""
    if not movement:
        return ""
    arrow, told = ("▲", "upp") if movement > 0 else ("▼", "ned")
    return (
        f'<span class="change"><span aria-hidden="true">{arrow}</span>'
        f'<span class="visually-hidden">, {told} sedan {since}</span></span>'
    )


@lru_cache(maxsize=512)
def status_inside(value: str, word: str, movement: int, since: int | None) -> str:
    sign = f'<span aria-hidden="true">{SIGNS[value]}</span>' if value in SIGNS else ""
    return f"{sign}<span>{escape(word)}</span>{moved_html(movement, since)}"


def status_html(
    value: str, word: str = "", *, href: str = "", movement: int = 0, since: int | None = None
) -> SafeString:
    """A result as sign, word and colour, and an arrow when it changed; a link where there is a why."""
    inside = status_inside(value, word or outcome_word(value), movement, since)
    classes = f"status {status_class(value)}"
    if href:
        return safe(f'<a class="{classes}" href="{escape(href)}">{inside}</a>')
    return safe(f'<span class="{classes}">{inside}</span>')


def number_html(text: str) -> SafeString:
    """A figure: no colour, as it is neither a result nor missing."""
    return safe(f'<span class="status status-number">{escape(text)}</span>')


def base_text() -> str:
    """What a share is counted among: "Ja, Delvis eller Nej"."""
    *first, last = (LABELS[value] for value in reversed(BASE))
    return f"{', '.join(first)} eller {last}"


def explained_words() -> list[tuple[SafeString, str]]:
    """The results that have a sign, and what they mean."""
    return [(status_html(value), RESULT_WORDS[value].explained) for value in SIGNS]


def cell_text(definition: IndicatorDefinition, cell: Cell) -> str:
    """For files: the same word as on the page."""
    return figure_text(cell.number, definition) if cell.number is not None else outcome_word(cell.value, cell.printed)


def plain_number(value: Number) -> int | float:
    """For files: whole, or rounded to four decimals."""
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else float(round_half_up(exact, 4))


def group_options(groups: Iterable[Group], chosen: Group) -> SafeString:
    """The options of a group select, under the kinds of group; joined as text, as there are nearly a hundred."""
    labels = dict(Group.Kind.choices)
    parts = []
    for kind, found in groupby(groups, key=lambda group: group.kind):
        options = [
            f'<option value="{one.slug}"{" selected" if one.pk == chosen.pk else ""}>{escape(one.name)}</option>'
            for one in found
        ]
        parts.append(f'<optgroup label="{escape(labels[kind])}">{"".join(options)}</optgroup>')
    return safe("".join(parts))
