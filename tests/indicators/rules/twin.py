"""A slow, obvious twin of the rule engine for 2017: plain Python, written from the guide's bilaga 2.

It shares nothing with the engine, the questionnaire or the definitions. An unanswered item is replaced by
each of its answers in turn; where the results differ the unit is non-response.
"""

from fractions import Fraction

YES_NO = ("ja", "nej")
YES_NO_NA = ("ja", "nej", "ej_aktuellt")
FOR_ALL = ("ja_for_alla", "ja_men_inte_for_alla", "nej")
OFFERED = ("ja_erbjudit_till_alla", "ja_men_inte_erbjudit_till_alla", "nej", "ej_aktuellt")
ROUTINE = ("ja", "nej", "nej_behovs_inte", "ej_aktuellt")
TEMPLATE = ("ja_vid_alla_utredningar", "ja_men_inte_vid_alla_utredningar", "nej")
LANDLORDS = "bostadsforetag_hyresvardar"
EFFORTS = ("jobbsokaraktivitet", "studie_och_yrkesvagledning", "praktikplats", "kurs")
AREAS = (
    "arbetsliv_och_utbildning",
    "barns_situation_och_sysselsattning",
    "bostadssituation",
    "den_enskildes_egna_forsok_att_losa_aktuell_problematik",
    "den_enskildes_mal_och_framtidsplaner",
    "ekonomisk_situation",
    "familjesituation",
    "halsa",
    "intressen_och_natverk",
    "social_situation",
)
INTERNAL = {
    "intern_missbruk": "missbruk",
    "intern_socialpsykiatri": "socialpsykiatri",
    "intern_barn_och_unga": "barn_och_unga",
    "intern_lss": "lss",
    "intern_arbetsmarknad": "kommunala_arbetsmarknadsinsatser",
}
EXTERNAL = {
    "extern_arbetsformedlingen": "arbetsformedlingen",
    "extern_forsakringskassan": "forsakringskassan",
    "extern_primarvarden": "primarvarden",
    "extern_vuxenpsykiatrin": "vuxenpsykiatrin",
    "extern_bostadsforetag": LANDLORDS,
}

# item: (answers, or None for a text; the item that opens it; with which answers). Openers stand first.
ITEMS = {
    "E1": (
        ("inom_3_dagar", "inom_4_7_dagar", "inom_8_14_dagar", "efter_15_dagar_eller_mer", "kan_inte_svara"),
        None,
        (),
    ),
    "E4": (YES_NO, None, ()),
    "E6": (TEMPLATE, None, ()),
    "E7.fia": (YES_NO, None, ()),
    "E7.annan": (YES_NO, None, ()),
    "E7.annan_vilken": (None, "E7.annan", ("ja",)),
    "E9": (FOR_ALL, None, ()),
    "E9a.undertecknats": (FOR_ALL, "E9", FOR_ALL[:2]),
    "E9a.foljts_upp": (FOR_ALL, "E9", FOR_ALL[:2]),
    "E10": (
        ("ja_anstalld_person_med_juridisk_kompetens", "ja_webbtjanst_for_socialratt_jp_socialnet", "nej"),
        None,
        (),
    ),
    "E11": (("ja_med_alla_handlaggare", "ja_men_inte_med_alla_handlaggare", "nej"), None, ()),
    "G1": (YES_NO, None, ()),
    "G6": (YES_NO_NA, None, ()),
    "G6a.kontinuerlig_handledning": (YES_NO, "G6", ("ja",)),
    "G6a.fortbildning": (YES_NO, "G6", ("ja",)),
    "G6b": (YES_NO_NA, "G6", ("ja",)),
    "G7": (YES_NO_NA, None, ()),
    "G7a": (YES_NO_NA, "G7", ("ja",)),
    "G8": (("ja_freda_kortfragor", "ja_annan", "nej"), None, ()),
    "G9.audit": (YES_NO_NA, None, ()),
    "G9.dudit": (YES_NO_NA, None, ()),
    "G16": (YES_NO, None, ()),
    "G16a.soker_upp": (YES_NO, "G16", ("ja",)),
    "G16a.foljer_upp": (YES_NO, "G16", ("ja",)),
    "G16b": (YES_NO_NA, "G16", ("ja",)),
    "G17": (YES_NO, None, ()),
    "G18": (YES_NO, None, ()),
    "G21": (YES_NO_NA, None, ()),
    "G21a": (YES_NO_NA, "G21", ("ja",)),
    "G23": (YES_NO_NA, None, ()),
    "G23a": (YES_NO_NA, "G23", ("ja",)),
    "P6": (YES_NO_NA, None, ()),
    "P6a": (YES_NO_NA, "P6", ("ja",)),
    "P6b": (("ja", "nej_men_vi_har_fattat_beslut_om_att_gora_det", "nej"), "P6", ("ja",)),
}
for effort in EFFORTS:
    ITEMS[f"E2.{effort}"] = ITEMS[f"E3.{effort}"] = (OFFERED, None, ())
