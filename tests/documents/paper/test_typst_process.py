"""The process that sets: nothing hangs, nothing is passed over."""

from __future__ import annotations

import json
import time

import pytest

from documents.paper import typst_process
from documents.paper.typst_process import PaperFault, run_typst
from tests.documents.sample import SVG

PICTURE = json.dumps({"svgs": [SVG], "width": 160})


def test_a_process_that_takes_too_long_is_ended_and_told_of() -> None:
    start = time.monotonic()
    with pytest.raises(PaperFault, match=r"pictures\.typ blev inte färdig på 0\.01 sekunder"):
        run_typst(source="pictures.typ", tree=PICTURE, ppi=100, timeout=0.01)
    assert time.monotonic() - start < 5


def test_a_process_that_falls_over_is_told_of_with_what_it_said() -> None:
    with pytest.raises(PaperFault, match=r"None\.typ"):
        run_typst(source="None.typ", tree=PICTURE, ppi=100)


def test_data_that_is_no_json_is_told_of() -> None:
    with pytest.raises(PaperFault, match="failed to parse JSON"):
        run_typst(source="pictures.typ", tree="{", ppi=100)


def test_a_warning_stops_the_work(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown typeface is but a warning to Typst, and the text would come out in another."""
    folder = tmp_path_factory.mktemp("paper")
    source = typst_process.WORKER.with_name("pictures.typ").read_text().replace("Source Sans Pro", "Comic Sans")
    (folder / "pictures.typ").write_text(source)
    (folder / "typst_worker.py").write_text(typst_process.WORKER.read_text())
    monkeypatch.setattr(typst_process, "WORKER", folder / "typst_worker.py")
    with pytest.raises(PaperFault, match="unknown font family: comic sans"):
        run_typst(source="pictures.typ", tree=PICTURE, ppi=100)
