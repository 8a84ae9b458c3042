"""A closed cycle is read and never written: every address and every action, and the way to open it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isfunction
from typing import get_type_hints

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from municipalities.models import Event, Mail, User
from municipalities.refusals import Closed, NotPossible
from surveys.models import Interpretation
from tests.test_architecture import ROOT, name_of
from tests.worlds.standing import standing
from workflow import models, urls
from workflow.cycles.actions import close_cycle, reopen_cycle
from workflow.models import Cycle
from workflow.open_cycles import _CYCLE_OF
from workflow.states import FOU

FOU_STAFF, HEAD, CONTACT = "carin.lund@fou.example", "david.sund@solna.example", "anna.ek@ekero.example"
OF_NO_CYCLE = {"cycle-list", "cycle-new", "decision-list", "overview", "cycle-reopen"}
OF_REPORTS = "rapporter/"  # a document is written of a cycle also after it is closed: the cycle does not change
WRITES_ANYWAY = {
    "open_cycle": "there is no cycle before it",
    "reopen_cycle": "it is the way back",
    "tell_corrected_figures": "figures corrected later are told of for as long as the decision is read",
}
LOOPS = {"remind_homework", "look_after_follow_ups", "watch_decisions"}  # what they call writes


def with_a_file() -> None:
    """One homework has a file, so that its address is there."""
    homework = models.Homework.objects.filter(municipality__code="0125").first()
    told = {"name": "a.pdf", "content_type": "application/pdf", "content": b"%PDF", "sha256": "0", "by": "x"}
    models.HomeworkFile.objects.create(homework=homework, **told, at=timezone.now())


@pytest.fixture(scope="module")
def demo(demo_cycles: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with standing(django_db_blocker, with_a_file):
        yield


@pytest.fixture
def closed(demo: None, db: None) -> Cycle:
    return Cycle.objects.get(state=Cycle.State.CLOSED)


def client_of(email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email))
    return client


def addresses(cycle: Cycle) -> dict[str, str]:
    """Every address of workflow that is about one cycle, filled in with what the cycle has, by its name."""
    file = models.HomeworkFile.objects.get()
    meeting = cycle.meetings.get(kind="quality")
    plan = models.ActionPlan.objects.filter(area__cycle=cycle, municipality__code="0125").first()
    things = {"area": file.homework.area_id, "kod": "0125", "file": file.pk, "plan": plan.pk, "number": 1}
    things |= {"kind": "quality", "code": "homework"}
    owners = {"omgang": cycle.pk, "mote": meeting.pk, "plan": plan.pk}
    found = {}
    for one in urls.urlpatterns:
        assert isinstance(one, URLPattern)
        route = str(one.pattern)
        if one.name in OF_NO_CYCLE or route.startswith(OF_REPORTS):
            continue
        told = things | {"pk": owners[route.split("/")[0]]} | ({"code": "Q1"} if "fraga" in route else {})
        for word, value in told.items():
            route = re.sub(rf"<\w+:{word}>", str(value), route)
        found[one.name] = f"/{route}"
    return found


def everything() -> dict[str, list]:
    kept = [*apps.get_app_config("workflow").get_models(), Event, Mail, Interpretation]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in kept}


@pytest.mark.parametrize("email", [FOU_STAFF, HEAD, CONTACT])
def test_no_address_writes_to_a_closed_cycle(closed: Cycle, email: str) -> None:
    before, client = everything(), client_of(email)
    for name, address in addresses(closed).items():
        answer = client.post(address, {"gor": "spara", "because": "därför"})
        told = "avslutades" in answer.content.decode()
        assert (answer.status_code, told) == (422, True) or answer.status_code == 403, (name, answer.status_code)
        assert email != FOU_STAFF or told or name == "decision-stand", (
            name
        )  # a head's own standpoint is no matter of FoU's
    assert everything() == before


@pytest.mark.parametrize("email", [FOU_STAFF, HEAD, CONTACT])
def test_no_page_of_a_closed_cycle_shows_a_form_that_cannot_work(closed: Cycle, email: str) -> None:
    client = client_of(email)
    for name, address in addresses(closed).items():
        page = client.get(address, follow=True)
        assert page.status_code in (200, 403, 405, 422), name
        html = page.content.decode() if page["Content-Type"].startswith("text/html") else ""
        forms = re.findall(r'<form[^>]*method="post"[^>]*>', html.partition("<main")[2])
        assert [one for one in forms if "oppna-igen" not in one] == [], name
        if page.context and page.context.get("line"):
            assert f"avslutades 15 december 2017 av {closed.closed_by}" in html, name


def action_modules() -> list[str]:
    """Those of reports write in no cycle."""
    names = sorted(name_of(path) for path in (ROOT / "workflow").rglob("*actions.py"))
    return [one for one in names if not one.startswith("workflow.documents.")]


def actions() -> list:
    found = [one for name in action_modules() for one in getmembers(import_module(name), isfunction)]
    own = {one.__name__: one for _name, one in found if one.__module__ in action_modules()}
    return [one for name, one in own.items() if "by" in get_type_hints(one) and not name.startswith("_")]


def test_every_action_holds_an_open_cycle_or_says_why_not() -> None:
    held = {one.__name__ for one in actions() if getattr(one, "in_open_cycle", False)}
    others = {one.__name__ for one in actions()} - held
    assert others == set(WRITES_ANYWAY) | LOOPS
    assert len(held) > 40


def test_no_action_writes_to_a_closed_cycle(closed: Cycle) -> None:
    """Whoever calls it, with whatever else: what leads to the cycle is enough to be refused."""
    before = everything()
    for action in actions():
        if not getattr(action, "in_open_cycle", False):
            continue
        name, kind = next(one for one in get_type_hints(action).items() if one[1] in _CYCLE_OF and one[0] != "return")
        path = "__".join(_CYCLE_OF[kind].split("."))
        thing = kind.objects.filter(**{path: closed.pk}).first()
        with pytest.raises(Closed, match="avslutades 15 december 2017"):
            action(**{name: thing})
    assert everything() == before


def test_it_is_opened_again_for_a_reason_by_fou_and_closed_again(closed: Cycle) -> None:
    carin, address = client_of(FOU_STAFF), f"/omgang/{closed.pk}/"
    assert client_of(HEAD).post(f"{address}oppna-igen/", {"because": "x"}).status_code == 403
    refused = carin.post(f"{address}oppna-igen/", {"because": " "})
    assert (refused.status_code, "Skriv varför omgången öppnas igen." in refused.content.decode()) == (422, True)
    carin.post(f"{address}oppna-igen/", {"because": "Solnas plan ska rättas."})
    told = Event.objects.get(action="cycle.reopen")
    assert (told.actor, told.detail["because"], told.detail["closed_by"]) == (
        FOU_STAFF,
        "Solnas plan ska rättas.",
        closed.closed_by,
    )
    for email in (FOU_STAFF, HEAD, CONTACT):
        page = client_of(email).get(address).content.decode()
        assert "öppnades igen" in page
        assert "Solnas plan ska rättas." in page
        assert "avslutades" not in page
    plan = models.ActionPlan.objects.get(area__cycle=closed, municipality__code="0184", area__order=2)
    client_of(HEAD).post(f"/plan/{plan.pk}/", {"gor": "oppna", "skal": "Fel år"})
    plan.refresh_from_db()
    assert plan.state == "draft"
    carin.post(f"{address}avsluta/")
    closed.refresh_from_db()
    assert (closed.state, closed.closed_by) == ("closed", FOU_STAFF)
    assert "Solnas plan ska rättas." in carin.get(address).content.decode()  # in what has happened


def test_only_a_closed_cycle_is_opened_again_and_only_by_fou(closed: Cycle) -> None:
    with pytest.raises(NotPossible):
        reopen_cycle(cycle=closed, because=" ", by="x", roles={FOU})
    reopen_cycle(cycle=closed, because="skäl", by="x", roles={FOU})
    with pytest.raises(Closed):
        reopen_cycle(cycle=closed, because="skäl", by="x", roles={FOU})
    close_cycle(cycle=closed, by="x")
    with pytest.raises(Closed):
        close_cycle(cycle=closed, by="x")


def test_the_follow_up_says_when_things_happened(closed: Cycle) -> None:
    page = " ".join(client_of(HEAD).get(f"/omgang/{closed.pk}/uppfoljning/").content.decode().split())
    assert "Beslutat 20 november 2015 · uppföljningen öppnade 16 oktober 2017 · möte 24 november 2017" in page
    assert "Bedömt 24 november 2017." in page
