"""The printed figures of reports and fact sheets, from the project's own CSV files into the database.

One row is one printed cell. Published figures are never answers; each keeps its word, place and publication.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from indicators.computing.year_files import added_folders
from indicators.models import GroupResult, Indicator, Origin, Publication, Result
from indicators.rules.outcomes import OUTCOMES
from municipalities.events import write_event
from municipalities.models import Group, Municipality
from municipalities.places.reference import store_years
from surveys.models import Survey
from surveys.questionnaires.strict_yaml import FileError, read_yaml

FOLDER = settings.BASE_DIR / "indicators" / "published"
NUMBERS_OF_A_RESULT = ("value", "number", "printed", "place")
NUMBERS_OF_A_GROUP = ("number", "printed", "change_printed", "note")


@dataclass(frozen=True)
class Places:
    """Ids by code, read once."""

    surveys: dict[str, Survey]
    indicators: dict[tuple[int, str], int]
    municipalities: dict[str, int]
    groups: dict[str, int]


@transaction.atomic
def load_published(*, by: str, folder: Path | None = None) -> dict[str, int]:
    """Counts of new, changed, removed and unchanged figures. FileError with file and line at the first fault."""
    places = read_places()
    counts = {"nya": 0, "ändrade": 0, "borttagna": 0, "oförändrade": 0}
    folders = [folder] if folder else [FOLDER, *added_folders("published")]
    for area in sorted(path for one in folders for path in one.iterdir() if path.is_dir()):
        for publication in _store_publications(area / "publications.yaml"):
            path = area / f"{publication.slug}.csv"
            results, group_results = read_figures(path, publication, places)
            for model, wanted in ((Result, results), (GroupResult, group_results)):
                _synchronise(model, publication, wanted, counts)
        for path in sorted(area.glob("sorteringsnycklar-*.csv")):
            _load_sorting_keys(path, places)
    if counts["nya"] or counts["ändrade"] or counts["borttagna"]:
        write_event(by=by, action="load_published", subject="published", **counts)
    return counts


def read_places() -> Places:
    return Places(
        surveys={survey.slug: survey for survey in Survey.objects.select_related("area")},
        indicators={(area, code): pk for area, code, pk in Indicator.objects.values_list("area_id", "code", "pk")},
        municipalities=dict(Municipality.objects.values_list("code", "pk")),
        groups=dict(Group.objects.standing().values_list("slug", "pk")),
    )


def _store_publications(path: Path) -> list[Publication]:
    found = []
    for node in read_yaml(path).sequence():
        fields = node.fields("publication title publisher year kind", "source_document")
        facts = {
            "title": fields["title"].text(),
            "publisher": fields["publisher"].text(),
            "year": fields["year"].whole_number(),
            "kind": fields["kind"].one_of(Publication.Kind.values),
        }
        publication, _ = Publication.objects.update_or_create(slug=fields["publication"].text(), defaults=facts)
        found.append(publication)
    return found


def read_figures(path: Path, publication: Publication, places: Places) -> tuple[list[Result], list[GroupResult]]:
    """The cells of a file as unsaved rows; a cell without figure or word ("-") is no figure and is left out."""
    results, group_results = [], []
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            if not row["value"] and not row["number"]:
                continue
            shared = _shared(path, line, row, publication, places)
            if row["row_kind"] == "municipality":
                pk = _known(path, line, places.municipalities, row["row"], "kommunkod")
                results.append(Result(municipality_id=pk, value=_value(path, line, row), **shared))
            else:
                pk = _known(path, line, places.groups, row["row"], "grupp")
                group_results.append(
                    GroupResult(group_id=pk, change_printed=row["change_printed"], note=row.get("note") or "", **shared)
                )
    return results, group_results


def _shared(path: Path, line: int, row: dict[str, str], publication: Publication, places: Places) -> dict[str, Any]:
    survey = places.surveys.get(row["survey"])
    if survey is None or row["publication"] != publication.slug:
        raise FileError(path, line, f"okänd enkät eller publikation: {row['survey']}, {row['publication']}")
    indicator = places.indicators.get((survey.area_id, row["indicator"]))
    if indicator is None:
        raise FileError(path, line, f"okänd indikator: {row['indicator']}")
    try:
        number = Decimal(row["number"]) if row["number"] else None
    except InvalidOperation:
        raise FileError(path, line, f"{row['number']} är inget tal") from None
    return {
        "survey_id": survey.pk,
        "indicator_id": indicator,
        "publication": publication,
        "origin": Origin.PUBLISHED,
        "number": number,
        "printed": row["printed"],
        "place": row["place"],
    }


def _value(path: Path, line: int, row: dict[str, str]) -> str:
    if row["value"] and row["value"] not in OUTCOMES:
        raise FileError(path, line, f"okänt resultat: {row['value']}")
    return row["value"]


def _known(path: Path, line: int, known: dict[str, int], code: str, what: str) -> int:
    if code not in known:
        raise FileError(path, line, f"okänd {what}: {code}")
    return known[code]


def _synchronise(model: type, publication: Publication, wanted: list[Any], counts: dict[str, int]) -> None:
    """Makes the publication's stored rows equal the file's; unchanged rows are not written."""
    fields = NUMBERS_OF_A_RESULT if model is Result else NUMBERS_OF_A_GROUP
    stored = {_key(row): row for row in model.objects.filter(publication=publication)}  # type: ignore[attr-defined]  # Result or GroupResult
    new = [row for row in wanted if _key(row) not in stored]
    changed = []
    for row in wanted:
        old = stored.pop(_key(row), None)
        if old is not None and any(getattr(old, name) != getattr(row, name) for name in fields):
            row.pk = old.pk
            changed.append(row)
    model.objects.bulk_create(new, batch_size=500)  # type: ignore[attr-defined]  # Result or GroupResult
    model.objects.bulk_update(changed, fields, batch_size=200)  # type: ignore[attr-defined]  # Result or GroupResult
    model.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()  # type: ignore[attr-defined]  # Result or GroupResult
    counts["nya"] += len(new)
    counts["ändrade"] += len(changed)
    counts["borttagna"] += len(stored)
    counts["oförändrade"] += len(wanted) - len(new) - len(changed)


def _key(row: Any) -> tuple[Any, ...]:
    """What tells two published figures apart; a group may be printed in a table and again in the text."""
    if isinstance(row, Result):
        return row.survey_id, row.municipality_id, row.indicator_id
    return row.survey_id, row.group_id, row.indicator_id, row.place


def _load_sorting_keys(path: Path, places: Places) -> None:
    """Size group, SKL type and socio-economic key as the report of that year prints them."""
    year = int(path.stem.rpartition("-")[2])
    facts: dict[tuple[int, int], dict[str, object]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            pk = _known(path, line, places.municipalities, row["kod"], "kommunkod")
            facts[pk, year] = {
                "size_group": int(row["kommunstorlek"]),
                "skr_group": row["skl_kommuntyp"],
                "socioeconomic_key": int(row["socioekonomisk_nyckel"]),
            }
    store_years(facts)
