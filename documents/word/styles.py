"""Which of a template's styles does what: found by name, in English or Swedish, or by id; what it lacks is added.

Word keeps the names of its own styles in English whatever its language ("heading 1") and translates their ids
("Rubrik1"); other programs do it the other way about. A template is written with its own styles; ours for tables,
notes and asides are built on its body text, so that they take its typeface.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from documents.word.default_template import read_part
from documents.word.elements import Element, w


@dataclass(frozen=True)
class Role:
    """`key` is the id in our own template; the first of `names` is Word's English one, the second the Swedish."""

    key: str
    names: tuple[str, ...]
    ids: tuple[str, ...] = ()
    kind: Literal["paragraph", "character", "table"] = "paragraph"

    @property
    def swedish(self) -> str:
        return self.names[-1]


ROLES = (
    Role("Heading1", ("heading 1", "Rubrik 1"), ("Rubrik1",)),
    Role("Heading2", ("heading 2", "Rubrik 2"), ("Rubrik2",)),
    Role("Heading3", ("heading 3", "Rubrik 3"), ("Rubrik3",)),
    Role("Heading4", ("heading 4", "Rubrik 4"), ("Rubrik4",)),
    Role("Title", ("Title", "Rubrik"), ("Rubrik",)),
    Role("Subtitle", ("Subtitle", "Underrubrik"), ("Underrubrik",)),
    Role("Caption", ("caption", "Beskrivning"), ("Beskrivning",)),
    Role("TOCHeading", ("TOC Heading", "Innehållsförteckningsrubrik"), ("Innehllsfrteckningsrubrik",)),
    Role("TOC1", ("toc 1", "Innehåll 1"), ("Innehll1",)),
    Role("TOC2", ("toc 2", "Innehåll 2"), ("Innehll2",)),
    Role("TOC3", ("toc 3", "Innehåll 3"), ("Innehll3",)),
    Role("ListBullet", ("List Bullet", "Punktlista"), ("Punktlista",)),
    Role("ListNumber", ("List Number", "Numrerad lista"), ("Numreradlista",)),
    Role("Header", ("header", "Sidhuvud"), ("Sidhuvud",)),
    Role("Footer", ("footer", "Sidfot"), ("Sidfot",)),
    Role("FootnoteText", ("footnote text", "Fotnotstext"), ("Fotnotstext",)),
    Role("FootnoteReference", ("footnote reference", "Fotnotsreferens"), ("Fotnotsreferens",), "character"),
    Role("Hyperlink", ("Hyperlink", "Hyperlänk"), ("Hyperlnk",), "character"),
    Role("Ingress", ("Ingress",)),
    Role("Litentext", ("Liten text",)),
    Role("Tabelltext", ("Tabelltext",)),
    Role("Tabellhuvud", ("Tabellhuvud",)),
    Role("Tabellnot", ("Tabellnot",)),
    Role("Rutrubrik", ("Rutrubrik",)),
    Role("Ruta", ("Ruta",)),
    Role("Underskrift", ("Underskriftsrad",)),
    Role("Omslagsnummer", ("Omslagsnummer",)),
    Role("Omslagstext", ("Omslagstext",)),
    Role("Exempeldata", ("Exempeldata",)),
    Role("Dokumentrad", ("Dokumentrad",)),
    Role("Tecken", ("Tecken",), (), "character"),
    Role("Jamforelsetabell", ("Jämförelsetabell",), (), "table"),
)
OUR_COLOUR, INK = b"0A5566", "16242E"
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
# Without these a template has no look of its own to lend; all others are Word's to leave out until they are used.
REQUIRED = ("Heading1", "Heading2", "Heading3")


def found_in(styles: Element) -> dict[str, Element]:
    """Role's key: the template's style that has it."""
    known = list(styles.iterchildren(qn("w:style")))
    return {role.key: style for role in ROLES if (style := _style_of(role, known)) is not None}


def _style_of(role: Role, known: list[Element]) -> Element | None:
    kind = [style for style in known if style.get(qn("w:type"), "paragraph") == role.kind]
    names = {name.casefold() for name in role.names}
    by_name = [style for style in kind if _value(style, "name").casefold() in names]
    by_alias = [
        style for style in kind if names & {one.strip().casefold() for one in _value(style, "aliases").split(",")}
    ]
    by_id = [style for style in kind if style.get(qn("w:styleId")) in {role.key, *role.ids}]
    return next(iter([*by_name, *by_alias, *by_id]), None)


def _value(style: Element, tag: str) -> str:
    found = style.find(qn(f"w:{tag}"))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def name_of_style(style: Element) -> str:
    return _value(style, "name") or str(style.get(qn("w:styleId")))


