"""The words a result can be, a line each: rules, files, figures of groups, comparisons and pages read them here.

A word's place in the table is its code in the arrays of the rules, so a new word stands last. One with a sign also has
its colours in the style sheet (`status-` and `c-` with its code).
"""

from __future__ import annotations

from dataclasses import dataclass

from surveys.files.missing_signs import MISSING_SIGNS, MISSING_WORDS

YES, PARTLY, NO = "ja", "delvis", "nej"
NOT_APPLICABLE, CANNOT_ANSWER, NON_RESPONSE = "ej_aktuellt", "kan_inte_svara", "bortfall"


@dataclass(frozen=True)
class ResultWord:
    code: str  # as it is stored, and as definitions and exported files say it
    label: str
    explained: str  # to who reads a page or a file
    sign: str = ""  # before the label
    worth: int | None = None  # from the worst of the base, 0, to a Ja; None outside the base
    is_silent: bool = False  # too many of these among the units, and a group's share is withheld
    is_given: bool = True  # a rule may give it
    in_files: tuple[str, ...] = ()  # normalised words of result files that mean the same, beside the label


WORDS = (
    ResultWord(YES, "Ja", "önskvärt resultat", "✓", worth=2),
    ResultWord(PARTLY, "Delvis", "delvis önskvärt; räknas in i basen men inte som Ja", "◐", worth=1),
    ResultWord(NO, "Nej", "här finns något att utveckla", "✕", worth=0),
    ResultWord(
        NOT_APPLICABLE,
        "Ej aktuellt",
        "frågan gäller inte kommunen, och den räknas inte in i basen.",
        is_silent=True,
    ),
    ResultWord(
        CANNOT_ANSWER, "Kan inte svara", "kommunen har svarat att den saknar uppgiften; räknas inte in i basen."
    ),
    ResultWord(
        NON_RESPONSE,
        "Bortfall",
        "kommunen har inte svarat, eller inte på det som avgör resultatet.",
        is_silent=True,
        is_given=False,
        in_files=("", *(sign for sign in (*MISSING_SIGNS, *MISSING_WORDS) if sign != "bortfall")),
    ),
)

RESULT_WORDS = {one.code: one for one in WORDS}
OUTCOMES = tuple(RESULT_WORDS)
LABELS = {one.code: one.label for one in WORDS}
SIGNS = {one.code: one.sign for one in WORDS if one.sign}
CODE = {outcome: code for code, outcome in enumerate(OUTCOMES)}
_WORTH = {one.code: one.worth for one in WORDS if one.worth is not None}
BASE = tuple(sorted(_WORTH, key=_WORTH.__getitem__))  # what a share is counted among, from worst to best
GIVEN = tuple(one.code for one in WORDS if one.is_given)
LEFT_OUT = tuple(outcome for outcome in GIVEN if outcome not in BASE)
SILENT = tuple(one.code for one in WORDS if one.is_silent)
