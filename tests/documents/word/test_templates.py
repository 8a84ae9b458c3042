"""A unit's own template: refused with a reason, or written on with its own styles, headers and page."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.shared import Cm

from documents.checks import finished, sections_of
from documents.tree import Bullets, Document, Heading, Paragraph, text
from documents.word.as_docx import write_docx
from documents.word.default_template import default_template
from documents.word.packing import unpack
from documents.word.templates import LARGEST, TemplateFault, styles_used, template_faults
from tests.documents.reading_docx import NAMES, ReadDocx, W
from tests.documents.sample import DOCUMENT
from tests.documents.word.own_templates import PIXEL, changed, own_template

DAMAGED = "Filen är inget Word-dokument (.docx), eller är skadad."
RELATION = '<Relationship Id="rId99" Type="{0}" Target="{1}" TargetMode="External"/></Relationships>'
HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@pytest.fixture(scope="module")
def own() -> bytes:
    return own_template()


@pytest.fixture(scope="module")
def read(own: bytes) -> ReadDocx:
    return ReadDocx(write_docx(DOCUMENT, own, pngs=[PIXEL], contents=((1, "Resultat", 4),)))


def with_relation(content: bytes, kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    rels = unpack(content)[name].replace(b"</Relationships>", RELATION.format(kind, target).encode())
    return changed(content, **{name: rels})


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in unpack(own_template()).items():
            archive.writestr(name, part)
        archive.writestr("word/media/image9.png", b"\0" * 60_000_000)
    return packed.getvalue()


def test_a_template_of_a_swedish_word_has_no_fault(own: bytes) -> None:
    assert template_faults(own) == []
    assert template_faults(default_template()) == []


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", DAMAGED),
        (b"Rapport 2018", DAMAGED),
        (default_template()[:-400], DAMAGED),
        (changed(default_template(), **{"word/document.xml": None}), DAMAGED),
        (
            b"\xd0\xcf\x11\xe0" + b"\0" * 600,
            "Filen är sparad i ett äldre format (.doc) eller skyddad med lösenord. Spara den som .docx utan lösenord.",
        ),
        (b"\0" * (LARGEST + 1), "Filen är större än 5 MB. Minska bilderna i den."),
    ],
)
def test_what_is_no_word_file_is_refused_with_its_reason(content: bytes, fault: str) -> None:
    assert template_faults(content) == [fault]


def test_a_file_that_swells_when_unpacked_is_refused() -> None:
    assert template_faults(bomb()) == [
        "Filen blir för stor när den packas upp. Spara den på nytt i Word, med färre bilder."
    ]


def test_a_file_that_holds_more_than_it_says_is_refused() -> None:
    honest = bomb()
    place = honest.rindex(b"PK\x01\x02")
    lying = honest[: place + 24] + (5).to_bytes(4, "little") + honest[place + 28 :]
    assert template_faults(lying) == [DAMAGED]


def test_macros_are_refused(own: bytes) -> None:
    assert template_faults(changed(own, **{"word/vbaProject.bin": b"x"})) == [
        "Mallen innehåller makron. Spara den som .docx utan makron."
    ]


def test_embedded_files_are_refused(own: bytes) -> None:
    assert template_faults(changed(own, **{"word/embeddings/oleObject1.bin": b"x"})) == [
        "Mallen innehåller inbäddade filer eller kontroller. Ta bort dem."
    ]


def test_what_is_fetched_from_elsewhere_is_refused_but_a_link_to_click_is_not(own: bytes) -> None:
    assert template_faults(with_relation(own, IMAGE, "https://bilder.example/logga.png")) == [
        "Mallen hämtar innehåll från en annan plats, till exempel en länkad bild. Infoga bilden i stället."
    ]
    assert template_faults(with_relation(own, HYPERLINK, "https://kommunen.example/")) == []


def test_xml_that_unfolds_is_refused(own: bytes) -> None:
    styles = unpack(own)["word/styles.xml"]
    unfolding = styles.replace(b"<w:styles", b'<!DOCTYPE x [<!ENTITY a "b">]><w:styles', 1)
    [fault] = template_faults(changed(own, **{"word/styles.xml": unfolding}))
    assert fault == "Filen är skadad eller har innehåll som inte hör hemma i ett Word-dokument. (word/styles.xml)"


def test_styles_that_are_missing_are_named() -> None:
    [fault] = template_faults(own_template(styles=("Heading 2", "Heading 3")))
    assert fault.startswith("Mallen saknar Rubrik 2 och Rubrik 3. ")


def test_a_template_with_a_fault_is_not_written_on() -> None:
    with pytest.raises(TemplateFault, match="Mallen saknar Rubrik 2"):
        write_docx(DOCUMENT, own_template(styles=("Heading 2",)), pngs=[PIXEL])


def test_which_styles_are_used_is_told(own: bytes) -> None:
    used = dict(styles_used(own))
    assert (used["Rubrik 1"], used["Beskrivning"], used["Punktlista"]) == ("heading 1", "caption", "List Bullet")
    assert (used["Rubrik 4"], used["Tabelltext"]) == ("", "")


def test_headings_captions_and_lists_take_the_template_s_styles(read: ReadDocx) -> None:
    ids = {one.get(f"{W}val") for one in read.body.iter(f"{W}pStyle")}
    assert {"Rubrik", "Rubrik1", "Rubrik2", "Beskrivning", "Numreradlista"} <= ids
    assert not {"Title", "Heading1", "Caption"} & ids


def test_styles_named_in_swedish_are_found_too(own: bytes) -> None:
    styles = unpack(own)["word/styles.xml"].replace(b'w:val="heading 1"', b'w:val="Rubrik 1"')
    styles = styles.replace(b'w:styleId="Rubrik1"', b'w:styleId="a1"')
    assert dict(styles_used(changed(own, **{"word/styles.xml": styles})))["Rubrik 1"] == "Rubrik 1"


def test_what_the_template_lacks_is_added_on_its_own_body_text_and_colour(read: ReadDocx) -> None:
    added = {one.find("w:name", NAMES).get(f"{W}val"): one for one in read.styles.findall("w:style", NAMES)}
    assert added["Ruta"].find("w:basedOn", NAMES).get(f"{W}val") == "Normal"
    assert added["Ruta"].find("w:pPr/w:pBdr/w:left", NAMES).get(f"{W}color") == "5B2A86"


def test_the_template_s_text_pictures_and_author_stay_behind(read: ReadDocx) -> None:
    assert not [text for _, text in read.paragraphs if "gamla" in text]
    assert [name for name in read.parts if name.startswith("word/media/")] == [
        "word/media/bild1.svg",
        "word/media/image1.png",
    ]
    assert b"python-docx" not in read.parts["docProps/core.xml"]
    assert not [name for name in read.parts if name.startswith(("customXml", "docProps/thumb"))]


def test_headers_and_footers_of_the_template_are_kept_and_ours_stand_below(read: ReadDocx) -> None:
    for one in read.sections:
        assert one["edges"]["header", "default"] == "Kommunernas utvecklingsenhetExempeldata"
        assert one["edges"]["footer", "default"].startswith("Box 1, Exempelstad   9Rapport 2018:1 · utgåva 2")
    assert "NUMPAGES" not in read.field_codes  # the template counts its pages itself


def test_a_report_that_the_portal_wrote_is_a_template_too() -> None:
    once = write_docx(DOCUMENT, pngs=[PIXEL])
    assert template_faults(once) == []
    again = ReadDocx(write_docx(DOCUMENT, once, pngs=[PIXEL]))
    assert again.paragraphs == ReadDocx(once).paragraphs
    for one in again.sections:
        assert one["edges"]["header", "default"] == f"{DOCUMENT.title}Exempeldata"
        assert one["edges"]["footer", "default"].count("utgåva 2") == 1


def test_a_header_that_has_lost_its_word_is_still_one() -> None:
    read = ReadDocx(write_docx(replace(DOCUMENT, is_example=False), write_docx(DOCUMENT, pngs=[PIXEL]), pngs=[PIXEL]))
    headers = [read.xml(name) for name in read.parts if name.startswith("word/header")]
    assert {len(one) for one in headers} == {1}
    assert read.sections[0]["edges"]["header", "default"] == DOCUMENT.title


def test_the_page_is_the_template_s_and_lies_down_where_a_table_is_wide(read: ReadDocx) -> None:
    pages = [(one.find("w:pgSz", NAMES), one.find("w:pgMar", NAMES)) for one in read.body.iter(f"{W}sectPr")]
    assert {int(margin.get(f"{W}left")) for _, margin in pages} == {Cm(3).twips}
    assert [one["is_landscape"] for one in read.sections] == [False, True, False]


def test_captions_without_space_above_get_some(read: ReadDocx) -> None:
    captions = [one for one in read.body.findall("w:p", NAMES) if read.style_name(one) == "caption"]
    spaces = [one.find("w:pPr/w:spacing", NAMES) for one in captions]
    assert [space is not None and int(space.get(f"{W}before")) > 0 for space in spaces] == [True, True]


def test_the_heading_of_the_contents_looks_as_the_template_s_first(read: ReadDocx) -> None:
    style = next(one for one in read.styles if one.find("w:name[@w:val='TOC Heading']", NAMES) is not None)
    assert style.find("w:basedOn", NAMES).get(f"{W}val") == "Rubrik1"


def test_pages_of_our_own_layout_are_not_put_into_the_contents_of_another(read: ReadDocx) -> None:
    assert [page for _, _, page in read.contents] == [""] * 5


def test_a_list_counts_as_the_template_s_and_from_one(own: bytes) -> None:
    items = Bullets((text("Ett"),), is_numbered=True)
    document = finished(Document("Titel", sections_of(Heading(1, "Rubrik"), items, Paragraph(text("Text")), items)))
    read = ReadDocx(write_docx(document, own))
    used = [one.get(f"{W}val") for one in read.body.iter(f"{W}numId")]
    lists = {one.get(f"{W}numId"): one for one in read.xml("word/numbering.xml").findall("w:num", NAMES)}
    assert len(set(used)) == 2
    assert all(lists[one].find(".//w:startOverride", NAMES) is not None for one in used)


def test_a_template_file_of_word_s_own_kind_becomes_a_document(own: bytes) -> None:
    kinds = unpack(own)["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    dotx = changed(own, **{"[Content_Types].xml": kinds})
    assert template_faults(dotx) == []
    assert docx.Document(io.BytesIO(write_docx(DOCUMENT, dotx, pngs=[PIXEL]))).paragraphs


def test_settings_that_ask_or_fetch_when_opened_are_left_behind(own: bytes) -> None:
    settings = unpack(own)["word/settings.xml"]
    asking = settings.replace(b"</w:settings>", b'<w:updateFields w:val="true"/><w:trackRevisions/></w:settings>')
    read = ReadDocx(write_docx(DOCUMENT, changed(own, **{"word/settings.xml": asking}), pngs=[PIXEL]))
    kept = {str(one.tag).rpartition("}")[2] for one in read.xml("word/settings.xml")}
    assert not {"updateFields", "trackRevisions", "attachedTemplate"} & kept
    assert "footnotePr" in kept


def test_a_first_page_that_is_switched_off_is_none(own: bytes) -> None:
    body = unpack(own)["word/document.xml"].replace(b"</w:sectPr>", b'<w:titlePg w:val="0"/></w:sectPr>')
    read = ReadDocx(write_docx(DOCUMENT, changed(own, **{"word/document.xml": body}), pngs=[PIXEL]))
    assert [one["has_first"] for one in read.sections] == [False] * 3


def test_same_template_same_bytes(own: bytes) -> None:
    def write() -> Any:
        return write_docx(DOCUMENT, own, pngs=[PIXEL])

    assert write() == write()
