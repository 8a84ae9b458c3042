"""Reports: the whole results report of 2017 against its bare tables by the same libraries, and ten at once"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import docx
import xlsxwriter
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.measure import line, median_seconds
from bench.world import SLUG, database_url, load_world
from documents.paper.typst_process import run_typst
from documents.tree import Cell, Document
from documents.workbook.notes import tables_with_data
from municipalities.models import Group
from surveys.questionnaires.queries import get_survey
from workflow.documents.actions import create_report
from workflow.documents.build_actions import compute_document
from workflow.documents.formats import FORMATS, Manuscript
from workflow.documents.kinds import KINDS
from workflow.documents.orders import Order
from workflow.models import EditionFile, ReportBuild, ReportEdition
from workflow.states import FOU

AT_ONCE, ROUNDS, PATIENCE = 10, 3, 300.0
BY = "bench@test.example"
AUTHORS = ("Carin Exempel",)
BARE_PAPER = str(Path(__file__).with_name("bare_tables.typ"))
Rows = list[list[str]]
Writer = Callable[[Manuscript], bytes | None]


def run() -> None:
    """The last part of the bench: what is built stays, for an edition is never thrown away with others."""
    load_world()
    call_command("load_published", verbosity=0)
    measure_formats(compute().document)
    if connection.vendor == "postgresql":
        measure_worker()
    else:
        print("ten at once through a worker: not measured here (PostgreSQL only; set DATABASE_URL)")


def order() -> Order:
    return Order(Group.objects.get(slug="fou-nordvast"), survey=get_survey(SLUG))


def compute() -> Manuscript:
    """Facts read and tree built, as the worker does."""
    return compute_document(KINDS["resultat"], order(), AUTHORS)


def measure_formats(document: Document) -> None:
    printed, values = printed_tables(document), list(tables_with_data(document))
    cells = sum(len(row) for rows in printed for row in rows)
    held = sum(len(data.columns) * (1 + len(data.rows)) for _, _, data, _ in values)
    pictures = len(list(document.pictures))
    print(f"{len(printed)} tables of {cells:,} cells, {pictures} pictures; the workbook holds {held:,} cells")
    line("facts read and tree built", median_seconds(compute, ROUNDS))
    floors: dict[str, Callable[[], object]] = {
        "docx": lambda: bare_docx(printed),
        "pdf": lambda: run_typst(sources=[BARE_PAPER], tree=json.dumps(printed), day="2018-03-01"),
        "xlsx": lambda: bare_xlsx(document),
    }
    for key, floor in floors.items():
        least = median_seconds(floor, ROUNDS)
        line(f"floor: the bare tables as {key}", least, least)
        write = FORMATS[key].write
        written = median_seconds(partial(from_tree, write, document), ROUNDS)
        note = "pages counted in a PDF, pictures drawn" if key == "docx" else ""
        line(f"the whole report as {key}, written alone", written, least, note)
        whole = median_seconds(partial(from_facts, write), ROUNDS)
        line(f"the whole report as {key}: read, built, written", whole, least)


def from_tree(write: Writer, document: Document) -> None:
    write(Manuscript(document))


def from_facts(write: Writer) -> None:
    write(compute())


def printed_tables(document: Document) -> list[Rows]:
    return [
        [[one.heading for one in table.columns], *([said(cell) for cell in row.cells] for row in table.rows)]
        for table in document.tables
    ]


def said(cell: Cell) -> str:
    before = f"({cell.before})" if cell.before else ""
    return " ".join(filter(None, [cell.text, before, cell.change]))


def bare_docx(tables: list[Rows]) -> bytes:
    file, out = docx.Document(), io.BytesIO()
    for rows in tables:
        table = file.add_table(len(rows), len(rows[0]), file.styles["Table Grid"])
        for made, texts in zip(table.rows, rows, strict=True):
            for cell, told in zip(made.cells, texts, strict=True):
                cell.text = told
    file.save(out)
    return out.getvalue()


def bare_xlsx(document: Document) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for _, _, data, _ in tables_with_data(document):
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, [column.heading for column in data.columns])
            for place, row in enumerate(data.rows, 1):
                for at, value in enumerate(row):
                    if value.number is None:
                        sheet.write_string(place, at, value.text or value.missing)
                    else:
                        sheet.write_number(place, at, float(value.number))
    return out.getvalue()


def measure_worker() -> None:
    """Every format of each, slides and web page too, from the order to the files in the database."""
    with working():
        built(1)  # the worker's own start
        one = median_seconds(lambda: built(1), ROUNDS)
        line("one report through a worker with two processes", one, one)
        start = time.perf_counter()
        built(AT_ONCE)
        seconds = time.perf_counter() - start
    line(f"{AT_ONCE} at once", seconds, one, f"{seconds / AT_ONCE * 1000:.1f} ms each, all whole")


def built(number: int) -> None:
    """Asked for by FoU, and waited for until each is whole: the same figures give the same files."""
    ask = partial(create_report, kind="resultat", title="Öppna jämförelser 2017", authors=AUTHORS[0], by=BY)
    made = [ask(order=order(), roles={FOU}) for _ in range(number)]
    builds, deadline = ReportBuild.objects.filter(report__in=made), time.monotonic() + PATIENCE
    while builds.exclude(state=ReportBuild.State.DONE).exists():
        failed = builds.filter(state=ReportBuild.State.FAILED).first()
        assert failed is None, failed.message
        assert time.monotonic() < deadline, f"not built after {PATIENCE:.0f} s"
        time.sleep(0.02)
    files = EditionFile.objects.filter(edition__report__in=made).values_list("format", "sha256")
    assert {key for key, _ in files} == set(FORMATS), files
    assert len(files) == number * len(FORMATS), len(files)
    assert len(set(files)) == len(FORMATS), "the same report differs"
    assert all(ReportEdition.objects.filter(report__in=made).values_list("tree", flat=True))


@contextmanager
def working() -> Iterator[None]:
    """A Celery worker as in docker-compose.yml, on the bench's database."""
    environment = os.environ | {"DATABASE_URL": database_url()}
    command = [sys.executable, "-m", "celery", "--app", "ojportal", "worker", "--loglevel", "ERROR"]
    command += ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    with tempfile.TemporaryFile() as log:
        worker = subprocess.Popen(  # noqa: S603 - our own command
            command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(60)
