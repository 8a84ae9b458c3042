"""Naming an own group and choosing its members. What was ticked and typed comes back, whatever button is pressed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from django import forms

from indicators.own_groups.actions import Chosen
from municipalities.models import GroupMember, Municipality
from municipalities.typed_text import TextField

YEARS = range(1990, 2101)  # that anybody can mean


class Row(NamedTuple):
    """A chosen municipality, and the years as they were typed."""

    unit: Municipality
    since: str
    until: str


class OwnGroupForm(forms.Form):
    """`units` may be chosen; `stored` are the members as they stand, `added` the codes that a button adds."""

    namn = TextField(label="Gruppens namn", required=False)
    sok = TextField(label="Sök kommun, stadsdel eller län", required=False)

    def __init__(
        self,
        units: Sequence[Municipality],
        data: Any = None,
        *,
        name: str = "",
        stored: Iterable[GroupMember] = (),
        added: Collection[str] = (),
    ) -> None:
        super().__init__(data, auto_id="%s", initial={"namn": name})
        stored = list(stored)
        known = {one.code: one for one in units} | {one.municipality.code: one.municipality for one in stored}
        typed = {one.municipality.code: (one.from_year, one.to_year) for one in stored}
        if data is not None:
            codes = data.getlist("kommun")
            typed = {code: (data.get(f"fran-{code}", ""), data.get(f"till-{code}", "")) for code in codes}
        found = {**typed, **{code: typed.get(code, ("", "")) for code in added}}
        self.rows = [
            Row(known[code], str(since or "").strip(), str(until or "").strip())
            for code, (since, until) in found.items()
            if code in known
        ]
        self.rows.sort(key=lambda row: row.unit.full_name)
        chosen = {row.unit.code for row in self.rows}
        self.left = [one for one in units if one.code not in chosen]

    def clean(self) -> dict[str, Any]:
        for row in self.rows:
            for year in (row.since, row.until):
                if year and not (year.isascii() and year.isdigit() and int(year) in YEARS):
                    told = f"{row.unit.full_name}: ”{year[:20]}” är inget år mellan {YEARS[0]} och {YEARS[-1]}."
                    self.add_error(None, f"{told} Skriv ett år, eller lämna rutan tom.")
        return dict(self.cleaned_data)

    def wanted(self) -> dict[str, Any]:
        """As make_group and change_group take it."""
        members = [Chosen(row.unit, *(int(year) if year else None for year in row[1:])) for row in self.rows]
        return {"name": self.cleaned_data["namn"], "members": members}
