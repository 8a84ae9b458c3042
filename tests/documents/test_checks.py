"""A tree is cleaned, numbered and checked once, before any writer sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.as_json import read_json, sha256_of, write_json
from documents.checks import DocumentFault, finished
from documents.tree import Block, Cell, Document, Heading, Paragraph, Picture, Reference, Row, Section, Table, text
from tests.documents.sample import DOCUMENT, SVG, TABLE


def of(*blocks: Block) -> Document:
    return Document(title="Prov", sections=(Section(tuple(blocks)),))


def test_captions_and_references_are_numbered_in_the_order_they_stand() -> None:
    other = replace(TABLE, key="andra", data=None)
    document = finished(of(TABLE, other, Paragraph(text(Reference("andra")))))
    assert [one.number for one in document.tables] == [1, 2]
    paragraph = document.sections[0].blocks[-1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == (Reference("andra", "tabell 2"),)


def test_what_no_file_can_carry_is_taken_out_of_typed_text() -> None:
    document = finished(of(Paragraph(text("a\x00b\x1bc\ud800d\ne"))))
    assert document.sections[0].blocks == (Paragraph(text("abcd\ne")),)


@pytest.mark.parametrize(
    ("blocks", "told"),
    [
        ([Heading(2, "För djupt")], "nivå 2 efter 0"),
        ([Heading(1, " ")], "rubrik är tom"),
        ([TABLE, TABLE], "tillganglighet står två gånger"),
        ([replace(TABLE, rows=(Row((Cell("Ekerö"),)),))], "har 1 celler"),
        ([replace(TABLE, notes=())], "saknar noten a"),
        ([Picture("p", "Fynd", " ", SVG, table=TABLE)], "saknar text"),
        ([Picture("p", "Fynd", "I ord", SVG, table="ingen")], "ingen tabell bakom sig"),
        ([Paragraph(text(Reference("ingen")))], "hänvisning till ingen"),
        ([replace(TABLE, caption=" ")], "saknar nyckel eller rubrik"),
    ],
)
def test_a_builders_mistake_is_told_with_its_place(blocks: list[Block], told: str) -> None:
    with pytest.raises(DocumentFault, match=told):
        finished(of(*blocks))


def test_a_tree_is_kept_as_json_part_for_part() -> None:
    assert read_json(write_json(DOCUMENT)) == DOCUMENT
    assert sha256_of(DOCUMENT) != sha256_of(replace(DOCUMENT, number="Rapport 2018:2"))


def test_a_table_of_a_pictures_own_is_checked_too() -> None:
    with pytest.raises(DocumentFault, match="har 1 celler"):
        finished(of(Picture("p", "Fynd", "I ord", SVG, table=replace(TABLE, rows=(Row((Cell("x"),)),)))))


def test_a_workbooks_headings_are_unique_in_a_sheet() -> None:
    assert TABLE.data is not None
    columns = (TABLE.data.columns[0], TABLE.data.columns[0], TABLE.data.columns[2])
    with pytest.raises(DocumentFault, match="samma rubrik"):
        finished(of(replace(TABLE, data=replace(TABLE.data, columns=columns))))


def test_a_document_without_title_is_refused() -> None:
    with pytest.raises(DocumentFault, match="titel saknas"):
        finished(Document(title="", sections=(Section((Heading(1, "A"),)),)))


def test_a_table_needs_a_key_by_which_it_is_referred_to() -> None:
    with pytest.raises(DocumentFault, match="saknar nyckel"):
        finished(of(Table("", "Utan nyckel", TABLE.columns, TABLE.rows, TABLE.notes)))
