"""Printed figures: each cell once with its word and place, unchanged rows untouched, a fault told with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from indicators.importing.published_figures import load_published
from indicators.models import GroupResult, Publication, Result
from municipalities.models import MunicipalityYear
from surveys.questionnaires.strict_yaml import FileError

PUBLICATIONS = """\
- publication: rapport
  title: Rapport om provet
  publisher: Provarna
  year: 2018
  kind: report
"""
HEAD = "publication,survey,table,row_kind,row,column,indicator,printed,value,number,change_printed,place,note\n"
CELL = "rapport,prov/2017,Tabell 1,municipality,0100,Rutin,rutin,JA,ja,,,Tabell 1 rad Kommun 0,\n"
SHARE = 'rapport,prov/2017,Tabell 1,group,natverk,Rutin,rutin,"62,5 %",,62.5,+-0,Tabell 1 rad Snitt,Utan förklaring.\n'


@pytest.fixture
def write(tmp_path: Path):
    def file(rows: str) -> Path:
        area = tmp_path / "published" / "prov"
        area.mkdir(parents=True, exist_ok=True)
        (area / "publications.yaml").write_text(PUBLICATIONS, encoding="utf-8")
        (area / "rapport.csv").write_text(HEAD + rows, encoding="utf-8")
        return area.parent

    return file


def test_cells_are_stored_as_printed(small_survey, small_units, write) -> None:
    assert load_published(by="test", folder=write(CELL + SHARE))["nya"] == 2
    cell, share = Result.objects.get(), GroupResult.objects.get()
    assert (cell.value, cell.printed, cell.place, cell.origin) == ("ja", "JA", "Tabell 1 rad Kommun 0", "published")
    assert (share.number, share.printed, share.change_printed, share.note) == (
        62.5,
        "62,5 %",
        "+-0",
        "Utan förklaring.",
    )


def test_loading_again_writes_no_row(small_survey, small_units, write) -> None:
    folder = write(CELL + SHARE)
    load_published(by="test", folder=folder)
    assert load_published(by="test", folder=folder) == {"nya": 0, "ändrade": 0, "borttagna": 0, "oförändrade": 2}


def test_a_mended_file_changes_its_own_rows(small_survey, small_units, write) -> None:
    load_published(by="test", folder=write(CELL + SHARE))
    counts = load_published(by="test", folder=write(CELL.replace("JA,ja", "NEJ,nej")))
    assert counts == {"nya": 0, "ändrade": 1, "borttagna": 1, "oförändrade": 0}
    assert Result.objects.get().value == "nej"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",rutin,", ",rutinn,", "okänd indikator: rutinn"),
        (",0100,", ",0999,", "okänd kommunkod: 0999"),
        (",ja,", ",japp,", "okänt resultat: japp"),
        ("prov/2017", "prov/2010", "okänd enkät"),
    ],
)
def test_a_fault_is_told_with_file_and_line_and_nothing_is_stored(
    small_survey, small_units, write, old, new, message
) -> None:
    folder = write(SHARE + CELL.replace(old, new))
    with pytest.raises(FileError, match=re.escape(f"{folder / 'prov' / 'rapport.csv'}:3: ") + f".*{message}"):
        load_published(by="test", folder=folder)
    assert not GroupResult.objects.exists()
    assert not Publication.objects.exists()


def test_sorting_keys_of_a_report_are_kept_by_year(small_survey, small_units, write) -> None:
    folder = write(CELL)
    text = "kod,kommunstorlek,skl_kommuntyp,socioekonomisk_nyckel\n0100,2,5,7\n"
    (folder / "prov" / "sorteringsnycklar-2015.csv").write_text(text, encoding="utf-8")
    load_published(by="test", folder=folder)
    keys = MunicipalityYear.objects.get(municipality=small_units[0], year=2015)
    assert (keys.size_group, keys.skr_group, keys.socioeconomic_key) == (2, "5", 7)
