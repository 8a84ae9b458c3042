"""manage.py build_report: the file, and what it says where there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from workflow.documents.formats import FORMATS
from workflow.management.commands.build_report import write_whole
from workflow.models import Report

WANTED = {"network": "nordvast", "survey": "ekonomiskt-bistand/2017"}
pytestmark = pytest.mark.usefixtures("cast")


@pytest.mark.parametrize("ending", sorted(FORMATS))
def test_a_file_of_each_format(tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"rapport.{ending}"
    call_command("build_report", **WANTED, output=output)
    beginning = {"pdf": b"%PDF", "html": b"<!DO"}.get(ending, b"PK\x03\x04")
    assert output.read_bytes().startswith(beginning)
    assert not Report.objects.exists()


def test_the_document_is_a_draft_with_its_authors(tmp_path: Path) -> None:
    output = tmp_path / "rapport.html"
    call_command("build_report", **WANTED, author=["Carin Exempel"], output=output)
    text = output.read_text(encoding="utf-8")
    assert "Utkast" in text
    assert "Carin Exempel" in text


def test_a_format_that_the_document_does_not_have_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Dokumentet finns inte som Presentation"):
        call_command("build_report", **WANTED, kind="faktablad", output=tmp_path / "rapport.pptx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"network": "sydost"}, "Nätverket sydost finns inte. De som finns: fou-nordvast"),
        ({"survey": "ekonomiskt-bistand/1999"}, "Enkäten ekonomiskt-bistand/1999 finns inte."),
        ({"survey": "ekonomiskt-bistand"}, "Enkäten ekonomiskt-bistand finns inte."),
        ({"output": Path("rapport.doc")}, "rapport.doc har ingen ändelse som portalen skriver"),
        ({"output": Path("/finns/inte/rapport.pdf")}, "Filen /finns/inte/rapport.pdf kunde inte skrivas"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, told: dict[str, object], message: str) -> None:
    with pytest.raises(CommandError, match=message.replace(".", r"\.")):
        call_command("build_report", **({"output": tmp_path / "rapport.pdf"} | WANTED | told))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_what_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "rapport.pdf"
    output.write_bytes(b"den gamla")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(output, b"den nya")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("rapport.pdf", b"den gamla")]
