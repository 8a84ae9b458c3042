"""What stands before the text: a cover and contents, or the title above the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from documents.tree import Document
from documents.word.blank import Blank
from documents.word.elements import Element, field, paragraph, run, w
from municipalities.swedish import day_in_words, listed

DEEPEST = 3  # the level of heading that the contents go to, as those of the PDF


def cover(blank: Blank, document: Document) -> Iterator[Element]:
    styles = blank.styles
    yield paragraph(styles["Omslagsnummer"], run(document.number or document.kind or " "))
    yield paragraph(styles["Title"], run(document.title))
    if document.subtitle:
        yield paragraph(styles["Subtitle"], run(document.subtitle))
    spacing = w("spacing", before=1200)
    for number, line in enumerate(_who_and_when(document)):
        yield paragraph(styles["Omslagstext"], run(line), spacing=spacing if number == 0 else False)


def title_block(blank: Blank, document: Document) -> Iterator[Element]:
    styles = blank.styles
    over = " · ".join(part for part in dict.fromkeys((document.kind, document.number)) if part)
    if over:
        yield paragraph(styles["Litentext"], run(over), keepNext=True)
    yield paragraph(styles["Title"], run(document.title, w("sz", val=44)))
    if document.subtitle:
        yield paragraph(styles["Subtitle"], run(document.subtitle, w("sz", val=26)))
    if about := " · ".join(_who_and_when(document)):
        yield paragraph(styles["Litentext"], run(about))


def _who_and_when(document: Document) -> list[str]:
    day = day_in_words(document.day) if document.day else ""
    return [part for part in (listed(document.authors), document.publisher, day) if part]


def write_contents(
    blank: Blank, headings: Sequence[tuple[str, int, str]], pages: Sequence[tuple[int, str, int]], room: int
) -> Iterator[Element]:
    """A field of Word's own, filled in beforehand, so that it is right when the file is opened and none is asked
    whether to update it. `headings`: bookmark, level, text; `pages`: level, text, page, of which those that are found
    in order are used."""
    shown = [heading for heading in headings if heading[1] <= DEEPEST]
    lines = [
        _line(blank, *heading, page=page, room=room) for heading, page in zip(shown, _pages(shown, pages), strict=True)
    ]
    if not lines:
        return
    yield paragraph(blank.styles["TOCHeading"], run("Innehåll"), pageBreakBefore=True)
    begin, code, separate, end = field(f'TOC \\o "1-{DEEPEST}" \\h \\z')
    for number, part in enumerate((begin, code, separate), 1):
        lines[0].insert(number, part)
    lines[-1].append(end)
    gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
    yield w("sdt", w("sdtPr", gallery), w("sdtContent", *lines))


def _line(blank: Blank, name: str, level: int, text: str, *, page: int | None, room: int) -> Element:
    tabs = w("tabs", w("tab", val="right", leader="dot", pos=room))
    said = [run(text)]
    if page is not None:
        said += [run("\t"), *field(f"PAGEREF {name} \\h", run(str(page)))]
    return paragraph(blank.styles[f"TOC{level}"], w("hyperlink", *said, anchor=name, history=1), tabs=tabs)


def _pages(headings: Sequence[tuple[str, int, str]], pages: Sequence[tuple[int, str, int]]) -> Iterator[int | None]:
    """Each heading's page. Two headings may have one text: they are taken in the order they come."""
    left = list(pages)
    for _, level, text in headings:
        found = next((number for number, one in enumerate(left) if one[:2] == (level, text)), None)
        yield None if found is None else left[found][2]
        left = left if found is None else left[found + 1 :]
