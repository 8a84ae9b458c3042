"""Statements tried on tables: what holds, what does not, and what cannot be tried."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts
from indicators.prose.statements import Statement
from indicators.prose.trying import TRIED, Verdict, holds
from tests.indicators.prose.tables import choice, figures, table

EIGHT = choice("JJJDNNJJ", "JNJJNNDJ", stockholm=57, riket=64)  # 5 of 8, 62,5; 4 of 8 before
REGISTER = figures("1.9", "3.8", None, "2.0", riket="4.4")
FIVE = ("Alby", "Berg", "Dal", "Hult", "Ljusvik")

HOLDS: list[tuple[IndicatorFacts, Statement]] = [
    (choice("JJJ"), said.AllHave("jour")),
    (choice("JDJ"), said.AllHave("jour", partly=True)),
    (choice("NDN"), said.NoneHas("jour")),
    (choice("NNN"), said.NoneHas("jour", partly=True)),
    (EIGHT, said.AllBut("jour", ("Ekeby", "Forsa", "Gärdet"))),
    (EIGHT, said.AllBut("jour", ("Forsa", "Gärdet"), partly=True)),
    (EIGHT, said.Only("jour", FIVE)),
    (EIGHT, said.Only("jour", (*FIVE, "Ekeby"), partly=True)),
    (choice("JEBN"), said.Holders("jour", ("Alby",))),
    (EIGHT, said.Has("jour", ("Alby", "Dal"))),
    (EIGHT, said.Has("jour", ("Ekeby", "Dal"), partly=True)),
    (EIGHT, said.Lacks("jour", ("Ekeby", "Forsa"))),
    (EIGHT, said.Most("jour")),
    (EIGHT, said.Count("jour", 5, 8)),
    (choice("JEBKVN"), said.Count("jour", 1, 2)),
    (EIGHT, said.Partly("jour", ("Ekeby",))),
    (choice("JJN", words=("Ja, med vissa",)), said.Worded("jour", ("Alby",), "ja, med vissa")),
    (choice("JEBN"), said.NotApplicable("jour", ("Berg",))),
    (choice("JKBN"), said.CannotAnswer("jour", ("Berg",))),
    (choice("JB VN"), said.Missing("jour", ("Berg", "Dal", "Ekeby"))),
    (choice("JHN"), said.Missing("jour", ("Berg",))),
    (EIGHT, said.FigureIs("jour", Fraction("62.5"))),
    (choice("JJN"), said.FigureIs("jour", Fraction("66.7"))),
    (choice("JJN"), said.FigureIs("jour", Fraction(67))),
    (EIGHT, said.FigureIs("jour", Fraction(57), "Stockholm")),
    (REGISTER, said.FigureIs("bistand", Fraction("3.8"), "Berg")),
    (REGISTER, said.FigureIs("bistand", Fraction("2.6"))),
    (REGISTER, said.Between("bistand", "Alby", "Berg")),
    (REGISTER, said.Against("bistand", "Riket", "lagre", Fraction("1.8"))),
    (REGISTER, said.Against("bistand", "Riket", "battre")),
    (EIGHT, said.Against("jour", "Stockholm", "i_niva")),
    (choice("JJJJNNNN", riket=44), said.Against("jour", "Riket", "i_niva")),
    (choice("JJJJNNNN", riket=43), said.Against("jour", "Riket", "nagot_battre", Fraction(7))),
    (choice("JJJJNNNN", riket=33), said.Against("jour", "Riket", "nagot_battre")),
    (choice("JJJJNNNN", riket=32), said.Against("jour", "Riket", "klart_battre")),
    (choice("JJJJNNNN", riket=60), said.Against("jour", "Riket", "nagot_samre")),
    (choice("JJJJNNNN", riket=70), said.Against("jour", "Riket", "klart_samre")),
    (choice("JJJJNNNN", riket=70), said.Against("jour", "Riket", "samre")),
    (choice("JJJJNNNN", riket=70, desirable="low"), said.Against("jour", "Riket", "klart_battre")),
    (choice("JJNN", riket=62), said.Against("jour", "Riket", "i_niva")),
    (choice("JJNN", riket=70), said.Against("jour", "Riket", "nagot_samre")),
    (EIGHT, said.Changed("jour", "up", Fraction("12.5"))),
    (EIGHT, said.Gained("jour", ("Berg", "Hult"))),
    (EIGHT, said.Gained("jour", ("Berg",), exactly=False)),
    (EIGHT, said.Lost("jour", ("Ekeby",))),
    (choice("JJN", "NDN"), said.MostMoved("jour", "up")),
    (choice("NDJ", "JJJ"), said.MostMoved("jour", "down")),
    (choice("JN", "NJ"), said.Unchanged("jour")),
    (choice("JN", "JN"), said.Unchanged("jour", units=True)),
    (choice("JN", "  ", link="new"), said.NewIndicator("jour")),
    (choice("JN", "NN", link="no"), said.NotComparable("jour")),
    (choice("JN", "NN", link="unknown"), said.NotComparable("jour")),
]
FAILS: list[tuple[IndicatorFacts, Statement, str]] = [
    (choice("JJN"), said.AllHave("jour"), "2 av 3: Alby, Berg"),
    (choice("JJB"), said.AllHave("jour"), "2 av 3: Alby, Berg"),
    (choice("JJE"), said.AllHave("jour"), "2 av 3: Alby, Berg"),
    (choice("NJN"), said.NoneHas("jour"), "1 av 3: Berg"),
    (choice("NDN"), said.NoneHas("jour", partly=True), "1 av 3: Berg"),
    (choice("NNB"), said.NoneHas("jour"), "0 av 3: ingen"),
    (choice("NNV"), said.NoneHas("jour"), "0 av 3: ingen"),
    (choice("JJB"), said.AllBut("jour", ("Dal",)), "2 av 3: Alby, Berg"),
    (choice("JJE"), said.AllBut("jour", ("Dal",)), "2 av 3: Alby, Berg"),
    (choice("JNN"), said.AllBut("jour", ("Dal",)), "1 av 3: Alby"),
    (choice("JNB"), said.Only("jour", ("Alby",)), "1 av 3: Alby"),
    (choice("JJN"), said.Only("jour", ("Alby",)), "2 av 3: Alby, Berg"),
    (choice("JJN"), said.Holders("jour", ("Alby",)), "2 av 3: Alby, Berg"),
    (choice("JDN"), said.Has("jour", ("Alby", "Berg")), "1 av 3: Alby"),
    (choice("JBN"), said.Lacks("jour", ("Berg",)), "1 av 3: Alby"),
    (choice("JJNN"), said.Most("jour"), "2 av 4: Alby, Berg"),
    (choice("JJNB"), said.Count("jour", 2, 4), "2 av 3"),
    (choice("JDDN"), said.Partly("jour", ("Berg",)), "2 av 4: Berg, Dal"),
    (choice("JJN", words=("Vissa", "Vissa")), said.Worded("jour", ("Alby",), "Vissa"), "2 av 3: Alby, Berg"),
    (choice("JEE"), said.NotApplicable("jour", ("Berg",)), "2 av 3: Berg, Dal"),
    (choice("JKK"), said.CannotAnswer("jour", ("Berg",)), "2 av 3: Berg, Dal"),
    (choice("JBN"), said.Missing("jour", ("Berg", "Dal")), "1 av 3: Berg"),
    (EIGHT, said.FigureIs("jour", Fraction("62.6")), "62,5"),
    (EIGHT, said.FigureIs("jour", Fraction(58), "Stockholm"), "57"),
    (REGISTER, said.Between("bistand", "Alby", "Ekeby"), "1,9-3,8"),
    (EIGHT, said.Against("jour", "Stockholm", "nagot_battre"), "62,5 mot 57"),
    (EIGHT, said.Against("jour", "Stockholm", "i_niva", Fraction(7)), "62,5 mot 57"),
    (REGISTER, said.Against("bistand", "Riket", "samre"), "2,6 mot 4,4"),
    (figures("2", "3", riket="4", desirable="none"), said.Against("bistand", "Riket", "battre"), "2,5 mot 4"),
    (EIGHT, said.Changed("jour", "down"), "12,5"),
    (EIGHT, said.Changed("jour", "up", Fraction(25)), "12,5"),
    (choice("JN", "NJ"), said.Unchanged("jour", units=True), "0"),
    (EIGHT, said.Gained("jour", ("Berg",)), "2 av 8: Berg, Hult"),
    (EIGHT, said.Lost("jour", ("Berg",), exactly=False), "1 av 8: Ekeby"),
    (choice("JJ", "BN"), said.Gained("jour", ("Alby", "Berg")), "1 av 2: Berg"),
    (choice("BN", "JJ"), said.Lost("jour", ("Alby", "Berg")), "1 av 2: Berg"),
    (choice("JJNN", "NNNN"), said.MostMoved("jour", "up"), "2 av 4: Alby, Berg"),
    (choice("JJN", "NNN"), said.MostMoved("jour", "down"), "0 av 3: ingen"),
    (choice("JN", "NN", link="no"), said.NewIndicator("jour"), "no"),
    (choice("JN", "NN"), said.NotComparable("jour"), "yes"),
]
UNTRIED: list[tuple[IndicatorFacts, Statement]] = [
    (EIGHT, said.AllHave("annan")),
    (choice("   "), said.NoneHas("jour")),
    (EIGHT, said.FigureIs("jour", Fraction(1), "Göteborg")),
    (choice("JHN", riket=50), said.FigureIs("jour", Fraction(50))),
    (choice("JHN", riket=50), said.Against("jour", "Riket", "i_niva")),
    (EIGHT, said.Against("jour", "Göteborg", "battre")),
    (EIGHT, said.Between("jour", "Alby", "Berg")),
    (choice("JN", "NN", link="no"), said.Changed("jour", "up")),
    (choice("JN", "NN", link="no"), said.Gained("jour", ("Alby",))),
    (choice("JN", "NN", link="no"), said.Unchanged("jour")),
    (choice("JJ", "NN", link="no"), said.MostMoved("jour", "up")),
    (EIGHT, said.Changed("jour", "up", of="Stockholm")),
    (choice("JN", "BB"), said.Changed("jour", "up")),
]


@pytest.mark.parametrize(("found", "statement"), HOLDS, ids=repr)
def test_what_holds(found: IndicatorFacts, statement: Statement) -> None:
    verdict = holds(statement, table(found))
    assert verdict is not None
    assert verdict.holds


@pytest.mark.parametrize(("found", "statement", "ours"), FAILS, ids=repr)
def test_what_does_not_hold(found: IndicatorFacts, statement: Statement, ours: str) -> None:
    assert holds(statement, table(found)) == Verdict(False, ours)


@pytest.mark.parametrize(("found", "statement"), UNTRIED, ids=repr)
def test_what_cannot_be_tried(found: IndicatorFacts, statement: Statement) -> None:
    assert holds(statement, table(found)) is None


def test_every_kind_of_statement_is_tried_here() -> None:
    kinds = set(get_args(Statement))
    assert set(TRIED) == kinds
    assert {type(statement) for _found, statement in HOLDS} == kinds
