"""Two networks that share no municipality, and one of everything in the first: what the matrix of addresses walks in.

What is one municipality's is Ekerö's, what is one network's is FoU Nordväst's; beside them stands what is the nation's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from pytest_django import DjangoDbBlocker

from documents.word.default_template import default_template
from indicators.importing.actions import Kind, Upload, preview
from indicators.models import Computation, Indicator, Origin, Publication, Result
from indicators.own_groups.actions import Chosen, make_group, share_with_network
from municipalities.models import Group, Membership, Municipality, User
from surveys.answering.queries import digest_of_token
from surveys.collecting.actions import open_collection
from surveys.collecting.interpretation_actions import write_interpretation
from surveys.models import Receipt, SectionAssignment, Survey
from surveys.questionnaires.queries import get_survey
from tests.indicators.importing.files import workbook
from tests.workflow import analysis_scene as scene
from tests.workflow.conftest import WorkflowCast, write_point
from tests.worlds.answering import CLOSES, EKERO, NOW, OPENS, answer, make_response
from tests.worlds.standing import standing
from workflow.areas import homework_actions
from workflow.cycles.actions import open_cycle
from workflow.documents.actions import create_report, issue
from workflow.documents.build_actions import run_build
from workflow.documents.orders import Order
from workflow.follow_up.actions import open_follow_up, plan_follow_up
from workflow.meetings.actions import hold_meeting, plan_meeting
from workflow.meetings.protocol_actions import approve, send_for_comments
from workflow.models import ActionPlan, DevelopmentArea, DocumentTemplate
from workflow.states import CONTACT, FOU

BY = "carin@test.example"
AS_FOU = {"by": BY, "roles": {FOU}}
TOKEN = "kollegans-lank"
Values = dict[str, object]


class MatrixCast(WorkflowCast):
    @cached_property
    def ida(self) -> User:
        return self._person("Ida", Membership.Role.CHIEF, "0127")

    @cached_property
    def inge(self) -> User:
        """Held every role, and is not active any more."""
        inge = self._person("Inge", Membership.Role.CONTACT, EKERO)
        Membership.objects.get_or_create(user=inge, role=Membership.Role.FOU, network=self.network)
        Membership.objects.get_or_create(user=inge, role=Membership.Role.ADMIN)
        inge.is_active = False
        inge.save()
        return inge


@dataclass
class TwoNetworks:
    """`values`: what stands for the variables of an address, by the address's first word and the variable, or by the
    variable alone. `nations`: what stands instead where the matrix asks for the nation's."""

    cast: MatrixCast
    values: Values = field(default_factory=dict)
    nations: Values = field(default_factory=dict)

    def clients(self) -> dict[str, Client]:
        """A browser for each column of the matrix, in order."""
        by_column = {column: self.cast.client(name) if name else Client() for column, name in COLUMNS.items()}
        by_column["colleague"].get(f"/enkat/del/{TOKEN}/")
        return by_column


# Column of the matrix: who in the cast; empty for somebody who is not logged in.
COLUMNS = {
    "nobody": "",
    "reader": "eva",
    "contact": "anna",  # in Ekerö
    "contact-beside": "bo",  # in Solna, of the same network
    "contact-other": "hans",  # in Botkyrka, of the other network
    "head": "frida",
    "head-beside": "david",
    "head-other": "ida",
    "fou": "carin",
    "fou-other": "gun",
    "admin": "sara",
    "colleague": "",  # has followed the link to one section of Ekerö's answers
    "inactive": "inge",  # held every role of the first network, and the administrator's
}


@pytest.fixture(scope="module")
def two_networks(reference: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory) -> Iterator[TwoNetworks]:
    world = TwoNetworks(MatrixCast())
    before = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    with time_machine.travel(NOW, tick=False), standing(django_db_blocker, lambda: build(world)):
        yield world
    settings.MEDIA_ROOT = before


def build(world: TwoNetworks) -> None:
    cast = world.cast
    scene.everybody(cast)
    for name in filter(None, COLUMNS.values()):
        assert cast.client(name)
    type(cast.sara).objects.filter(pk=cast.sara.pk).update(is_staff=True, is_superuser=True)
    survey = get_survey("ekonomiskt-bistand/2017")
    world.values |= {"area": survey.area.slug, "year": survey.year, "kod": EKERO, "slug": cast.network.slug}
    world.values |= {"section": "tillganglighet", "question": "E1", "item": "E1", "code": "E1", "number": 1}
    world.values |= {"indikator code": "vantetid", "indicator": "vantetid", "kommun code": EKERO, "varfor code": EKERO}
    world.values |= {"import kind": "answers", "omgang kind": "quality", "steg code": "prepare", "token": TOKEN}
    _collect(world, survey)
    _import(world, survey)
    _make_years(world, survey)
    _publish(survey)
    _share_a_group(world)
    _work(world, survey)
    _report(world, survey)


def _collect(world: TwoNetworks, survey: Survey) -> None:
    """Ekerö has begun, been given a receipt, and shared a section."""
    nation = Group.objects.get(kind=Group.Kind.NATION)
    for group, values in ((world.cast.network, world.values), (nation, world.nations)):
        made = open_collection(survey=survey, group=group, opens=OPENS, closes=CLOSES, by=BY)
        values["enkater pk"] = made.mailings.latest("on").pk
        values |= {"?": f"?insamling={made.group.slug}", "?publicering": f"?for={made.group.slug}"}
    response = make_response(survey, EKERO)
    answer(response, E1="inom_3_dagar")
    Receipt.objects.create(response=response, number=1, by=BY, at=NOW, answers=[], pdf=b"%PDF", sha256="0" * 64)
    shared = {"name": "Gun Gren", "email": "gun.gren@ekero.example", "assigned_by": BY, "assigned_at": NOW}
    assigned = SectionAssignment.objects.create(
        response=response, section="tillganglighet", token_sha256=digest_of_token(TOKEN), **shared
    )
    world.values["enkat pk"] = assigned.pk
    told = {"text": "Så", "consider_in_analysis": False, "consider_because": "", "raised_by": "", "source": "FoU"}
    write_interpretation(survey=survey, network=world.cast.network, question="E1", **told, by=BY)


