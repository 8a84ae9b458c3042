"""Every sentence is true: on all tables of the three reports, and on generated ones, tried twice over."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.prose import statements as said
from indicators.prose.facts import IndicatorFacts, TableFacts
from indicators.prose.sentence import Sentence
from indicators.prose.sentences import sentences_under
from indicators.prose.summary import summary_of
from indicators.prose.trying import holds
from indicators.prose.who import MOST_NAMES
from municipalities.swedish import percent
from tests.indicators.prose.reports import report_tables
from tests.indicators.prose.tables import UNITS, choice, figures, table
from tests.indicators.prose.twin import is_true

NAMED = ("Aktuell rutin för jouren", "Erbjuder råd", "Alla handläggare får stöd", "Använt resultat", "Väntetid", "Stöd")
EVERY = [one for year in (2015, 2017, 2018) for one in report_tables(year)]


@st.composite
def choices(draw: st.DrawFn, number: int) -> IndicatorFacts:
    size = draw(st.sampled_from((8, 8, 5, 3)))
    letters = st.text(draw(st.sampled_from(("JN", "JND", "JNDEKBV ", "J", "N", "JNH"))), min_size=size, max_size=size)
    is_compared = draw(st.booleans())
    return choice(
        draw(letters),
        draw(letters) if is_compared else "",
        code=f"nr{number}",
        name=draw(st.sampled_from(NAMED)),
        link=draw(st.sampled_from(("yes", "partly", "no", "new"))) if is_compared else None,
        stockholm=draw(st.none() | st.integers(0, 100)),
        riket=draw(st.none() | st.integers(0, 100)),
        desirable=draw(st.sampled_from(("ja", "ja", "low", "none"))),
        words=draw(st.sampled_from(((), (), ("Ny rutin",), ("Med vissa",) * 8, ("Ny rutin", "Med vissa", "Ny rutin")))),
    )


@st.composite
def registers(draw: st.DrawFn, number: int) -> IndicatorFacts:
    one = st.none() | st.integers(0, 99).map(lambda tenths: f"{tenths / 10}")
    numbers = draw(st.lists(one, min_size=8, max_size=8))
    riket = draw(one)
    return figures(*numbers, code=f"nr{number}", riket=riket, desirable=draw(st.sampled_from(("low", "high", "none"))))


@st.composite
def tables(draw: st.DrawFn) -> TableFacts:
    kinds = draw(st.lists(st.sampled_from((choices, choices, choices, registers)), min_size=1, max_size=5))
    return table(*(draw(kind(place)) for place, kind in enumerate(kinds)))


def named_in(text: str, units: tuple[str, ...]) -> set[str]:
    return {name for name in units if re.search(rf"\b{re.escape(name)}\b", text)}


def named_by(sentence: Sentence) -> set[str]:
    """The units that the sentence's statements are about."""
    found: set[str] = set()
    for one in sentence.statements:
        found |= set(getattr(one, "units", ()) if not isinstance(one, said.Unchanged) else ())
        found |= {one.of} if isinstance(one, said.FigureIs) else set()
        found |= {one.lowest, one.highest} if isinstance(one, said.Between) else set()
    return found


@given(tables())
def test_every_statement_of_a_generated_table_holds(facts: TableFacts) -> None:
    for one in sentences_under(facts):
        assert one.statements
        for statement in one.statements:
            verdict = holds(statement, facts)
            assert verdict, (one.text, statement)
            assert verdict.holds, (one.text, statement)
            assert is_true(statement, facts), (one.text, statement)


@given(tables())
def test_a_text_names_exactly_the_units_it_is_about(facts: TableFacts) -> None:
    for one in sentences_under(facts):
        is_counted = "anger alla" in one.text  # those who have just been said to have it
        lists = [units for statement in one.statements if isinstance(units := getattr(statement, "units", ()), tuple)]
        is_counted = is_counted or one.key.startswith("spann") or any(len(units) > MOST_NAMES for units in lists)
        if not is_counted:
            assert named_in(one.text, UNITS) == named_by(one) & set(UNITS), one.text


