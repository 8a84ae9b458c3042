"""Stages 2 and 3 of 2015: all made up (Exempeldata), chosen so that it follows from the real figures of 2015 and 2017.
No figure is written here: sentences with figures are worked out from the results when the cycle is loaded."""

from __future__ import annotations

from typing import NamedTuple


class Area(NamedTuple):
    title: str
    indicators: tuple[str, ...]
    need: str
    is_joint: bool
    discussion: str
    proposal: str
    motivation: str
    responsibility: str
    reference: str
    reference_summary: str
    plan: str
    goal: str
    activities: tuple[tuple[str, str, str], ...]  # what, who, when
    has_it: str  # what a municipality with a Ja knows
    lacks_it: str
    done: str
    learned: str
    outcome: str
    verdict: str
    goes_on: bool = False


TIME_PLAN = "Planerna är klara i mars 2016. Arbetet följs upp hösten 2017, när nya resultat finns."

AREAS = (
    Area(
        title="Juridiskt stöd och nya rättsfall",
        indicators=("juridiskt_stod", "rattsfall"),
        need="Handläggarna behöver någon att fråga i juridiska frågor, och få veta när domar ändrar praxis.",
        is_joint=False,
        discussion="De kommuner som har en jurist nära till hands vill dela med sig av hur de arbetar.",
        proposal="Varje kommun ordnar juridiskt stöd och en rutin för hur nya rättsfall sprids.",
        motivation="Länet ligger före, och det som saknas går att ordna på ett par år.",
        responsibility="Varje kommuns enhetschef ansvarar. FoU samlar exempel.",
        reference="Exempelsson, A. (2014). Juridiskt stöd i handläggningen. Exempelrapport 3.",
        reference_summary="Exempeldata: en påhittad studie om vad handläggare frågar jurister om.",
        plan="Handläggarna ska ha en jurist att fråga och få nya rättsfall förklarade varje månad.",
        goal="Ja",
        activities=(
            ("Avtala om tid med kommunens jurist", "Enhetschef", "2016-06-15"),
            ("Månadsbrev om nya rättsfall", "Metodhandledare", "2016-10-03"),
            ("Gå igenom frågorna till juristen en gång om året", "Enhetschef", "2017-05-15"),
        ),
        has_it="Vi har det på plats och handläggarna använder det.",
        lacks_it="Vi saknar det i dag. Handläggarna frågar varandra, och svaren blir olika.",
        done="Juristen har fast tid varje vecka, och rättsfallen gås igenom på månadsmötet.",
        learned="Det tog ett halvår innan alla frågade. Korta frågor på mejl kom först.",
        outcome="reached",
        verdict="Stödet finns nu i hela nätverket, och kommunerna säger att det används.",
    ),
    Area(
        title="Skydd för den som utsätts för våld",
        indicators=("skyddade_personuppgifter", "vald_rutin"),
        need="Den som lever med skyddade uppgifter ska kunna lita på att de aldrig lämnas ut.",
        is_joint=True,
        discussion="Flera kommuner har rutiner för andra delar av socialtjänsten men inte för ekonomiskt bistånd.",
        proposal="Nätverket tar fram en gemensam rutin som varje kommun beslutar om.",
        motivation="Bristen är nästan lika i alla kommuner, så en gemensam rutin sparar arbete.",
        responsibility="FoU håller i arbetsgruppen. Varje kommun beslutar om sin rutin.",
        reference="Exempelsson, B. (2013). Skyddade uppgifter i socialtjänsten. Exempelförlaget.",
        reference_summary="Exempeldata: en påhittad genomgång av vad som brukar gå fel.",
        plan="En gemensam rutin för skyddade personuppgifter och för misstanke om våld.",
        goal="Alla kommuner har beslutat om rutinen",
        activities=(
            ("Arbetsgrupp med en person från varje kommun", "FoU", "2016-04-18"),
            ("Rutinen prövas i två kommuner", "Arbetsgruppen", "2016-11-01"),
            ("Beslut i varje kommun", "Socialcheferna", "2017-03-01"),
        ),
        has_it="Vi har en beslutad rutin, men den är inte känd av alla.",
        lacks_it="Vi har ingen rutin för ekonomiskt bistånd, bara för barn- och ungdomsvården.",
        done="Rutinen är skriven och prövad. De flesta kommuner har beslutat om den, några väntar på nämnden.",
        learned="Registratorerna måste vara med från början.",
        outcome="partly",
        verdict="Rutinerna för skyddade uppgifter har blivit fler. Om våldsrutinerna har blivit bättre går inte att "
        "säga ur siffrorna, eftersom frågan har ändrats.",
        goes_on=True,
    ),
    Area(
        title="Samverkan med vården",
        indicators=("extern_primarvarden", "extern_vuxenpsykiatrin"),
        need="Den som är för sjuk för att arbeta ska inte skickas fram och tillbaka mellan socialtjänst och vård.",
        is_joint=True,
        discussion="Överenskommelserna som finns är gamla, och vården är delad på många vårdgivare.",
        proposal="Nätverket söker en överenskommelse med primärvården och psykiatrin i nordvästra länet.",
        motivation="Ingen kommun når vården på egen hand.",
        responsibility="Socialcheferna tar kontakten. FoU förbereder underlaget.",
        reference="Exempelsson, C. (2012). Samverkan kring långvarigt bistånd. Exempelrapport 8.",
        reference_summary="Exempeldata: en påhittad kunskapsöversikt om vad som får samverkan att hålla.",
        plan="En skriftlig överenskommelse med primärvården och vuxenpsykiatrin.",
        goal="En undertecknad överenskommelse",
        activities=(
            ("Möte med vårdens samordnare", "Socialcheferna", "2016-05-20"),
            ("Förslag till överenskommelse", "FoU", "2016-12-01"),
            ("Underskrifter", "Socialcheferna", "2017-06-01"),
        ),
        has_it="Vi har en överenskommelse, men den har inte följts upp på länge.",
        lacks_it="Det finns personliga kontakter men ingen överenskommelse.",
        done="Två möten hölls och ett förslag skrevs. Vården bytte organisation, och förslaget blev liggande.",
        learned="Det behövs någon hos vården med mandat att skriva på.",
        outcome="not_reached",
        verdict="Ingen överenskommelse är undertecknad, och färre kommuner än förut har en som följs upp.",
        goes_on=True,
    ),
    Area(
        title="Lära av det som följs upp",
        indicators=("uppfoljning_grupp", "brukarundersokning"),
        need="Uppföljningen av enskilda ska ställas samman, så att verksamheten kan lära av den.",
        is_joint=True,
        discussion="Systemen ger listor på enskilda men sällan något att lära av.",
        proposal="Nätverket provar en gemensam mall för sammanställningar en gång om året.",
        motivation="Flera kommuner gör det redan och kan visa hur.",
        responsibility="FoU tar fram mallen. Kommunerna lämnar sina sammanställningar.",
        reference="Exempelsson, D. (2015). Från ärende till lärande. Exempelrapport 1.",
        reference_summary="Exempeldata: en påhittad rapport om systematisk uppföljning i liten skala.",
        plan="En enkel mall för att ställa samman uppföljningen av enskilda en gång om året.",
        goal="Sammanställning i alla kommuner",
        activities=(
            ("Mall och provomgång i tre kommuner", "FoU", "2016-09-30"),
            ("Första sammanställningen", "Kommunerna", "2017-02-28"),
        ),
        has_it="Vi sammanställer en gång om året och tar upp det på en planeringsdag.",
        lacks_it="Vi följer upp i varje ärende men ställer inte samman något.",
        done="Mallen är klar, och fem kommuner har lämnat en sammanställning.",
        learned="Få frågor räcker. Det svåra är att sätta av tid för samtalet efteråt.",
        outcome="cannot_tell",
        verdict="Enkäten frågar inte längre om det här, så indikatorerna säger inget. Det som finns är kommunernas "
        "egna uppgifter.",
    ),
)
DROPPED = (
    "Standardiserade bedömningsmetoder",
    "standardiserade_bedomningsmetoder",
    "Det finns ännu inget instrument att enas om. Frågan tas upp igen när FIA är färdigt.",
)
DECISION = {
    "proposal": "Socialcheferna föreslås besluta om fyra utvecklingsområden för de kommande två åren.",
    "time_plan": TIME_PLAN,
    "responsibility": "Varje kommun ansvarar för sin plan och för uppgifter till uppföljningen. FoU håller ihop det "
    "gemensamma.",
}
DECISION_MOTIVATION = "Områdena bygger på resultaten och är viktiga i alla åtta kommuner."
COMMENT = "Vi behöver stöd av FoU för att hinna med det gemensamma arbetet."
SCOPE = (
    "Uppföljningen tar upp de fyra områdena som beslutades. Varje kommun berättar vad som har gjorts, vilka egna "
    "uppgifter den har och vad den har lärt sig. Ett område räknas som uppnått när alla kommuner har det på plats."
)
SUMMARY = (
    "Ett område är uppnått, ett delvis, ett har inte nåtts och ett går inte att bedöma ur siffrorna. Det som varje "
    "kommun rådde över själv gick bäst. Det som hängde på andra kom inte i mål."
)
GOES_ON = (
    "Samverkan med vården och skyddet för den som utsätts för våld går vidare. Nästa omgång bör välja mått som mäts "
    "båda åren."
)
REASONS = (("0125", "rattsfall", "practice"), ("0123", "skyddade_personuppgifter", "practice"))
REASON_TEXT = "Exempeldata: en ny rutin beslutades under 2016."
