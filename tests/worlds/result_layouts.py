"""One table of results, written in the ways that people write such tables. What stands in it is always the same."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import xlsxwriter

NAMES = {
    "missbruk": "Aktuell rutin för samordning mellan Missbruk och Ekonomiskt bistånd",
    "vantetid": "Väntetid för nybesök",
    "vald": "Aktuell rutin vid indikation på våld – Ekonomiskt bistånd",
}
UNITS = {"0125": "Ekerö", "0184": "Solna", "0139": "Upplands-Bro", "0114": "Upplands Väsby"}
GROUPS = {"fou-nordvast": "Snitt", "stockholm": "Stockholm", "stockholms-lan": "Stockholms län", "riket": "Riket"}
OTHER_NAMES = {
    "fou-nordvast": ("Snitt i Nordväst", "Nordväst (Snitt)", "Medel Nordväst"),
    "stockholm": ("Snitt i Stockholm", "Stockholms stad", "Stockholm (stad)"),
    "stockholms-lan": ("Länet", "Snitt i länet", "Stockholms län (snitt)"),
    "riket": ("Snitt i Riket", "Sverige", "Hela riket"),
}
WORDS = {"ja": "Ja", "nej": "NEJ", "delvis": "Delvis", "ej_aktuellt": "Ej aktuellt"}
Truth = dict[tuple[str, str], Any]  # code or slug, indicator: word or share
Rows = list[list[Any]]


@dataclass
class Page:
    """Cells from A1 on; merged as (first row, first column, last row, last column)."""

    rows: Rows
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def below(self, lines: int) -> Page:
        """Moved down."""
        moved = [(top + lines, left, bottom + lines, right) for top, left, bottom, right in self.merged]
        hidden = [row + lines for row in self.hidden_rows]
        return replace(self, rows=[[] for _ in range(lines)] + self.rows, merged=moved, hidden_rows=hidden)

    def to_the_right(self, columns: int) -> Page:
        moved = [(top, left + columns, bottom, right + columns) for top, left, bottom, right in self.merged]
        return replace(self, rows=[[""] * columns + row for row in self.rows], merged=moved)

    def with_title(self, *lines: str) -> Page:
        moved = self.below(len(lines))
        return replace(moved, rows=[[line] for line in lines] + moved.rows[len(lines) :])

    def as_xlsx(self) -> bytes:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            sheet = book.add_worksheet("Resultat")
            for number, row in enumerate(self.rows):
                for column, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, column, cell)
            for top, left, bottom, right in self.merged:
                sheet.merge_range(top, left, bottom, right, self.rows[top][left])
            for row in self.hidden_rows:
                sheet.set_row(row, None, None, {"hidden": True})
            for column in self.hidden_columns:
                sheet.set_column(column, column, None, None, {"hidden": True})
        return target.getvalue()

    def as_csv(self, delimiter: str = ";") -> bytes:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(self.rows)
        return text.getvalue().encode()


def subjects(truth: Truth) -> list[str]:
    return list(dict.fromkeys(subject for subject, _ in truth))


def codes(truth: Truth) -> list[str]:
    return list(dict.fromkeys(code for _, code in truth))


def name_of(subject: str) -> str:
    return UNITS.get(subject) or GROUPS[subject]


def printed(value: Any) -> Any:
    return WORDS[value] if isinstance(value, str) else f"{value} %"


def another(value: Any) -> Any:
    """What is not true: of another year, in a comment, or hidden."""
    return ("NEJ" if value == "ja" else "Ja") if isinstance(value, str) else f"{100 - value} %"


def other_name(at: int) -> Callable[[str], str]:
    return lambda subject: OTHER_NAMES[subject][at] if subject in OTHER_NAMES else name_of(subject)


def plain(truth: Truth, name: Callable[[str], str] = name_of) -> Page:
    lines = [[name(one), *(printed(truth[one, code]) for code in codes(truth))] for one in subjects(truth)]
    return Page([["Kommun", *(NAMES[code] for code in codes(truth))], *lines])


def under(truth: Truth, *kinds: str, merged: bool = True, repeated: bool = False) -> Page:
    """A column for each of `kinds` under every indicator; the true one is the last in the order of TRUE."""
    true = max(kinds, key=lambda kind: kind in ("2017", "Resultat", "I år", "Andel i %"))
    top: list[Any] = [""]
    for code in codes(truth):
        top += [NAMES[code], *([NAMES[code]] if repeated else [""]) * (len(kinds) - 1)]
    rows: Rows = [top, ["Kommun", *kinds * len(codes(truth))]]
    for one in subjects(truth):
        line: list[Any] = [name_of(one)]
        for code in codes(truth):
            value = truth[one, code]
            line += [printed(value) if kind == true else another(value) for kind in kinds]
        rows.append(line)
    spans = [(0, 1 + at * len(kinds), 0, (at + 1) * len(kinds)) for at in range(len(codes(truth)))]
    return Page(rows, spans if merged and len(kinds) > 1 else [])


def years_above(truth: Truth, *years: int) -> Page:
    """All indicators of a year beside each other, under a merged year."""
    count = len(codes(truth))
    rows: Rows = [["", *(cell for year in years for cell in [year, *[""] * (count - 1)])]]
    rows.append(["Kommun", *[NAMES[code] for code in codes(truth)] * len(years)])
    for one in subjects(truth):
        values = [truth[one, code] for code in codes(truth)]
        cells = [printed(value) if year == 2017 else another(value) for year in years for value in values]
        rows.append([name_of(one), *cells])
    spans = [(0, 1 + at * count, 0, (at + 1) * count) for at in range(len(years))] if count > 1 else []
    return Page(rows, spans)


def in_headings(truth: Truth, pattern: str, *others: str) -> Page:
    """The year or kind in the heading's own text: "{} 2017" beside "{} 2016"."""
    page = plain(truth)
    heads = [form.format(NAMES[code]) for code in codes(truth) for form in (pattern, *others)]
    rows: Rows = [["Kommun", *heads]]
    for one in subjects(truth):
        values = [truth[one, code] for code in codes(truth)]
        rows.append([name_of(one), *(c for v in values for c in (printed(v), *[another(v)] * len(others)))])
    return replace(page, rows=rows)


