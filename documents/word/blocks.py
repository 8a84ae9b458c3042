"""Each kind of block as Word's paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.tree import Aside, Block, Bullets, Facts, Heading, Paragraph, Picture, Signatures, Span, Table
from documents.word.blank import Blank
from documents.word.elements import Element, bookmark, paragraph, properties, put, run, w
from documents.word.inline import runs
from documents.word.pictures import write_picture
from documents.word.tables import write_table

STYLES = {"": "", "lead": "Ingress", "small": "Litentext"}
# The bar of an aside; those not named here have the template's colour.
BARS = {"consider": "8A5A00", "warning": "7D1D10"}
INDENT, HANGING = 284, 357
AFTER = 240  # between a table, picture or aside and the text below it, which has no space of its own above
AFTER_LIST = 100  # as after a paragraph; its items stand closer
TERM = 2600
HALF_A_LINE = 4536


@dataclass
class BlockWriter:
    """`headings` are those written so far: bookmark, level and text, for the contents."""

    blank: Blank
    pngs: dict[str, bytes]
    headings: list[tuple[str, int, str]] = field(default_factory=list)

    def write(self, block: Block, is_landscape: bool) -> list[Element]:
        whole = self.blank.room(is_landscape)
        room, _ = whole
        match block:
            case Heading():
                return [self._heading(block)]
            case Table():
                return write_table(self.blank, block, room)
            case Picture():
                return write_picture(self.blank, block, self.pngs[block.key], whole)
            case Aside():
                return list(self._aside(block))
            case Facts():
                return [self._facts(block, room)]
            case Signatures():
                return list(self._signatures(block))
            case Paragraph():
                return [self._paragraph(block)]
            case Bullets():
                return list(self._bullets(block))

    def _heading(self, heading: Heading) -> Element:
        name = f"_Toc{len(self.headings) + 1:06}"
        self.headings.append((name, heading.level, heading.text))
        marked = bookmark(self.blank.next_bookmark(), name, run(heading.text))
        return paragraph(self.blank.styles[f"Heading{heading.level}"], *marked)

    def _paragraph(self, block: Paragraph) -> Element:
        """One that is strong all through introduces what follows, and stays with it."""
        style = STYLES[block.style]
        is_leading = bool(block.text) and all(isinstance(part, Span) and part.style == "strong" for part in block.text)
        content = runs(self.blank, block.text)
        made = paragraph(self.blank.styles[style] if style else "", *content, keepNext=is_leading)
        if is_leading:
            put(properties(made), w("spacing", before=AFTER_LIST * 2, after=AFTER_LIST // 3))
        return made

    def _bullets(self, bullets: Bullets) -> Iterator[Element]:
        style = "ListNumber" if bullets.is_numbered else "ListBullet"
        is_ready = not bullets.is_numbered and self.blank.numbers.of_style(style) is not None
        number = None if is_ready else self.blank.numbers.add_list(bullets.is_numbered)
        for at, item in enumerate(bullets.items, 1):
            made = paragraph(self.blank.styles[style], *runs(self.blank, item))
            if number is not None:
                put(properties(made), _numbered(number))
            if at == len(bullets.items):
                put(properties(made), w("spacing", after=AFTER_LIST))
            yield made

    def _facts(self, facts: Facts, room: int) -> Element:
        widths = (TERM, room - TERM)
        style = self.blank.styles["Tabelltext"]
        rows = [
            w(
                "tr",
                w("trPr", w("cantSplit")),
                w("tc", w("tcPr", w("tcW", w=widths[0], type="dxa")), paragraph(style, run(term, w("b")))),
                w("tc", w("tcPr", w("tcW", w=widths[1], type="dxa")), paragraph(style, *runs(self.blank, said))),
            )
            for term, said in facts.rows
        ]
        look = w(
            "tblPr",
            w("tblStyle", val=self.blank.styles["Jamforelsetabell"]),
            w("tblW", w=room, type="dxa"),
            w("tblLayout", type="fixed"),
            w("tblBorders", *(w(side, val="nil") for side in ("top", "bottom", "insideH"))),
            w("tblLook", val="0680", firstRow=0, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1),
            w("tblCaption", val="Uppgifter"),
            w("tblDescription", val="Benämning i första kolumnen, uppgiften i den andra."),
        )
        return w("tbl", look, w("tblGrid", *(w("gridCol", w=width) for width in widths)), *rows)

    def _aside(self, aside: Aside) -> Iterator[Element]:
        parts = [paragraph(self.blank.styles["Rutrubrik"], run(aside.title), keepNext=True)]
        for block in aside.blocks:
            parts += self._inside(block)
        for part in parts:
            if aside.kind in BARS:
                bar = w("left", val="single", sz=24, space=9, color=BARS[aside.kind])
                put(properties(part), w("pBdr", bar))
        yield from parts

    def _inside(self, block: Paragraph | Bullets | Facts) -> list[Element]:
        style = self.blank.styles["Ruta"]
        match block:
            case Paragraph():
                return [paragraph(style, *runs(self.blank, block.text))]
            case Bullets():
                return list(self._listed(block))
            case Facts():
                return [
                    paragraph(style, run(f"{term}: ", w("b")), *runs(self.blank, said)) for term, said in block.rows
                ]

    def _listed(self, bullets: Bullets) -> Iterator[Element]:
        number = self.blank.numbers.add_list(bullets.is_numbered)
        for item in bullets.items:
            made = paragraph(self.blank.styles["Ruta"], *runs(self.blank, item), numPr=_numbered(number))
            put(properties(made), w("ind", left=INDENT + HANGING, hanging=HANGING))
            yield made

    def _signatures(self, signatures: Signatures) -> Iterator[Element]:
        """Lines on one page, each a little longer than the last: Word draws but one above neighbours set alike."""
        style = self.blank.styles["Underskrift"]
        for number, (name, role) in enumerate(signatures.people, 1):
            line = w("ind", right=HALF_A_LINE - number)
            is_last = number == len(signatures.people)
            text = run(f"{name}\n{role}" if role else name)
            yield paragraph(style, text, keepLines=True, keepNext=not is_last, ind=line)


def _numbered(number: int) -> Element:
    return w("numPr", w("ilvl", val=0), w("numId", val=number))


def parted(before: Block | None, block: Block, after: Block | None, elements: list[Element], crowded: bool) -> None:
    """Puts space above, where what stands before has none below and the block itself has none above, as captions where
    it is `crowded`; and keeps a few words between a heading and its table with both."""
    first = elements[0] if elements else None
    is_open = isinstance(before, Table | Picture | Aside | Facts)
    is_captioned = crowded and isinstance(block, Table | Picture) and before is not None
    if (is_open and isinstance(block, Paragraph | Bullets)) or is_captioned:
        put(properties(first), w("spacing", before=AFTER))
    if isinstance(before, Heading) and isinstance(block, Paragraph) and isinstance(after, Table):
        put(properties(first), w("keepNext"))
