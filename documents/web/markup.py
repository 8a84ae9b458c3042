"""HTML put together from texts that are escaped and parts that already are. Pure.

There is one way from a text to HTML, `element`: what it is given as a plain string is text, whatever it looks like.
"""

from __future__ import annotations

import html

VOID = {"br", "col", "link", "meta"}


class Markup(str):
    """HTML, as `element` wrote it: not escaped again, here or in a template of the portal."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def escaped(text: str) -> Markup:
    """
    >>> escaped("<b>"), escaped(Markup("<b>"))
    ('&lt;b&gt;', '<b>')
    """
    return text if isinstance(text, Markup) else Markup(html.escape(text))


def element(name: str, /, *content: str, **attributes: str | int | None) -> Markup:
    """An attribute ends with an underscore where Python has its name, and is left out where it is None or empty.

    >>> element("th", "5 < 8", scope="row", class_=None, colspan=2)
    '<th scope="row" colspan="2">5 &lt; 8</th>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(str(value))}"'
        for key, value in attributes.items()
        if value not in (None, "")
    )
    if name in VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{joined(*content)}</{name}>")


def joined(*parts: str) -> Markup:
    return Markup("".join(escaped(part) for part in parts))
