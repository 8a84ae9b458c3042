"""One picture of each kind, with the long names that the municipalities have, for the tests that hold for all kinds."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from documents.pictures.developments import Development, DevelopmentUnit, DevelopmentYear
from documents.pictures.dots import Dot, DotRow, Dots
from documents.pictures.drawing import Drawing
from documents.pictures.grids import Grid, GridRow
from documents.pictures.profiles import Counts, Profile, ProfileRow
from documents.pictures.responding import MarkedDay, Responding, ResponseDay
from documents.pictures.trends import Trend, TrendPoint, TrendSeries
from documents.tree import Cell

EIGHT = ("Ekerö", "Järfälla", "Sigtuna", "Sollentuna", "Solna", "Sundbyberg", "Upplands-Bro", "Upplands Väsby")
YES, PARTLY, NO = Cell("Ja", tone="yes"), Cell("Delvis", tone="partly"), Cell("Nej", tone="no")
MISSING, LATER = Cell("Bortfall", tone="missing"), Cell("Kan inte svara", tone="missing")
LONG = "Samlad plan på övergripande nivå för anhörigstöd och uppföljning av missbruksöverenskommelser"


def series(name: str, *figures: str, first: int = 2014, broken: int = 0) -> TrendSeries:
    points = [
        TrendPoint(first + place, Fraction(figure), first + place != broken) for place, figure in enumerate(figures)
    ]
    return TrendSeries(name, tuple(points))


TREND = Trend(
    "Allt fler i Nordväst har socialjour",
    (
        series("Snitt Nordväst", "37.5", "50", "62.5", "75", broken=2016),
        series("Stockholm", "64", "66", "70", "73"),
        series("Stockholms län", "65", "69", "70", "72"),
        series("Riket", "54", "52", "58"),
    ),
)
DOTS = Dots(
    "Nordväst ligger högst i tillgänglighet",
    ("Nordväst", "Stockholm", "Stockholms län", "Riket"),
    (
        DotRow(
            "Socialjour dygnet runt",
            (Dot(Fraction(75), "6 av 8"), Dot(Fraction(70)), Dot(Fraction(72)), Dot(Fraction(69))),
        ),
        DotRow(
            LONG, (Dot(Fraction(100), "8 av 8"), Dot(Fraction(100)), Dot(None, why="redovisas inte"), Dot(Fraction(98)))
        ),
        DotRow(
            "Brukarmedverkan", (Dot(Fraction(0), "0 av 8"), Dot(Fraction(3)), Dot(Fraction(50)), Dot(Fraction(199, 3)))
        ),
    ),
)
PROFILE = Profile(
    "Solna har det mesta av kompetens men lite av uppföljning",
    "Solna",
    "Nordväst",
    (
        ProfileRow("Tillgänglighet", Counts(3, 1, 1), Counts(24, 6, 9, 1)),
        ProfileRow("Helhetssyn och samordning", Counts(2, 0, 3, 1), Counts(20, 2, 20, 6)),
        ProfileRow("Kunskapsbaserad verksamhet", Counts(9, 1, 2, 1), Counts(60, 12, 20, 12)),
        ProfileRow("Självbestämmande och integritet", Counts(), Counts(1)),
    ),
)
GRID = Grid(
    "Sex av åtta har socialjour",
    EIGHT,
    (
        GridRow("Socialjour dygnet runt", (YES, YES, NO, YES, PARTLY, YES, YES, YES), "6 av 8 · 75 %"),
        GridRow(LONG, (NO, NO, MISSING, LATER, PARTLY, Cell("12,4", tone="low"), Cell("13", tone="middle"), YES)),
        GridRow("Väntetid i dagar", (*(Cell(str(n), tone="high") for n in range(7)), Cell("1 095"))),
    ),
)
DEVELOPMENT = Development(
    "Tre av åtta blev fem av åtta",
    "Nordväst",
    (
        DevelopmentYear(2017, "före", "3 av 8 · 37,5 %", ("yes",) * 3 + ("no",) * 4 + ("partly",)),
        DevelopmentYear(2018, "", "4 av 7 · 57,1 %", ("yes",) * 4 + ("no",) * 3 + ("missing",)),
        DevelopmentYear(2019, "efter", "5 av 8 · 62,5 %", ("yes",) * 5 + ("no",) * 3, joins=False),
    ),
    tuple(DevelopmentUnit(name, (NO, MISSING if name == "Solna" else PARTLY, YES)) for name in EIGHT),
)
OPENED = date(2017, 1, 16)
RESPONDING = Responding(
    "Hälften hade lämnat in vid påminnelsen",
    tuple(ResponseDay(OPENED + timedelta(n), min(8 * n + 3, 300), min(5 * n, 260)) for n in range(0, 45, 2)),
    (
        MarkedDay(OPENED, "Öppnad"),
        MarkedDay(date(2017, 2, 13), "Påminnelse"),
        MarkedDay(date(2017, 2, 20), "Påminnelse"),
        MarkedDay(date(2017, 3, 10), "Sista dag"),
    ),
    316,
)
DRAWINGS: dict[str, Drawing] = {
    "trend": TREND,
    "dots": DOTS,
    "profile": PROFILE,
    "grid": GRID,
    "development": DEVELOPMENT,
    "responding": RESPONDING,
}
