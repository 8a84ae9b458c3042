"""The open cycle of the Exempeldata is under way on the day it is loaded; there is none without a catalogue."""

from __future__ import annotations

from datetime import date

import time_machine
from django.utils import timezone

from indicators.example.data import load_example
from tests.scenario import load_reference
from tests.workflow.demo.days import days_off_in_the_database
from workflow.demo.load import load_demo_cycles
from workflow.models import Cycle, Step


def test_nothing_is_loaded_where_there_is_no_catalogue(db: None) -> None:
    assert load_demo_cycles(by="test", now=timezone.now()) == {}


def test_the_open_cycle_stands_at_its_meeting_whatever_the_day(db: None) -> None:
    with time_machine.travel("2031-06-10 10:00", tick=False):
        load_reference()
        load_example(by="test")
        load_demo_cycles(by="test", now=timezone.now())
        opened = Cycle.objects.get(state="open")
        assert timezone.localdate(opened.meetings.get().starts_at) == date(2031, 6, 16)  # the 14th is a Saturday
        assert opened.steps.get(code=Step.Code.CLOSING).planned_on > date(2033, 1, 1)
        assert days_off_in_the_database() == []
