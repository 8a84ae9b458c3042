"""A PDF read back by its structure, as a screen reader does: what each tag holds, and who is header of what."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pdfplumber
import pikepdf
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.utils import decode_text
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

UNSEEN = str.maketrans({"\u00ad": None, "\u200b": None, "\u00a0": " "})


@dataclass(frozen=True)
class Tag:
    """`text` is all that stands in it, in reading order."""

    kind: str
    parts: tuple[Tag, ...] = ()
    alt: str = ""
    scope: str = ""
    span: int = 1
    text: str = ""

    def all(self, *kinds: str) -> Iterator[Tag]:
        for part in self.parts:
            if part.kind in kinds:
                yield part
            yield from part.all(*kinds)


@dataclass(frozen=True)
class ReadTable:
    caption: str
    heads: list[list[tuple[str, str, int]]]  # per row: text, scope, columns covered
    rows: list[list[str]]
    kinds: list[list[str]]  # "TH Row" or "TD" for each cell of rows


@dataclass(frozen=True)
class ReadPdf:
    root: Tag
    pages: list[str]  # all that is printed, page by page, header and footer too
    language: str
    title: str
    info: dict[str, str]
    is_title_shown: bool
    metadata: str = field(repr=False)

    @property
    def headings(self) -> list[tuple[int, str]]:
        return [(int(tag.kind[1]), tag.text) for tag in self.root.all("H1", "H2", "H3", "H4")]

    @property
    def tables(self) -> list[ReadTable]:
        return [_table(tag) for tag in self.root.all("Table")]

    @property
    def figures(self) -> list[str]:
        return [tag.alt for tag in self.root.all("Figure")]


def read_pdf(content: bytes) -> ReadPdf:
    with pikepdf.open(io.BytesIO(content)) as pdf, pdfplumber.open(io.BytesIO(content)) as printed:
        marked = {
            (number, mcid): text for number, page in enumerate(printed.pages) for mcid, text in _marked_in(page).items()
        }
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = pdf.Root
        return ReadPdf(
            root=_tag(root.StructTreeRoot, marked, numbers, None),
            pages=[_plain(page.within_bbox(page.bbox).extract_text()) for page in printed.pages],
            language=str(root.Lang),
            title=str(pdf.docinfo.get("/Title", "")),
            info={str(name): str(value) for name, value in pdf.docinfo.items()},
            is_title_shown=bool(root.ViewerPreferences.DisplayDocTitle),
            metadata=root.Metadata.read_bytes().decode(),
        )


class _Marked(PDFPageAggregatorWithMarkedContent):
    """Marked content within marked content belongs to the outer; what stands for its signs is read in their stead."""

    def __init__(self) -> None:
        self.resources = PDFResourceManager()
        super().__init__(self.resources)
        self.open: list[tuple[int | None, str | None]] = []
        self.texts: dict[int, str] = {}

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        mcid, said = self.open[-1] if self.open else (None, None)
        props = props if isinstance(props, dict) else {}
        if (actual := props.get("ActualText")) is not None:
            said = ""
            self._add(mcid, decode_text(actual))
        self.open.append((props.get("MCID", mcid), said))

    def end_tag(self) -> None:
        self.open.pop()

    def tag_cur_item(self) -> None:
        mcid, said = self.open[-1] if self.open else (None, None)
        if said is None and isinstance(item := self.cur_item._objs[-1], LTChar):
            self._add(mcid, item.get_text())

    def _add(self, mcid: int | None, text: str) -> None:
        if mcid is not None:
            self.texts[mcid] = self.texts.get(mcid, "") + text


def _marked_in(page: pdfplumber.page.Page) -> dict[int, str]:
    device = _Marked()
    PDFPageInterpreter(device.resources, device).process_page(page.page_obj)
    return device.texts


def _plain(text: str) -> str:
    return text.translate(UNSEEN)


def _tag(part: Any, marked: dict[tuple[int, int], str], numbers: dict[Any, int], page: Any) -> Tag:
    page = part.get("/Pg", page)
    kids = part.get("/K", pikepdf.Array())
    parts, told = [], []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            parts.append(_tag(kid, marked, numbers, page))
            told.append(parts[-1].text)
        elif isinstance(kid, pikepdf.Dictionary):
            if "/MCID" in kid:
                told.append(marked.get((numbers[kid.get("/Pg", page).objgen], int(kid.MCID)), ""))
        else:
            told.append(marked.get((numbers[page.objgen], int(kid)), ""))
    attributes = part.get("/A", pikepdf.Array())
    owned = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    of_table = next((one for one in owned if one.get("/O") == "/Table"), pikepdf.Dictionary())
    return Tag(
        kind=str(part.get("/S", "/Root"))[1:],
        parts=tuple(parts),
        alt=str(part.get("/Alt", "")),
        scope=str(of_table.get("/Scope", "/"))[1:],
        span=int(of_table.get("/ColSpan", 1)),
        text=_plain("".join(told)),
    )


def _table(tag: Tag) -> ReadTable:
    rows = [row for body in tag.parts if body.kind == "TBody" for row in body.parts]
    return ReadTable(
        caption=next((part.text for part in tag.parts if part.kind == "Caption"), ""),
        heads=[
            [(cell.text, cell.scope, cell.span) for cell in row.parts]
            for head in tag.parts
            if head.kind in {"THead", "TR"}  # a table without rows has no groups of them
            for row in (head.parts if head.kind == "THead" else [head])
        ],
        rows=[[cell.text for cell in row.parts] for row in rows],
        kinds=[[f"{cell.kind} {cell.scope}".strip() for cell in row.parts] for row in rows],
    )
