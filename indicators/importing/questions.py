"""What is asked of a file that does not say it, in words. Pure."""

from __future__ import annotations

from indicators.importing.shares import FRACTION, PERCENT, ROWS, Bounds, BoundsQuestion, UnitQuestion
from indicators.importing.tables.heading_words import YearConflict
from surveys.files.refusals import Refusal
from surveys.questionnaires.answer_values import swedish_number


def meaning(question: UnitQuestion, answer: str) -> str:
    """What the example is in per cent: 0,6 % or 60 %."""
    return f"{swedish_number(question.number * (100 if answer == FRACTION else 1))}\u00a0%"


def asked(question: UnitQuestion) -> str:
    """0,6 betyder 0,6 % eller 60 %?"""
    readings = [meaning(question, answer) for answer in (PERCENT, FRACTION)]
    return f"{swedish_number(question.number)} betyder {readings[0]} eller {readings[1]}?"


def range_of(bounds: Bounds) -> str:
    """0,3–4,5"""
    return f"{swedish_number(bounds.lowest)}–{swedish_number(bounds.highest)}"


def far_off(question: BoundsQuestion) -> str:
    """Both figures: this year's and the range of the earlier year."""
    figure, bounds = swedish_number(question.number), question.bounds
    return f"{question.subject} har {figure}, men {bounds.year} låg alla mellan {range_of(bounds)}"


def refusal_of(question: UnitQuestion | BoundsQuestion | YearConflict) -> Refusal:
    """For who cannot be asked: the command line, or a confirming that comes too early."""
    if isinstance(question, UnitQuestion):
        option = f"--enhet ”{question.heading}=procent” eller ”{question.heading}=andel”"
        return Refusal(
            question.sheet,
            question.cell,
            swedish_number(question.number),
            f"filen säger inte om talen i ”{question.heading}” ({ROWS[question.rows]}) är procent: {asked(question)}",
            f"Svara i förhandsgranskningen på webben, eller ange {option} på kommandoraden.",
        )
    if isinstance(question, YearConflict):
        return Refusal(
            "",
            "",
            "",
            f"{question.place} säger ett annat år än enkätens: ”{question.text}”.",
            "Välj enkäten för det året. Är uppgifterna ändå för den här enkäten: säg det i förhandsgranskningen på "
            "webben, eller med --ar-bekraftat på kommandoraden.",
        )
    return Refusal(
        "",
        "",
        "",
        f"{question.indicator}: {far_off(question)} ({question.place}).",
        "Rätta talen. Stämmer de: säg det i förhandsgranskningen på webben, eller med --stammer på kommandoraden.",
    )
