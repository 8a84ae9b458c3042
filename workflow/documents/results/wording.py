"""What the report says in our own words, whatever the figures. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from indicators.rules.outcomes import BASE, LABELS, RESULT_WORDS
from municipalities.swedish import listed, plural
from workflow.documents.results.facts import ReportFacts

NUMBERS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
STAGES = (
    (
        "Kvalitetssäkring.",
        " Medan enkäten är öppen går kommunerna igenom frågorna tillsammans och bestämmer hur de ska läsas, så att"
        " alla svarar på samma sak. Det de kom fram till står under de tabeller som det gäller.",
    ),
    (
        "Analys.",
        " Ur resultaten väljer kommunerna på ett första möte utvecklingsområden. Till nästa möte tar var och en reda"
        " på vad den redan vet, och FoU söker forskning. Sedan lämnas ett förslag som socialcheferna beslutar om.",
    ),
    (
        "Uppföljning.",
        " Efter ungefär två år prövas om indikatorerna har rört sig, och vad kommunerna har lärt sig på vägen.",
    ),
)
# Where low is desirable the colours have signs too.
QUARTILES = (
    ("Grönt", "▼", "den fjärdedel av landets kommuner som har de mest önskvärda värdena"),
    ("Gult", "■", "hälften av kommunerna, i mitten"),
    ("Rött", "▲", "den fjärdedel som har de minst önskvärda värdena"),
)
WITHOUT_QUARTILES = (
    "Värdena är inte färgade. Färgerna visar i vilken fjärdedel av landets kommuner ett värde ligger, och här finns"
    " inte värden för så många kommuner att det går att räkna."
)


def number_word(number: int) -> str:
    """In running text up to twelve, figures above.

    >>> number_word(8), number_word(30)
    ('åtta', '30')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def who(facts: ReportFacts) -> str:
    """Whom the report is about, in running text: "de åtta kommunerna i FoU Nordväst"."""
    number = len(facts.units)
    if number == 1:
        return facts.units[0].full_name
    return f"de {number_word(number)} kommunerna i {facts.network}" if number else facts.network


def together(facts: ReportFacts) -> str:
    """The municipalities beside other groups, in a heading: the unit that they share is not what is measured."""
    return facts.units[0].full_name if len(facts.units) == 1 else "Kommunerna"


def introduction(facts: ReportFacts) -> tuple[str, ...]:
    beside = listed([*facts.side, *([f"året {facts.compared}"] if facts.compared else [])])
    against = f" De ställs här bredvid {beside}." if beside else ""
    return (
        f"Rapporten visar hur det stod till hos {who(facts)} i öppna jämförelser av {facts.area.lower()} {facts.year}."
        " Uppgifterna kommer ur den enkät som alla landets kommuner får, och säger indikator för indikator vad som"
        f" finns på plats i verksamheten och vad som saknas.{against}",
        "Siffrorna säger inte varför det är som det är. Bakom ett Nej kan finnas ett genomtänkt val, och ett Ja lovar"
        " inget om det enskilda ärendet. Läs dem som frågor att ta med till analysmötet, tillsammans med det"
        " kommunerna själva vet.",
    )


def reading_guide(facts: ReportFacts) -> Iterator[str]:
    if facts.units:
        yield (
            "Varje rad är en kommun, i bokstavsordning, och varje kolumn en indikator. Ordningen säger inget om"
            " resultatet."
        )
    if facts.compared:
        yield (
            f"Inom parentes står värdet {facts.compared}. Efter snittens parentes står hur mycket de har ändrats, i"
            " procentenheter, räknat på kommunernas egna svar båda åren."
        )
    base = [LABELS[word] for word in reversed(BASE)]
    yield (
        f"Ett snitt är så stor andel av kommunerna som har {base[0]}, av dem som har {', '.join(base[:-1])} eller"
        f" {base[-1]}. För indikatorer som är tal är det medelvärdet, där alla kommuner väger lika."
    )
    number = len(facts.units)
    if number > 1:
        share = Fraction(100, number)
        told = f"{float(share):.1f}".rstrip("0").rstrip(".").replace(".", ",")
        yield (
            f"Med {number_word(number)} kommuner är en kommun {told} procentenheter. En ändring av den storleken är"
            " alltså en enda kommun som har fått ett annat resultat."
        )
    yield "En bokstav i en tabell hör till en not under den, till exempel om två år som inte går att jämföra."
    if facts.agreed:
        yield "Under tabellerna står hur kommunerna kom överens om att läsa frågorna bakom dem."


