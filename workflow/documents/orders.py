"""What a builder is handed, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from documents.tree import Deck, Document
from municipalities.models import Group
from surveys.models import Survey
from workflow.documents.edited import Draft, EditedText
from workflow.models import ActionPlan, Cycle, Decision, Meeting


@dataclass(frozen=True)
class Order:
    """For whom (None: the nation), and what it is about: one of the five."""

    network: Group | None
    survey: Survey | None = None
    cycle: Cycle | None = None
    meeting: Meeting | None = None
    decision: Decision | None = None
    plan: ActionPlan | None = None

    @property
    def about(self) -> dict[str, Any]:
        """The one that is there, by its name, as Report has it."""
        return {name: found for name, found in vars(self).items() if found is not None and name != "network"}


@dataclass(frozen=True)
class Built:
    """The document with what staff have written in it, the texts as computed, and slides where the kind has any."""

    document: Document
    drafts: tuple[Draft, ...] = ()
    deck: Deck | None = None
    is_unpublished: bool = False  # some of it may not be seen by everybody yet, so that it is no more than a draft


Builder: TypeAlias = Callable[[Order, Mapping[str, EditedText]], Built]
