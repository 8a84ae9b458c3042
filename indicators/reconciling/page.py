"""What the reconciliation page shows: which findings are asked for, in which sections, and the same as a file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from indicators.comparing.file_presenters import FileTable, write_xlsx
from indicators.reconciling.printed_figures import Checked, Finding, Kind, Severity, area_of, year_of
from indicators.reconciling.queries import Reconciliation
from surveys.files.csv_files import write_csv

EXAMPLE = "Exempeldata: det beräknade bygger på påhittade svar."

KINDS = {
    Kind.MEAN: (
        "Snitt mot egna celler",
        "Det tryckta snittet räknas om ur tabellens egna celler, med tryckets antal decimaler.",
    ),
    Kind.CHANGE: (
        "Ändring mot båda årens celler",
        "Den tryckta ändringen räknas om, i procentenheter, ur cellerna för de två åren.",
    ),
    Kind.TEXT: (
        "Text mot tabell och text mot text",
        "Det som står i text, rubriker och bildtexter prövas mot tabellerna och definitionerna.",
    ),
    Kind.PUBLISHERS: (
        "Två utgivare, olika siffror",
        "Samma mått, grupp och år, även förra årets värde som siffra och ändring tillsammans ger.",
    ),
    Kind.COLUMN: (
        "Förskjutna eller kopierade kolumner",
        "Kolumner vars värden hör till en annan rubrik eller ett annat år. Tecken, inte bevis.",
    ),
    Kind.PLAUSIBLE: (
        "Orimliga värden",
        "Delar mot helheter, andelar som inget antal ger, och tal som skrivits på annat sätt.",
    ),
    Kind.COMPUTED: (
        "Beräknat mot publicerat",
        "Publicerade resultat mot dem som räknats fram här ur enkätsvaren, kommun för kommun.",
    ),
}
SEVERITIES = {
    Severity.ERROR: ("Fel", "✕", "nej", "motsäger sig självt"),
    Severity.DIFFERENCE: ("Skillnad", "≠", "missing", "två källor säger olika"),
    Severity.SUSPICION: ("Misstanke", "?", "delvis", "bör kontrolleras"),
}
HEADINGS = (
    *("slag", "allvar", "publikation", "område", "år", "indikator", "rad", "plats", "tryckt", "vi får", "skillnad"),
    "förklaring",
)


@dataclass(frozen=True)
class Filters:
    """What is asked for; empty means all."""

    publication: str = ""
    year: str = ""
    kind: str = ""
    severity: str = ""
    area: str = ""
    is_example: bool = False

    @classmethod
    def from_query(cls, query: QueryDict) -> Filters:
        publication, year, kind, severity, area = (
            query.get(name, "").strip() for name in ("publikation", "ar", "slag", "allvar", "verksamhet")
        )
        return cls(publication, year, kind, severity, area, query.get("exempel") == "1")

    def query(self) -> str:
        """As an address ends, with its question mark; empty without filters."""
        names = {"publikation": self.publication, "ar": self.year, "slag": self.kind, "allvar": self.severity}
        chosen = {name: value for name, value in (names | {"verksamhet": self.area}).items() if value}
        if self.is_example:
            chosen["exempel"] = "1"
        return f"?{urlencode(chosen)}" if chosen else ""

    def lets_through(self, finding: Finding) -> bool:
        year = str(year_of(finding.survey)) if finding.survey else ""
        asked = (self.publication, self.year, self.kind, self.severity, self.area)
        return all(not one or one == it for one, it in zip(asked, _of(finding, year), strict=True))


def _of(finding: Finding, year: str) -> tuple[str, str, str, str, str]:
    return finding.publication, year, finding.kind.value, finding.severity.value, area_of(finding.survey)


@dataclass(frozen=True)
class FindingLine:
    """One finding as shown, with its anchor and the page that says more."""

    finding: Finding
    anchor: str
    publication: str
    area: str  # its name
    url: str
    word: str
    sign: str
    colour: str


@dataclass(frozen=True)
class Section:
    kind: str
    title: str
    intro: str
    counts: tuple[tuple[str, int, int], ...]  # what was tried, how many do not hold, how many were tried
    lines: tuple[FindingLine, ...]

    @property
    def found(self) -> int:
        return sum(found for _what, found, _tried in self.counts)


def sections(done: Reconciliation, filters: Filters) -> list[Section]:
    """One per kind asked for, in fixed order, also those that found nothing."""
    asked = [kind for kind in KINDS if filters.kind in ("", kind.value)]
    return [_section(done, kind, filters) for kind in asked]


def _section(done: Reconciliation, kind: Kind, filters: Filters) -> Section:
    checks = [one for one in done.checked if one.kind == kind]
    findings = [one for one in done.findings if one.kind == kind and filters.lets_through(one)]
    title, intro = KINDS[kind]
    counts = tuple(_count(one) for one in checks)
    return Section(kind.value, str(title), str(intro), counts, tuple(_line(done, one) for one in findings))


def _count(check: Checked) -> tuple[str, int, int]:
    return check.what, len(check.findings), check.tried


def _line(done: Reconciliation, finding: Finding) -> FindingLine:
    word, sign, colour, _meaning = SEVERITIES[finding.severity]
    title = done.publications.get(finding.publication, "")
    return FindingLine(finding, anchor_of(finding), title, _area(done, finding), _url(finding), str(word), sign, colour)


def _area(done: Reconciliation, finding: Finding) -> str:
    return done.areas.get(area_of(finding.survey), "")


def anchor_of(finding: Finding) -> str:
    """The same for the same finding, whatever else is found."""
    parts = (finding.kind.value, finding.place, finding.survey, finding.printed, finding.ours)
    return f"fynd-{zlib.crc32('|'.join(parts).encode()):08x}"


def _url(finding: Finding) -> str:
    """Why, where a result is computed here; else the indicator's page, where the finding is about one."""
    area, _slash, year = finding.survey.partition("/")
    if not finding.indicator or not area:
        return ""
    if finding.kind == Kind.COMPUTED and finding.row.isdecimal():
        return reverse("why", args=[area, int(year), finding.indicator, finding.row])
    return reverse("indicator", args=[area, finding.indicator])


