"""What stage 2 of the made-up cycle came to, read back from each file: analysis, basis and decision."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from documents.checks import finished
from documents.paper.as_pdf import write_pdf
from documents.tree import Document, Heading, Version
from municipalities.swedish import percent
from tests.documents.reading_pdf import read_pdf
from tests.workflow.documents.reading_files import READERS, missing, words_of
from workflow.areas.figures import told
from workflow.demo.areas_2015 import AREAS, COMMENT, DECISION, DECISION_MOTIVATION, DROPPED, TIME_PLAN
from workflow.documents.build_actions import compute_document
from workflow.documents.deciding.analysis import build_analysis
from workflow.documents.deciding.basis import build_basis
from workflow.documents.deciding.decision import build_decision
from workflow.documents.deciding.facts import AnalysisFacts, DecisionFacts
from workflow.documents.deciding.queries import read_analysis, read_decision
from workflow.documents.edited import EditedText
from workflow.documents.editions import Imprint, dressed
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.models import Cycle, Decision, DevelopmentArea, Homework

pytestmark = pytest.mark.usefixtures("demo_cycles", "db")
Read = Callable[[Document], str]
WRITTEN = ("title", "need", "proposal", "motivation", "responsibility")


@pytest.fixture
def cycle() -> Cycle:
    return Cycle.objects.get(year=2015)


@pytest.fixture
def decision(cycle: Cycle) -> Decision:
    return cycle.decisions.get()


@pytest.fixture
def proposed(decision: Decision) -> DecisionFacts:
    """The same while it lay with the heads."""
    decision.cycle.development_areas.filter(state="decided").update(state="proposed")
    decision.state, decision.frozen = Decision.State.PROPOSED, {}
    return read_decision(decision)


def said_of_areas() -> list[str]:
    return [getattr(one, name) for one in AREAS for name in WRITTEN]


def evidence() -> list[str]:
    return [reason for one in DevelopmentArea.objects.exclude(state="dropped") for reason in one.evidence]


@pytest.mark.parametrize("read", READERS)
def test_the_analysis_tells_each_area_with_all_that_was_written_of_it(cycle: Cycle, read: Read) -> None:
    homework = [text for one in Homework.objects.all() for text in one.handed_in.values() if text]
    research = [word for one in AREAS for word in (one.reference, one.reference_summary)]
    rest = [one.discussion for one in AREAS] + [TIME_PLAN, DROPPED[0], DROPPED[2]]
    found = read(build_analysis(read_analysis(cycle), {}))
    assert len(homework) == 4 * 8 * 2
    assert missing([*said_of_areas(), *evidence(), *homework, *research, *rest], found) == []


@pytest.mark.parametrize("read", READERS)
def test_the_figures_of_each_area_stand_in_the_analysis_as_they_were_printed(
    cycle: Cycle, decision: Decision, read: Read
) -> None:
    """What was frozen in 2015 is what is published, so the tables of today say the same shares."""
    shares = [row for one in decision.frozen["figures"]["indicators"] for row in one["groups"] if row[4]]
    found = read(build_analysis(read_analysis(cycle), {}))
    assert len(shares) > 20
    assert missing([told(row, "choice").rpartition(", ")[2] for row in shares], found) == []
    assert missing([f"{yes} av {base}" for _slug, _name, yes, base, _share in shares if yes and base], found) == []


@pytest.mark.parametrize("read", READERS)
def test_the_basis_holds_what_the_heads_decide_on(proposed: DecisionFacts, read: Read) -> None:
    found = read(build_basis(proposed, {}))
    shares = [percent(one.row.summary.figure) for one in proposed.results.measured if one.code == "rattsfall"]
    counted = ["32 av 32 hemuppgifter och 4 hänvisningar till forskning", "62,5 %", *shares, COMMENT, "16 oktober 2017"]
    assert missing([*said_of_areas(), *evidence(), *DECISION.values(), *counted], found) == []


def test_the_basis_of_a_usual_proposal_takes_two_pages(proposed: DecisionFacts) -> None:
    imprint = Imprint("Beslutsunderlag: ekonomiskt bistånd 2015", "Beslutsunderlag", ("Carin",), "FoU", Version())
    risks = {"risker": EditedText("Mallen kräver tid av alla.\n\nVården håller på att byta organisation.", "")}
    assert len(read_pdf(write_pdf(finished(dressed(build_basis(proposed, risks), imprint)))).pages) <= 2


@pytest.mark.parametrize("read", READERS)
def test_the_decision_tells_who_decided_what_and_every_figure_that_was_frozen(decision: Decision, read: Read) -> None:
    found = read(build_decision(read_decision(decision)))
    frozen = decision.frozen["figures"]["indicators"]
    figures = [told(row, one["kind"]) for one in frozen for row in one["groups"] if row[4]]
    heads = [word for row in decision.frozen["standpoints"] for word in (row[0], row[1])]
    rest = [DECISION_MOTIVATION, COMMENT, decision.sha256, "20 november 2015", *DECISION.values()]
    assert (len(heads), len(figures) > 20) == (16, True)
    assert (
        missing([*said_of_areas(), *evidence(), *heads, *figures, *rest, *(one["name"] for one in frozen)], found) == []
    )


def test_every_municipality_s_frozen_result_stands_in_its_row_and_column(decision: Decision) -> None:
    document = build_decision(read_decision(decision))
    cells = {
        (row.cells[0].text, column.heading): cell.text
        for table in document.tables
        for row in table.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
    }
    wanted = {
        (row[1], one["name"]): told(row, one["kind"])
        for one in decision.frozen["figures"]["indicators"]
        for row in one["units"]
    }
    assert len(wanted) == 8 * 8
    assert {place: cells[place] for place in wanted} == wanted


def test_a_frozen_figure_stays_though_the_results_have_changed(decision: Decision) -> None:
    decision.frozen["figures"]["indicators"][0]["groups"][0][2:] = [1, 8, "25/2"]
    assert "1 av 8, 12,5\u00a0%" in words_of(build_decision(read_decision(decision)))


def test_what_was_corrected_after_the_decision_is_told_below_it(decision: Decision) -> None:
    change = {"indicator": "rattsfall", "name": "Rättsfall", "place": "Solna", "before": "Ja", "after": "Nej"}
    decision.notices.create(changes=[change], digest="x", at=decision.decided_at)
    document = build_decision(read_decision(decision))
    table = next(one for one in document.tables if one.key == "rattat")
    assert [cell.text for cell in table.rows[0].cells] == ["Rättsfall", "Solna", "Ja", "Nej", "20 november 2015"]


@pytest.mark.parametrize("key", ["analys", "underlag", "beslut"])
def test_made_up_content_is_marked_in_each(cycle: Cycle, decision: Decision, key: str) -> None:
    about = {"cycle": cycle} if key == "analys" else {"decision": decision}
    document = compute_document(KINDS[key], Order(cycle.network, **about), ("Carin",)).document
    assert document.is_example
    assert all("Exempeldata" in page for page in read_pdf(write_pdf(document)).pages)


def test_nothing_written_leaves_no_empty_headings(cycle: Cycle) -> None:
    empty = AnalysisFacts(str(cycle), 2015, "FoU", (), (), None)
    assert [one for one in build_analysis(empty, {}).blocks if isinstance(one, Heading)] == []
