"""What the results report holds beside its figures, of the printed years."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from documents.tree import Aside, Document, Heading, Paragraph, Table
from tests.workflow.documents.published_reports import facts_of
from workflow.documents.edited import EditedText
from workflow.documents.results.facts import Agreed
from workflow.documents.results.report import build_results_report, drafts

pytestmark = pytest.mark.django_db


def headings(document: Document, level: int) -> list[str]:
    return [one.text for one in document.blocks if isinstance(one, Heading) and one.level == level]


def words(one: Paragraph) -> str:
    return "".join(span.text for span in one.text if hasattr(span, "text"))


def table_called(document: Document, caption: str) -> Table:
    return next(one for one in document.tables if one.caption == caption)


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_summary_comes_first_and_the_annexes_last(published: None) -> None:
    assert headings(build_results_report(facts_of(2017), {}), 1) == [
        *("Sammanfattning", "Inledning", "Resultat", "Bilaga 1: Metod"),
        *("Bilaga 2: Rättade, motstridiga och misstänkta uppgifter", "Bilaga 3: Enkäten"),
    ]


def test_quality_areas_are_chapters_of_the_result_in_the_order_of_the_year(published: None) -> None:
    found = headings(build_results_report(facts_of(2018), {}), 2)
    areas = found[found.index("Tillgänglighet") : found.index("Var uppgifterna kommer ifrån")]
    assert areas == [
        *("Tillgänglighet", "Helhetssyn och samordning", "Kunskapsbaserad verksamhet"),
        *("Självbestämmande och integritet", "Trygghet och säkerhet"),
    ]


def test_register_figures_have_a_chapter_of_their_own(published: None) -> None:
    found = headings(build_results_report(facts_of(2015), {}), 1)
    assert found[2:4] == ["Resultat", "Uppgifter ur register"]
    assert "Uppgifter ur register" not in headings(build_results_report(facts_of(2018), {}), 1)


def test_the_seven_misprinted_changes_are_listed_with_what_is_right(published: None) -> None:
    table = table_called(build_results_report(facts_of(2017), {}), "Tryckt och räknat")
    told = {place.rpartition("kolumn ")[2]: (printed, ours) for place, printed, ours, _why in rows_of(table)}
    assert told == {
        "Arbetsmarknadsinsats inom 1 mån. till alla 18–24 år": ("+-0%", "+12,5"),
        "Social- psykiatri": ("+40%", "+37,5"),
        "Barn- och unga": ("-12.5%", "−37,5"),
        "Försäkringskassan": ("+0%", "+12,5"),
        "Primärvården": ("+0%", "−12,5"),
        "Aktuell samlad plan för kompetensutveckling": ("-12.5%", "±0"),
        "Använt resultat för verksamhetsutveckling": ("+0%", "+12,5"),
    }


def test_a_change_that_was_misprinted_is_a_number_beside_what_was_printed(published: None) -> None:
    data = table_called(build_results_report(facts_of(2017), {}), "Tryckt och räknat").data
    assert data is not None
    told = [(printed.text, ours.number) for _place, printed, ours, _why in data.rows]
    assert told[1:3] == [("+40%", Decimal("37.5")), ("-12.5%", Decimal("-37.5"))]
    assert ("-12.5%", Decimal(0)) in told


def test_figures_that_publishers_give_differently_are_told_with_both(published: None) -> None:
    document = build_results_report(facts_of(2018), {})
    assert "Uppgifter där utgivarna skiljer sig åt" in headings(document, 2)
    table = table_called(document, "Intern samordning i enskilda ärenden")
    nation = next(row for row in table.rows if row.cells[0].text == "Riket")
    mark = next(note.mark for note in table.notes if "Två utgivare" in words(Paragraph(note.text)))
    assert [cell.text for cell in nation.cells if mark in cell.notes] == ["61\u00a0%"]


def test_a_change_from_a_figure_that_publishers_give_differently_is_noted_and_both_told(published: None) -> None:
    document = build_results_report(facts_of(2018), {})
    assert "Uppgifter där utgivarna skiljer sig åt om 2017" in headings(document, 2)
    told = [
        (cell.text, cell.change)
        for table in document.tables
        for row in table.rows
        if row.cells[0].text == "Riket"
        for cell in row.cells
        for note in table.notes
        if note.mark in cell.notes and "uppger olika för 2017" in words(Paragraph(note.text))
    ]
    assert ("62\u00a0%", "\u221216") in told


def test_years_are_not_said_to_be_partly_comparable_where_no_earlier_figure_is_shown(published: None) -> None:
    document = build_results_report(facts_of(2018), {})
    for table in document.tables:
        for place, marks in enumerate(table.column_notes):
            notes = [words(Paragraph(one.text)) for one in table.notes if one.mark in marks]
            if any(one.startswith("Bara delvis jämförbart") for one in notes):
                assert any(row.cells[place].before for row in table.rows), table.caption


def test_sorting_keys_are_those_of_the_report_of_2015(published: None) -> None:
    table = table_called(build_results_report(facts_of(2015), {}), "Kommunernas storlek och slag 2015")
    told = {row[0]: (row[1], row[-3], row[-2], row[-1]) for row in rows_of(table)}
    assert told["Ekerö"] == ("0125", "2", "2", "1")
    assert told["Sigtuna"] == ("0191", "3", "5", "7")
    assert len(told) == 8


def test_sorting_keys_are_numbers_in_the_workbook_and_codes_keep_their_nought(published: None) -> None:
    data = table_called(build_results_report(facts_of(2017), {}), "Kommunernas storlek och slag 2017").data
    assert data is not None
    told = {column.heading: value for column, value in zip(data.columns, data.rows[0], strict=True)}
    assert (told["Kommunkod"].text, told["Invånare"].number) == ("0125", 27406)
    assert (told["Storleksgrupp"].number, told["Socioekonomisk nyckel (2015)"].number) == (2, 1)


def test_each_publication_is_named_once_below_a_table(published: None) -> None:
    for table in build_results_report(facts_of(2017), {}).tables:
        told = [one for one in table.source.split("; ") if one]
        assert len(set(told)) == len(told), table.caption


def test_a_year_that_may_not_be_compared_is_noted_at_its_column(published: None) -> None:
    document = build_results_report(facts_of(2017), {})
    table = next(
        one for one in document.tables if one.column_notes and any("våldsutsatthet" in c.heading for c in one.columns)
    )
    place = next(n for n, column in enumerate(table.columns) if "våldsutsatthet" in column.heading)
    notes = {note.mark: words(Paragraph(note.text)) for note in table.notes}
    assert any(notes[mark].startswith("Inte jämförbart med 2016") for mark in table.column_notes[place])
    mean = next(row for row in table.rows if row.cells[0].text == "Snitt")
    assert (mean.cells[place].before, mean.cells[place].change) == ("50\u00a0%", "")


def test_an_interpretation_stands_under_the_first_table_it_concerns(published: None) -> None:
    facts = replace(facts_of(2015), agreed=(Agreed("Q3", "Mallen används alltid.\n- vid nyansökan", "", ""),))
    blocks = list(build_results_report(facts, {}).blocks)
    place = next(n for n, one in enumerate(blocks) if isinstance(one, Aside))
    before = next(one for one in reversed(blocks[:place]) if isinstance(one, Table))
    assert blocks[place].title == "Så tolkas fråga Q3"
    assert before.caption == "Intern samordning i enskilda ärenden"
    assert [type(one).__name__ for one in blocks[place].blocks] == ["Paragraph", "Bullets"]


def test_what_is_to_be_considered_stands_under_its_table(published: None) -> None:
    facts = facts_of(2015)
    first = replace(facts.measured[0], considered=("Beaktas i analysen, fråga Q1 2015 (FoU Nordväst): delegerat.",))
    document = build_results_report(replace(facts, measured=(first, *facts.measured[1:])), {})
    told = next(one for one in document.blocks if isinstance(one, Aside) and one.kind == "consider")
    assert told.blocks[0].items[0][0].text == "Fråga Q1 2015 (FoU Nordväst): delegerat."


def test_every_draft_can_be_written_over_and_keeps_its_place(published: None) -> None:
    facts = facts_of(2017)
    texts = {one.key: EditedText(f"Eget {one.key}.", one.basis) for one in drafts(facts)}
    document = build_results_report(facts, texts)
    edited = {one.key: words(one) for one in document.blocks if isinstance(one, Paragraph) and one.key}
    assert edited == {key: one.text for key, one in texts.items()}
    assert not any(one.warning for one in document.blocks if isinstance(one, Paragraph))
    assert "Kommentarer" in headings(document, 1)


def test_a_text_under_a_table_warns_when_a_figure_of_that_table_has_changed(published: None) -> None:
    facts = facts_of(2017)
    texts = {one.key: EditedText("Eget.", one.basis) for one in drafts(facts) if one.key.startswith("text-")}
    first = facts.measured[0]
    cells = [first.row.cells[0]._replace(value="nej"), *first.row.cells[1:]]
    changed = replace(facts, measured=(replace(first, row=replace(first.row, cells=cells)), *facts.measured[1:]))
    blocks = [
        one for one in build_results_report(changed, texts).blocks if isinstance(one, Paragraph) and one.key in texts
    ]
    assert [bool(one.warning) for one in blocks] == [True] + [False] * (len(blocks) - 1)


def test_the_same_facts_give_the_same_document(published: None) -> None:
    assert build_results_report(facts_of(2018), {}) == build_results_report(facts_of(2018), {})
