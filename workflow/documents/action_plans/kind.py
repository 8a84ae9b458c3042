"""An action plan, as a kind of document."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.documents.action_plans.plan_document import plan_document
from workflow.documents.action_plans.queries import plan_holder, read_plan
from workflow.documents.edited import EditedText
from workflow.documents.orders import Built, Order
from workflow.models import ActionPlan


def plan_title(order: Order) -> str:
    plan = _plan(order)
    return f"{plan_holder(plan)}: {plan.area.title}"


def build_plan(order: Order, _texts: Mapping[str, EditedText]) -> Built:
    """What the municipality has written and adopted; FoU writes nothing over it."""
    return Built(plan_document(read_plan(_plan(order))))


def _plan(order: Order) -> ActionPlan:
    assert order.plan is not None, "kinds.py says what it is about"
    return order.plan
