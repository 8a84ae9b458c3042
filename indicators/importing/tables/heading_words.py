"""What a heading says beside which indicator it is about: a year, last year, or that its column is a comment, a count
or a change. Pure.

A year is not always the year of the figures: dates, law numbers, report numbers and "jämfört med 2016" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.importing.headings import heading_key

RESULT = "result"
COUNT = "count"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_OTHER_THAN_OF_FIGURES = re.compile(
    r"(?<!\d)\d{4}\s?:\s?\d+"  # SFS 2001:453, rapport 2018:1
    r"|(?<!\d)\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?!\d)"
    rf"|(?:\d{{1,2}}\s+)?\b(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\.?\s+\d{{4}}"
    r"|\d{1,2}/\d{1,2}[\s-]+\d{4}"
    r"|\b(?:jämför(?:t|d|da|else)? med|jämfört|jfr|jmf|sedan|gentemot|mot|efter|före|t\.?o\.?m\.?|fr\.?o\.?m\.?"
    r"|till och med|från och med)\s+(?:år(?:et)?\s+)?\d{4}(?!\d)"
    r"|(?<!\d)\d{4}\s+(?:kr|kronor|invånare|personer|timmar)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19[89]|20[0-9])\d(?!\d)")
_YEAR_AND_ITS_WORD = re.compile(rf"(?:\bår(?:et)?\s+)?\(?{_YEAR.pattern}\)?(?:\s*års?\b)?", re.IGNORECASE)
_LAST_YEAR = re.compile(
    r"\(?\b(?:förra|föregående|förgående|fjol|tidigare|i fjol)\s*"
    r"(?:årets?|års?|mätning(?:en)?|undersökning(?:en)?)\b\)?"
    r"|\bi fjol\b",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\(?\b(?:i år|årets|innevarande år|detta år)\b\)?", re.IGNORECASE)
_PARTS = re.compile(r"\s*[,;:()\[\]\n]\s*|\s+[–—-]\s+")
_NUMBER_OF_A_QUESTION = re.compile(r"(?:fråga|indikator|nr|kolumn)?\s*[a-zåäö]{0,2}\d{0,3}[a-z]?[.)]?", re.IGNORECASE)
_NAMES_OF_KINDS = {
    RESULT: "resultat, utfall, svar, värde, andel, andel i procent, andel procent, procent, i procent, andel ja, "
    "andel ja i procent, medel, medelvärde, andel eller medel, kronor, kr, timmar, antal timmar, procent av alla",
    "comment": "kommentar, kommentarer, anmärkning, anmärkningar, anm, not, noter, fotnot, fotnoter, källa, källor, "
    "notering, noteringar, jämförbarhet, beaktas i analysen, rättat och motstridigt",
    COUNT: "antal, antal ja, antal svar, antal svarande, antal kommuner, antal enheter, n, bas, underlag, nämnare, "
    "täljare, svarsfrekvens, bortfall",
    "change": "förändring, ändring, skillnad, diff, differens, utveckling, trend, pe, procentenheter",
    "rank": "rang, rank, ranking, rangordning, placering, kvartil",
    "margin": "konfidensintervall, felmarginal, nedre gräns, övre gräns",
}
_BEGINNINGS = {"förändring": "change", "ändring": "change", "skillnad": "change", "kommentar": "comment"}
_KINDS = {heading_key(name): kind for kind, names in _NAMES_OF_KINDS.items() for name in names.split(",")}


@dataclass(frozen=True)
class Words:
    """A heading taken apart. `rest` is what may name an indicator; `kind` is empty where nothing is said of it."""

    rest: str
    years: frozenset[int]
    kind: str
    is_last_year: bool = False
    is_this_year: bool = False

    def is_of_year(self, accepted: frozenset[int]) -> bool | None:
        """None where no year is told."""
        if self.years:
            return bool(self.years & accepted)
        return None if not (self.is_last_year or self.is_this_year) else self.is_this_year


@dataclass(frozen=True)
class YearConflict:
    """A text that says the figures are of another year than the survey's, and where it stands."""

    place: str
    text: str


def years_in(text: str) -> frozenset[int]:
    """The years that figures are said to be of."""
    return frozenset(int(year) for year in _YEAR.findall(_OTHER_THAN_OF_FIGURES.sub(" ", text)))


def names_another_year(text: str, accepted: frozenset[int]) -> bool:
    """A title that names the survey's year too is no other year's."""
    return read_words(text).is_of_year(accepted) is False


def read_words(text: str) -> Words:
    """A heading's years and kind, and what is left of it."""
    kind = next((kind for begins, kind in _BEGINNINGS.items() if heading_key(text).startswith(begins)), "")
    if kind:
        return Words("", frozenset(), kind)
    years = years_in(text)
    without = _YEAR_AND_ITS_WORD.sub(" ", text) if years else text
    last = _LAST_YEAR.search(without) is not None
    without = _LAST_YEAR.sub(" ", without)
    this = _THIS_YEAR.search(without) is not None
    without = _THIS_YEAR.sub(" ", without)
    parts = [part for part in _PARTS.split(without) if part.strip()]
    kinds = {part: found for part in parts if (found := kind_of(part))}
    if kinds:
        kind = next((one for one in kinds.values() if one != RESULT), RESULT)
        without = " ".join(part for part in parts if part not in kinds)
    rest = without if heading_key(without) else ""
    return Words(" ".join(rest.split()), years, kind, last, this)


def kind_of(text: str) -> str:
    """What kind of column a heading of its own means; empty where it is none of those known."""
    return _KINDS.get(heading_key(text.replace("%", " procent ")), "")


def is_number_of_a_question(text: str) -> bool:
    """E1, G2a, Fråga 3, 12: tells no more than which column of the questionnaire it was."""
    return any(letter.isdigit() for letter in text) and _NUMBER_OF_A_QUESTION.fullmatch(text.strip()) is not None
