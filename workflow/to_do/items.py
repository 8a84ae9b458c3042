"""What somebody has to do, as Att göra shows it."""

from __future__ import annotations

from typing import NamedTuple


class ToDo(NamedTuple):
    title: str
    text: str
    action: str  # what the button says
    url: str
    is_urgent: bool = False