def with_codes(truth: Truth, *, number: bool = False, after: bool = False, alone: bool = False) -> Page:
    """A column of codes, which may have lost their zeros, before or after the names."""
    page = plain(truth)
    rows: Rows = []
    for one, row in zip(["Kommunkod", *subjects(truth)], page.rows, strict=True):
        code: Any = one if one == "Kommunkod" or one in UNITS else ""
        code = int(code) if number and code in UNITS else code
        rows.append([code, *row[1:]] if alone else [row[0], code, *row[1:]] if after else [code, *row])
    if alone:
        rows = [row for row in rows if row[0]]
    return Page(rows)


def turned(page: Page) -> Page:
    width = max(map(len, page.rows))
    full = [row + [""] * (width - len(row)) for row in page.rows]
    merged = [(left, top, right, bottom) for top, left, bottom, right in page.merged]
    rows = [list(cells) for cells in zip(*full, strict=True)]
    return Page(rows, merged, page.hidden_columns, page.hidden_rows)


def halves(truth: Truth) -> tuple[Truth, Truth]:
    first = codes(truth)[: (len(codes(truth)) + 1) // 2]
    return {k: v for k, v in truth.items() if k[1] in first}, {k: v for k, v in truth.items() if k[1] not in first}


def below_each_other(truth: Truth, gap: int = 1) -> Page:
    above, beneath = halves(truth)
    return Page([*plain(above).rows, *[[] for _ in range(gap)], *plain(beneath).rows])


def beside_each_other(truth: Truth, gap: int = 1) -> Page:
    left, right = (plain(half).rows for half in halves(truth))
    right = [right[0], *right[:0:-1]]  # in another order
    return Page([[*one, *[""] * gap, *other] for one, other in zip(left, right, strict=True)])


def with_hidden(truth: Truth) -> Page:
    """A hidden row and a hidden column that say something else."""
    page = plain(truth)
    false = [another(value) if at else "Solna" for at, value in enumerate(["", *codes(truth)])]
    rows = [[row[0], NAMES[codes(truth)[0]] if not at else "Ja", *row[1:]] for at, row in enumerate(page.rows)]
    rows.insert(1, [false[0], "Ja", *false[1:]])
    return Page(rows, hidden_rows=[1], hidden_columns=[1])


def spaced(page: Page) -> Page:
    """An empty row after each, and an empty column after the names."""
    rows = [cells for row in page.rows for cells in ([[*row[:1], "", *row[1:]]], [[]])]
    return Page([row for cells in rows for row in cells])


def repeated(truth: Truth) -> Page:
    """The heading stands again in the middle, as where a page was broken."""
    rows = plain(truth).rows
    return Page([*rows[:4], [], rows[0], *rows[4:]])


def long_years(truth: Truth) -> Page:
    """Two rows for each, with the year in a column."""
    rows: Rows = [["Kommun", "År", *(NAMES[code] for code in codes(truth))]]
    for one in subjects(truth):
        values = [truth[one, code] for code in codes(truth)]
        rows.append([name_of(one), 2016, *map(another, values)])
        rows.append([name_of(one), 2017, *map(printed, values)])
    return Page(rows)


def noted(page: Page) -> Page:
    """With a total, footnotes and a source below it."""
    notes: Rows = [
        ["Antal ja", *[3] * (len(page.rows[-1]) - 1)],
        [],
        ["1) Gäller hela landet."],
        ["Källa: påhittad 2016"],
    ]
    return replace(page, rows=page.rows + notes)


def without_groups(truth: Truth) -> Truth:
    return {key: value for key, value in truth.items() if key[0] in UNITS}


def without_units(truth: Truth) -> Truth:
    """And without Snitt and Länet, which only the municipalities of a table tell."""
    return {key: value for key, value in truth.items() if key[0] in ("stockholm", "stockholms-lan", "riket")}


LAYOUTS: dict[str, Callable[[Truth], Page]] = {
    "plain": plain,
    "other names of groups": lambda truth: plain(truth, other_name(0)),
    "further names of groups": lambda truth: plain(truth, other_name(1)),
    "names of groups with brackets": lambda truth: plain(truth, other_name(2)),
    "kommun after the name": lambda truth: plain(
        truth, lambda one: f"{UNITS[one]} kommun" if one in UNITS else GROUPS[one]
    ),
    "title": lambda truth: plain(truth).with_title("Tabell 2. Resultat 2017", ""),
    "title and source": lambda truth: plain(truth).with_title("Öppna jämförelser 2017", "Uppdaterad 2018-01-15", ""),
    "municipalities only": lambda truth: plain(without_groups(truth)),
    "groups only": lambda truth: plain(without_units(truth)),
    "codes first": with_codes,
    "codes without zeros": lambda truth: with_codes(truth, number=True),
    "codes after": lambda truth: with_codes(truth, after=True),
    "codes alone": lambda truth: with_codes(without_groups(truth), alone=True),
    "last year first": lambda truth: under(truth, "2016", "2017"),
    "last year last": lambda truth: under(truth, "2017", "2016"),
    "three years, not merged": lambda truth: under(truth, "2015", "2016", "2017", merged=False),
    "heading repeated over both years": lambda truth: under(truth, "2016", "2017", merged=False, repeated=True),
    "last year in words": lambda truth: under(truth, "I år", "Förra året"),
    "comment first": lambda truth: under(truth, "Kommentar", "Resultat"),
    "comment last, not merged": lambda truth: under(truth, "Resultat", "Kommentar", merged=False),
    "count and share": lambda truth: under(truth, "Antal", "Andel i %", "Förändring", "Rang"),
    "years above": lambda truth: years_above(truth, 2016, 2017),
    "years above, turned round": lambda truth: years_above(truth, 2017, 2016),
    "year in the heading": lambda truth: in_headings(truth, "{} 2017", "{} 2016"),
    "last year in brackets": lambda truth: in_headings(truth, "{}", "{} (2016)"),
    "change in the heading": lambda truth: in_headings(truth, "{}", "{}, förändring"),
    "year in a column": long_years,
    "transposed": lambda truth: turned(plain(truth)),
    "transposed with codes": lambda truth: turned(with_codes(truth)),
    "transposed years": lambda truth: turned(under(truth, "2016", "2017")),
    "two tables below": below_each_other,
    "two tables close": lambda truth: below_each_other(truth, gap=0),
    "two tables beside": beside_each_other,
    "two tables close beside": lambda truth: beside_each_other(truth, gap=0),
    "hidden row and column": with_hidden,
    "empty rows and columns": lambda truth: spaced(plain(truth)),
    "away from the corner": lambda truth: plain(truth).below(3).to_the_right(2),
    "heading again": repeated,
    "total and footnotes": lambda truth: noted(plain(truth)),
}
IN_CSV = [name for name in LAYOUTS if name != "hidden row and column"]
