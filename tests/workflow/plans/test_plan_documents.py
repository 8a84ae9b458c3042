"""An adopted plan as a document: what was written stands in every file, and who may have it made."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from documents.paper.as_pdf import write_pdf
from documents.tree import Document, Heading, Table
from municipalities.models import Group
from municipalities.refusals import NotPossible
from municipalities.swedish import day_in_words
from tests.documents.reading_pdf import read_pdf
from tests.workflow.conftest import WorkflowCast
from tests.workflow.documents.conftest import AS_FOU, NOW, issue_draft, run_all
from tests.workflow.documents.reading_files import READERS, missing
from workflow.documents.action_plans.facts import ActivityFacts, GoalFacts, PlanFacts
from workflow.documents.action_plans.plan_document import plan_document
from workflow.documents.actions import create_report
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.documents.queries import orders_for
from workflow.models import ActionPlan

KIND = KINDS["handlingsplan"]
DAY = date(2026, 3, 2)
FACTS = PlanFacts(
    area="Tillgänglighet",
    need="Svaren dröjer.",
    cycle="Ekonomiskt bistånd 2026",
    holder="Solna",
    is_joint=False,
    network="FoU Nordväst",
    what="Svara i tid.",
    cost_change="Ryms.",
    reach_by=DAY,
    follow_up_on=DAY,
    follow_up_how="Räkna dagar.",
    goals=(GoalFacts("Väntetid", "9 dagar", "3 dagar", ("Kalenderdagar.",)),),
    activities=(ActivityFacts("Ny telefontid", "Enhetschef", DAY, "Planerad"),),
    adopted_by="David",
    adopted_on=DAY,
    decided_on=DAY,
)


def headings(document: Document) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading)]


@pytest.fixture
def plans(demo_cycles: None, db: None) -> list[ActionPlan]:
    network = Group.objects.get(slug="fou-nordvast")
    return [one.plan for one in orders_for(network, KIND) if one.plan]


def test_every_text_of_a_plan_of_each_area_of_2015_stands_in_its_files(plans: list[ActionPlan]) -> None:
    assert len(plans) == ActionPlan.objects.filter(area__cycle__year=2015).count() == 11
    for plan in (plans[0], *(one for one in plans if one.municipality is None)):
        document = KIND.build(Order(plan.area.cycle.network, plan=plan), {}).document
        wanted = [plan.area.title, plan.area.need, plan.what, plan.cost_change, plan.follow_up_how]
        wanted += [told for one in plan.goals.all() for told in (one.measure, one.start, one.target)]
        for one in plan.activities.all():
            wanted += [one.what, one.who, day_in_words(one.when), str(one.get_state_display())]
        assert [missing(wanted, read(document)) for read in READERS] == [[], [], []]
        assert document.is_example
        assert len(read_pdf(write_pdf(document)).pages) == 1  # the line to sign on stands below what is signed


def test_what_nobody_has_written_leaves_no_heading() -> None:
    bare = replace(FACTS, need="", cost_change="", follow_up_how="", goals=(), activities=(), decided_on=None)
    document = plan_document(bare)
    assert headings(document) == ["Vad som ska utvecklas"]
    assert list(document.tables) == []


def test_what_is_to_be_considered_stands_as_a_note_at_the_measures_it_concerns() -> None:
    goals = (*FACTS.goals, GoalFacts("Egen mätning", "", "90 %"), GoalFacts("Svarstid", "", "1", ("Kalenderdagar.",)))
    table = next(plan_document(replace(FACTS, goals=goals)).tables)
    assert isinstance(table, Table)
    assert [row.cells[0].notes for row in table.rows] == [("a",), (), ("a",)]
    assert [one.mark for one in table.notes] == ["a"]


def test_markup_that_somebody_has_typed_is_text() -> None:
    hostile = "#set page(fill: red) <b onclick=x> $x^2$ *fet* =1+1 \\ {{ 7*7 }}"
    told = replace(
        FACTS,
        area=hostile,
        what=hostile,
        goals=(GoalFacts(hostile, hostile, hostile),),
        activities=(ActivityFacts(hostile, hostile, DAY, "Klar"),),
    )
    assert [missing([hostile], read(plan_document(told))) for read in READERS] == [[], [], []]


def test_a_plan_opened_again_is_its_municipality_s_own(plans: list[ActionPlan]) -> None:
    plan = plans[0]
    plan.state = ActionPlan.State.DRAFT
    with pytest.raises(NotPossible, match="inte antagen"):
        KIND.build(Order(plan.area.cycle.network, plan=plan), {})


def test_fou_finds_the_way_from_the_plan_to_its_document(plans: list[ActionPlan]) -> None:
    cast, plan = WorkflowCast(), plans[0]
    address = f"/rapporter/ny/?om=handlingsplan-{plan.pk}-fou-nordvast"
    carin = cast.client("carin")
    assert address.replace("&", "&amp;") in carin.get(f"/plan/{plan.pk}/").content.decode()
    assert 'name="titel"' in carin.get(address).content.decode()


def test_a_contact_is_not_offered_it(plans: list[ActionPlan]) -> None:
    page = WorkflowCast().client("anna").get(f"/plan/{plans[0].pk}/").content.decode()
    assert "/rapporter/ny/" not in page


def test_what_is_issued_is_read_by_those_with_a_part_in_the_cycle(plans: list[ActionPlan]) -> None:
    cast, plan = WorkflowCast(), plans[0]
    order = Order(plan.area.cycle.network, plan=plan)
    report = create_report(kind="handlingsplan", order=order, title="Plan", authors="Carin", **AS_FOU, now=NOW)
    run_all(report)
    issue_draft(report)
    statuses = {who: cast.client(who).get(f"/rapporter/{report.pk}/").status_code for who in ("anna", "david", "hugo")}
    assert statuses == {"anna": 200, "david": 200, "hugo": 403}
