"""A document as a tree of frozen parts, the same for Word, PDF, web page, workbook and slides. Pure.

A builder makes a tree from rows that queries gave; `checks.finished` cleans, numbers and checks it; a writer
(`as_html`, `as_pdf`, `as_docx`, `as_xlsx`, `as_pptx`) turns it into bytes. Text is text
everywhere: no writer reads markup in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

# What a cell says, so that each writer can give it sign and colour: an answer's own colour, or a quartile's.
Tone = Literal["", "yes", "partly", "no", "missing", "low", "middle", "high"]
Unit = Literal["", "percent", "points", "count", "number", "kronor", "days"]


@dataclass(frozen=True)
class Span:
    """Running text. `link` is a whole address (https:, mailto:), shown as a link."""

    text: str
    style: Literal["", "strong", "emphasis"] = ""
    link: str = ""


@dataclass(frozen=True)
class Footnote:
    """A mark here, the text at the foot of the page (or the end, on the web)."""

    text: str


@dataclass(frozen=True)
class Reference:
    """ "tabell 3" or "bild 2": `key` is that of a Table or Picture. `finished` fills `text`."""

    key: str
    text: str = ""


Inline: TypeAlias = Span | Footnote | Reference
Text: TypeAlias = tuple[Inline, ...]


def text(*parts: str | Inline) -> Text:
    """Strings and inline parts as one Text.

    >>> text("Se ", Reference("t1"), ".")[0]
    Span(text='Se ', style='', link='')
    """
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True)
class Heading:
    """`level` 1 to 4; the title page stands above them. Levels never jump down by more than one."""

    level: int
    text: str
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """`key` is set where staff may write other words; `is_edited` where they have; `warning` where a figure that the
    words stand on has changed since (shown to staff alone, never in an issued document)."""

    text: Text
    style: Literal["", "lead", "small"] = ""
    key: str = ""
    is_edited: bool = False
    warning: str = ""


@dataclass(frozen=True)
class Bullets:
    items: tuple[Text, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms and what is said of each: day, place, present."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Column:
    """`over` is a heading that neighbouring columns share. `kind` says how cells are set."""

    heading: str
    kind: Literal["name", "result", "number", "text"] = "result"
    over: str = ""


@dataclass(frozen=True)
class Cell:
    """`text` is what is printed, in full ("JA", "6 av 8", "75 %"); `before` what is printed after it in parentheses
    (last year's) and `change` after that ("+12,5"). `notes` are keys of the table's notes that concern this cell."""

    text: str
    before: str = ""
    change: str = ""
    tone: Tone = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """The first cell names the row and is its header. `kind` summary: Snitt, Stockholm, Riket, below a rule."""

    cells: tuple[Cell, ...]
    kind: Literal["", "summary"] = ""


@dataclass(frozen=True)
class Note:
    """A table's or picture's note. With `mark` ("a", "*") it concerns the cells or columns that name it."""

    text: Text
    mark: str = ""


@dataclass(frozen=True)
class Value:
    """A cell of the workbook. `number` is written as a number with the format of its column's unit; `missing` is a
    word of why there is none ("bortfall"), and is explained among the workbook's notes."""

    text: str = ""
    number: Decimal | None = None
    missing: str = ""


@dataclass(frozen=True)
class DataColumn:
    heading: str
    unit: Unit = ""
    decimals: int = 0


@dataclass(frozen=True)
class Data:
    """A table for machines: headings unique in it, one value a cell; `name` is the sheet's, at most 31 characters."""

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True)
class Table:
    """`caption` says what it shows; `data` is what the workbook holds of it (None: the workbook leaves it out).
    `column_notes[n]` are marks of notes for column n. `number` is set by `finished`."""

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    source: str = ""
    data: Data | None = None
    column_notes: tuple[tuple[str, ...], ...] = ()
    number: int = 0


@dataclass(frozen=True)
class Picture:
    """`caption` says the finding. `alt` is the same in words, never empty. `svg` is whole and self-contained; width and
    height in millimetres on paper. `table` stands behind it: `Table.key` of one in the document, or a Table of its own
    that the web page and the workbook show and paper leaves out. `narrow` is the same drawn for a phone."""

    key: str
    caption: str
    alt: str
    svg: str
    width: int = 160
    height: int = 80
    table: Table | str = ""
    notes: tuple[Note, ...] = ()
    number: int = 0
    narrow: str = ""


@dataclass(frozen=True)
class Aside:
    """A ruled-off piece under what it concerns: an interpretation, "beaktas i analysen", what is Exempeldata."""

    title: str
    blocks: tuple[Paragraph | Bullets | Facts, ...]
    kind: Literal["note", "interpretation", "consider", "warning"] = "note"


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on: name and role under each."""

    people: tuple[tuple[str, str], ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | Table | Picture | Aside | Signatures


@dataclass(frozen=True)
class Section:
    """Blocks in order. `starts_page`: a chapter or an annex; `is_landscape`: for tables that need the width."""

    blocks: tuple[Block, ...]
    starts_page: bool = False
    is_landscape: bool = False


@dataclass(frozen=True)
class Version:
    """What the document stands on, printed on it: its edition (1, 2, ...), the data as they were, the program."""

    edition: int = 1
    data: str = ""
    program: str = ""


@dataclass(frozen=True)
class Document:
    """`number` is the unit's own ("Rapport 2018:1"). `day` is that of issue. `has_cover`: title on a page of its own,
    with contents after it; else the title stands above the text. `is_example` puts Exempeldata on every page.
    `contact`: whom to ask, and `words`: each word that Value.missing uses, and what it means; for the workbook."""

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    kind: str = ""  # "Rapport", "Protokoll", "Beslut", ...
    number: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    day: date | None = None
    subject: str = ""
    keywords: tuple[str, ...] = ()
    version: Version = field(default_factory=Version)
    has_cover: bool = False
    is_example: bool = False
    contact: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def blocks(self) -> Iterator[Block]:
        """All of them, in order; those inside an Aside are not among them."""
        return (block for section in self.sections for block in section.blocks)

    @property
    def tables(self) -> Iterator[Table]:
        """Those that are printed."""
        return (block for block in self.blocks if isinstance(block, Table))

    @property
    def pictures(self) -> Iterator[Picture]:
        return (block for block in self.blocks if isinstance(block, Picture))


@dataclass(frozen=True)
class Slide:
    """One finding: its title is a sentence; `body` shows it. `spoken` are the speaker's notes."""

    title: str
    body: tuple[Picture | Table | Bullets | Paragraph, ...] = ()
    spoken: str = ""
    source: str = ""


@dataclass(frozen=True)
class Deck:
    title: str
    slides: tuple[Slide, ...]
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    day: date | None = None
    version: Version = field(default_factory=Version)
    is_example: bool = False