NUMBER = re.compile(r"[\d\u00a0]*\d(?:,\d+)?(?=\u00a0%| procentenhet| procent\b)")


@given(tables())
def test_each_percentage_in_a_text_is_one_of_its_statements(facts: TableFacts) -> None:
    """As far as it is spelled out; what one unit is worth belongs to the base."""
    for one in sentences_under(facts):
        if one.key.startswith("spann"):
            continue
        stated = [part.figure for part in one.statements if isinstance(part, said.FigureIs)]
        stated += [part.points for part in one.statements if isinstance(part, said.Changed)]
        worth = [Fraction(100, base) for base in range(1, 9)] if "en kommun motsvarar" in one.text else []
        spelled = {percent(number).removesuffix("\u00a0%") for number in [*stated, *worth]}
        assert set(NUMBER.findall(one.text)) <= spelled, one.text
        assert {percent(number).removesuffix("\u00a0%") for number in stated} <= set(NUMBER.findall(one.text)), one.text


@given(st.text("JNDBVE ", min_size=8, max_size=8), st.integers(0, 100))
def test_nobody_is_said_to_lack_what_nobody_has_told(letters: str, riket: int) -> None:
    """A result that is missing, or not asked for, is never counted as a Nej."""
    facts = table(choice(letters, riket=riket))
    untold = {unit for unit, letter in zip(UNITS, letters, strict=True) if letter in "BVE "}
    for one in sentences_under(facts):
        for statement in one.statements:
            if isinstance(statement, said.AllBut | said.Lacks | said.Partly):
                assert not untold & set(statement.units)
            assert not (untold and isinstance(statement, said.AllHave | said.NoneHas | said.AllBut | said.Only))


@given(tables())
def test_the_same_figures_give_the_same_sentences(facts: TableFacts) -> None:
    assert sentences_under(facts) == sentences_under(facts)
    assert len({one.key for one in sentences_under(facts)}) == len(sentences_under(facts))


@given(tables())
def test_a_sentence_is_a_sentence(facts: TableFacts) -> None:
    for one in sentences_under(facts):
        assert re.fullmatch(r"[A-ZÅÄÖ].*\.", one.text), one.text
        assert "  " not in one.text
        assert ".." not in one.text
        assert " ," not in one.text


@pytest.mark.parametrize("facts", EVERY, ids=lambda one: f"{one.year} {one.title}")
def test_every_statement_of_the_reports_tables_holds(facts: TableFacts) -> None:
    sentences = sentences_under(facts)
    assert sentences
    for one in sentences:
        for statement in one.statements:
            verdict = holds(statement, facts)
            assert verdict, (one.text, statement)
            assert verdict.holds, (one.text, statement)
            assert is_true(statement, facts), (one.text, statement)


def whole(facts: list[TableFacts]) -> TableFacts:
    return TableFacts("", "", facts[0].year, facts[0].before, tuple(one for table in facts for one in table.indicators))


@pytest.mark.parametrize("year", [2015, 2017, 2018])
def test_every_statement_of_the_reports_summaries_holds(year: int) -> None:
    tables_of_year = report_tables(year)
    found = summary_of(tables_of_year)
    assert 6 <= len(found) <= 12
    for one in found:
        for statement in one.statements:
            assert is_true(statement, whole(tables_of_year)), (one.text, statement)


@given(tables(), tables())
def test_every_statement_of_a_generated_summary_holds(first: TableFacts, second: TableFacts) -> None:
    renamed = [replace(one, code=f"andra {one.code}") for one in second.indicators]
    both = [first, replace(second, indicators=tuple(renamed))]
    for one in summary_of(both):
        for statement in one.statements:
            verdict = holds(statement, whole(both))
            assert verdict, (one.text, statement)
            assert verdict.holds, (one.text, statement)
            assert is_true(statement, whole(both)), (one.text, statement)
