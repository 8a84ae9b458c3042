"""What holds for every kind of picture: legible, whole, self-contained, told in words and in a table."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.checks import cleaned, finished, sections_of
from documents.pictures.developments import Development, DevelopmentUnit, DevelopmentYear
from documents.pictures.dots import Dot, DotRow, Dots
from documents.pictures.drawing import NARROW, WIDE, Drawing
from documents.pictures.grids import Grid, GridRow
from documents.pictures.profiles import Counts, Profile, ProfileRow
from documents.pictures.responding import MarkedDay, Responding, ResponseDay
from documents.pictures.trends import Trend, TrendPoint, TrendSeries
from documents.tree import Cell, Document, Heading
from tests.documents.pictures.reading import SVG, collisions, cut, read, words_in
from tests.documents.pictures.samples import DRAWINGS, EIGHT, LONG
from tests.documents.sample import HOSTILE

KINDS = pytest.mark.parametrize("kind", DRAWINGS)
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
NAMES = st.sampled_from(
    [*EIGHT, LONG, "Stockholms län", "Arbetsmarknads- och socialförvaltningssamverkansområdet", HOSTILE, "", "中文 😀"]
) | st.text(max_size=40)
SHARES = st.fractions(0, 100, max_denominator=26)
TONES = st.sampled_from(["", "yes", "partly", "no", "missing", "low", "middle", "high"])
CELLS = st.builds(
    Cell, st.sampled_from(["Ja", "Delvis", "Kan inte svara", "Ej aktuellt", "1 095,5"]) | NAMES, tone=TONES
)


def tuples(of: st.SearchStrategy, least: int = 1, most: int = 6) -> st.SearchStrategy:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


@st.composite
def trends(draw: st.DrawFn) -> Trend:
    series = []
    for _ in range(draw(st.integers(1, 9))):
        years = sorted(draw(st.sets(st.integers(2007, 2026), min_size=1, max_size=12)))
        points = tuple(TrendPoint(year, draw(SHARES), draw(st.booleans())) for year in years)
        series.append(TrendSeries(draw(NAMES), points))
    return Trend("Fynd", tuple(series))


@st.composite
def dots(draw: st.DrawFn) -> Dots:
    groups = draw(tuples(NAMES, most=5))
    a_dot = st.builds(Dot, st.none() | SHARES, st.sampled_from(["", "6 av 8"]), NAMES)
    rows = tuple(DotRow(draw(NAMES), tuple(draw(a_dot) for _ in groups)) for _ in range(draw(st.integers(1, 5))))
    return Dots("Fynd", groups, rows)


COUNTS = st.builds(Counts, *[st.integers(0, 60)] * 4)
PROFILES = st.builds(Profile, st.just("Fynd"), NAMES, NAMES, tuples(st.builds(ProfileRow, NAMES, COUNTS, COUNTS)))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    columns = draw(tuples(NAMES, most=12))
    rows = [
        GridRow(draw(NAMES), tuple(draw(CELLS) for _ in columns), draw(NAMES)) for _ in range(draw(st.integers(1, 4)))
    ]
    return Grid("Fynd", columns, tuple(rows))


@st.composite
def developments(draw: st.DrawFn) -> Development:
    a_year = st.builds(
        DevelopmentYear,
        st.integers(2014, 2026),
        st.sampled_from(["", "före", "efter"]),
        NAMES,
        tuples(TONES, 0, 26),
        st.booleans(),
    )
    years = draw(tuples(a_year))
    units = [DevelopmentUnit(draw(NAMES), tuple(draw(CELLS) for _ in years)) for _ in range(draw(st.integers(0, 4)))]
    return Development("Fynd", draw(NAMES), years, tuple(units))


@st.composite
def respondings(draw: st.DrawFn) -> Responding:
    units = draw(st.integers(0, 316))
    first = date(2017, 1, 16)
    days = sorted(draw(st.sets(st.integers(0, 400), min_size=1, max_size=10)))
    counts = [sorted(draw(st.tuples(st.integers(0, units), st.integers(0, units)))) for _ in days]
    told = [ResponseDay(first + timedelta(day), most, least) for day, (least, most) in zip(days, counts, strict=True)]
    marked = draw(tuples(st.builds(MarkedDay, st.dates(first, date(2018, 1, 1)), NAMES), 0))
    return Responding("Fynd", tuple(told), marked, units)


ANY = st.one_of(trends(), dots(), PROFILES, grids(), developments(), respondings())


@settings(max_examples=250)
@given(ANY, st.sampled_from([WIDE, NARROW]))
def test_no_text_covers_another_or_is_cut_whatever_it_says(drawing: Drawing, width: int) -> None:
    svg = read(drawing, width)
    assert collisions(svg) == []
    assert cut(svg) == []


@KINDS
@WIDTHS
def test_no_text_is_too_small_and_all_is_horizontal(kind: str, width: int) -> None:
    """12 of 720 units over 160 mm are 7.6 points."""
    drawn = DRAWINGS[kind].svg("k", width)
    assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', drawn)) >= 12
    assert not re.search("transform|rotate|writing-mode", drawn)


@KINDS
def test_at_most_ten_grid_lines(kind: str) -> None:
    assert 0 <= len([one for one in read(DRAWINGS[kind]).iter() if one.get("class") == "grid"]) <= 10


@KINDS
def test_the_look_stands_in_attributes_and_classes_and_nothing_runs(kind: str) -> None:
    svg = read(DRAWINGS[kind])
    for one in svg.iter():
        assert not {name for name in one.attrib if name == "style" or name.startswith("on") or "href" in name}
        assert one.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "text", "line", "path", "rect", "circle"}
        if one.tag.removeprefix(SVG) in {"text", "rect", "circle"}:
            assert {"class", "fill"} <= set(one.attrib)
    assert "Source Sans" in svg.attrib["font-family"]


@KINDS
def test_title_and_description_are_named_by_ids_of_its_own(kind: str) -> None:
    drawing = DRAWINGS[kind]
    svg = read(drawing, key="bild-7")
    told = {one.attrib["id"]: one.text for one in svg if "id" in one.attrib}
    assert svg.attrib["role"] == "img"
    assert svg.attrib["aria-labelledby"].split() == list(told) == ["bild-7-title", "bild-7-desc"]
    assert list(told.values()) == [drawing.title, cleaned(drawing.alt)]


@KINDS
def test_it_stands_in_a_document_with_its_table(kind: str) -> None:
    picture = DRAWINGS[kind].picture("bild")
    document = finished(Document("Rapport", sections_of(Heading(1, "Resultat"), picture)))
    (told,) = document.pictures
    assert (told.caption, told.alt, told.number) == (DRAWINGS[kind].title, cleaned(DRAWINGS[kind].alt), 1)
    _, _, width, height = map(float, ElementTree.fromstring(told.svg).attrib["viewBox"].split())
    assert abs(told.height / told.width - height / width) < 0.01
    assert told.table.key == "bild-tabell"


@KINDS
def test_a_table_of_the_document_may_stand_behind_it(kind: str) -> None:
    assert DRAWINGS[kind].picture("bild", "tillganglighet").table == "tillganglighet"


@given(st.text(max_size=30))
def test_a_hostile_name_is_text(name: str) -> None:
    drawing = Grid(f"<script>{name}", (f"<b>&{name}",), (GridRow(f'"><text>{name}', (Cell(f"]]>{name}", tone="no"),)),))
    svg = read(drawing, key=f'"{name}')
    assert {one.tag.removeprefix(SVG) for one in svg.iter()} == {"svg", "title", "desc", "text", "rect", "path"}
    assert svg.find(f"{SVG}title").text.startswith("<script>")


def test_what_looks_like_markup_is_printed() -> None:
    svg = read(Grid("t", ("<b>&amp;",), (GridRow("<i>", (Cell("<u>"),)),)))
    assert words_in(svg) == ["<b>&amp;", "<i>", "<u>"]
