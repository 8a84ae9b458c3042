"""The reconciliation page: who may see it, what it shows, its filters, its file and its number of queries."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from openpyxl import load_workbook

from indicators.models import GroupResult, Indicator, Origin, Publication
from indicators.permissions import EVERYTHING
from indicators.reconciling.claims import load_claims
from indicators.reconciling.printed_figures import PrintedCell
from indicators.reconciling.queries import heading_of, reconcile, table_of
from surveys.models import ServiceArea
from tests.indicators.reconciling.cells import CLAIMS, altered, made_up
from tests.indicators.reconciling.conftest import store
from tests.scenario import load_reference

PAGE = "/avstamning/"
# Session, person, roles; publications and imports, figures 2, names, groups, surveys, computed 2, publications, areas.
QUERIES = 3 + 11
RIGHT = made_up("jour", 2016, "NJNJJJJJ") + made_up("jour", 2017, "JJJJJJJN", "87.5", "+12.5", riket="61 +2")
WRONG = altered(RIGHT, "jour", "paren", change_printed="+-0%")


def test_only_fou_staff_may_see_it(carin: Client, anna: Client) -> None:
    for address in (PAGE, f"{PAGE}csv"):
        assert Client().get(address).status_code == 302
        assert anna.get(address).status_code == 403
        assert carin.get(address).status_code == 200


def test_before_anything_is_published(carin: Client) -> None:
    assert "Inga publicerade siffror är inlästa än" in carin.get(PAGE).content.decode()


def test_a_finding_says_where_what_and_why(carin: Client) -> None:
    store(WRONG)
    html = carin.get(PAGE).content.decode()
    assert "paren-2017, Tabell 1, rad paren, kolumn Jour" in html
    assert "<strong>1</strong> av 1" in html
    assert "6 av 8 Ja (75 %) 2016 och 7 av 8 Ja (87,5 %) 2017" in html
    assert "+12,5 procentenheter" in html
    assert 'href="/indikator/pahittat/jour/"' in html


def test_ours_stands_open_first_and_each_printed_source_is_folded_with_its_counts(carin: Client) -> None:
    store(WRONG)
    html = carin.get(PAGE).content.decode()
    assert html.index('<h2 id="har">Hos oss</h2>') < html.index('<h2 id="tryckt">I tryckta källor</h2>')
    assert '<details class="card" id="paren-2017">' in html
    assert '<strong>Publikation paren-2017</strong>\n    <span class="meta">Påhittad: 1 fel</span>' in html


def test_what_is_asked_for_is_not_folded(carin: Client) -> None:
    store(WRONG)
    html = carin.get(f"{PAGE}?slag=andring").content.decode()
    assert '<details class="card" id="paren-2017" open>' in html
    assert "Hos oss" not in html


def test_a_source_without_figures_is_called_as_its_places_begin(carin: Client, tmp_path: Path) -> None:
    store(RIGHT)
    write_claim(tmp_path, whole=3)
    assert "<summary><strong>Vägledning 9</strong>" in carin.get(PAGE).content.decode()


def test_a_file_of_claims_that_is_put_right_is_read_again(carin: Client, tmp_path: Path) -> None:
    store(RIGHT)
    told = "<summary><strong>Vägledning 9</strong>"
    write_claim(tmp_path, whole=3)
    assert told in carin.get(PAGE).content.decode()
    write_claim(tmp_path, whole=2)
    assert told not in carin.get(PAGE).content.decode()


def write_claim(folder: Path, whole: int) -> None:
    """A guide says half, of one among so many."""
    (folder / "pahittat").mkdir(exist_ok=True)
    claim = "claim: a, publication: vagledning, place: 'Vägledning 9, sid. 2', says: Hälften."
    check = f"{{ratio: {{part: 1, whole: {whole}, is: 50}}}}"
    (folder / "pahittat" / "pastaenden.yaml").write_text(f"- {{{claim}, check: {check}}}\n", encoding="utf-8")


def test_what_a_file_says_is_ours_to_put_right(carin: Client) -> None:
    store(WRONG)
    Publication.objects.update(kind=Publication.Kind.RESULT_FILE)
    html = carin.get(PAGE).content.decode()
    assert "<details" not in html.split('<div id="avstamning">')[1].split("</main>")[0]
    assert html.index("Tryckt är +-0%") < html.index("I tryckta källor")


def test_counts_are_said_as_one_and_many(carin: Client) -> None:
    store([*WRONG, *made_up("plan", 2016, "JJJJJJNN"), *made_up("plan", 2017, "JJNNNNNN", "25", riket="20")])
    assert "Påhittad: 1 fel, 1 misstanke</span>" in carin.get(PAGE).content.decode()
    store([*made_up("mall", 2016, "JJJJJJNN"), *made_up("mall", 2017, "JJJNNNNN", "37.5", riket="21")])
    assert "Påhittad: 1 fel, 2 misstankar</span>" in carin.get(PAGE).content.decode()


def test_of_one_years_reports_the_one_about_the_latest_year_comes_first(carin: Client) -> None:
    for slug, years in (("a-forra", (2015, 2016)), ("b-arets", (2016, 2017))):
        about = dict(zip((2016, 2017), years, strict=True))
        cells = [replace(one, publication=slug, place=f"{slug}, {one.place}") for one in WRONG]
        store([replace(one, survey=f"pahittat/{about[int(one.survey[-4:])]}") for one in cells])
    html = carin.get(PAGE).content.decode()
    assert html.index('id="b-arets"') < html.index('id="a-forra"')


def test_reports_come_before_fact_sheets_and_the_newest_first(carin: Client) -> None:
    for slug, year, kind in (("gammal", 2016, "report"), ("blad", 2019, "fact_sheet"), ("ny", 2018, "report")):
        store([replace(one, publication=slug, place=f"{slug}, {one.place}") for one in WRONG])
        Publication.objects.filter(slug=slug).update(year=year, kind=kind)
    html = carin.get(PAGE).content.decode()
    folded = [html.index(f'<details class="card" id="{slug}">') for slug in ("ny", "gammal", "blad")]
    assert folded == sorted(folded)


def test_everything_right_is_said_so(carin: Client) -> None:
    store(RIGHT)
    html = carin.get(PAGE).content.decode()
    assert "Allt som gick att pröva stämmer." in html
    assert "Inga riktiga enkätsvar är inlästa" in html


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("slag=andring", True),
        ("slag=snitt", False),
        ("allvar=fel", True),
        ("allvar=misstanke", False),
        ("ar=2017", True),
        ("ar=2016", False),
        ("publikation=paren-2017", True),
        ("publikation=blad-2018", False),
        ("slag=finnsinte", False),
    ],
)
def test_filters(carin: Client, query: str, is_there: bool) -> None:
    store(WRONG)
    html = carin.get(f"{PAGE}?{query}").content.decode()
    assert ("Tryckt är +-0%" in html) is is_there
    assert f"{PAGE}csv?{query}" in html


def test_anchors_stay_whatever_else_is_shown(carin: Client) -> None:
    store(WRONG)
    everything, chosen = (carin.get(f"{PAGE}{query}").content.decode() for query in ("", "?slag=andring"))
    anchor = everything.split('<tr id="fynd-')[1].split('"')[0]
    assert f'id="fynd-{anchor}"' in chosen


def lines(client: Client, query: str = "") -> list[list[str]]:
    response = client.get(f"{PAGE}csv{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_file_has_the_same_findings(carin: Client) -> None:
    store(WRONG)
    headings, finding = lines(carin)
    told = dict(zip(headings, finding, strict=True))
    assert (told["allvar"], told["år"], told["tryckt"], told["vi får"]) == ("Fel", "2017", "+-0%", "+12,5")
    assert len(lines(carin, "?slag=snitt")) == 1


def test_file_runs_no_formula(carin: Client) -> None:
    store(altered(WRONG, "jour", "paren", place="=HYPERLINK(1)"))
    assert lines(carin)[1][7] == "'=HYPERLINK(1)"


def test_computed_is_compared_and_example_only_on_request(carin: Client) -> None:
    store(RIGHT)
    computed = [one for one in RIGHT if one.survey == "pahittat/2017" and one.is_unit]
    store(altered(computed, "jour", "9908", value="ja", printed="Ja"), origin=Origin.COMPUTED, is_example=True)
    html = carin.get(PAGE).content.decode()
    assert "/varfor/pahittat/2017/jour/9908/" not in html
    html = carin.get(f"{PAGE}?exempel=1").content.decode()
    assert "/varfor/pahittat/2017/jour/9908/" in html
    assert "påhittade svar" in html
    assert lines(carin, "?exempel=1")[0] == ["Exempeldata: det beräknade bygger på påhittade svar."]


def test_computed_groups_are_compared_by_their_count(carin: Client) -> None:
    store(RIGHT)
    store([one for one in RIGHT if one.row == "riket"], origin=Origin.COMPUTED)
    GroupResult.objects.filter(origin=Origin.COMPUTED).update(yes=5, base=8, number=None)
    (finding,) = [one for one in reconcile(EVERYTHING).findings if one.kind == "beraknat"]
    assert (finding.ours, finding.difference) == ("62,5 (5 av 8)", "−1,5")


def test_what_is_withheld_here_is_no_difference(carin: Client) -> None:
    store(RIGHT)
    store([one for one in RIGHT if one.row == "riket"], origin=Origin.COMPUTED)
    GroupResult.objects.filter(origin=Origin.COMPUTED).update(withheld="over_20", number=Decimal(62))
    assert [one for one in reconcile(EVERYTHING).findings if one.kind == "beraknat"] == []


def test_number_of_queries_does_not_grow(carin: Client, django_assert_num_queries) -> None:
    store(WRONG)
    with django_assert_num_queries(QUERIES):
        carin.get(PAGE)
    for code in ("plan", "rutin", "jurist"):
        store([*made_up(code, 2016, "JNJJNNNN"), *made_up(code, 2017, "JDJNNNNN", "99", "+9%", riket="3 -1%")])
    with django_assert_num_queries(QUERIES):
        carin.get(PAGE)


@pytest.mark.parametrize(
    ("place", "heading", "table"),
    [
        ("Rapport 2018:1, Tabell 3, rad Ekerö, kolumn Psykiatrin", "Psykiatrin", "Tabell 3"),
        ("Rapport 2018:1, Tabell 3, rad Ekerö, kolumn LSS, inom parentes", "LSS", "Tabell 3"),
        ("Rapport 2015, Tabell 12a, rad Solna, kolumn Kostnad", "Kostnad", "Tabell 12a"),
        ("Faktablad 2018, Tabell 1, rad Mall, kolumn 2017", "Mall", "Tabell 1"),
        ("resultat.xlsx, blad Resultat, cell D7", "Namn", "resultat.xlsx"),
    ],
)
def test_heading_and_table_are_read_from_the_place(place: str, heading: str, table: str) -> None:
    assert (heading_of(place, "Namn"), table_of(place)) == (heading, table)


@pytest.mark.django_db
def test_what_is_known_to_be_wrong_is_found_among_the_loaded_figures() -> None:
    load_reference()
    call_command("load_published", verbosity=0)
    done = reconcile(EVERYTHING)
    told = {one.what: (len(one.findings), one.tried) for one in done.checked}
    assert told["tryckta snitt"] == (2, 119)
    assert told["tryckta ändringar"] == (7, 23)
    assert told["kolumner med föregående års värden"] == (6, 71)
    assert told["delar mot sina helheter"][0] == 1
    assert told["gruppers andelar som antal"][0] == 3
    assert told["andelar mot föregående års"] == (28, 177)
    assert told["resultat mot vad definitionen kan ge"][0] == 1
    assert told["par av rubriker, gruppvärden"][0] == 6
    assert told["gruppvärden mot andra rubrikers kända värden"][0] == 1
    assert told["påståenden i text, rubriker och bildtexter"][1] == len(load_claims(CLAIMS))


def test_the_findings_can_be_taken_along_in_excel(carin: Client) -> None:
    store(WRONG)
    book = load_workbook(io.BytesIO(carin.get(f"{PAGE}avstamning.xlsx").content))
    sheet = book["Avstämning"]
    assert [cell.value for cell in sheet[1]][:2] == ["slag", "allvar"]
    assert sheet["J2"].value == lines(carin)[1][9]
    assert sheet["H2"].data_type == "s"


def test_the_page_offers_excel_and_print(carin: Client) -> None:
    store(WRONG)
    page = carin.get(f"{PAGE}?ar=2017").content.decode()
    assert f"{PAGE}avstamning.xlsx?ar=2017" in page
    assert "data-print" in page


def in_the_second_area(cells: list[PrintedCell]) -> list[PrintedCell]:
    return [replace(one, survey=one.survey.replace("pahittat", "annat"), place=f"Annat, {one.place}") for one in cells]


def test_each_finding_says_its_area_where_there_are_two_and_one_can_be_chosen(carin: Client) -> None:
    store(WRONG)
    assert 'name="verksamhet"' not in carin.get(PAGE).content.decode()
    store(in_the_second_area(WRONG))
    ServiceArea.objects.filter(slug="annat").update(name="Annat område")
    Indicator.objects.filter(area__slug="annat").update(name="Namnet i det andra")
    html = carin.get(PAGE).content.decode()
    assert '<option value="annat">Annat område</option>' in html
    assert html.count('<span class="meta">Annat område</span>') == len(lines(carin, "?verksamhet=annat")) - 1 == 1
    assert {line[3] for line in lines(carin)[1:]} == {"Annat område", "pahittat"}
    assert [line[3] for line in lines(carin, "?verksamhet=pahittat")[1:]] == ["pahittat"]
