"""Survey years kept as files: the portal's own, and those that an installation adds beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from indicators.rules.loader import load_definitions
from indicators.rules.spec import Definitions
from surveys.questionnaires.questionnaire import Questionnaire, load_questionnaire
from surveys.questionnaires.strict_yaml import FileError

CATALOGUE = settings.BASE_DIR / "surveys" / "catalogue"
DEFINITIONS = settings.BASE_DIR / "indicators" / "definitions"


@dataclass(frozen=True)
class YearFiles:
    """What stands in the files of one survey year, read and found sound."""

    area: str
    year: int
    questionnaire: Questionnaire | None
    questionnaire_text: str
    definitions: Definitions | None
    definitions_text: str

    @property
    def slug(self) -> str:
        return f"{self.area}/{self.year}"


def added_folders(name: str) -> list[Path]:
    """Those of that name (catalogue, definitions, published) in what the installation adds."""
    return [folder / name for folder in settings.CATALOGUE_DIRS if (folder / name).is_dir()]


def _pairs() -> list[tuple[Path, Path]]:
    """Questionnaires and definitions: the portal's own folders, then the installation's."""
    added = [(folder / "catalogue", folder / "definitions") for folder in settings.CATALOGUE_DIRS]
    return [(CATALOGUE, DEFINITIONS), *added]


def read_all_years(area: str = "") -> list[YearFiles]:
    """Of all folders. FileError at the first fault, also where two folders have the same year."""
    found: dict[str, YearFiles] = {}
    for catalogue, definitions in _pairs():
        for year in read_years(catalogue, definitions, area):
            if year.slug in found:
                raise FileError(catalogue.parent, 1, f"{year.slug} finns redan i en annan katalog; ta bort det ena")
            found[year.slug] = year
    return [found[slug] for slug in sorted(found)]


def is_kept_in_files(slug: str) -> bool:
    """The year is read from a file at every start, so it cannot be changed in the portal."""
    return any((folder / f"{slug}.yaml").exists() for pair in _pairs() for folder in pair)


def read_years(catalogue: Path, definitions: Path, area: str = "") -> list[YearFiles]:
    """All years in two folders, in order. FileError at the first fault."""
    paths = {*catalogue.glob("*/*.yaml"), *definitions.glob("*/*.yaml")}
    years = sorted({(path.parent.name, path.stem) for path in paths if area in ("", path.parent.name)})
    return [_read_year(catalogue / a / f"{y}.yaml", definitions / a / f"{y}.yaml") for a, y in years]


def _read_year(catalogue: Path, definitions: Path) -> YearFiles:
    asked = load_questionnaire(catalogue) if catalogue.exists() else None
    defined = load_definitions(definitions, asked) if definitions.exists() else None
    for path, found in ((catalogue, asked), (definitions, defined)):
        if found is not None and found.survey != f"{path.parent.name}/{path.stem}":
            raise FileError(path, 1, f"filen gäller {found.survey} men ligger som {path.parent.name}/{path.stem}")
    found = asked or defined
    if found is None:
        raise FileError(definitions, 1, "varken enkät eller definitioner")
    return YearFiles(
        area=found.area,
        year=found.year,
        questionnaire=asked,
        questionnaire_text=catalogue.read_text(encoding="utf-8") if asked else "",
        definitions=defined,
        definitions_text=definitions.read_text(encoding="utf-8") if defined else "",
    )
