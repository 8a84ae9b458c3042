"""Loading questionnaires and definitions: idempotent, told in codes, and whole or not at all."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from indicators.computing.actions import load_catalogue
from indicators.computing.year_files import is_kept_in_files, read_all_years, read_years
from indicators.models import DefinitionSet, Indicator
from surveys.models import Survey
from surveys.questionnaires.strict_yaml import FileError
from tests.worlds.second_area import FOLDER
from tests.worlds.small_country import DEFINITIONS, QUESTIONNAIRE

pytestmark = pytest.mark.django_db


def load(folders, **options) -> list[str]:
    return [str(change) for change in load_catalogue(read_years(*folders), by="test", **options)]


def test_a_new_year_is_told_with_its_items_and_indicators(folders) -> None:
    [told] = load(folders)
    assert told.startswith("prov/2017: ny\n")
    assert "ny delfråga: R1a" in told
    assert "ny indikator: rutin" in told
    assert Indicator.objects.count() == 3


def test_loading_again_changes_nothing(folders) -> None:
    load(folders)
    before = list(Survey.objects.values()), list(DefinitionSet.objects.values())
    assert load(folders) == ["prov/2017: oförändrad"]
    assert before == (list(Survey.objects.values()), list(DefinitionSet.objects.values()))


def test_a_changed_year_is_told_by_code(folders) -> None:
    load(folders)
    (folders[0] / "prov" / "2017.yaml").write_text(QUESTIONNAIRE.replace("item: Q1,", "item: Q2,"), encoding="utf-8")
    text = DEFINITIONS.replace("{value: Q1}", "{value: Q2}").replace("Stöd erbjuds.", "Stöd finns.")
    (folders[1] / "prov" / "2017.yaml").write_text(text, encoding="utf-8")
    [told] = load(folders)
    assert told.splitlines() == [
        "prov/2017: ändrad",
        "  ny delfråga: Q2",
        "  borttagen delfråga: Q1",
        "  ändrad indikator: stod",
        "  ändrad indikator: timmar",
    ]


def test_a_dry_run_tells_and_stores_nothing(folders) -> None:
    [told] = load(folders, dry_run=True)
    assert "ny indikator: rutin" in told
    assert not Survey.objects.exists()


def test_a_year_with_definitions_alone_is_a_survey(folders) -> None:
    (folders[0] / "prov" / "2017.yaml").unlink()
    text = DEFINITIONS[: DEFINITIONS.index("    rule:")].replace(
        "results: [ej_aktuellt, ja, nej]", "results: [ja, nej]"
    )
    (folders[1] / "prov" / "2017.yaml").write_text(text + "    source: provet\n", encoding="utf-8")
    load(folders)
    assert Survey.objects.get().questionnaire_text == ""


def test_a_broken_file_is_refused_with_its_line_and_nothing_is_stored(folders, capsys) -> None:
    path = folders[1] / "prov" / "2018.yaml"
    path.write_text(DEFINITIONS.replace("prov/2017", "prov/2018").replace("rule:", "regel:"), encoding="utf-8")
    with pytest.raises(CommandError, match=rf"{path}:\d+: .*regel"):
        call_command("load_catalogue", catalogue=folders[0], definitions=folders[1])
    assert not Survey.objects.exists()


def test_a_file_in_the_wrong_place_is_refused(folders) -> None:
    (folders[0] / "prov" / "2018.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    with pytest.raises(FileError, match="filen gäller prov/2017 men ligger som prov/2018"):
        read_years(*folders)


def test_a_folder_of_the_installation_adds_an_area(db, settings) -> None:
    settings.CATALOGUE_DIRS = [FOLDER]
    call_command("load_catalogue", area="exempelomrade", verbosity=0)
    assert [one.slug for one in Survey.objects.select_related("area")] == ["exempelomrade/2017", "exempelomrade/2016"]
    assert is_kept_in_files("exempelomrade/2017")
    assert not is_kept_in_files("exempelomrade/2018")


def test_the_check_reads_what_the_installation_adds(settings, capsys) -> None:
    settings.CATALOGUE_DIRS = [FOLDER]
    call_command("check_catalogue")
    told = capsys.readouterr().out.splitlines()
    assert "exempelomrade/2017: 6 delfrågor, 4 indikatorer" in told
    assert "ekonomiskt-bistand/2018: 0 delfrågor, 35 indikatorer" in told


def test_a_year_in_two_folders_is_refused(settings) -> None:
    settings.CATALOGUE_DIRS = [FOLDER, FOLDER]
    with pytest.raises(FileError, match="exempelomrade/2016 finns redan i en annan katalog"):
        read_all_years()


def test_an_empty_folder_adds_nothing(settings, tmp_path) -> None:
    before = read_all_years()
    settings.CATALOGUE_DIRS = [tmp_path]
    assert read_all_years() == before
