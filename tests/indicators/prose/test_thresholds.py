"""Grades of difference, held against every graded comparison in FoU Nordväst's reports."""

from __future__ import annotations

from fractions import Fraction

import pytest

from indicators.prose.thresholds import relation_of, relation_of_figures, stated
from tests.indicators.prose.reports import report_tables

# Table of the report of 2018, indicator, other group, and the report's words for it.
USES = [
    ("Tabell 1", "vantetid", "Stockholm", "klart_battre"),
    ("Tabell 1", "vantetid", "Riket", "klart_battre"),
    ("Tabell 2", "arbetsmarknad_18_24", "Stockholm", "nagot_battre"),
    ("Tabell 2", "arbetsmarknad_18_24", "Riket", "klart_battre"),
    ("Tabell 3", "intern_barn_och_unga", "Stockholm", "i_niva"),
    ("Tabell 3", "intern_barn_och_unga", "Riket", "i_niva"),
    ("Tabell 3", "intern_lss", "Stockholm", "i_niva"),
    ("Tabell 3", "intern_lss", "Riket", "i_niva"),
    ("Tabell 3", "intern_arbetsmarknad", "Stockholm", "klart_battre"),
    ("Tabell 3", "intern_arbetsmarknad", "Riket", "klart_battre"),
    ("Tabell 4", "extern_primarvarden", "Stockholm", "nagot_battre"),
    ("Tabell 4", "extern_primarvarden", "Riket", "nagot_battre"),
    ("Tabell 4", "extern_vuxenpsykiatrin", "Stockholm", "klart_battre"),
    ("Tabell 4", "extern_vuxenpsykiatrin", "Riket", "klart_battre"),
    ("Tabell 5", "extern_bostadsforetag_overgripande", "Stockholm", "klart_battre"),
    ("Tabell 5", "extern_bostadsforetag_overgripande", "Riket", "klart_battre"),
    ("Tabell 6", "kompetensplan", "Stockholm", "i_niva"),
    ("Tabell 10", "vrakning", "Stockholm", "i_niva"),
    ("Tabell 10", "vrakning", "Riket", "klart_battre"),
    ("Tabell 11", "rattsfall", "Stockholm", "nagot_samre"),
    ("Tabell 11", "rattsfall", "Riket", "nagot_battre"),
]


@pytest.mark.parametrize(("title", "code", "name", "word"), USES)
def test_the_report_s_own_words_fit(title: str, code: str, name: str, word: str) -> None:
    (found,) = [table.indicator(code) for table in report_tables(2018) if table.title == title]
    points = found.mean.now - found.side(name).figure
    assert relation_of(points, found.mean.base, "ja") == word


@pytest.mark.parametrize(
    ("points", "base", "desirable", "relation"),
    [
        ("6.25", 8, "ja", "i_niva"),
        ("-6.25", 8, "ja", "i_niva"),
        ("6.3", 8, "ja", "nagot_battre"),
        ("-6.3", 8, "ja", "nagot_samre"),
        ("17.4", 8, "ja", "nagot_battre"),
        ("17.5", 8, "ja", "klart_battre"),
        ("-17.5", 8, "ja", "klart_samre"),
        ("17.5", 8, "low", "klart_samre"),
        ("-17.5", 8, "low", "klart_battre"),
        ("17.5", 8, "none", "hogre"),
        ("-7", 8, "none", "lagre"),
        ("6.25", 300, "ja", "i_niva"),
        ("12.5", 4, "ja", "i_niva"),
        ("24.9", 4, "ja", "nagot_battre"),
        ("25", 4, "ja", "klart_battre"),
    ],
)
def test_where_the_words_end(points: str, base: int, desirable: str, relation: str) -> None:
    assert relation_of(Fraction(points), base, desirable) == relation


def test_a_mean_of_figures_is_level_where_its_decimals_do_not_tell() -> None:
    assert relation_of_figures(Fraction("0.09"), 1) == "i_niva"
    assert relation_of_figures(Fraction("0.1"), 1) == "hogre"
    assert relation_of_figures(Fraction("-1"), 0) == "lagre"


def test_the_thresholds_are_stated_as_they_are_used() -> None:
    assert stated(8) == (
        "I texten är snittet i nivå med en annan grupps andel när de skiljer sig med högst 6,25 procentenheter. Är"
        " skillnaden större är snittet något bättre eller något sämre, och från 17,5 procentenheter klart bättre eller"
        " klart sämre. En av 8 kommuner motsvarar 12,5 procentenheter. När färre kommuner räknas för en indikator är"
        " gränserna vidare."
    )
    assert "högst 16,67 procentenheter" in stated(3)
    assert "från 33,33 procentenheter" in stated(3)
