"""The process that sets: nothing hangs, nothing is passed over."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.paper import typst_process
from documents.paper.pngs import draw_pngs
from documents.paper.typst_process import PaperFault, run_typst
from tests.documents.sample import SVG

PICTURE = json.dumps({"svgs": [SVG], "width": 160})


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A worker to be written, in a folder with the sources."""
    for name in ("pictures.typ", "typst_worker.py"):
        (tmp_path / name).write_text(typst_process.WORKER.with_name(name).read_text())
    monkeypatch.setattr(typst_process, "WORKER", tmp_path / "typst_worker.py")
    return tmp_path / "typst_worker.py"


def test_a_process_that_hangs_is_ended_and_told_of(worker: Path) -> None:
    noted = worker.with_name("pid")
    worker.write_text(f"import os, time\nopen({str(noted)!r}, 'w').write(str(os.getpid()))\ntime.sleep(600)")
    start = time.monotonic()
    with pytest.raises(PaperFault, match=r"pictures\.typ blev inte färdig på 3 sekunder och avbröts"):
        run_typst(sources=["pictures.typ"], tree=PICTURE, ppi=100, timeout=3)
    assert time.monotonic() - start < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)


def test_a_process_that_falls_over_is_told_of_with_what_it_said() -> None:
    with pytest.raises(PaperFault, match=r"None\.typ"):
        run_typst(sources=["None.typ"], tree=PICTURE, ppi=100)


def test_data_that_is_no_json_is_told_of() -> None:
    with pytest.raises(PaperFault, match="failed to parse JSON"):
        run_typst(sources=["pictures.typ"], tree="{", ppi=100)


def test_a_warning_stops_the_work(worker: Path) -> None:
    """An unknown typeface is but a warning to Typst, and the text would come out in another."""
    source = worker.with_name("pictures.typ")
    source.write_text(source.read_text().replace("Source Sans Pro", "Comic Sans"))
    with pytest.raises(PaperFault, match="unknown font family: comic sans"):
        run_typst(sources=["pictures.typ"], tree=PICTURE, ppi=100)


def test_children_forked_from_a_process_that_has_set_can_set_too() -> None:
    """Background workers are forked; in one process the second would hang."""
    run_typst(sources=["pictures.typ"], tree=PICTURE, ppi=50)
    child = multiprocessing.get_context("fork").Process(target=lambda: draw_pngs([SVG], 20, 50))
    child.start()
    child.join(60)
    assert child.exitcode == 0


def test_the_portal_itself_never_loads_typst() -> None:
    told = "import sys, documents.paper.as_pdf, documents.paper.pngs; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
