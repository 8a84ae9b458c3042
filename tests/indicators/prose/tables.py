"""Made-up tables for the tests: eight municipalities, a letter each."""

from __future__ import annotations

from fractions import Fraction

from indicators.comparing.matrix import HIDDEN, WAITING
from indicators.prose.facts import IndicatorFacts, Mean, Side, TableFacts, UnitFacts

UNITS = ("Alby", "Berg", "Dal", "Ekeby", "Forsa", "Gärdet", "Hult", "Ljusvik")
VALUES = {
    **{"J": "ja", "N": "nej", "D": "delvis", "E": "ej_aktuellt", "K": "kan_inte_svara", "B": "bortfall"},
    **{"V": WAITING, "H": HIDDEN, " ": ""},
}
LETTERS = {value: letter for letter, value in VALUES.items()}


def share(values: list[str]) -> tuple[int, int]:
    return sum(one == "ja" for one in values), sum(one in ("ja", "nej", "delvis") for one in values)


def choice(
    now: str,
    before: str = "",
    *,
    code: str = "jour",
    name: str = "Aktuell rutin för jouren",
    link: str | None = None,
    stockholm: int | None = None,
    riket: int | None = None,
    desirable: str = "ja",
    words: tuple[str, ...] = (),
) -> IndicatorFacts:
    """A letter a unit; "" before: no year is compared. `words`: the source's own, of the first units."""
    values = [VALUES[letter] for letter in now]
    earlier = [VALUES[letter] for letter in before or " " * len(now)]
    told = [*words, *[""] * (len(now) - len(words))]
    told = [word if letter in "JND" else "" for word, letter in zip(told, now, strict=False)]
    units = tuple(UnitFacts(*one) for one in zip(UNITS, values, earlier, told, strict=False))
    link = ("yes" if before else "") if link is None else link
    sides = [("Stockholm", stockholm), ("Riket", riket)]
    return IndicatorFacts(
        code=code,
        name=name,
        units=units,
        mean=mean_of(values, earlier if link in ("yes", "partly") else []),
        sides=tuple(Side(one, Fraction(figure)) for one, figure in sides if figure is not None),
        link=link,
        desirable=desirable,
    )


def mean_of(values: list[str], earlier: list[str]) -> Mean:
    (yes, base), (then, base_then) = share(values), share(earlier)
    now = None if HIDDEN in values or not base else Fraction(100 * yes, base)
    before = Fraction(100 * then, base_then) if base_then and now is not None else None
    return Mean(now, before, yes, base, len(values), *((then, base_then) if before is not None else (None, None)))


def figures(
    *numbers: str | None,
    code: str = "bistand",
    name: str = "Biståndsmottagare i befolkningen",
    riket: str | None = None,
    desirable: str = "low",
) -> IndicatorFacts:
    units = [UnitFacts(unit, "" if one is None else Fraction(one)) for unit, one in zip(UNITS, numbers, strict=False)]
    given = [Fraction(one) for one in numbers if one is not None]
    mean = Mean(sum(given) / len(given) if given else None, base=len(given), units=len(units))
    sides = (Side("Riket", Fraction(riket)),) if riket else ()
    kind = {"kind": "register", "unit": "procent", "desirable": desirable}
    return IndicatorFacts(code, name, tuple(units), mean, sides, **kind)


def table(*indicators: IndicatorFacts, before: int | None = 2016) -> TableFacts:
    return TableFacts("Tillgänglighet", "nordvästkommunerna", 2017, before, indicators)
