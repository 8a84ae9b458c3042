"""A decision in words: what was frozen with it, and who has answered. No queries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from municipalities.swedish import plural
from workflow.areas.presenters import frozen_table
from workflow.models import Decision, DevelopmentArea


def is_unpublished(decision: Decision) -> bool:
    """Some of the frozen figures could not be seen by everybody on that day."""
    figures = decision.frozen.get("figures", {}) if decision.frozen else {}
    return bool(figures.get("unpublished", figures.get("source") == "beraknat"))  # older ones say only the source


def frozen_areas(decision: Decision, unseen: frozenset[str] = frozenset()) -> list[dict[str, Any]]:
    """The areas as decided on: their frozen texts, `reach_label`, and `table` with the figures frozen; without
    those of the municipalities (codes) that the reader may not see yet, and then without those of groups."""
    if not decision.frozen:
        return []
    figures = {one["code"]: figures_seen(one, unseen) for one in decision.frozen["figures"]["indicators"]}
    labels = dict(DevelopmentArea.Reach.choices)
    return [
        area
        | {
            "reach_label": labels.get(area["reach"], ""),
            "table": [frozen_table(figures[code]) for code in area["indicators"] if code in figures],
        }
        for area in decision.frozen["areas"]
    ]


def figures_seen(figures: dict[str, Any], unseen: frozenset[str]) -> dict[str, Any]:
    """An indicator's frozen figures without the municipalities that the reader may not see, and then without groups."""
    if not unseen or figures.get("source") == "publicerat":
        return figures
    return figures | {"units": [one for one in figures["units"] if one[0] not in unseen], "groups": []}


def source_text(decision: Decision) -> str:
    """Where the frozen figures come from."""
    figures = decision.frozen.get("figures", {}) if decision.frozen else {}
    titles = figures.get("publications")
    if titles and figures.get("source") == "blandat":
        return "Siffrorna för {year} är dels beräknade ur kommunernas svar, dels hämtade ur: {titles}.".format(
            year=figures["year"], titles="; ".join(titles)
        )
    if titles:
        return "Siffrorna för {year} är hämtade ur: {titles}.".format(
            year=figures["year"],
            titles="; ".join(titles),
        )
    if figures.get("source") == "beraknat":
        return "Siffrorna för {year} är beräknade ur kommunernas svar.".format(year=figures["year"])
    return ""


def lead_of(decision: Decision, areas: int, answered: int, heads: int, *, awaits_you: bool) -> str:
    """Where it stands, in a sentence or two."""
    counted = plural(areas, "{n} område", "{n} områden")
    match decision.state:
        case Decision.State.DRAFT:
            return f"FoU skriver på förslaget. {counted} är valda."
        case Decision.State.PROPOSED:
            told = f"{counted} föreslås. {answered} av {heads} socialchefer har svarat."
            return f"{told} {('Ditt ställningstagande väntar.')}" if awaits_you else told
        case Decision.State.SENT_BACK:
            return "Förslaget har gått tillbaka. Det som står här är versionen som inte gick igenom."
    return f"{counted} är beslutade. Det som står här är låst, med {_figures_of(decision)}."


def _figures_of(decision: Decision) -> str:
    """What is frozen is what stood here when the decision was recorded, which may be later than it was taken."""
    taken = decision.decided_on
    recorded = timezone.localdate(decision.decided_at) if decision.decided_at else taken
    if taken is None or recorded is None or taken == recorded:
        return "siffrorna från den dagen"
    return f"siffrorna från {_day(recorded)}, när beslutet från {_day(taken)} antecknades"


def _day(day: date) -> str:
    return date_format(day, "j F Y")
