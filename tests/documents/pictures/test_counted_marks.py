"""Marks to be counted: as many as the data say, each kind with a sign of its own, beside the number in words."""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.pictures.developments import Development, DevelopmentYear
from documents.pictures.drawing import NARROW, TONES, WIDE, sign
from documents.pictures.grids import Grid, GridRow
from documents.pictures.profiles import Counts, Profile, ProfileRow
from documents.tree import Cell
from tests.documents.pictures.reading import SVG, boxes_of, read, run_of, words_in
from tests.documents.pictures.samples import DEVELOPMENT, EIGHT, GRID, PROFILE

SHOWN = {"full-yes": "yes", "full-partly": "partly", "cross-no": "no", "full-missing": "missing"}


def signs(svg: ElementTree.Element) -> Counter[str]:
    """How many signs of each kind there are; each begins where the pen is set down."""
    drawn: Counter[str] = Counter()
    for one in svg.iter(f"{SVG}path"):
        if look := SHOWN.get(one.attrib.get("class", "")):
            drawn[look] += one.attrib["d"].count("M")
    return drawn


@pytest.mark.parametrize("width", [WIDE, NARROW])
@given(*[st.builds(Counts, *[st.integers(0, 30)] * 4)] * 2)
def test_a_profile_has_a_mark_for_each_result_and_one_for_each_kind_in_words(
    width: int, own: Counts, beside: Counts
) -> None:
    drawn = signs(read(Profile("t", "Solna", "Nordväst", (ProfileRow("Tillgänglighet", own, beside),)), width))
    for kind, name in (("yes", "yes"), ("partly", "partly"), ("no", "no"), ("missing", "others")):
        numbers = [getattr(own, name), getattr(beside, name)]
        assert drawn[kind] == sum(numbers) + sum(number > 0 for number in numbers)


