"""Getters of imports and computations, that fetch or refuse: each is for its owner, see municipalities.owners."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from indicators.importing.queries import all_computations
from indicators.models import Computation
from municipalities.owners import refuse_stranger
from municipalities.permissions import Person
from surveys.files.runs import all_runs
from surveys.models import ImportRun


def get_run(person: Person, pk: int) -> ImportRun:
    run = get_object_or_404(all_runs(), pk=pk)
    refuse_stranger(person, run.network_id)
    return run


def get_computation(person: Person, pk: int) -> Computation:
    job = get_object_or_404(all_computations(), pk=pk)
    refuse_stranger(person, job.network_id)
    return job
