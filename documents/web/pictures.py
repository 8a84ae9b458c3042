"""A picture's SVG as it stands in a page: an image with a name and a description of its own. Pure."""

from __future__ import annotations

from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml.ElementTree import fromstring

from documents.web.markup import Markup

SVG = "http://www.w3.org/2000/svg"
register_namespace("", SVG)


def told_svg(svg: str, key: str, name: str, told: str) -> Markup:
    """Read as one image, not sign by sign. `key` begins its ids, so that two pictures of a page do not share one."""
    root: Element = fromstring(svg)
    for one in [one for one in root if one.tag in (f"{{{SVG}}}title", f"{{{SVG}}}desc")]:
        root.remove(one)
    for attribute in [name for name in root.attrib if name.startswith("aria-")]:
        del root.attrib[attribute]
    for one in root.iter():  # drawn for paper, with the looks of paper; a page's own classes mean other things
        one.attrib.pop("class", None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{key}-titel", "aria-describedby": f"{key}-ord"}
    root.insert(0, _told("title", f"{key}-titel", name))
    root.insert(1, _told("desc", f"{key}-ord", told))
    return Markup(tostring(root, encoding="unicode"))


def _told(kind: str, key: str, words: str) -> Element:
    one = Element(f"{{{SVG}}}{kind}", {"id": key})
    one.text = words
    return one
