"""What the reconciliation page shows: which findings are asked for, in which sections, and the same as a file."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from indicators.comparing.file_presenters import FileTable, write_xlsx
from indicators.models import Publication
from indicators.reconciling.printed_figures import Finding, Kind, Severity, area_of, year_of
from indicators.reconciling.queries import Reconciliation
from municipalities.swedish import plural
from surveys.files.csv_files import write_csv

OURS = "har"
FILES = (Publication.Kind.RESULT_FILE, Publication.Kind.REGISTER_FILE)  # read in here, so perhaps read wrongly
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
    Kind.JUMP: (
        "Hopp mellan åren",
        "Andelar som ändrats 25 procentenheter eller mer på ett år, utan att någon anmärkning om jämförbarhet "
        "förklarar det. Är frågan ändrad, skriv det i årets definition.",
    ),
    Kind.PLAUSIBLE: (
        "Orimliga värden",
        "Resultat som definitionen inte kan ge, delar mot helheter, andelar som inget antal ger, och tal som skrivits "
        "på annat sätt.",
    ),
    Kind.COMPUTED: (
        "Beräknat mot publicerat",
        "Publicerade resultat mot dem som räknats fram här ur inlämnade svar. Bortfall och det som inte är inlämnat "
        "jämförs inte.",
    ),
}
SEVERITIES = {
    Severity.ERROR: ("Fel", "✕", "nej", "motsäger sig självt"),
    Severity.DIFFERENCE: ("Skillnad", "≠", "missing", "två källor säger olika"),
    Severity.SUSPICION: ("Misstanke", "?", "delvis", "bör kontrolleras"),
}
COUNTED = {  # one, many
    Severity.ERROR: ("fel", "fel"),
    Severity.DIFFERENCE: ("skillnad", "skillnader"),
    Severity.SUSPICION: ("misstanke", "misstankar"),
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

    @property
    def is_narrowed(self) -> bool:
        return bool(self.publication or self.year or self.kind or self.severity or self.area)

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
    area: str  # its name
    url: str
    word: str
    sign: str
    colour: str

    @property
    def is_unit(self) -> bool:
        return self.finding.row.isdecimal()


@dataclass(frozen=True)
class Section:
    kind: str
    title: str
    intro: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True)
class Part:
    """What is ours to put right, open, or what one printed source says, folded away; `counts` are number and word."""

    slug: str
    title: str
    publisher: str  # empty for ours, and where nothing more than the title is known
    sections: tuple[Section, ...]
    counts: tuple[tuple[int, str], ...]

    @property
    def told(self) -> str:
        """ "FoU Nordväst: 17 fel, 6 skillnader"."""
        counts = ", ".join(f"{number} {word}" for number, word in self.counts)
        return f"{self.publisher}: {counts}" if self.publisher else counts

    @property
    def found(self) -> int:
        return sum(number for number, _word in self.counts)


def parts(done: Reconciliation, filters: Filters) -> list[Part]:
    """Ours first: what is computed here or read from a file. Then each printed source with findings: reports, the
    newest first, then what others have printed."""
    by_part: dict[str, list[Finding]] = {OURS: []}
    for finding in done.findings:
        if filters.lets_through(finding):
            by_part.setdefault(_part_of(done, finding), []).append(finding)
    printed = sorted(by_part.keys() - {OURS}, key=lambda slug: _printed_order(done, slug, by_part[slug]))
    return [_part(done, slug, by_part[slug], filters) for slug in (OURS, *printed)]


def _part_of(done: Reconciliation, finding: Finding) -> str:
    source = done.publications.get(finding.publication)
    from_file = source is not None and source.kind in FILES
    return OURS if finding.kind == Kind.COMPUTED or from_file else finding.publication


def _printed_order(done: Reconciliation, slug: str, findings: list[Finding]) -> tuple[int, int, int, str]:
    """Of one year's publications the one about the latest year first."""
    about = max((year_of(one.survey) for one in findings if one.survey), default=0)
    source = done.publications.get(slug)
    if source is None:  # a source of statements alone, as the guide
        return 2, 0, -about, slug
    return int(source.kind != Publication.Kind.REPORT), -source.year, -about, slug


def _part(done: Reconciliation, slug: str, findings: list[Finding], filters: Filters) -> Part:
    sections = []
    for kind, (title, intro) in KINDS.items():
        lines = tuple(_line(done, one) for one in findings if one.kind == kind)
        always = slug == OURS and kind == Kind.COMPUTED and filters.kind in ("", kind.value)
        if lines or always:
            sections.append(Section(kind.value, title, intro, lines))
    numbers = Counter(one.severity for one in findings)
    counts = tuple((numbers[one], plural(numbers[one], *words)) for one, words in COUNTED.items() if numbers[one])
    source = done.publications.get(slug)
    title = "Hos oss" if slug == OURS else title_of(done, slug)
    return Part(slug, title, source.publisher if source else "", tuple(sections), counts)


def title_of(done: Reconciliation, slug: str) -> str:
    """Of a source without figures the name that its places begin with: "Guide 2017"."""
    source = done.publications.get(slug)
    if source is not None:
        return source.title
    places = [one.place for one in done.findings if one.publication == slug]
    return places[0].split(",")[0] if places else slug


def summary(done: Reconciliation, filters: Filters) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    """Kind, its title, and of each of its checks what was tried, how many do not hold and how many were tried."""
    return [
        (kind.value, title, [(one.what, len(one.findings), one.tried) for one in done.checked if one.kind == kind])
        for kind, (title, _intro) in KINDS.items()
        if filters.kind in ("", kind.value)
    ]


def _line(done: Reconciliation, finding: Finding) -> FindingLine:
    word, sign, colour, _meaning = SEVERITIES[finding.severity]
    return FindingLine(finding, anchor_of(finding), _area(done, finding), _url(finding), word, sign, colour)


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
        "publications": [(slug, title_of(done, slug)) for slug in slugs],
        "years": [str(year) for year in years],
        "kinds": [(kind.value, title) for kind, (title, _intro) in KINDS.items()],
        "severities": [(one.value, word) for one, (word, *_rest) in SEVERITIES.items()],
    }


def severity_counts(done: Reconciliation) -> list[tuple[str, str, str, str, int]]:
    """Colour, sign, word, meaning and number of each severity."""
    found = [one.severity for one in done.findings]
    return [
        (colour, sign, word, meaning, found.count(severity))
        for severity, (word, sign, colour, meaning) in SEVERITIES.items()
    ]


def findings_csv(done: Reconciliation, filters: Filters) -> bytes:
    warning = [[EXAMPLE]] if done.is_example else []
    return write_csv([*warning, HEADINGS, *_file_lines(done, filters)])


def write_workbook(done: Reconciliation, filters: Filters) -> bytes:
    warning = EXAMPLE if done.is_example else ""
    return write_xlsx(FileTable("Avstämning", HEADINGS, list(_file_lines(done, filters)), warning))


def _file_lines(done: Reconciliation, filters: Filters) -> Iterator[list[str]]:
    shown = (line.finding for part in parts(done, filters) for section in part.sections for line in section.lines)
    for finding in shown:
        yield [
            KINDS[finding.kind][0],
            SEVERITIES[finding.severity][0],
            title_of(done, finding.publication),
            _area(done, finding),
            str(year_of(finding.survey)) if finding.survey else "",
            *(finding.indicator, finding.row_name, finding.place, finding.printed, finding.ours),
            *(finding.difference, finding.explanation),
        ]
