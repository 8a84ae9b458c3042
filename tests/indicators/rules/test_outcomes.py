"""The table of result words: what every line has to hold, and that no other place keeps a list of its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from indicators.importing.cells import NO_FIGURE
from indicators.models import Result
from indicators.rules.loader import normalise_word
from indicators.rules.outcomes import BASE, CODE, GIVEN, LEFT_OUT, OUTCOMES, SIGNS, SILENT, WORDS, YES, ResultWord

ROOT = Path(__file__).resolve().parents[3]


def test_the_words_are_those_of_the_guide() -> None:
    assert list(OUTCOMES) == ["ja", "delvis", "nej", "ej_aktuellt", "kan_inte_svara", "bortfall"]
    assert (BASE, LEFT_OUT, SILENT) == (
        ("nej", "delvis", "ja"),
        ("ej_aktuellt", "kan_inte_svara"),
        ("ej_aktuellt", "bortfall"),
    )
    assert set(OUTCOMES) - set(GIVEN) == {"bortfall"}, "nobody answers it"


def test_codes_fit_the_small_numbers_of_the_rules() -> None:
    assert list(CODE.values()) == list(range(len(WORDS)))
    assert len(WORDS) < 128


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.code)
def test_a_word_can_be_stored_and_is_explained(word: ResultWord) -> None:
    assert len(word.code) <= (Result._meta.get_field("value").max_length or 0)
    assert word.label
    assert word.explained
    assert list(word.in_files) == [normalise_word(one) for one in word.in_files]


def test_a_word_of_a_file_means_one_thing() -> None:
    printed = Counter(one for word in WORDS for one in (normalise_word(word.label), *word.in_files))
    assert [one for one, times in printed.items() if times > 1] == []
    assert {"bortfall", "..", ""} <= NO_FIGURE


def test_a_ja_is_the_best_of_the_base_and_what_is_counted_has_a_sign() -> None:
    assert BASE[-1] == YES
    assert set(SIGNS) == set(BASE)


@pytest.mark.parametrize(("code", "sign"), SIGNS.items())
def test_the_style_sheet_knows_a_word_with_a_sign(code: str, sign: str) -> None:
    styles = (ROOT / "static" / "ojportal.css").read_text(encoding="utf-8")
    assert f".status-{code} {{" in styles
    assert f'td.c-{code}::before {{ content: "{sign} "' in styles


def test_no_module_lists_the_words_for_itself() -> None:
    """A list or pair of the words as bare strings would not know a new one."""
    of_a_result = re.compile(rf'"({"|".join(set(OUTCOMES) - {"ja", "nej"})})"')
    modules = [path for app in ("indicators", "workflow") for path in (ROOT / app).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in modules if of_a_result.search(path.read_text("utf-8"))}
    assert found == {
        "indicators/rules/outcomes.py",
        "indicators/example/data.py",  # options of questions
        "indicators/reconciling/page.py",  # the colour of a suspicion
        "workflow/follow_up/wording.py",  # the colour of a verdict
    }
