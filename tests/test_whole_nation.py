"""A file of the whole nation's answers goes in, is computed and comes out: every row is what the slow twin gives."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from surveys.models import Answer
from tests.indicators.importing import files
from tests.indicators.rules import twin
from tests.nation import answers
from tests.nation.places import GROUPS, UNITS

SURVEY = "ekonomiskt-bistand/2017"
OVER_20, EMPTY_BASE = "ej aktuellt och bortfall över 20 procent", "ingen i basen"
REASONS = {"": "", "over_20": OVER_20, "empty_base": EMPTY_BASE}
pytestmark = pytest.mark.django_db  # the tests read only rows, but without the mark no test database is made


@cache
def country() -> answers.Country:
    return answers.make_country()


@cache
def outcomes() -> dict[tuple[str, str], str]:
    return {(code, one): twin.outcome(one, country()[code]) for code in country() for one in twin.INDICATORS}


def write_file(path: Path) -> None:
    if path.suffix == ".csv":
        path.write_bytes(files.csv_file(answers.long_rows(country())))
    else:
        path.write_bytes(files.workbook(Svar=answers.wide_rows(country())))


def export(level: str, folder: Path) -> list[dict[str, str]]:
    path = folder / f"{level}.csv"
    call_command("export_results", "--survey", SURVEY, "--level", level, "--output", str(path))
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=["wide.xlsx", "long.csv"])
def exported(request, tmp_path_factory, django_db_setup, django_db_blocker) -> dict[str, list[dict[str, str]]]:
    """The rows of both exports, and the stored answers; nothing is left in the database."""
    folder = tmp_path_factory.mktemp("nation")
    path = folder / request.param
    write_file(path)
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        call_command("load_municipalities", verbosity=0)
        call_command("load_catalogue", "--area", "ekonomiskt-bistand", verbosity=0)
        call_command("import_answers", str(path), "--survey", SURVEY)
        call_command("compute", "--survey", SURVEY)
        found = {level: export(level, folder) for level in ("municipality", "group")}
        found["stored"] = list(Answer.objects.values("response__municipality__code", "item", "value"))
        transaction.set_rollback(True)
    return found


def test_every_answer_is_kept_also_behind_closed_gates(exported) -> None:
    stored = {tuple(row.values()) for row in exported["stored"]}
    assert len(answers.ITEMS) == 80
    assert stored == {(code, *given) for code, unit in country().items() for given in unit.items() if given[1]}


def test_every_result_of_every_unit_is_what_the_twin_gives(exported) -> None:
    found = [tuple(row.values()) for row in exported["municipality"]]
    expected = {
        (SURVEY, code, UNITS[code], indicator, outcome, "computed") for (code, indicator), outcome in outcomes().items()
    }
    assert len(found) == len(expected) == 316 * 35
    assert set(found) ^ expected == set()


def expected_groups() -> set[tuple[object, ...]]:
    rows = set()
    for slug, one in GROUPS.items():
        for indicator in twin.INDICATORS:
            results = [outcomes()[code, indicator] for code in one.units]
            share, *counts, _, why = twin.group(results, one.kind)
            figures = (None if share is None else float(share), *map(str, counts), REASONS[why])
            rows.add((SURVEY, slug, one.name, one.kind, indicator, *figures, "computed"))
    return rows


def with_number(row: dict[str, str]) -> tuple[object, ...]:
    return tuple((row | {"share": float(row["share"]) if row["share"] else None}).values())


def test_every_figure_of_every_group_is_what_the_twin_gives(exported) -> None:
    found = [with_number(row) for row in exported["group"]]
    assert len(found) == len(GROUPS) * 35 == 49 * 35
    assert set(found) ^ expected_groups() == set()


@pytest.mark.parametrize(
    ("group", "indicator", "share", "counts", "withheld"),
    [  # counts: yes, base, left out, non-response
        pytest.param("riket", "uppsokande_akut_hemlosa", "100", "253 253 0 63", "", id="63 of 316 is 19.9 %"),
        pytest.param("riket", "uppsokande_riskerar_boende", "", "0 252 0 64", OVER_20, id="64 of 316 is 20.3 %"),
        pytest.param("dalarnas-lan", "radgivning", "100", "12 12 0 3", "", id="3 of 15 is 20.0 %"),
        pytest.param("vastra-gotalands-lan", "radgivning", "", "46 46 0 12", OVER_20, id="12 of 58 is 20.7 %"),
        pytest.param("blekinge-lan", "arbetsmarknad_18_24", "0", "0 4 1 0", "", id="1 of 5, all four ej aktuellt"),
        pytest.param("goteborg", "audit", "87.5", "7 8 1 1", "", id="2 of 10, one each"),
        pytest.param("stockholm", "dudit", "", "11 11 1 2", OVER_20, id="3 of 14 is 21.4 %"),
        pytest.param("malmo", "vantetid", "100", "1 1 4 0", "", id="kan inte svara is not part of the 20 %"),
        pytest.param("gotlands-lan", "vantetid", "", "0 0 1 0", EMPTY_BASE, id="nobody in the base"),
        pytest.param("fou-nordvast", "vald_rutin", "", "0 0 8 0", EMPTY_BASE, id="a network of ej aktuellt"),
        pytest.param("fou-nordvast", "juridiskt_stod", "100", "1 1 0 7", "", id="a network is never withheld"),
    ],
)
def test_the_edges_of_withholding(exported, group, indicator, share, counts, withheld) -> None:
    [row] = [row for row in exported["group"] if (row["group"], row["indicator"]) == (group, indicator)]
    assert (row["share"], row["withheld"]) == (share, withheld)
    assert [row[name] for name in ("yes", "base", "left_out", "non_response")] == counts.split()


@pytest.mark.parametrize(
    ("code", "indicator", "result"),
    [
        ("0114", "uppfoljning_kon_anvant", "ej_aktuellt"),
        ("0115", "uppfoljning_kon_anvant", "nej"),
        ("0117", "uppfoljning_kon_anvant", "bortfall"),
        ("0120", "socialjour", "ja"),
        ("0123", "gp_undertecknad", "nej"),
        ("0125", "intern_missbruk", "ja"),
        (answers.SILENT[0], "freda", "bortfall"),
        (answers.SILENT[1], "freda", "bortfall"),
    ],
)
def test_what_stands_behind_a_closed_gate_is_not_read(exported, code: str, indicator: str, result: str) -> None:
    rows = exported["municipality"]
    assert [row["result"] for row in rows if (row["kod"], row["indicator"]) == (code, indicator)] == [result]
