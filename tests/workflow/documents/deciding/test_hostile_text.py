"""Text that people have typed is text, whatever it looks like, in every document of stage 2 and every file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from documents.checks import finished
from documents.tree import Document, Heading
from documents.word.as_docx import write_docx
from tests.workflow.documents.reading_files import READERS
from workflow.documents.deciding.analysis import build_analysis
from workflow.documents.deciding.basis import build_basis
from workflow.documents.deciding.decision import build_decision
from workflow.documents.deciding.facts import (
    AnalysisFacts,
    Area,
    Correction,
    DecisionFacts,
    Figure,
    Frozen,
    HandedIn,
    Stand,
)
from workflow.documents.results.facts import Research

BAD = "<script>x</script> #set page() *fet* {{ 7 }} 😀 \x07\u202e å̈"
AREA = Area(
    title=BAD,
    reach=BAD,
    need=BAD,
    indicators=("i",),
    evidence=(BAD,),
    dropped_because=BAD,
    discussion=BAD,
    proposal=BAD,
    motivation=BAD,
    time_plan=f"{BAD} 2",
    responsibility=BAD,
    homework=(HandedIn(BAD, (("Statistik", BAD),)),),
    silent=(BAD,),
    research=(Research(BAD, BAD, "javascript:alert(1)"),),
)
FROZEN = Frozen("i", BAD, True, (Figure(BAD, BAD, "yes"),), (Figure(BAD, BAD),), (BAD,), (BAD,))
DECISION = DecisionFacts(
    *(BAD, 2015, BAD, 2, BAD, BAD, (AREA,), BAD, BAD, BAD, BAD),
    stands=(Stand(BAD, BAD, BAD, BAD, BAD),),
    waiting=(BAD,),
    missing_homework=BAD,
    without_homework=BAD,
    frozen=(FROZEN,),
    motivation=BAD,
    without_all=BAD,
    corrections=(Correction(BAD, BAD, BAD, BAD, BAD),),
)
EMPTY = replace(
    DECISION,
    **dict.fromkeys(("proposal", "proposed", "time_plan", "responsibility", "follow_up", "motivation"), ""),
    **dict.fromkeys(("missing_homework", "without_homework", "without_all"), ""),
    **dict.fromkeys(("areas", "stands", "waiting", "frozen", "corrections"), ()),
)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "document",
    [
        build_analysis(AnalysisFacts(BAD, 2015, BAD, (AREA,), (AREA,), None), {}),
        build_basis(DECISION, {}),
        build_decision(DECISION),
    ],
    ids=["analysis", "basis", "decision"],
)
def test_markup_is_printed_as_it_was_typed(document: Document, read: Callable[[Document], str]) -> None:
    assert read(document).count("<script>x</script>#setpage()*fet*{{7}}") >= 15


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    document = finished(build_analysis(AnalysisFacts("c", 2015, "n", (AREA,), (), None), {}))
    assert b"javascript:" not in write_docx(document)
    assert "javascript:" not in repr(document)


def test_what_nothing_is_written_of_has_no_heading() -> None:
    for document, wanted in ((build_basis(EMPTY, {}), []), (build_decision(EMPTY), ["Låsta uppgifter"])):
        assert [one.text for one in finished(document).blocks if isinstance(one, Heading)] == wanted
