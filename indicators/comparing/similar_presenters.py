"""The sorting keys of a survey year in words: what each is, which year's it is, and which were not used."""

from __future__ import annotations

from indicators.comparing.presenters import number_text
from municipalities.places.queries import SimilarUnits
from municipalities.places.reference import SKR_NAMES
from municipalities.places.similar import SIZE, SIZE_WORDS, SKR, SOCIOECONOMIC, Key
from municipalities.swedish import listed

LABELS = {SIZE: "storleksgrupp", SKR: "SKR-grupp", SOCIOECONOMIC: "socioekonomisk nyckel"}


def present_similar(found: SimilarUnits) -> dict[str, object]:
    keys = found.likeness.keys
    return {
        "year": found.year,
        "population": _population(found),
        "keys": [(_heading(key.name), _value(key), _note(key, found)) for key in keys],
        "lacking": [_heading(name) for name in found.likeness.lacking],
        "used": listed(f"{LABELS[key.name]} ({key.year})" for key in keys),
        "alike": found.alike,
        "perhaps": found.perhaps,
        "is_district": found.is_district,
    }


def _population(found: SimilarUnits) -> tuple[str, int] | None:
    if found.population is None or found.is_district:
        return None
    number, year = found.population
    return number_text(number, 0), year


def _heading(name: str) -> str:
    label = LABELS[name]
    return label[0].upper() + label[1:]


def _value(key: Key) -> str:
    if key.name == SIZE:
        return f"{key.value}: {SIZE_WORDS[int(key.value)]}"
    if key.name == SKR:
        name = SKR_NAMES.get(str(key.value))
        return f"{key.value}: {name}" if name else str(key.value)
    return f"{key.value} på en skala från 1 (låg risk) till 8 (hög risk)"


def _note(key: Key, found: SimilarUnits) -> str:
    """Which year the key is of, where that is not the survey's, where it was derived here, and how few have it."""
    year, known_for = found.year, found.known_for[key.name]
    told = [] if key.year == year else [f"Nyckeln för {key.year}; för {year} finns ingen."]
    if key.derived_from:
        told.append(
            f"Härledd här ur folkmängden 31 december {key.year - 1}, {number_text(key.derived_from, 0)} invånare, "
            "med gränserna i Socialstyrelsens guide 2017 (tabell 1)."
        )
    if known_for < found.total:
        told.append(f"Känd här för {known_for} av {found.total} {'stadsdelar' if found.is_district else 'kommuner'}.")
    return " ".join(told)
