"""A report from draft to issued, new edition and withdrawn: what is frozen, and what is refused."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from documents.as_json import sha256_of
from documents.checks import finished
from documents.tree import Aside, Deck, Document, Heading, Paragraph, Section, Slide, Version, text
from municipalities.models import Event
from municipalities.refusals import Closed, NotPossible, WrittenMeanwhile
from tests.workflow.documents.conftest import AS_FOU, NOW, issue_draft, run_all
from workflow.documents import actions
from workflow.documents.actions import Wording, save_text
from workflow.documents.editions import Imprint, as_issued, dressed, dressed_deck
from workflow.documents.orders import Order
from workflow.documents.queries import document_of, drafts_of, edition_under_way
from workflow.models import EditionFile, Report, ReportEdition
from workflow.models.reports import IssuedStands
from workflow.states import CHIEF


def text_of(report: Report) -> str:
    edition = report.editions.order_by("-number").first()
    return edition.tree if edition else ""


def test_a_draft_is_built_with_its_imprint(draft: Report) -> None:
    document = document_of(draft.editions.get())
    assert (document.title, document.publisher, document.number, document.day) == (
        "Öppna jämförelser 2017",
        "FoU Nordväst",
        "Utkast",
        None,
    )
    assert document.authors == ("Carin Exempel", "Disa Exempel")
    assert (document.version.edition, document.version.program) == (1, "0.1")
    assert "Ekonomiskt bistånd" in document.version.data


def test_issuing_gives_number_day_and_files_with_their_checksums(issued: Report) -> None:
    edition = issued.editions.get()
    document = document_of(edition)
    assert (issued.state, document.number, str(document.day)) == ("issued", "Rapport 2026:1", "2026-03-02")
    assert edition.sha256 == sha256_of(document)
    assert (edition.issued_by, edition.issued_at) == ("carin@test.example", NOW)
    files = {one.format: one for one in edition.files.all()}
    assert bytes(files["pdf"].content).startswith(b"%PDF")
    assert "Rapport 2026:1" in bytes(files["html"].content).decode()
    assert all(one.sha256 == hashlib.sha256(bytes(one.content)).hexdigest() for one in files.values())
    told = Event.objects.get(action="report.issue").detail
    assert told == {"number": "Rapport 2026:1", "edition": 1, "sha256": edition.sha256}


def test_an_issued_edition_and_its_files_never_change(issued: Report) -> None:
    edition = issued.editions.get()
    before = list(ReportEdition.objects.values()), list(EditionFile.objects.values())
    file = edition.files.first()
    edition.tree = "{}"
    refused = [edition.save, edition.delete, file.save, file.delete, edition.files.all().delete]
    refused += [lambda: ReportEdition.objects.update(tree="{}"), ReportEdition.objects.all().delete]
    refused += [lambda: EditionFile.objects.update(sha256="")]
    for change in refused:
        with pytest.raises(IssuedStands):
            change()
    with pytest.raises(Closed):
        actions.rebuild(report=issued, **AS_FOU)
    assert (list(ReportEdition.objects.values()), list(EditionFile.objects.values())) == before


def test_numbers_follow_on_in_the_network_and_year_and_may_be_chosen_once(issued: Report, cast) -> None:
    order = Order(cast.network, survey=issued.survey)
    told = {"kind": "resultat", "order": order, "authors": "Carin", **AS_FOU, "now": NOW}
    second = actions.create_report(title="Ännu en", **told)
    run_all(second)
    with pytest.raises(NotPossible, match="Rapport 2026:1 är redan utgiven"):
        issue_draft(second, number=1)
    issue_draft(second)
    second.refresh_from_db()
    assert (second.year, second.number) == (2026, 2)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=second.pk).update(number=1)


def test_what_has_changed_since_it_was_read_is_not_issued(draft: Report) -> None:
    with pytest.raises(WrittenMeanwhile, match="ändrats sedan du läste"):
        actions.issue(report=draft, number=None, seen="annat", **AS_FOU)


def test_nothing_is_issued_before_it_is_built(begun: Report) -> None:
    with pytest.raises(NotPossible, match="inte färdigbyggt"):
        actions.issue(report=begun, number=None, seen="", **AS_FOU)


def test_nothing_is_written_while_it_is_being_issued(draft: Report) -> None:
    edition = edition_under_way(draft)
    actions.issue(report=draft, number=None, seen=edition.sha256, **AS_FOU)
    one = drafts_of(edition)[0]
    with pytest.raises(Closed, match="håller på att ges ut"):
        save_text(report=draft, wanted=Wording(one.key, "Nytt", one.basis), seen="", **AS_FOU)


def test_a_new_edition_says_why_and_the_issued_one_stands(issued: Report) -> None:
    before = issued.editions.get(number=1).tree
    with pytest.raises(NotPossible, match="Skriv varför"):
        actions.begin_edition(report=issued, because=" ", **AS_FOU)
    actions.begin_edition(report=issued, because="Solnas svar rättades.", **AS_FOU)
    run_all(issued)
    issue_draft(issued)
    issued.refresh_from_db()
    second = issued.editions.get(number=2)
    assert (issued.number, second.because, document_of(second).version.edition) == (1, "Solnas svar rättades.", 2)
    assert issued.editions.get(number=1).tree == before


def test_a_report_is_withdrawn_for_a_reason_and_for_good(issued: Report) -> None:
    with pytest.raises(NotPossible):
        actions.withdraw(report=issued, because="", **AS_FOU)
    actions.withdraw(report=issued, because="Fel år.", **AS_FOU)
    issued.refresh_from_db()
    assert (issued.state, issued.withdrawn_because, issued.withdrawn_by) == ("withdrawn", "Fel år.", AS_FOU["by"])
    with pytest.raises(Closed):
        actions.begin_edition(report=issued, because="x", **AS_FOU)


def test_a_draft_thrown_away_leaves_what_is_issued(issued: Report) -> None:
    actions.begin_edition(report=issued, because="Prov", **AS_FOU)
    assert actions.discard(report=issued, **AS_FOU) is False
    assert [one.number for one in issued.editions.all()] == [1]


def test_a_report_never_issued_goes_with_its_draft_and_the_event_keeps_what_was_written(draft: Report) -> None:
    one = drafts_of(edition_under_way(draft))[0]
    save_text(report=draft, wanted=Wording(one.key, "Mitt", one.basis), seen="", **AS_FOU)
    assert actions.discard(report=draft, **AS_FOU) is True
    assert not Report.objects.exists()
    assert Event.objects.get(action="report.discard").detail["texts"] == {one.key: "Mitt"}


def test_nobody_else_keeps_a_report(draft: Report) -> None:
    with pytest.raises(PermissionDenied):
        actions.rebuild(report=draft, by="x", roles={CHIEF})


# The imprint, and what is taken off.
MARKED = Paragraph(text("Våra ord"), key="a", is_edited=True, warning="Siffran har ändrats")
IMPRINT = Imprint("Titel", "Rapport", ("Carin",), "FoU", Version(2, "data", "0.1"), "Rapport 2026:1", date(2026, 3, 2))


def document(*blocks: object, data: str = "") -> Document:
    return Document("Byggarens", (Section((Heading(1, "Kapitel"), *blocks)),), version=Version(data=data))


def test_the_imprint_is_the_portals() -> None:
    found = dressed(document(), IMPRINT)
    assert (found.title, found.kind, found.number, found.day) == (
        "Titel",
        "Rapport",
        "Rapport 2026:1",
        date(2026, 3, 2),
    )
    assert (found.authors, found.publisher, found.version) == (("Carin",), "FoU", Version(2, "data", "0.1"))
    assert finished(found).blocks


def test_what_the_builder_says_of_its_data_stands() -> None:
    assert dressed(document(data="egna"), IMPRINT).version == Version(2, "egna", "0.1")


def test_slides_have_the_same_imprint_and_their_own_title() -> None:
    deck = dressed_deck(Deck("Bilder", (Slide("En sak"),), version=Version(data="egna")), IMPRINT)
    assert (deck.title, deck.authors, deck.publisher, deck.day) == ("Bilder", ("Carin",), "FoU", date(2026, 3, 2))
    assert deck.version == Version(2, "egna", "0.1")


def test_what_is_issued_has_no_marks_for_staff() -> None:
    plain = Paragraph(text("Våra ord"), key="a")
    heading = Heading(2, "Tolkning")
    given = document(MARKED, heading, Aside("Obs", (MARKED,)))
    assert as_issued(given) == document(plain, heading, Aside("Obs", (plain,)))
