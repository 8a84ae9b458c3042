"""The protocol as a report of the portal: who makes one, when it can be issued, who reads it, and the way to it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from municipalities.models import GroupMember, Membership
from municipalities.refusals import NotPossible
from tests.workflow.conftest import WorkflowCast, write_point
from tests.workflow.documents.conftest import AS_FOU, NOW, issue_draft, run_all
from workflow.documents.actions import create_report, rebuild
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.meetings.protocol_actions import send_for_comments, write_purpose
from workflow.models import Meeting, Report
from workflow.states import FOU

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(reference: None, db: None) -> WorkflowCast:
    return WorkflowCast()


@pytest.fixture
def protocol(cast: WorkflowCast, held_meeting: Meeting) -> Report:
    write_point(held_meeting.protocol, "E1", "Rutinen är skriven.")
    order = Order(cast.network, meeting=held_meeting)
    title = KINDS["protokoll"].title(order)
    report = create_report(kind="protokoll", order=order, title=title, authors="Carin", **AS_FOU, now=NOW)
    run_all(report)
    return report


def sent_out(report: Report) -> Report:
    protocol = report.meeting.protocol
    write_purpose(protocol=protocol, purpose="Att läsa lika.", by="carin@test.example", roles={FOU})
    send_for_comments(protocol=protocol, until=NOW.date(), by="carin@test.example", roles={FOU}, now=NOW)
    return report


def test_the_title_names_the_meeting_and_its_day(protocol: Report) -> None:
    assert protocol.title == "Protokoll från möte om kvalitetssäkring 24 februari 2017"


def test_one_that_is_not_sent_out_cannot_be_issued_and_the_page_says_why(protocol: Report, cast: WorkflowCast) -> None:
    with pytest.raises(NotPossible, match="inte utskickat"):
        issue_draft(protocol)
    assert "inte utskickat" in cast.client("carin").get(f"/rapporter/{protocol.pk}/").content.decode()


def test_once_sent_out_it_is_issued_to_those_with_a_part_in_the_cycle(protocol: Report, cast: WorkflowCast) -> None:
    people = (cast.anna, cast.david, cast.hugo, cast.greta)
    run_all(rebuilt(sent_out(protocol)))
    issue_draft(protocol)
    status = [cast.client(one).get(f"/rapporter/{protocol.pk}/").status_code for one in ("anna", "david")]
    assert (status, len(people)) == ([200, 200], 4)
    assert [cast.client(one).get(f"/rapporter/{protocol.pk}/").status_code for one in ("hugo", "greta")] == [403, 403]
    assert Client().get(f"/rapporter/{protocol.pk}/").status_code == 403


def test_who_joined_the_network_later_has_no_part_in_it(protocol: Report, cast: WorkflowCast) -> None:
    hugo = Membership.objects.get(user=cast.hugo).municipality
    GroupMember.objects.create(group=cast.network, municipality=hugo, from_year=2018)
    run_all(rebuilt(sent_out(protocol)))
    issue_draft(protocol)
    assert cast.client("hugo").get(f"/rapporter/{protocol.pk}/").status_code == 403


def rebuilt(report: Report) -> Report:
    rebuild(report=report, **AS_FOU, now=NOW)
    return report


def test_the_meeting_and_the_protocol_lead_fou_to_a_new_one(held_meeting: Meeting, cast: WorkflowCast) -> None:
    carin = cast.client("carin")
    wanted = f"/rapporter/ny/?om=protokoll-{held_meeting.pk}-fou-nordvast"
    for address in (f"/mote/{held_meeting.pk}/protokoll/", f"/omgang/{held_meeting.cycle_id}/mote/quality/"):
        assert f'href="{wanted}"' in carin.get(address).content.decode(), address
    form = carin.get(wanted).content.decode()
    assert re.search(r'name="titel" value="Protokoll från möte om kvalitetssäkring', form)


def test_nobody_else_is_led_there(protocol: Report, cast: WorkflowCast) -> None:
    sent_out(protocol)
    for name in ("anna", "david"):
        page = cast.client(name).get(f"/mote/{protocol.meeting_id}/protokoll/").content.decode()
        assert "Rutinen är skriven." in page
        assert "/rapporter/ny/" not in page
