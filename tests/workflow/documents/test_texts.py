"""Texts that staff write: they survive what is computed anew, and are flagged where a figure under them has changed."""

from __future__ import annotations

import pytest

from indicators.models import Result
from municipalities.models import Event
from municipalities.refusals import NotPossible, WrittenMeanwhile
from tests.workflow.documents.conftest import AS_FOU, issue_draft, run_all
from workflow.documents.actions import Wording, drop_text, keep_text, rebuild, save_text
from workflow.documents.edited import Draft
from workflow.documents.queries import changed_drafts, drafts_of, edition_under_way
from workflow.models import Report


def first_text(report: Report) -> Draft:
    return drafts_of(edition_under_way(report))[0]


def write(report: Report, text: str, seen: str = "", basis: str = "") -> None:
    one = first_text(report)
    save_text(report=report, wanted=Wording(one.key, text, basis or one.basis), seen=seen, **AS_FOU)
    run_all(report)


def test_what_is_written_stands_in_the_document_also_when_it_is_built_anew(draft: Report) -> None:
    write(draft, "Vi ser en <b>ljusning</b>.\r\n\r\nMen inte överallt.")
    Result.objects.filter(survey=draft.survey).update(value="nej")
    rebuild(report=draft, **AS_FOU)
    run_all(draft)
    tree = edition_under_way(draft).tree
    assert "Vi ser en <b>ljusning</b>." in tree
    assert "Men inte överallt." in tree


def test_a_text_on_figures_that_have_changed_is_flagged_and_stops_the_issue(draft: Report) -> None:
    write(draft, "Det här står på gamla siffror.", basis="gammal")
    edition = edition_under_way(draft)
    assert [one.key for one in changed_drafts(draft, edition)] == [first_text(draft).key]
    with pytest.raises(NotPossible, match="Ta ställning till dem först"):
        issue_draft(draft)
    keep_text(report=draft, key=first_text(draft).key, **AS_FOU)
    run_all(draft)
    issue_draft(draft)
    draft.refresh_from_db()
    assert draft.state == "issued"
    assert "har ändrats sedan" not in draft.editions.get().tree


def test_two_who_write_lose_nothing(draft: Report) -> None:
    write(draft, "Först")
    with pytest.raises(WrittenMeanwhile) as refused:
        write(draft, "Sist")
    assert (refused.value.theirs, refused.value.mine) == ("Först", "Sist")
    write(draft, "Sist", seen=draft.texts.get().digest)
    told = Event.objects.filter(action="report.write").order_by("pk").last().detail
    assert (told["before"], told["after"]) == ("Först", "Sist")


def test_the_computed_comes_back(draft: Report) -> None:
    before = edition_under_way(draft).tree
    write(draft, "Eget")
    assert edition_under_way(draft).tree != before
    drop_text(report=draft, key=first_text(draft).key, **AS_FOU)
    run_all(draft)
    assert edition_under_way(draft).tree == before


def test_a_text_that_is_not_in_the_report_is_refused(draft: Report) -> None:
    with pytest.raises(NotPossible, match="finns inte längre"):
        save_text(report=draft, wanted=Wording("påhittad", "x", ""), seen="", **AS_FOU)
