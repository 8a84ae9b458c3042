"""The results report as a document, built from facts that `queries.read_results_report` has read. Pure.

The same facts and texts give the same document; what staff may write over has a key (`drafts`).
"""

from __future__ import annotations

from collections.abc import Mapping

from documents.checks import finished
from documents.tree import Document
from workflow.documents.edited import Draft, EditedText
from workflow.documents.results.annexes import annexes
from workflow.documents.results.chapters import areas, comments, results
from workflow.documents.results.facts import ReportFacts
from workflow.documents.results.opening import opening
from workflow.documents.results.wording import who, words_of_workbook
from workflow.documents.results.words import Told


def build_results_report(facts: ReportFacts, texts: Mapping[str, EditedText]) -> Document:
    """`texts`: what staff have written instead of the drafts, by key."""
    told = Told(facts, texts)
    subject = f"öppna jämförelser {facts.area.lower()} {facts.year}"
    return finished(
        Document(
            title=subject.capitalize(),
            subtitle=f"Resultat för {who(facts)}",
            kind="Rapport",
            number=facts.issue.number,
            authors=facts.issue.authors,
            publisher=facts.network,
            day=facts.issue.day,
            subject=f"Resultat i {subject}",
            keywords=("öppna jämförelser", facts.area.lower(), facts.network),
            version=facts.issue.version,
            has_cover=True,
            is_example=facts.is_example,
            words=words_of_workbook(facts),
            sections=(*opening(told), *results(told), *comments(told), *areas(told), *annexes(told)),
        )
    )


def drafts(facts: ReportFacts) -> list[Draft]:
    """Every text that may be written over, in the order of the document."""
    return list(Told(facts).drafts.values())