def test_marks_stand_in_order_without_covering_each_other() -> None:
    svg = read(Profile("t", "Solna", "Nordväst", (ProfileRow("Område", Counts(20, 0, 5), Counts()),)))
    yes, told = [one.attrib["d"] for one in svg.iter(f"{SVG}path") if one.attrib["class"] == "full-yes"]
    assert told.count("M") == 1
    corners = [(float(x), float(y)) for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", yes)]
    assert sorted(corners, key=lambda corner: (corner[1], corner[0])) == corners
    assert all(max(abs(x1 - x2), abs(y1 - y2)) >= 17 for (x1, y1), (x2, y2) in combinations(corners, 2))


def test_more_marks_than_can_be_counted_are_told_in_figures_alone() -> None:
    svg = read(Profile("t", "Solna", "Riket", (ProfileRow("Område", Counts(1), Counts(900, 0, 400)),)))
    assert signs(svg) == {"yes": 3, "no": 1}
    assert "900 Ja" in run_of(svg).replace("\u00a0", " ")


def test_a_profile_says_the_counts_in_words() -> None:
    assert str(Counts(3, 1, 0, 1)).replace("\u00a0", " ") == "3 Ja, 1 Delvis, 1 övrig"
    assert str(Counts(others=2)).replace("\u00a0", " ") == "2 övriga"
    assert str(Counts()) == "inga uppgifter"
    rows = [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in PROFILE.table("t").rows]
    assert rows[0] == ["Tillgänglighet", "3 Ja, 1 Delvis, 1 Nej", "24 Ja, 6 Delvis, 9 Nej, 1 övrig"]
    assert [column.heading for column in PROFILE.table("t").columns] == ["Kvalitetsområde", "Solna", "Nordväst"]
    assert "Tillgänglighet: Solna 3 Ja, 1 Delvis, 1 Nej; Nordväst 24 Ja" in PROFILE.alt.replace("\u00a0", " ")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_grid_has_each_cell_once_under_its_municipality(width: int) -> None:
    cells = tuple(Cell(f"C{number}", tone="yes") for number in range(len(EIGHT)))
    boxes = {box.words: box for box in boxes_of(read(Grid("t", EIGHT, (GridRow("Socialjour", cells),)), width))}
    for place, name in enumerate(EIGHT[:6]):
        head, cell = boxes[name], boxes[f"C{place}"]
        assert head.bottom < cell.top
        assert abs((head.left + head.right) - (cell.left + cell.right)) / 2 < 20


def test_a_grid_has_sign_and_word_of_each_result() -> None:
    svg = read(GRID)
    assert signs(svg) == {"yes": 8, "partly": 3, "no": 3, "missing": 2}  # with a low and a middle figure
    assert Counter(words_in(svg))["Ja"] == 7
    assert "6 av 8 · 75 %" in words_in(svg)


def test_the_names_of_municipalities_are_not_divided() -> None:
    for width in (WIDE, NARROW):
        assert {"Ekerö", "Järfälla", "Sollentuna", "Sundbyberg", "Upplands"} <= set(words_in(read(GRID, width)))


def test_a_grid_of_short_words_has_the_names_beside() -> None:
    svg = read(Grid("t", ("Ekerö", "Solna"), (GridRow("Socialjour", (Cell("Ja"), Cell("Nej"))),)))
    name, first, _ = (box for box in boxes_of(svg) if box.words in {"Socialjour", "Ja", "Nej"})
    assert name.right < first.left
    assert abs(name.top - first.top) < 8


def test_the_table_of_a_grid_keeps_cells_and_tones() -> None:
    table = GRID.table("t")
    assert table.rows[0].cells[1:-1] == GRID.rows[0].cells
    assert [row.cells[-1].text for row in table.rows] == ["6 av 8 · 75 %", "", ""]
    assert [column.heading for column in table.columns] == ["Indikator", *EIGHT, "Sammanlagt"]
    assert "Sigtuna Nej" in GRID.alt


def test_each_tone_has_a_sign_of_its_own_without_colour() -> None:
    shapes = set()
    for tone, (look, colour, soft) in TONES.items():
        drawn = sign(tone, 0, 0, 10)
        for one in (look, colour, soft):
            drawn = drawn.replace(one, "")
        shapes.add(drawn)
    assert len(shapes) == len(TONES)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_development_has_a_mark_for_each_unit_of_each_year(width: int) -> None:
    years = tuple(
        DevelopmentYear(2017 + place, "", "", ("yes",) * count + ("no",) * (8 - count))
        for place, count in enumerate((3, 4, 5))
    )
    assert signs(read(Development("t", "Nordväst", years, ()), width)) == {"yes": 12, "no": 12}


def test_a_development_says_each_year_and_unit() -> None:
    told = words_in(read(DEVELOPMENT))
    assert {"2017 före", "2018", "2019 efter", "3 av 8 · 37,5 %", *EIGHT} <= set(told)
    assert Counter(told)["Delvis"] == 7
    assert Counter(told)["Bortfall"] == 1
    table = DEVELOPMENT.table("t")
    assert [cell.text for cell in table.rows[-1].cells] == [
        "Nordväst",
        "3 av 8 · 37,5 %",
        "4 av 7 · 57,1 %",
        "5 av 8 · 62,5 %",
    ]
    assert table.rows[-1].kind == "summary"
    assert [cell.text for cell in table.rows[4].cells] == ["Solna", "Nej", "Bortfall", "Ja"]
    assert "Solna: 2017 Nej, 2018 Bortfall, 2019 Ja." in DEVELOPMENT.alt


def test_years_that_may_not_be_compared_are_set_apart() -> None:
    breaks = [one for one in read(DEVELOPMENT).iter() if one.attrib.get("class") == "break"]
    assert len(breaks) == 1
    assert "Streckad linje: går inte att jämföra (2018–2019)." in run_of(read(DEVELOPMENT))
    assert DEVELOPMENT.table("t").notes[0].text[0].text == "Åren går inte att jämföra (2018–2019)."


def test_before_the_first_year_there_is_nothing_to_set_apart() -> None:
    years = (DevelopmentYear(2017, "före", "3 av 8", joins=False), DevelopmentYear(2019, "efter", "5 av 8"))
    drawn = Development("t", "Nordväst", years, ())
    assert not [one for one in read(drawn).iter() if one.attrib.get("class") == "break"]
    assert drawn.breaks == []


def test_more_years_than_have_room_go_on_below() -> None:
    years = tuple(DevelopmentYear(2010 + place, "", f"{place} av 8") for place in range(9))
    boxes = {box.words: box for box in boxes_of(read(Development("t", "Nordväst", years, ()), NARROW))}
    assert {f"{place} av 8" for place in range(9)} <= set(boxes)
    assert boxes["2018"].top > boxes["2010"].bottom
