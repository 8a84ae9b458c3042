"""A document with one of everything that a tree can hold, for the tests of each writer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from documents.checks import finished
from documents.tree import (
    Aside,
    Bullets,
    Cell,
    Column,
    Data,
    DataColumn,
    Document,
    Facts,
    Footnote,
    Heading,
    Note,
    Paragraph,
    Picture,
    Reference,
    Row,
    Section,
    Signatures,
    Span,
    Table,
    Value,
    Version,
    text,
)

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40" width="160" height="40">'
    '<circle cx="20" cy="20" r="6" fill="#0a5566"/><text x="40" y="24" font-size="12">Nordväst 75 %</text></svg>'
)
HOSTILE = "=2+3 #set page() $x$ <script>alert(1)</script> & \\ *fet* _kursiv_ @etikett `kod` åäö"
TABLE = Table(
    key="tillganglighet",
    caption="Tillgänglighet",
    columns=(Column("Kommun", "name"), Column("Socialjour", over="Stöd"), Column("Väntetid", over="Stöd")),
    rows=(
        Row((Cell("Ekerö"), Cell("NEJ", "NEJ", tone="no"), Cell("JA", "JA", tone="yes", notes=("a",)))),
        Row((Cell("Solna"), Cell("DELVIS", "JA", tone="partly"), Cell("bortfall", tone="missing"))),
        Row((Cell("Snitt"), Cell("6 av 8 · 75 %", change="±0"), Cell("100 %", change="+12,5")), kind="summary"),
    ),
    notes=(Note(text("Efter påminnelse."), "a"), Note(text("Andelar i procent, ändring i procentenheter."))),
    source="FoU Nordväst 2017",
    column_notes=((), (), ("a",)),
    data=Data(
        name="Tillgänglighet",
        columns=(DataColumn("Kommun"), DataColumn("Socialjour"), DataColumn("Andel", "percent", 1)),
        rows=(
            (Value("Ekerö"), Value("NEJ"), Value(number=Decimal("37.5"))),
            (Value("Solna"), Value(HOSTILE), Value(missing="bortfall")),
        ),
    ),
)
DOCUMENT = finished(
    Document(
        title="Öppna jämförelser ekonomiskt bistånd 2017",
        subtitle="Nordvästkommunerna",
        kind="Rapport",
        number="Rapport 2018:1",
        authors=("Carin Lund",),
        publisher="FoU Nordväst",
        day=date(2018, 3, 1),
        subject="Resultat",
        keywords=("öppna jämförelser",),
        version=Version(2, "2018-02-28 14:03", "0.1"),
        has_cover=True,
        is_example=True,
        sections=(
            Section(
                (
                    Heading(1, "Sammanfattning"),
                    Paragraph(
                        text(
                            "Sex av åtta har socialjour",
                            Footnote("Alla dagar, hela dygnet."),
                            ", se ",
                            Reference("tillganglighet"),
                            ".",
                        ),
                        "lead",
                        key="sammanfattning",
                    ),
                    Paragraph(
                        text(HOSTILE, Span(" fet", "strong"), Span(" länk", link="https://www.socialstyrelsen.se/"))
                    ),
                    Bullets((text("Ett"), text("Två")), is_numbered=True),
                    Facts((("Dag", text("2018-03-01")), ("Plats", text("Sollentuna")))),
                )
            ),
            Section(
                (
                    Heading(1, "Resultat"),
                    Heading(2, "Tillgänglighet"),
                    TABLE,
                    Aside("Tolkning", (Paragraph(text("Beredskap räknas.")),), "interpretation"),
                ),
                starts_page=True,
            ),
            Section(
                (
                    Heading(2, "Bilden"),
                    Picture(
                        "bild", "Sex av åtta har socialjour", "Prickar: sex av åtta.", SVG, 160, 40, "tillganglighet"
                    ),
                ),
                is_landscape=True,
            ),
            Section((Heading(1, "Underskrifter"), Signatures((("Carin Lund", "FoU Nordväst"),)))),
        ),
    )
)
