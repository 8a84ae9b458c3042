"""What stands in a receipt: all that was asked, as it was asked and answered, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from documents.tree import Block, Bullets, Facts, Heading, Paragraph, Reference
from surveys.answering.receipts import ReceiptFacts, build_receipt, receipt_document
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from tests.documents.reading_pdf import read_pdf


@lru_cache(maxsize=1)
def questionnaire() -> Questionnaire:
    return load_questionnaire(Path("surveys/catalogue/ekonomiskt-bistand/2017.yaml"))


def facts(**changed: object) -> ReceiptFacts:
    given = ReceiptFacts(
        questionnaire=questionnaire(),
        municipality="Ekerö (0125)",
        number=2,
        by="anna@test.example",
        on_behalf=False,
        at=datetime(2017, 3, 1, 14, 3),
        answers={"E4": ("ja", "Även i grupp."), "G2.lss": ("", ""), "G2.missbruk": ("nej", "")},
    )
    return replace(given, **changed)  # type: ignore[arg-type]  # what the test changes


def lines(block: Block) -> list[str]:
    texts = {
        Paragraph: lambda: [block.text],
        Bullets: lambda: block.items,
        Facts: lambda: [said for _, said in block.rows],
    }
    told = texts[type(block)]() if type(block) in texts else []
    return ["".join(part.text for part in one if not isinstance(part, Reference)) for one in told]


def told(given: ReceiptFacts) -> list[str]:
    return [line for block in receipt_document(given).blocks for line in lines(block)]


def headings(given: ReceiptFacts) -> list[str]:
    return [block.text for block in receipt_document(given).blocks if isinstance(block, Heading)]


def test_only_sections_and_questions_that_were_asked_stand_in_it() -> None:
    assert headings(facts()) == ["Tillgänglighet", "Samordning och samverkan"]
    assert [line.split()[0] for line in told(facts()) if line[:3] in {"E4 ", "G2 ", "G1 ", "E1 "}] == ["E4", "G2"]


def test_answers_are_told_as_the_form_says_them_and_so_is_that_there_is_none() -> None:
    found = told(facts())
    assert "Svar: Ja\nKommentar: Även i grupp." in found
    assert "Missbruk: Nej" in found
    assert "LSS (barn och vuxen): inget svar" in found
    assert "2 av 3 delfrågor som har ställts" in found


def test_it_says_who_handed_in_when_and_for_whom() -> None:
    assert "2017-03-01 14:03 av anna@test.example" in told(facts())
    assert "2017-03-01 14:03 av carin@test.example (FoU, för kommunens räkning)" in told(
        facts(by="carin@test.example", on_behalf=True)
    )


def test_a_warning_that_was_kept_stands_with_its_reason() -> None:
    given = facts(kept_warnings=[("N1", "Talet är högt.", "Nytt system.")])
    assert headings(given)[-1] == "Varningar som har fått stå"
    assert told(given)[-2:] == ["N1  Talet är högt.", "Skäl: Nytt system."]


def test_a_receipt_of_made_up_answers_says_so_on_every_page() -> None:
    answers = {item: ("ja", "") for item in questionnaire().items}
    assert all("Exempeldata" in page for page in read_pdf(build_receipt(facts(answers=answers, is_example=True))).pages)
    assert "Exempeldata" not in read_pdf(build_receipt(facts())).pages[0]