def choices(done: Reconciliation) -> dict[str, object]:
    """What the filters offer: only what some finding has."""
    years = sorted({year_of(one.survey) for one in done.findings if one.survey}, reverse=True)
    slugs = sorted({one.publication for one in done.findings})
    areas = sorted({area_of(one.survey) for one in done.findings if one.survey})
    return {
        "areas": [(slug, done.areas.get(slug, slug)) for slug in areas],
        "publications": [(slug, done.publications.get(slug, slug)) for slug in slugs],
        "years": [str(year) for year in years],
        "kinds": [(kind.value, title) for kind, (title, _intro) in KINDS.items()],
        "severities": [(one.value, word) for one, (word, *_rest) in SEVERITIES.items()],
    }


def severity_counts(done: Reconciliation) -> list[tuple[str, str, str, str, int]]:
    """Colour, sign, word, meaning and number of each severity."""
    found = [one.severity for one in done.findings]
    return [
        (colour, sign, str(word), str(meaning), found.count(severity))
        for severity, (word, sign, colour, meaning) in SEVERITIES.items()
    ]


def findings_csv(done: Reconciliation, filters: Filters) -> bytes:
    warning = [[EXAMPLE]] if done.is_example else []
    return write_csv([*warning, HEADINGS, *_file_lines(done, filters)])


def write_workbook(done: Reconciliation, filters: Filters) -> bytes:
    warning = EXAMPLE if done.is_example else ""
    return write_xlsx(FileTable("Avstämning", HEADINGS, list(_file_lines(done, filters)), warning))


def _file_lines(done: Reconciliation, filters: Filters) -> Iterator[list[str]]:
    for finding in done.findings:
        if not filters.lets_through(finding):
            continue
        yield [
            str(KINDS[finding.kind][0]),
            str(SEVERITIES[finding.severity][0]),
            done.publications.get(finding.publication, finding.publication),
            _area(done, finding),
            str(year_of(finding.survey)) if finding.survey else "",
            *(finding.indicator, finding.row_name, finding.place, finding.printed, finding.ours),
            *(finding.difference, finding.explanation),
        ]
