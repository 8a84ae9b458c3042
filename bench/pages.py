"""Pages: server time of the comparison matrix against an empty page of the same site"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.measure import all_seconds, line
from bench.world import SLUG, load_world
from indicators.models import GroupResult, Origin, Result
from municipalities.models import Municipality
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey

MATRIX = f"/jamforelser/{SLUG}/"
PAGES = {
    "empty page (/halsa/)": "/halsa/",
    "log-in page": "/logga-in/",
    "network 2017, published, against 2016": MATRIX,
    "network 2017, computed, against 2016": f"{MATRIX}?kalla=beraknat",
    "a county 2017, computed, against 2016": f"{MATRIX}?grupp=stockholms-lan&kalla=beraknat",
    "nation 2017, computed, alone": f"{MATRIX}?grupp=riket&kalla=beraknat&jamfor=ingen",
    "nation 2017, computed, against 2016": f"{MATRIX}?grupp=riket&kalla=beraknat",
    "one indicator over the years": "/indikator/ekonomiskt-bistand/intern_missbruk/",
    "one municipality": "/kommun/0125/ekonomiskt-bistand/2017/",
}


def run() -> None:
    load_world()
    call_command("load_published", verbosity=0)
    call_command("load_example", verbosity=0)
    call_command("compute", survey=SLUG, verbosity=0)
    survey = get_survey(SLUG)
    store_earlier_year(survey)
    if connection.vendor == "postgresql":  # in a running portal autovacuum has done this
        connection.cursor().execute("ANALYZE")
    client, floor = Client(), 0.0
    for name, address in PAGES.items():
        client.get(address)  # reads the catalogue once per process
        with CaptureQueriesContext(connection) as counted:
            answer = client.get(address)
        queries = len(counted)  # counted now: the next page empties the log
        assert answer.status_code == 200, (address, answer.status_code)
        seconds = all_seconds(lambda address=address: client.get(address), 31)
        floor = floor or median(seconds)
        note = f"best {min(seconds) * 1000:5.1f} ms, {queries:2d} queries, {len(answer.content) // 1024:3d} KB"
        line(name, median(seconds), floor, note)
    for model in (Result, GroupResult):
        model.objects.filter(origin=Origin.COMPUTED).delete()
    call_command("remove_example", verbosity=0)


def store_earlier_year(survey: Survey) -> None:
    """2016 has definitions but no questionnaire: it gets the results of 2017, those of every fourth unit exchanged
    among them, so that about one cell in eight has moved."""
    earlier = get_survey(SLUG.replace("2017", "2016"))
    units = list(Municipality.objects.units(2017).values_list("pk", flat=True))[::4]
    following = dict(pairwise([*units, units[0]]))
    for model in (Result, GroupResult):
        rows = list(model.objects.filter(survey=survey, origin=Origin.COMPUTED))
        for row in rows:
            row.pk, row.survey = None, earlier
            if isinstance(row, Result):
                row.municipality_id = following.get(row.municipality_id, row.municipality_id)
        model.objects.bulk_create(rows, batch_size=2000)
