"""What a municipality writes as homework is its own, and FoU's to read, until it is handed in."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workflow.analysis_scene import everybody, hand_in, send_homework
from tests.workflow.conftest import EKERO, WorkflowCast
from workflow.areas import homework_actions as actions
from workflow.models import Cycle, DevelopmentArea, Homework
from workflow.states import CONTACT

PDF = b"%PDF-1.7 ett underlag"
WHO = {"by": "anna@test.example", "roles": {CONTACT}}
READERS = ("anna", "carin", "frida")  # Ekerö's contact, FoU, Ekerö's head
OTHERS = ("bo", "david")  # Solna's contact and head


@pytest.fixture
def area(cast: WorkflowCast, cycle: Cycle) -> DevelopmentArea:
    everybody(cast)
    return send_homework(cycle)[0]


def write(area: DevelopmentArea, known: str, *, submit: bool = False, file: str = "") -> Homework:
    homework = area.homework.get(municipality__code=EKERO)
    if file:
        actions.add_homework_file(homework=homework, name=file, content=PDF, **WHO)
    texts = {"known": known, "statistics": "", "earlier_analyses": "", "links": ""}
    return actions.save_homework(homework=homework, **texts, **WHO, submit=submit)


def pages(area: DevelopmentArea, cast: WorkflowCast, name: str) -> str:
    """The homework's own page and the area's."""
    start = f"/omgang/{area.cycle_id}/omraden/{area.pk}/"
    client = cast.client(name)
    return "".join(client.get(f"{start}{more}").content.decode() for more in ("", f"hemuppgift/{EKERO}/"))


def fetched(area: DevelopmentArea, cast: WorkflowCast, name: str, file: str) -> int:
    found = area.homework.get(municipality__code=EKERO).files.get(name=file)
    return (
        cast.client(name)
        .get(f"/omgang/{area.cycle_id}/omraden/{area.pk}/hemuppgift/{EKERO}/fil/{found.pk}/")
        .status_code
    )


def test_a_draft_is_read_by_the_municipality_and_fou(cast: WorkflowCast, area) -> None:
    write(area, "Bara ett utkast", file="utkast.pdf")
    for name in READERS:
        assert "Bara ett utkast" in pages(area, cast, name), name
        assert "utkast.pdf" in pages(area, cast, name), name
        assert fetched(area, cast, name, "utkast.pdf") == 200
    for name in OTHERS:
        page = pages(area, cast, name)
        assert "Bara ett utkast" not in page, name
        assert "utkast.pdf" not in page, name
        assert "påbörjad" in page, name
        assert fetched(area, cast, name, "utkast.pdf") == 403


def test_what_is_handed_in_is_read_by_the_network(cast: WorkflowCast, area) -> None:
    write(area, "Det här vet vi", submit=True, file="underlag.pdf")
    for name in (*READERS, *OTHERS):
        assert "Det här vet vi" in pages(area, cast, name), name
        assert fetched(area, cast, name, "underlag.pdf") == 200


def test_what_is_changed_afterwards_waits_to_be_handed_in_again(cast: WorkflowCast, area) -> None:
    write(area, "Det här vet vi", submit=True)
    write(area, "Ändrat, inte klart", file="nytt.pdf")
    for name in OTHERS:
        page = pages(area, cast, name)
        assert "Det här vet vi" in page
        assert "Ändrat, inte klart" not in page
        assert fetched(area, cast, name, "nytt.pdf") == 403
    for name in READERS:
        assert "Ändrad efter inlämningen" in pages(area, cast, name), name
    write(area, "Ändrat och klart", submit=True)
    assert "Ändrat och klart" in pages(area, cast, "bo")
    assert fetched(area, cast, "bo", "nytt.pdf") == 200
    assert "Ändrad efter inlämningen" not in pages(area, cast, "anna")


def test_a_file_chosen_with_the_button_that_hands_in_is_handed_in(cast: WorkflowCast, area) -> None:
    address = f"/omgang/{area.cycle_id}/omraden/{area.pk}/hemuppgift/{EKERO}/"
    sent = {"known": "Allt", "gor": "lamna-in", "fil": SimpleUploadedFile("med.pdf", PDF)}
    assert cast.client("anna").post(address, sent).status_code == 302
    assert fetched(area, cast, "bo", "med.pdf") == 200


def test_what_was_handed_in_before_stays_readable(cast: WorkflowCast, area) -> None:
    hand_in(area, EKERO, "Sedan länge inlämnat")
    write(area, "Sedan länge inlämnat", file="gammal.pdf")
    Homework.objects.update(handed_in={})
    import_module("workflow.migrations.0003_homework_as_handed_in").keep_what_is_handed_in(apps, None)
    assert "Sedan länge inlämnat" in pages(area, cast, "bo")
    assert fetched(area, cast, "bo", "gammal.pdf") == 200
    assert area.homework.exclude(municipality__code=EKERO).filter(handed_in={}).count() == 7
