"""The follow-up of the Exempeldata as each role sees it, wide and narrow, with and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser import log_in, open_page
from tests.journeys.test_every_page import visit
from workflow.models import ActionPlan, Cycle

pytestmark = [pytest.mark.chromium, pytest.mark.only_looks]

PEOPLE = ("anna.ek@ekero.example", "carin.lund@fou.example", "david.sund@solna.example")


def addresses() -> list[str]:
    cycle = Cycle.objects.get(year=2015)
    here = f"/omgang/{cycle.pk}/uppfoljning/"
    plan = ActionPlan.objects.filter(area__cycle=cycle).first()
    return ["/", here, f"{here}slutdokument/", f"{here}plan/{plan.pk}/", "/omgang/oversikt/fou-nordvast/"]


def test_each_role_can_read_the_follow_up(portal: str, chromium: Browser) -> None:
    faults = []
    for number, person in enumerate(PEOPLE):
        context, page = open_page(chromium, script=number != 1)
        log_in(page, portal, person)
        faults += visit(page, portal, addresses(), scan=number == 0)
        context.close()
    assert faults == []