for area in AREAS:
    ITEMS[f"E6a.{area}"] = (YES_NO, "E6", TEMPLATE[:2])
for partner in INTERNAL.values():
    ITEMS[f"G2.{partner}"] = (ROUTINE, None, ())
    ITEMS[f"G2a.{partner}"] = (YES_NO_NA, f"G2.{partner}", ("ja",))
for partner in EXTERNAL.values():
    options = (*ROUTINE, "ja_med_samtliga", "ja_med_vissa") if partner == LANDLORDS else ROUTINE
    ITEMS[f"G3.{partner}"] = (options, None, ())
    opening = ("ja", "ja_med_samtliga", "ja_med_vissa") if partner == LANDLORDS else ("ja",)
    ITEMS[f"G3a.{partner}"] = (YES_NO_NA, f"G3.{partner}", opening)


# Each function gets the answers of the items that are asked, all of them answered, and gives the result.


def waiting_time(a):
    if a["E1"] == "kan_inte_svara":
        return "kan_inte_svara"
    return "nej" if a["E1"] == "efter_15_dagar_eller_mer" else "ja"


def offered(question):
    def result(a):
        answers = [a[f"{question}.{effort}"] for effort in EFFORTS]
        if "ja_erbjudit_till_alla" in answers:
            return "ja"
        if "ja_men_inte_erbjudit_till_alla" in answers:
            return "delvis"
        return "ej_aktuellt" if set(answers) == {"ej_aktuellt"} else "nej"

    return result


def yes(item):
    return lambda a: "ja" if a[item] == "ja" else "nej"


def routine(main, follow_up):
    def result(a):
        if a[main] == "ej_aktuellt":
            return "ej_aktuellt"
        if a[main] == "nej_behovs_inte":
            return "ja"
        return "ja" if a[main] != "nej" and a[follow_up] != "nej" else "nej"

    return result


def training_plan(a):
    if a["G6"] != "ja":
        return a["G6"]
    both = a["G6a.kontinuerlig_handledning"] == a["G6a.fortbildning"] == "ja"
    return "ja" if both and a["G6b"] != "nej" else "nej"


def template(a):
    if a["E6"] == "nej":
        return "nej"
    covered = [area for area in AREAS if a[f"E6a.{area}"] == "ja"]
    if "barns_situation_och_sysselsattning" not in covered or len(covered) < 1 + 6:
        return "nej"
    return "ja" if a["E6"] == "ja_vid_alla_utredningar" else "delvis"


def method(a):
    if a["E7.fia"] == "ja":
        return "ja"
    return "ja" if a["E7.annan"] == "ja" and a["E7.annan_vilken"].strip() else "nej"


def screening(item):
    return lambda a: a[item]


def used(a):
    if a["P6"] != "ja":
        return a["P6"]
    return {"ja": "ja", "nej": "nej"}.get(a["P6b"], "delvis")


def by_sex(a):
    return a["P6a"] if a["P6"] == "ja" else a["P6"]


def by_sex_used(a):
    return used(a) if by_sex(a) == "ja" else by_sex(a)


def plan_made(a):
    return {"ja_for_alla": "ja", "nej": "nej"}.get(a["E9"], "delvis")


def plan_detail(item):
    def result(a):
        if a["E9"] == "nej" or a[item] == "nej":
            return "nej"
        return "ja" if a["E9"] == a[item] == "ja_for_alla" else "delvis"

    return result


def evictions(a):
    if a["G16"] == "nej" or a["G16b"] == "nej":
        return "nej"
    return "ja" if a["G16a.soker_upp"] == a["G16a.foljer_upp"] == "ja" else "nej"


def case_law(a):
    answers = {"ja_med_alla_handlaggare": "ja", "ja_men_inte_med_alla_handlaggare": "delvis", "nej": "nej"}
    return answers[a["E11"]]


