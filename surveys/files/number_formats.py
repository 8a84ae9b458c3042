"""What the number format of a cell says about its figure. Pure.

Only a % that is no text makes Excel show 0.6 as 60 %; between quotation marks, or after a backslash, it is a word.
"""

from __future__ import annotations

import re

BUILT_IN_PERCENT = frozenset({9, 10})  # 0% and 0.00%: never written out in a file
_WORDS = re.compile(r'"([^"]*)"|[\\_*](.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]', re.DOTALL)


def is_percent(code: str) -> bool:
    """Whether the figure is shown a hundred times as large.

    >>> [is_percent(code) for code in ("0.0%", '0" %"', "0\\\\%", "[Red]0 %;-0%", "General")]
    [True, False, False, True, False]
    """
    return "%" in _WORDS.sub("", code)


def names_unit(code: str) -> bool:
    """Whether words or signs stand beside the figure, without changing it: kr, st, or a % that is only text.

    >>> [names_unit(code) for code in ('0.0" %"', "0\\\\%", "#,##0\\\\ [$kr-41D]", "0.0", "#,##0_ ;[Red]-#,##0")]
    [True, True, True, False, False]
    """
    said = "".join(found[1] or found[2] or found[3] or "" for found in _WORDS.finditer(code) if found[0][0] not in "_*")
    return any(letter.isalpha() or letter in "%‰" for letter in said)
