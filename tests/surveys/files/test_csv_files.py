"""CSV for a Swedish Excel: its separators, its byte order mark, and nothing that is run."""

from __future__ import annotations

import pytest

from surveys.files.csv_files import without_formula, write_csv


def test_bytes_as_a_swedish_excel_wants_them() -> None:
    rows = [["Kommun", "Andel"], ["Ekerö; Mälaröarna", 62.5], ["Solna", 3], ["Sigtuna", None]]
    assert write_csv(rows) == '\ufeffKommun;Andel\r\n"Ekerö; Mälaröarna";62,5\r\nSolna;3\r\nSigtuna;\r\n'.encode()


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "\tx", "\rx", "+1+cmd|' /C calc'!A0", "-2+3", "-", "-1%, cmd|x"])
def test_what_would_be_run_is_made_text(text: str) -> None:
    assert without_formula(text) == f"'{text}"
    assert write_csv([[text]]).decode("utf-8-sig").strip("\r\n").strip('"').startswith("'")


@pytest.mark.parametrize(
    "text", ["", "Ekerö", "+12,5\u00a0pe", "+-0%", "+1\u00a0095", "−3", "-16%, Tabell 7; -17%", "a=b"]
)
def test_other_texts_and_figures_stay(text: str) -> None:
    assert without_formula(text) == text
