"""What is typed or pasted is read as it looks, through every door: forms, what views read, search, files."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Iterator

import pytest
from django import forms
from django.http import QueryDict
from django.test import Client

from municipalities.models import Group
from municipalities.people.forms import LogInForm
from municipalities.typed_text import EmailField, TextField, typed
from surveys.answering.sharing_actions import _person
from surveys.counting import answers_of
from surveys.files.workbooks import read_sheets, text_of
from surveys.models import Response
from tests.surveys.answering.pages import save
from tests.test_architecture import ROOMS, name_of, python_files

# What views read by themselves that nobody types: buttons, choices, keys, and what the page held when it was opened.
NOT_TYPED = {
    "aktivitet",
    "alla",
    "andrat",
    "ar",
    "avsnitt",
    "choices",
    "definitions",
    "down",
    "filnamn",
    "fingeravtryck",
    "fingerprint",
    "flytta",
    "flytta-alla",
    "for",
    "fraga",
    "fran",
    "gor",
    "grupp",
    "hanvisning",
    "innehall",
    "insamling",
    "kod",
    "kommun",
    "lage",
    "natverk",
    "om",
    "ordning",
    "present",
    "question",
    "questionnaire",
    "remove",
    "seen",
    "sett",
    "suggested",
    "ta-deras",
    "till",
    "up",
    "varning",
    "version",
    "visa",
}


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    for path in python_files(*ROOMS):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                yield name_of(path), node


@pytest.mark.parametrize("kind", ["CharField", "EmailField"])
def test_every_text_of_a_form_goes_through_the_door(kind: str) -> None:
    """But for hidden ones, which nobody types. Models have fields of the same name."""
    found = [
        f"{module}:{call.lineno}"
        for module, call in calls(kind)
        if ast.unparse(call.func).startswith("forms.") and "HiddenInput" not in ast.unparse(call)
    ]
    assert found == []


def test_every_text_that_a_view_reads_goes_through_the_door() -> None:
    found = {
        f"{module}: {call.args[0].value}"
        for name in ("get", "getlist")
        for module, call in calls(name)
        if ast.unparse(call.func).startswith(("request.POST.", "request.GET."))
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in NOT_TYPED
    }
    # Both are chosen from a list.
    assert found <= {"surveys.answering.views: skal", "indicators.years.definition_views: svar"}


def test_a_field_reads_what_is_typed_as_it_looks() -> None:
    line, text = TextField(), TextField(widget=forms.Textarea)
    assert line.clean(" Anna\u00a0Ek\u200b\x0b ") == "Anna Ek"
    assert line.clean("Anna\u2028Ek") == "Anna Ek"
    assert text.clean("Eker" + unicodedata.normalize("NFD", "ö") + "\x0bSolna – ja") == "Ekerö\nSolna – ja"
    assert EmailField().clean("\u200banna@ekero.example\u00a0") == "anna@ekero.example"


def test_a_text_of_nothing_seen_is_no_text() -> None:
    with pytest.raises(forms.ValidationError):
        TextField().clean("\u200b\u00ad\ufeff")


def test_a_field_counts_what_is_seen() -> None:
    assert TextField(max_length=3).clean("J\u00ada\u200b!") == "Ja!"


def test_a_view_reads_a_text_as_it_looks() -> None:
    assert typed(QueryDict("q=%E2%80%8BEker%C3%B6%C2%A0"), "q") == "Ekerö"
    assert typed(QueryDict(""), "q") == ""


SEARCHES = {
    "/?q={}": "Upplands-Bro",
    "/kommun/?q={}": "Upplands-Bro",
}
WRITTEN = ["Upplands\u2011Bro", "upplands–bro", "\u200bUpplands-Bro\u00a0", "UPPLANDS\u2212BRO", "Upp\u00adlands-Bro"]


@pytest.mark.parametrize("address", SEARCHES)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_search_finds_what_looks_the_same(cast, address: str, written: str) -> None:
    page = Client().get(address.format(written)).content.decode()
    assert f">{SEARCHES[address]}</a>" in page


@pytest.mark.parametrize("written", ["o\u0308rebro", "ÖREBRO", "Örebro\u200b"])
def test_a_search_finds_decomposed_letters(cast, written: str) -> None:
    assert ">Örebro</a>" in Client().get("/kommun/", {"q": written}).content.decode()


def test_a_search_among_the_members_of_an_own_group(cast) -> None:
    sent = cast.client("eva").post("/grupper/ny/", {"gor": "sok", "sok": "upplands\u2011bro\u200b"})
    assert "Upplands-Bro" in sent.content.decode()
    assert "Ekerö" not in sent.content.decode()


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("written", ["Inom 4–7 dagar", "Inom 4\u20117 dagar", "\u200bInom\u00a04-7 dagar\u200b"])
def test_an_answer_is_the_same_however_it_is_written(cast, response: Response, written: str) -> None:
    save(cast.client("anna"), "E1", written)
    assert answers_of(response)["E1"][0] == "inom_4_7_dagar"


def test_a_name_and_an_address_for_a_colleague() -> None:
    assert _person("Bo\u00a0\u200bEk", "\u200bBo@test.example\u00a0") == ("Bo Ek", "bo@test.example")


def test_the_address_one_logs_in_with(cast) -> None:
    anna = cast.anna
    anna.set_password("exempel")
    anna.save()
    form = LogInForm(data={"username": "\u200banna@test.example\u00a0", "password": "exempel"})
    assert form.is_valid(), form.errors


def test_cells_of_files() -> None:
    (sheet,) = read_sheets("kod;svar\n\u200b0125;\u00a0Nej\u200b\n".encode(), "x.csv")
    assert [text_of(cell) for cell in sheet.rows[1]] == ["0125", "Nej"]


def test_own_groups_are_the_same_however_their_name_is_written(cast) -> None:
    eva = cast.client("eva")
    for name in ("Upplands-Bro med flera", "Upplands–Bro med\u00a0flera"):
        eva.post("/grupper/ny/", {"gor": "spara", "namn": name, "kommun": ["0139", "0125", "0123"]})
    assert Group.objects.filter(owner=cast.eva).count() == 1
