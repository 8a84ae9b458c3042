"""The answers of a whole nation: 316 units x 80 items, made up with a fixed seed, and the cases put among them."""

from __future__ import annotations

import random
from itertools import chain

from tests.indicators.rules import twin
from tests.nation.places import GROUPS, UNITS

# Items that no indicator reads. G1b and G1c stand behind a gate behind a gate.
UNREAD = {
    "G1a": (twin.YES_NO, "G1", ("nej",)),
    "G1b": (None, "G1a", ("ja",)),
    "G1c.personal_med_socionomexamen": (twin.YES_NO, "G1a", ("ja",)),
    "G1c.socialchef": (twin.YES_NO, "G1a", ("ja",)),
    "G1c.annan": (twin.YES_NO, "G1a", ("ja",)),
    "G8a": (None, "G8", ("ja_annan",)),
    "G6a.vidareutbildning_pa_hogskoleniva": (twin.YES_NO, "G6", ("ja",)),
    "G6a.annan_form_av_kompetensutveckling": (twin.YES_NO, "G6", ("ja",)),
}
ITEMS = twin.ITEMS | UNREAD
TEXTS = ("ASI", "Egen mall, reviderad 2016", "”Ja” och; nej")
ANSWERED, ANSWERED_BEHIND_A_CLOSED_GATE = 0.97, 0.3

# 20 units say nothing at all; every other of them has no row in the file, the rest an empty one.
SILENT = [code for code in UNITS if len(code) == 4 and code not in GROUPS["fou-nordvast"].units][5::14]
WITHOUT_A_ROW = SILENT[::2]

# group, item, what is answered first (a unit each, in the order of their codes), what all the others answer.
# "" is unanswered. Silent units count among the unanswered. No two cases overlap.
CASES = (
    ("riket", "G17", [""] * 63, "ja"),
    ("riket", "G18", [""] * 64, "nej"),
    ("vastra-gotalands-lan", "E4", [""] * 12, "ja"),
    ("dalarnas-lan", "E4", [""] * 3, "ja"),
    ("goteborg", "G9.audit", ["ej_aktuellt", "", "nej"], "ja"),
    ("stockholm", "G9.dudit", ["ej_aktuellt", "", ""], "ja"),
    ("malmo", "E1", ["kan_inte_svara"] * 4, "inom_3_dagar"),
    ("gotlands-lan", "E1", [], "kan_inte_svara"),
    ("fou-nordvast", "G7", [], "ej_aktuellt"),
    ("fou-nordvast", "E10", [""] * 7, "ja_webbtjanst_for_socialratt_jp_socialnet"),
    *(("blekinge-lan", f"E2.{effort}", ["ej_aktuellt"], "nej") for effort in twin.EFFORTS),
)
BEHIND_CLOSED_GATES = {
    "0114": {"P6": "ej_aktuellt", "P6a": "ja", "P6b": "ja"},
    "0115": {"P6": "nej", "P6a": "ja", "P6b": "ja"},
    "0117": {"P6": "", "P6a": "ja", "P6b": "ja"},
    "0120": {"G1": "ja", "G1a": "ja", "G1b": "kvar", "G1c.socialchef": "ja"},
    "0123": {"E9": "nej", "E9a.undertecknats": "ja_for_alla", "E9a.foljts_upp": "ja_for_alla"},
    "0125": {"G2.missbruk": "nej_behovs_inte", "G2a.missbruk": "nej"},
}
Country = dict[str, dict[str, str]]  # unit: item: answer


def make_country() -> Country:
    dice = random.Random(2017)
    country = {code: make_unit(dice) for code in UNITS}
    for group, item, first, others in CASES:
        for code, answer in arranged(GROUPS[group].units, first, others).items():
            country[code][item] = answer
    for code, kept in BEHIND_CLOSED_GATES.items():
        country[code].update(kept)
    return country | {code: dict.fromkeys(ITEMS, "") for code in SILENT}


def make_unit(dice: random.Random) -> dict[str, str]:
    asked: set[str] = set()
    answers: dict[str, str] = {}
    for item, (options, opener, opening) in ITEMS.items():
        if opener is None or (opener in asked and answers[opener] in opening):
            asked.add(item)
        chance = ANSWERED if item in asked else ANSWERED_BEHIND_A_CLOSED_GATE
        possible = options or TEXTS
        seldom = [0.2 if option == "ej_aktuellt" else 1 for option in possible]
        answers[item] = dice.choices(possible, seldom)[0] if dice.random() < chance else ""
    return answers


def arranged(units: tuple[str, ...], first: list[str], others: str) -> dict[str, str]:
    """What each unit that answers at all is to answer."""
    left = list(first)
    for _ in set(units) & set(SILENT):
        left.remove("")
    answering = sorted(set(units) - set(SILENT))
    return dict(zip(answering, [*left, *[others] * len(answering)], strict=False))


def wide_rows(country: Country) -> list[list[str]]:
    rows = [[code, UNITS[code], *answers.values()] for code, answers in country.items() if code not in WITHOUT_A_ROW]
    return [["kod", "namn", *ITEMS], *rows]


def long_rows(country: Country) -> list[list[str]]:
    rows = (
        [[code, item, answer] for item, answer in answers.items()]
        for code, answers in country.items()
        if code not in WITHOUT_A_ROW
    )
    return [["kod", "fraga", "svar"], *chain.from_iterable(rows)]
