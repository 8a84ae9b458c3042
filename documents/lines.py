"""What several writers say alike: text without its looks, and the signs of answers. Pure."""

from __future__ import annotations

from documents.tree import Footnote, Text, Tone

EXAMPLE = "Exempeldata: innehållet är påhittat."
LINKS = ("https://", "http://", "mailto:")
# With the word, so that a colour is never alone in saying it: answers, then the quarters of a register figure.
SIGNS: dict[Tone, str] = {"yes": "✓", "partly": "◐", "no": "✕", "low": "▼", "middle": "■", "high": "▲"}


def plain(text: Text) -> str:
    """As one line of text; what would stand at the foot of a page stands in parentheses.

    >>> from documents.tree import Footnote, text
    >>> plain(text("Sex av åtta", Footnote("Alla dagar."), "."))
    'Sex av åtta (Alla dagar.).'
    """
    return "".join(f" ({one.text})" if isinstance(one, Footnote) else one.text for one in text)