# indicator: (function, the items it needs; openers first)
INDICATORS = {
    "vantetid": (waiting_time, ["E1"]),
    "arbetsmarknad_18_24": (offered("E2"), [f"E2.{effort}" for effort in EFFORTS]),
    "arbetsmarknad_over_24": (offered("E3"), [f"E3.{effort}" for effort in EFFORTS]),
    "radgivning": (yes("E4"), ["E4"]),
    "socialjour": (yes("G1"), ["G1"]),
    "kompetensplan": (training_plan, ["G6", "G6a.kontinuerlig_handledning", "G6a.fortbildning", "G6b"]),
    "vald_rutin": (routine("G7", "G7a"), ["G7", "G7a"]),
    "utredningsmall": (template, ["E6", *(f"E6a.{area}" for area in AREAS)]),
    "bedomningsmetod": (method, ["E7.fia", "E7.annan", "E7.annan_vilken"]),
    "freda": (lambda a: "ja" if a["G8"] == "ja_freda_kortfragor" else "nej", ["G8"]),
    "audit": (screening("G9.audit"), ["G9.audit"]),
    "dudit": (screening("G9.dudit"), ["G9.dudit"]),
    "uppfoljning_anvant": (used, ["P6", "P6b"]),
    "uppfoljning_kon": (by_sex, ["P6", "P6a"]),
    "uppfoljning_kon_anvant": (by_sex_used, ["P6", "P6a", "P6b"]),
    "gp_upprattad": (plan_made, ["E9"]),
    "gp_undertecknad": (plan_detail("E9a.undertecknats"), ["E9", "E9a.undertecknats"]),
    "gp_uppfoljd": (plan_detail("E9a.foljts_upp"), ["E9", "E9a.foljts_upp"]),
    "vrakning": (evictions, ["G16", "G16a.soker_upp", "G16a.foljer_upp", "G16b"]),
    "uppsokande_akut_hemlosa": (yes("G17"), ["G17"]),
    "uppsokande_riskerar_boende": (yes("G18"), ["G18"]),
    "juridiskt_stod": (lambda a: "nej" if a["E10"] == "nej" else "ja", ["E10"]),
    "rattsfall": (case_law, ["E11"]),
    "sip": (routine("G21", "G21a"), ["G21", "G21a"]),
    "skyddade_personuppgifter": (routine("G23", "G23a"), ["G23", "G23a"]),
}
for name, partner in INTERNAL.items():
    INDICATORS[name] = (routine(f"G2.{partner}", f"G2a.{partner}"), [f"G2.{partner}", f"G2a.{partner}"])
for name, partner in EXTERNAL.items():
    INDICATORS[name] = (routine(f"G3.{partner}", f"G3a.{partner}"), [f"G3.{partner}", f"G3a.{partner}"])


def outcome(indicator, stored):
    """The result of one unit from what it has stored: some may be missing, some behind a closed gate."""
    function, needed = INDICATORS[indicator]
    return complete(function, needed, stored, ITEMS)


def complete(function, needed, stored, items):
    results = set()

    def go_on(place, answers, unsure):
        """`unsure`: items answered by trial, and those asked only because of such an answer."""
        if place == len(needed):
            results.add(function(answers))
            return
        item = needed[place]
        possible, opener, opening = items[item]
        if opener and answers.get(opener) not in opening:
            go_on(place + 1, answers, unsure)
            return
        tries = (stored.get(item, "").strip(),)
        if opener in unsure:
            unsure = unsure | {item}
        if tries == ("",) and possible is not None:
            tries, unsure = possible, unsure | {item}
        elif tries == ("",) and item in unsure:
            tries = ("", "någon text")  # only a text left blank by somebody who was asked is blank
        for answer in tries:
            go_on(place + 1, {**answers, item: answer}, unsure)

    go_on(0, {}, frozenset())
    return results.pop() if len(results) == 1 else "bortfall"


def group(results, kind):
    """A group's figure by counting: what GroupFigure holds, in its order."""
    share = None
    count = {word: results.count(word) for word in ("ja", "delvis", "nej", "ej_aktuellt", "bortfall")}
    base = count["ja"] + count["delvis"] + count["nej"]
    why = "" if base else "empty_base"
    silent = count["ej_aktuellt"] + count["bortfall"]
    if kind in ("city", "county", "nation") and results and Fraction(silent, len(results)) > Fraction(20, 100):
        why = "over_20"
    if not why:
        share = Fraction(count["ja"], base) * 100
    left_out = count["ej_aktuellt"] + results.count("kan_inte_svara")
    return share, count["ja"], base, left_out, count["bortfall"], len(results), why
