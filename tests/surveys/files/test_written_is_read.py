"""What the portal writes it can read: every file that comes out is read by the import it belongs to, to the same
figures, or is listed here with why it is no data. A new file without a line fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class
from django.http import HttpResponse

from tests import address_matrix
from tests.test_architecture import APPS
from tests.worlds.two_networks import TwoNetworks

ANSWERS = "surveys/files/test_written_answers.py"
RESULTS = "indicators/importing/test_own_exports.py"
READ_AGAIN = {  # address: the tests that read its file again, and what they call it by
    "enkat/<slug:area>/<int:year>/mall.xlsx": (ANSWERS, "write_template"),
    "enkat/<slug:area>/<int:year>/<str:kod>/formular.xlsx": (ANSWERS, "write_form"),
    "import/<int:pk>/fil/": (ANSWERS, "import-file"),
    "jamforelser/<slug:area>/<int:year>/jamforelse.xlsx": (RESULTS, "comparison-xlsx"),
    "jamforelser/<slug:area>/<int:year>/jamforelse.csv": (RESULTS, "comparison-csv"),
    "indikator/<slug:area>/<str:code>/indikator.xlsx": (RESULTS, "indicator-xlsx"),
    "indikator/<slug:area>/<str:code>/indikator.csv": (RESULTS, "indicator-csv"),
    "kommun/<str:code>/<slug:area>/<int:year>/kommun.xlsx": (RESULTS, "municipality-xlsx"),
    "kommun/<str:code>/<slug:area>/<int:year>/kommun.csv": (RESULTS, "municipality-csv"),
}
COMMANDS = {"export_results": (RESULTS, "export_results")}
NO_DATA_COMMANDS = {"build_report": "a document for people"}
NO_DATA = {
    "halsa/": "whether the portal is well, for whom watches it",
    "avstamning/avstamning.xlsx": "findings in words, not figures",
    "avstamning/csv": "findings in words, not figures",
    "enkater/<slug:area>/<int:year>/lage.xlsx": "how far each municipality has come that day",
    "enkater/<slug:area>/<int:year>/lage.csv": "how far each municipality has come that day",
    "enkat/<slug:area>/<int:year>/<str:kod>/kvitto/<int:number>.pdf": "a receipt on paper",
    "kommun/<str:code>/<slug:area>/<int:year>/blad.pdf": "a leaflet for people; its figures are in kommun.xlsx",
    "rapporter/mall/<slug:slug>/fil/": "somebody's own, as it came",
    "rapporter/<int:pk>/utgava/<int:number>/<slug:slug>/": "a document for people; its figures are exported as data",
    "omgang/<int:pk>/mote/<slug:kind>/mote.ics": "a day in a calendar",
    "omgang/<int:pk>/omraden/<int:area>/hemuppgift/<str:kod>/fil/<int:file>/": "somebody's own, as it came",
}
TESTS = Path(__file__).parents[2]
ROLES = ("admin", "fou", "head", "contact", "colleague")


def files_of(world: TwoNetworks) -> Iterator[str]:
    """The addresses that give something else than a page, by the first role that may have it."""
    clients = world.clients()
    for line in address_matrix.lines():
        if line.method == "GET" and not line.route.startswith("admin/"):
            address = address_matrix.address_of(line, world)
            pages = (clients[role].get(address) for role in ROLES)
            page = next((page for page in pages if page.status_code == 200), None)
            if page is not None:
                if is_file(page):
                    yield line.route
                if page.streaming:
                    b"".join(page.streaming_content)


def is_file(page: HttpResponse) -> bool:
    return not page.headers["Content-Type"].startswith("text/html") or "Content-Disposition" in page.headers


@pytest.mark.django_db
def test_every_file_is_read_again_or_said_to_be_no_data(two_networks: TwoNetworks) -> None:
    assert set(files_of(two_networks)) == READ_AGAIN.keys() | NO_DATA.keys()


def test_every_command_that_writes_a_file_is_known() -> None:
    commands = {name: load_command_class(app, name) for name, app in get_commands().items() if app in APPS}
    told = {name: one.create_parser("manage.py", name).format_help() for name, one in commands.items()}
    assert {name for name, text in told.items() if "--output" in text} == COMMANDS.keys() | NO_DATA_COMMANDS.keys()


@pytest.mark.parametrize(("module", "called"), sorted({*READ_AGAIN.values(), *COMMANDS.values()}))
def test_what_is_said_to_be_read_again_has_a_test(module: str, called: str) -> None:
    assert called in (TESTS / module).read_text(encoding="utf-8")