def _import(world: TwoNetworks, survey: Survey) -> None:
    """A file that waits, and what is computed of it."""
    content = workbook(Svar=[["kod", "E1"], ["0184", "Inom 3 dagar"]])
    for network, values in ((world.cast.network, world.values), (None, world.nations)):
        run = preview(Upload(Kind.ANSWERS, survey, content, "svar.xlsx", {}, network), by=BY).run
        assert run is not None
        job = Computation.objects.create(survey=survey, network=network, reason="prov", requested_by=BY)
        values |= {"import pk": run.pk, "berakning pk": job.pk}


def _make_years(world: TwoNetworks, survey: Survey) -> None:
    """Copies of 2017 that are not among the portal's own files."""
    for year, network, values in ((2020, world.cast.network, world.values), (2021, None, world.nations)):
        text = survey.questionnaire_text.replace("bistand/2017", f"bistand/{year}", 1)
        told = {"title": f"Prov {year}", "questionnaire_text": text, "questionnaire_sha256": str(year)}
        Survey.objects.create(area=survey.area, year=year, network=network, **told)
        values["own year"] = year


def _publish(survey: Survey) -> None:
    """One printed figure, so that the year has a comparison."""
    report = Publication.objects.create(slug="rapport", title="Rapport", publisher="FoU", year=2017, kind="report")
    told = {"survey": survey, "publication": report, "origin": Origin.PUBLISHED, "value": "ja"}
    indicator = Indicator.objects.get(area=survey.area, code="vantetid")
    Result.objects.create(municipality=Municipality.objects.get(code=EKERO), indicator=indicator, **told)


def _share_a_group(world: TwoNetworks) -> None:
    """Anna's own, which her network may read."""
    members = [Chosen(one) for one in Municipality.objects.filter(code__in=[EKERO, "0184"])]
    made = make_group(owner=world.cast.anna, name="Vi på öarna", members=members, by=world.cast.anna.email)
    share_with_network(group=made, network=world.cast.network.slug, by=world.cast.anna.email)
    made.refresh_from_db()
    world.values |= {"grupper pk": made.pk, "grupp slug": made.slug}


def _work(world: TwoNetworks, survey: Survey) -> None:
    """A cycle that has come to its follow-up."""
    cast = world.cast
    wanted = {"network": cast.network, "area": survey.area, "year": survey.year, "survey": survey}
    cycle = open_cycle(**wanted, by=BY, now=NOW)
    starts = datetime(2017, 2, 24, 12, tzinfo=UTC)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=3)}
    meeting = plan_meeting(cycle=cycle, kind="quality", **times, place="FoU", **AS_FOU)
    hold_meeting(meeting=meeting, present={one.pk for one in meeting.participants.all()}, **AS_FOU, now=NOW)
    meeting.refresh_from_db()
    write_point(meeting.protocol, "E1", "Från första kontakten")
    send_for_comments(protocol=meeting.protocol, until=date(2017, 3, 10), **AS_FOU)
    meeting.protocol.refresh_from_db()
    approve(protocol=meeting.protocol, **AS_FOU)
    decision = scene.decided(cast, cycle)
    area = cycle.development_areas.first()
    assert area is not None
    world.values |= {"omgang pk": cycle.pk, "mote pk": meeting.pk, "area pk": area.pk}
    world.values |= {"file": _homework_file(area), "plan": _plan(area).pk}
    world.values["plan pk"] = world.values["plan"]
    follow_up = plan_follow_up(cycle=cycle, opens_on=date(2019, 12, 1), by=BY)
    open_follow_up(follow_up=follow_up, by=BY, now=NOW)
    assert decision.pk


def _report(world: TwoNetworks, survey: Survey) -> None:
    """Issued to the network, and for nobody else."""
    order = Order(world.cast.network, survey=survey)
    report = create_report(kind="resultat", order=order, title="Rapport", authors="Carin", **AS_FOU, now=NOW)
    run_build(report.builds.get().pk)
    edition = report.editions.get()
    issue(report=report, number=1, seen=edition.sha256, **AS_FOU, now=NOW)
    run_build(report.builds.get(purpose="issue").pk)
    world.values |= {"rapporter pk": report.pk, "mall slug": world.cast.network.slug, "rapporter slug": "html"}
    told = {"name": "mall.docx", "content": default_template(), "sha256": "0" * 64, "by": BY, "at": NOW}
    DocumentTemplate.objects.create(network=world.cast.network, **told)


def _homework_file(area: DevelopmentArea) -> int:
    """Not handed in."""
    homework = area.homework.get(municipality__code=EKERO)
    who = {"by": "anna@test.example", "roles": {CONTACT}}
    DevelopmentArea.objects.filter(pk=area.pk).update(state=DevelopmentArea.State.CHOSEN)
    kept = homework_actions.add_homework_file(homework=homework, name="utkast.pdf", content=b"%PDF", **who)
    DevelopmentArea.objects.filter(pk=area.pk).update(state=DevelopmentArea.State.DECIDED)
    return kept.pk


def _plan(area: DevelopmentArea) -> ActionPlan:
    plan = scene.plan_of(area, EKERO)
    ActionPlan.objects.filter(pk=plan.pk).update(state="adopted", adopted_by=BY, adopted_at=NOW)
    return plan