INSTEAD_OF_VALUES = (
    ("inte inlämnat", "kommunen har inte lämnat in sina svar, och sista dagen har inte passerat"),
    ("kan inte jämföras", "åren går inte att jämföra, så ingen ändring räknas"),
    ("redovisas inte", "uppgiften hålls inne; skälet står i en not"),
    ("uppgift saknas", "källan har ingen uppgift"),
)


def words_used(facts: ReportFacts) -> list[tuple[str, str]]:
    """The words that stand in the tables, and what each means."""
    used = {cell.value for one in facts.measured for cell in one.row.cells}
    return [(told.label, told.explained.rstrip(".")) for word, told in RESULT_WORDS.items() if word in used]


def words_of_workbook(facts: ReportFacts) -> tuple[tuple[str, str], ...]:
    """Every word that stands there in place of a value."""
    return (*words_used(facts), *INSTEAD_OF_VALUES)


def method(facts: ReportFacts) -> tuple[str, ...]:
    whole = (
        "Snitt och ändringar är räknade på nytt ur kommunernas celler. Där ett tryckt snitt eller en tryckt ändring är"
        " en annan, gäller det räknade, och det tryckta står i bilagan om rättade uppgifter."
    )
    rounding = (
        "Andelar räknas exakt och avrundas först när de skrivs, med en decimal där andelen inte är hel. En ändring är"
        " skillnaden mellan de oavrundade andelarna."
    )
    withheld = (
        "För städer, län och riket redovisas ingen andel där ej aktuellt och bortfall tillsammans är mer än var femte"
        " enhet. Kommunernas eget snitt redovisas alltid, med hur många det är räknat på."
    )
    return (whole, rounding, withheld)


def members_text(facts: ReportFacts) -> tuple[str, ...]:
    """Who belonged to the network the year of the report, and who has come and gone."""
    number = len(facts.units)
    which = plural(number, "den kommun", f"de {number_word(number)} kommuner")
    told = [f"Rapporten gäller {which} som hörde till {facts.network} {facts.year}."]
    if facts.joined:
        told.append(
            f"{listed(facts.joined)} hörde inte dit {facts.compared}: det årets snitt är räknat utan"
            f" {plural(len(facts.joined), 'den', 'dem')}."
        )
    if facts.left:
        told.append(f"{listed(facts.left)} hörde dit {facts.compared} och räknas med i det årets snitt.")
    return (" ".join(told),)


def answering_text(facts: ReportFacts) -> str:
    """The response rate of the network."""
    asked = facts.answering
    if asked is None:
        return (
            "Kommunerna har lämnat sina svar till utgivaren och inte här. Hur många som saknas för varje indikator står"
            " i tabellen över underlaget."
        )
    total = len(asked.handed_in) + len(asked.silent)
    told = f"Av {plural(total, 'en kommun', '{n} kommuner')} lämnade {len(asked.handed_in)} in sina svar."
    if asked.closes:
        told += f" Sista svarsdag var {asked.closes.isoformat()}."
    return f"{told} Svar saknas från {listed(asked.silent)}." if asked.silent else told


def readers_text(facts: ReportFacts) -> str:
    if facts.is_unpublished:
        return "Utkastet innehåller resultat som ännu inte är publicerade. Sprid det inte utanför nätverket."
    return (
        "Rapporten innehåller bara uppgifter som får ses av alla som den är till för: FoU och samtliga kommuner i"
        " nätverket, kontaktpersoner som socialchefer."
    )
