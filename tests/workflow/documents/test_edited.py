"""A text that somebody has written stands where the draft stood, and warns when a figure behind it has changed."""

from __future__ import annotations

from workflow.documents.edited import CHANGED, Draft, EditedText, basis_of, paragraphs_of

DRAFT = Draft("sammanfattning", "Sammanfattning", ("Sex av åtta.", "Två saknar."), basis_of(6, 8))


def told(texts: dict[str, EditedText]) -> list[str]:
    return ["".join(span.text for span in one.text) for one in paragraphs_of(DRAFT, texts)]


def test_the_draft_stands_until_something_is_written() -> None:
    first, second = paragraphs_of(DRAFT, {})
    assert told({}) == ["Sex av åtta.", "Två saknar."]
    assert (first.key, second.key) == ("sammanfattning", "")
    assert not first.is_edited


def test_what_is_written_stands_instead_with_its_own_paragraphs() -> None:
    texts = {"sammanfattning": EditedText("Vårt eget.\r\n\r\nMed   två\nstycken.", DRAFT.basis)}
    assert told(texts) == ["Vårt eget.", "Med två stycken."]
    assert all(one.is_edited and not one.warning for one in paragraphs_of(DRAFT, texts))


def test_it_warns_when_what_it_stands_on_has_changed() -> None:
    first, *_others = paragraphs_of(DRAFT, {"sammanfattning": EditedText("Vårt eget.", basis_of(5, 8))})
    assert first.warning == CHANGED


def test_a_text_that_is_emptied_is_gone() -> None:
    assert paragraphs_of(DRAFT, {"sammanfattning": EditedText("  \n", DRAFT.basis)}) == ()


def test_markup_in_what_is_written_stays_text() -> None:
    assert told({"sammanfattning": EditedText("=1+1 #set <b>", DRAFT.basis)}) == ["=1+1 #set <b>"]
