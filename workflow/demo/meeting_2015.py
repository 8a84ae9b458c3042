"""The meeting of 2015-04-24 as FoU-Nordväst's report 2015, bilaga 2, tells it: date, questions and what was agreed are
real, the words are ours. Clock times and people are made up."""

from __future__ import annotations

from typing import NamedTuple

DATE = "2015-04-24"
PURPOSE = (
    "Kommunerna ska fylla i enkäten på samma sätt, så att resultaten går att jämföra. FoU höll i mötet för "
    "socialchefernas räkning, och två personer från Socialstyrelsen var med som stöd. Protokollet är till för dem som "
    "fyller i enkäten och tar upp de frågor där läsningen behövde redas ut."
)


class Agreed(NamedTuple):
    question: str
    text: str
    raised_by: str = ""
    consider_because: str = ""


POINTS = (
    Agreed(
        "Q1",
        "Det avgörande är att rutinerna finns. Har ledningen lämnat över ansvaret för dem längre ned i organisationen "
        "svarar kommunen ändå Ja, fast beslutet då är fattat på en annan nivå.",
    ),
    Agreed(
        "Q3",
        "Mallen ska vara en fast del av vardagsarbetet. Det räcker för Ja att den används vid varje nyansökan; några "
        "kommuner använder den dessutom för dem som redan haft bistånd en tid.",
    ),
    Agreed(
        "Q4",
        "Räkna de personer som bedömer rätten till ekonomiskt bistånd, i hela tal, vad deras tjänst än kallas. "
        "Socialstyrelsen vill veta vilken kunskap de som bedömer har.",
        "Socialstyrelsen",
    ),
    Agreed(
        "Q4a",
        "Ange hur många av personerna i fråga 4 som är socionomer. Titeln spelar ingen roll här heller.",
        "Socialstyrelsen",
    ),
    Agreed(
        "Q6",
        "Frågan gäller planen för hela organisationen. Svaret är Ja också när planen inte går in på varje handläggare.",
    ),
    Agreed(
        "Q6a",
        "Det viktiga är att planen är aktuell. En plan som gäller och används i organisationen ger Ja.",
        "Socialstyrelsen",
    ),
    Agreed(
        "Q8",
        "Bara timmar då arbetsledaren stöder handläggare direkt räknas. Arbetsplatsträffar och liknande möten är inte "
        "med.",
    ),
    Agreed(
        "Q10",
        "Här menas instrument som vilar på forskning; Instrument X gör det inte. Något sådant instrument för själva "
        "behovet av ekonomiskt bistånd finns inte än, eftersom FIA fortfarande utvecklas. Frågan gäller därför andra "
        "behov, till exempel om någon kan behöva hjälp mot alkoholproblem. Ja svarar den som har sådana metoder som "
        "en fast del av vardagsarbetet.",
        "Socialstyrelsen",
    ),
    Agreed(
        "Q12",
        "Svara Ja även om systemets del för uppföljning har brister, vilket flera kommuner berättade att den har.",
        "Flera kommuner",
    ),
    Agreed(
        "Q17",
        "1. Räkna dagarna från den enskildes första kontakt till dess att en tid för besök har erbjudits, hur "
        "kommunen än är organiserad.\n"
        "2. Det är dagen för den erbjudna tiden som räknas, inte om besöket blev av. Den som hörde av sig den "
        "15 januari 2015 och fick en tid den 25 januari räknas alltså lika, vare sig personen kom eller inte.",
        "Flera kommuner",
        "Gäller punkt 1: en del kommuner erbjuder tid först när alla handlingar har kommit in. Deras väntetid ser "
        "därför längre ut, och höstens analys ska ta hänsyn till det.",
    ),
    Agreed(
        "Q18",
        "Unga som inte kan stå till arbetsmarknadens förfogande är inte med, trots att frågan talar om alla unga.",
        "Socialstyrelsen",
    ),
)