class Styles:
    """A template's styles by role: `styles["Heading1"]` is the id to write. Those it lacked are added to it."""

    def __init__(self, styles: Element) -> None:
        self.root = styles
        self.normal = self._default("paragraph", "Normal")
        self.ids = {key: style.get(qn("w:styleId")) for key, style in found_in(styles).items()}
        self.own = frozenset(self.ids)
        ours = parse_xml(read_part("word/styles.xml").replace(OUR_COLOUR, self.accent.encode()))
        for style in ours.iterchildren(qn("w:style")):
            key = style.get(qn("w:styleId"))
            if key in {role.key for role in ROLES} - self.own:
                self._add(key, deepcopy(style))
        self._speak_swedish()

    def __getitem__(self, key: str) -> str:
        return str(self.ids[key])

    @property
    def accent(self) -> str:
        """The first colour of the template's headings that is one, for rules and asides; ink where there is none."""
        for key in REQUIRED:
            colours = (style.find(f"{qn('w:rPr')}/{qn('w:color')}") for style in self.chain(key))
            value = next((str(colour.get(qn("w:val"))) for colour in colours if colour is not None), "")
            if _COLOUR.fullmatch(value) and _is_coloured(value):
                return value
        return INK

    @property
    def body(self) -> tuple[str, str]:
        """Typeface and size of the body text."""
        return self.typeface, self._of_body("w:sz", "w:val")

    @property
    def typeface(self) -> str:
        """The name of the body text's, "" where a theme says it."""
        return "" if self._of_body("w:rFonts", "w:asciiTheme") else self._of_body("w:rFonts", "w:ascii")

    def _of_body(self, tag: str, attribute: str) -> str:
        bodies = [one for one in self.root.iterchildren(qn("w:style")) if one.get(qn("w:styleId")) == self.normal]
        found = (one for look in [*bodies, *self.root.iterchildren(qn("w:docDefaults"))] for one in look.iter(qn(tag)))
        return next((str(one.get(qn(attribute), "")) for one in found), "")

    def chain(self, key: str) -> Iterator[Element]:
        """The style, and what it is based on."""
        by_id = {one.get(qn("w:styleId")): one for one in self.root.iterchildren(qn("w:style"))}
        waiting, seen = self.ids[key], set()
        while waiting in by_id and waiting not in seen:
            seen.add(waiting)
            yield by_id[waiting]
            waiting = _value(by_id[waiting], "basedOn")

    def has_space_above(self, key: str) -> bool:
        spaces = (style.find(f"{qn('w:pPr')}/{qn('w:spacing')}") for style in self.chain(key))
        said = (space.get(qn("w:before")) for space in spaces if space is not None)
        return int(next((space for space in said if space), "0")) > 0

    def _default(self, kind: str, otherwise: str) -> str:
        of_kind = [one for one in self.root.iterchildren(qn("w:style")) if one.get(qn("w:type")) == kind]
        chosen = next((one for one in of_kind if one.get(qn("w:default")) in ("1", "true", "on")), None)
        return otherwise if chosen is None else str(chosen.get(qn("w:styleId")))

    def _add(self, key: str, style: Element) -> None:
        """Ours, under an id and a name that are free, based on the template's."""
        known = list(self.root.iterchildren(qn("w:style")))
        name = style.find(qn("w:name"))
        name.set(qn("w:val"), _free(name.get(qn("w:val")), {name_of_style(one).casefold() for one in known}, " "))
        self.ids[key] = _free(key, {str(one.get(qn("w:styleId"))).casefold() for one in known}, "")
        style.set(qn("w:styleId"), self.ids[key])
        based = {
            "Normal": self.normal,
            "DefaultParagraphFont": self._default("character", "DefaultParagraphFont"),
            "TableNormal": self._default("table", "TableNormal"),
        }
        for tag in ("basedOn", "next"):
            if (link := style.find(qn(f"w:{tag}"))) is not None:
                asked = link.get(qn("w:val"))
                link.set(qn("w:val"), based.get(asked, self.ids.get(asked, asked)))
        number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and number.get(qn("w:val")) != "0":  # a list of our own template; 0 is none
            number.getparent().getparent().remove(number.getparent())
        self.root.append(style)

    def _speak_swedish(self) -> None:
        for language in list(self.root.iter(qn("w:lang"))):
            language.set(qn("w:val"), "sv-SE")
        defaults = self.root.find(qn("w:docDefaults"))
        if defaults is None:
            defaults = w("docDefaults")
            self.root.insert(0, defaults)
        of_runs = defaults.find(qn("w:rPrDefault"))
        if of_runs is None:
            of_runs = w("rPrDefault")
            defaults.insert(0, of_runs)
        look = of_runs.find(qn("w:rPr"))
        if look is None:
            look = w("rPr")
            of_runs.append(look)
        if look.find(qn("w:lang")) is None:
            look.append(w("lang", val="sv-SE"))


def _free(wanted: str, taken: set[str], between: str) -> str:
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}{between}{number}"
    return name


def _is_coloured(value: str) -> bool:
    """
    >>> _is_coloured("0A5566"), _is_coloured("16242E")
    (True, False)
    """
    parts = [int(value[at : at + 2], 16) for at in (0, 2, 4)]
    return max(parts) - min(parts) > 48
