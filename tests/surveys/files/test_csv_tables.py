"""CSV as Excel, other programs and people write it: read as it was meant, or refused; never something in between."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from surveys.files.csv_files import write_csv
from surveys.files.refusals import FileRefused
from surveys.files.workbooks import read_sheets
from tests.indicators.importing import files

TABLE = [["kod", "namn", "E1", "Andel"], ["0125", "Ekerö", "Ja", "37,5"], ["0123", "Järfälla", "Nej; nästan", "4"]]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
DELIMITERS = [";", ",", "\t", "|"]
TITLES = [
    "Enkät 2017",
    "Enkät 2017, Nordväst, ekonomiskt bistånd, version 2, i dag",
    "Kommunernas svar; alla",
    "Hämtad 2017-10-05, kl 10:15",
    "",
]
OF_A_MAC, OF_DOS = "mac_roman", "cp850"


def written(table: Sequence[Sequence[str]], delimiter: str, titles: Sequence[str] = ()) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(table)
    return "".join(f"{title}\r\n" for title in titles) + out.getvalue()


def encoded(text: str, encoding: str) -> bytes:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    return mark + text.encode(encoding)


def read(content: bytes) -> list[list[object]]:
    return read_sheets(content, "x.csv")[0].rows


def filled(table: Sequence[Sequence[str]], titles: Sequence[str]) -> list[list[str]]:
    """The rows of a file with titles, all as long."""
    width = max(map(len, table))
    rows = [[title] if title else [] for title in titles] + [list(row) for row in table]
    return [row + [""] * (width - len(row)) for row in rows]


names = st.sampled_from(["Ekerö", "Järfälla", "Solna", "Upplands-Bro", "Östersund", "Åre", "Älvkarleby"])
figures = st.sampled_from(["", "0", "4", "37,5", "37.5", "1 234", "60 %", "–"])
answers = st.sampled_from(["", "Ja", "Nej", "Inom 4–7 dagar", "Ja, men inte alla; ännu", "Vi sa ”ja”", "två\nrader"])
rows = st.tuples(st.integers(100, 999).map("0{}".format), names, answers, figures)


@given(
    table=st.lists(rows, min_size=1, max_size=12),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from(ENCODINGS),
    titles=st.lists(st.sampled_from(TITLES), max_size=3),
)
@example(
    [("0125", "Ekerö", "Ja", "37,5")], ";", "cp1252", ["Enkät 2017, Nordväst, ekonomiskt bistånd, version 2, i dag"]
)
def test_a_table_is_the_same_in_every_encoding_with_every_delimiter_and_title(
    table: list[tuple[str, ...]], delimiter: str, encoding: str, titles: list[str]
) -> None:
    assume(not any(delimiter in title for title in titles) or delimiter == ",")
    whole = [TABLE[0], *table]
    found = read(encoded(written(whole, delimiter, titles), encoding))
    assert found[len(titles) :] == [list(row) + [""] * (len(found[-1]) - 4) for row in whole]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(lambda text: text[:1] not in "'=")


@given(
    table=st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
    encoding=st.sampled_from([*ENCODINGS, OF_A_MAC, OF_DOS]),
)
def test_any_text_is_read_as_it_was_written_or_refused(
    table: list[tuple[str, ...]], delimiter: str, encoding: str
) -> None:
    whole = [["kod", "fraga", "svar"], *table]
    try:
        content = encoded(written(whole, delimiter), encoding)
    except UnicodeEncodeError:
        return
    if encoding in (OF_A_MAC, OF_DOS):
        assume(all(cell.isascii() for row in table for cell in row))
    try:
        found = read(content)
    except FileRefused:
        return
    assert found == [list(row) for row in whole]


@pytest.mark.parametrize(
    ("encoding", "note"),
    [("utf-8", ""), ("utf-8-sig", ""), ("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16")],
)
def test_what_is_not_utf_8_is_said(encoding: str, note: str) -> None:
    told = read_sheets(written(TABLE, ";").encode(encoding), "x.csv")[0].notes
    wanted = (f"Filen är kodad som {note} och lästes så. Kontrollera att å, ä och ö är rätt.",) if note else ()
    assert told == wanted


@pytest.mark.parametrize("encoding", [OF_A_MAC, OF_DOS])
@pytest.mark.parametrize(
    "name", ["Järfälla", "Ekerö", "Håbo", "Örebro", "Älvsjö", "Åre", "över än", "Vi sa ”ja” på ön"]
)
def test_letters_of_another_encoding_are_refused(encoding: str, name: str) -> None:
    text = written([["kod", "svar"], ["0125", name]], ";")
    content = text.encode(encoding, errors="replace")
    with pytest.raises(FileRefused, match="på rad 2"):
        read(content)


@pytest.mark.parametrize(
    "text",
    ["Vi sa ”ja” på ön", "10 € per månad", "… och så", "4–7 dagar", "Saša på Åsö i Örebro län åt öster på höjden ännu"],
)
def test_signs_of_windows_1252_are_read(text: str) -> None:
    table = [["kod", "svar"], ["0125", text]]
    assert read(written(table, ";").encode("cp1252")) == table


def test_undefined_bytes_are_refused_with_their_line() -> None:
    with pytest.raises(FileRefused, match=r"varken kodad som UTF-8 eller Windows-1252 \(första felet på rad 2\)"):
        read(b"kod;E1\n0125;\x81\n")


def test_broken_utf_8_is_not_taken_for_windows_1252() -> None:
    content = written(TABLE, ";").encode() + b"\xc3"
    with pytest.raises(FileRefused, match="inte riktigt kodad som UTF-8"):
        read(content)


@pytest.mark.parametrize(
    "lost", ["Järfälla".encode().decode("cp1252"), "Järfälla".encode().decode("latin-1"), "J\ufffdrf\ufffdlla"]
)
def test_letters_that_were_lost_before_are_refused(lost: str) -> None:
    with pytest.raises(FileRefused, match=r"å, ä och ö har gått förlorade: .* på rad 2"):
        read(f"kod;namn\n0123;{lost}".encode())


def test_a_cut_utf_16_file_is_refused() -> None:
    with pytest.raises(FileRefused, match="inte riktigt kodad som UTF-16"):
        read(written(TABLE, ";").encode("utf-16")[:-1])


@pytest.mark.parametrize("line", ["sep=|", '"sep=|"', "SEP=|"])
def test_the_line_where_excel_names_the_delimiter_is_no_row(line: str) -> None:
    table = [["a", "b,c;d"], ["1", "2,5"]]
    assert read(f"{line}\r\n{written(table, '|')}".encode()) == table


def test_the_heading_decides_before_the_number_of_rows() -> None:
    """One comma in each line, and the heading of a file with semicolons."""
    content = "Bistånd, 2017\nkod;Andel, procent\n0125;37,5\n0123;4,5\n".encode()
    assert read(content)[1:3] == [["kod", "Andel, procent"], ["0125", "37,5"]]


@pytest.mark.parametrize("heading", ["kod,E1,E2", "Enheter,E1,E2"])
@pytest.mark.parametrize("title", ["", "Enkät, Nordväst, version 2, i dag\n"])
def test_decimal_commas_are_not_split_in_silence(heading: str, title: str) -> None:
    with pytest.raises(FileRefused, match=r"Rad \d har fler celler än rubrikraden: ett decimalkomma"):
        read(f"{title}{heading}\n0125,1,2\n0123,37,5,4\n".encode())


def test_decimal_commas_within_quotation_marks_are_read() -> None:
    assert read(b'kod,E1\n0125,"37,5"\n') == [["kod", "E1"], ["0125", "37,5"]]


def test_rows_are_made_as_long_as_the_longest() -> None:
    """So that a cell without a heading is found, as in a workbook."""
    assert read(b"kod;E1\n0125;Ja;mer\n0123\n") == [["kod", "E1", ""], ["0125", "Ja", "mer"], ["0123", "", ""]]


def test_long_rows_do_not_blow_up_the_others(settings) -> None:
    settings.IMPORT_MAX_CELLS = 1000
    with pytest.raises(FileRefused, match="för många celler"):
        read(b"kod;E1\n" + b";" * 500 + b"\n0125;1" * 10)


@pytest.mark.parametrize("cell", ['="0125"', '"=""0125"""'])
def test_a_code_written_as_a_formula_to_keep_its_zero(cell: str) -> None:
    assert read(f"kod;E1\n{cell};Ja".encode()) == [["kod", "E1"], ["0125", "Ja"]]


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_what_the_portal_writes_it_can_read(table: list[tuple[str, str]]) -> None:
    whole = [["kod", "svar"], *map(list, table), ["0125", "=1+1"], ["0126", "-ja"], ["0127", "@alla"]]
    assert read(write_csv(whole)) == whole


def test_the_portals_own_file_is_the_same_as_a_workbook() -> None:
    rows = [["kod", "E1"], ["0125", "Ja"]]
    assert read(write_csv(rows)) == read_sheets(files.workbook(Svar=rows), "x.xlsx")[0].rows
