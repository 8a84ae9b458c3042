"""The pages of imports, and the commands that do the same."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from indicators.importing.actions import confirm, plan_of
from indicators.models import Computation, HeadingMatch, Result
from municipalities.models import Municipality
from surveys.models import Answer, ImportRun, Response
from tests.indicators.importing import files
from tests.scenario import Cast

ROWS = [["kod", "E1"], ["0125", "Ja"], ["0184", "Nej"]]
GOOD = files.workbook(Svar=ROWS)
BAD = files.workbook(Svar=[*ROWS, ["0139", "Kanske"]])
STRANGE = files.workbook(Resultat=[["Kommun", "Besök fort nog"], ["Solna", "Ja"], ["Ekerö", "Nej"]])


@pytest.fixture
def carin(survey):
    return Cast().client("carin")


def send(client, content: bytes, kind: str = "answers", **fields: str):
    publisher = {} if kind == "answers" else {"publisher": "Provverket"}
    data = {"survey": "prov/2017", "file": SimpleUploadedFile("svar.xlsx", content), **publisher, **fields}
    return client.post(reverse("import-new", args=[kind]), data)


def only_run() -> ImportRun:
    return ImportRun.objects.get()


def command(name: str, path: Path, *options: str) -> str:
    out = io.StringIO()
    publisher = [] if name == "import_answers" else ["--publisher", "Provverket"]
    call_command(name, str(path), "--survey", "prov/2017", *publisher, *options, stdout=out, stderr=out)
    return out.getvalue()


def test_answers_go_from_file_to_computation(carin) -> None:
    page = send(carin, GOOD)
    assert page.url == reverse("import-preview", args=[only_run().pk])
    preview = carin.get(page.url)
    assert "Så här skulle filen ändra uppgifterna" in preview.content.decode()
    assert not Answer.objects.exists()
    fingerprint = preview.context["plan"].fingerprint
    done = carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": fingerprint})
    assert done.url == reverse("computation", args=[Computation.objects.get().pk])
    assert Answer.objects.count() == 2
    assert only_run().confirmed_by == "carin@test.example"


def test_a_refused_file_is_told_cell_by_cell(carin, kept_files) -> None:
    page = send(carin, BAD)
    text = page.content.decode()
    assert page.status_code == 422
    assert all(
        part in text for part in ("<code>B4</code>", "Kanske", "Svaret finns inte i fråga E1.", "Skriv något av")
    )
    assert kept_files() == []
    assert not ImportRun.objects.exists()


def test_the_same_file_again_is_told(carin) -> None:
    send(carin, GOOD)
    fingerprint = carin.get(reverse("import-preview", args=[only_run().pk])).context["plan"].fingerprint
    carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": fingerprint})
    assert "Filen är redan införd." in send(carin, GOOD).content.decode()


def test_a_stale_preview_is_not_confirmed(carin) -> None:
    send(carin, GOOD)
    preview = reverse("import-preview", args=[only_run().pk])
    sent = {"path": reverse("import-confirm", args=[only_run().pk]), "headers": {"Referer": preview}}
    page = carin.post(**sent, data={"fingerprint": "gammal"})
    assert (page.status_code, "har ändrats sedan förhandsgranskningen" in page.content.decode()) == (409, True)
    assert f'href="{preview}">Tillbaka' in page.content.decode()
    assert not Answer.objects.exists()


def test_undo_from_the_list(carin, tmp_path: Path) -> None:
    (tmp_path / "svar.xlsx").write_bytes(GOOD)
    command("import_answers", tmp_path / "svar.xlsx", "--network", "fou-nordvast")
    assert "Ångra" in carin.get(reverse("import-list")).content.decode()
    page = carin.post(reverse("import-undo", args=[only_run().pk]), follow=True)
    assert "är ångrad" in page.content.decode()
    assert not Answer.objects.exists()
    again = carin.post(reverse("import-undo", args=[only_run().pk]), follow=True)
    assert (again.status_code, "redan ångrad" in again.content.decode()) == (422, True)


def test_discard(carin, django_capture_on_commit_callbacks, kept_files) -> None:
    send(carin, GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        page = carin.post(reverse("import-discard", args=[only_run().pk]), follow=True)
    assert "Inget har skrivits" in page.content.decode()
    assert kept_files() == []
    assert carin.get(reverse("import-preview", args=[only_run().pk])).status_code == 404


def test_headings_are_chosen_in_the_preview(carin) -> None:
    page = carin.get(send(carin, STRANGE, "results").url)
    assert "1 rubrik känns inte igen" in page.content.decode()
    field = page.context["columns"][0]["field"].html_name
    address = reverse("import-preview", args=[only_run().pk])
    page = carin.post(address, {field: "vantetid"}, follow=True)
    assert "vald här" in page.content.decode()
    assert page.context["can_confirm"]
    carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": page.context["plan"].fingerprint})
    assert Result.objects.count() == 2
    assert HeadingMatch.objects.get().by == "carin@test.example"


def test_an_invented_indicator_in_the_form_is_no_choice(carin) -> None:
    send(carin, STRANGE, "results")
    address = reverse("import-preview", args=[only_run().pk])
    page = carin.post(address, {"h-besökfortnog": "påhittad"})
    assert (page.status_code, page.context["can_confirm"]) == (422, False)
    assert "Välj en indikator i listan." in page.content.decode()


def test_the_original_can_be_fetched_again(carin) -> None:
    send(carin, GOOD)
    page = carin.get(reverse("import-file", args=[only_run().pk]))
    assert b"".join(page.streaming_content) == GOOD
    assert page["Content-Disposition"] == 'attachment; filename="svar.xlsx"'


def test_the_template_is_a_workbook(carin) -> None:
    page = carin.get(reverse("survey-template", args=["prov", 2017]))
    assert page.content.startswith(b"PK")
    assert carin.get(reverse("survey-template", args=["prov", 1999])).status_code == 404


def test_an_incomplete_form_says_so(carin) -> None:
    page = carin.post(reverse("import-new", args=["answers"]), {"survey": "prov/2017"})
    assert page.status_code == 422
    assert page.context["form"].errors["file"]
    assert carin.get(reverse("import-new", args=["annat"])).status_code == 404


@pytest.mark.parametrize("name", ["anna", "david", "eva"])
def test_only_fou_staff_may_import(survey, name: str) -> None:
    run = ImportRun.objects.create(kind="answers", survey=survey, file="x", file_name="x", size=1, uploaded_by="c")
    client = Cast().client(name)
    for address in ("import-list", "import-new", "survey-template"):
        parts = {"import-new": ["answers"], "survey-template": ["prov", 2017]}.get(address, [])
        assert client.get(reverse(address, args=parts)).status_code == 403
    for address in ("import-preview", "import-confirm", "import-undo", "import-discard", "import-file"):
        assert client.post(reverse(address, args=[run.pk])).status_code == 403


def test_steps_are_not_taken_by_following_a_link(carin) -> None:
    send(carin, GOOD)
    for address in ("import-confirm", "import-undo", "import-discard"):
        assert carin.get(reverse(address, args=[only_run().pk])).status_code == 405


def test_progress_refreshes_itself_until_the_job_has_ended(carin, survey) -> None:
    job = Computation.objects.create(
        survey=survey, network=Cast().network, reason="prov", requested_by="Carin", state="running", done=1, total=4
    )
    address = reverse("computation", args=[job.pk])
    page, fragment = carin.get(address), carin.get(address, headers={"HX-Request": "true"})
    assert fragment.content.decode().strip() in page.content.decode()
    assert 'value="25"' in fragment.content.decode()
    assert 'hx-trigger="every 1s"' in fragment.content.decode()
    Computation.objects.update(state="done")
    assert "hx-trigger" not in carin.get(address).content.decode()


def test_the_command_writes_what_the_web_writes(carin, tmp_path: Path) -> None:
    (tmp_path / "svar.xlsx").write_bytes(GOOD)
    told = command("import_answers", tmp_path / "svar.xlsx")
    assert "2 nya, 0 ändrade, 0 oförändrade, 0 nekade" in told
    by_command = list(Answer.objects.values_list("response__municipality__code", "item", "value", "comment"))
    assert undo_by_command(only_run().pk) == "Importen av svar.xlsx är ångrad.\n"
    ImportRun.objects.all().delete()
    send(carin, GOOD)
    fingerprint = carin.get(reverse("import-preview", args=[only_run().pk])).context["plan"].fingerprint
    carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": fingerprint})
    assert by_command == list(Answer.objects.values_list("response__municipality__code", "item", "value", "comment"))


def undo_by_command(run: int) -> str:
    out = io.StringIO()
    call_command("undo_import", str(run), stdout=out)
    return out.getvalue()


def test_a_dry_run_writes_nothing(survey, tmp_path: Path, kept_files) -> None:
    (tmp_path / "svar.xlsx").write_bytes(GOOD)
    told = command("import_answers", tmp_path / "svar.xlsx", "--dry-run")
    assert told.splitlines()[0] == "2 nya, 0 ändrade, 0 oförändrade, 0 nekade"
    assert "Inget har skrivits." in told
    assert not Answer.objects.exists()
    assert not ImportRun.objects.exists()
    assert kept_files() == []


@pytest.mark.parametrize("options", [(), ("--dry-run",)])
def test_a_refused_file_ends_the_command_with_one(survey, tmp_path: Path, capsys, options: tuple[str, ...]) -> None:
    (tmp_path / "svar.xlsx").write_bytes(BAD)
    with pytest.raises(SystemExit) as ended:
        call_command("import_answers", str(tmp_path / "svar.xlsx"), "--survey", "prov/2017", *options)
    assert ended.value.code == 1
    assert "Blad Svar, cell B4 ”Kanske”: svaret finns inte i fråga E1. Skriv något av" in capsys.readouterr().err
    assert not Answer.objects.exists()


def test_the_command_takes_headings_by_hand(survey, tmp_path: Path) -> None:
    (tmp_path / "r.xlsx").write_bytes(STRANGE)
    with pytest.raises(SystemExit):
        command("import_results", tmp_path / "r.xlsx")
    told = command(
        "import_results", tmp_path / "r.xlsx", "--rubrik", "Besök fort nog=vantetid", "--publication", "egen"
    )
    assert "Blad Resultat, kolumn B ”Besök fort nog”: vantetid" in told
    assert set(Result.objects.values_list("publication__slug", flat=True)) == {"egen"}


def test_the_command_says_what_it_cannot_find(survey, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="kan inte läsas"):
        command("import_register", tmp_path / "saknas.csv")
    with pytest.raises(CommandError, match="Enkäten prov/1999 finns inte"):
        call_command("import_answers", "x", "--survey", "prov/1999")
    with pytest.raises(CommandError, match="Nätverket fou-annat finns inte"):
        command("import_answers", tmp_path / "saknas.csv", "--network", "fou-annat")
    with pytest.raises(CommandError, match="Importen 99 finns inte"):
        call_command("undo_import", "99")


def test_answers_that_a_file_takes_away_are_counted_and_warned_of(carin) -> None:
    """An empty cell takes away what stands there: nobody should approve that unseen."""
    send(carin, GOOD)
    fingerprint = carin.get(reverse("import-preview", args=[only_run().pk])).context["plan"].fingerprint
    carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": fingerprint})
    page = carin.get(send(carin, files.workbook(Svar=[["kod", "E1"], ["0125", ""], ["0184", "Ja"]])).url)
    text = " ".join(page.content.decode().split())
    assert page.context["removed"] == 1
    assert "1 svar tas bort" in text
    assert ">Tas bort</td>" in text


def test_a_preview_without_removals_does_not_speak_of_them(carin) -> None:
    assert "tas bort" not in carin.get(send(carin, GOOD).url).content.decode()


def test_the_preview_names_the_question_beside_its_code(carin) -> None:
    page = carin.get(send(carin, files.workbook(Svar=[["kod", "G2.missbruk"], ["0125", "Ja"]])).url)
    assert "Missbruk" in page.content.decode().split('id="andringar"')[1]


def test_a_file_refused_as_a_whole_is_told_in_a_sentence(carin) -> None:
    """A table of cells says nothing where no cell is meant."""
    text = " ".join(send(carin, b"").content.decode().split())
    assert "svar.xlsx är inte inläst" in text
    assert "Filen är tom. Välj en fil med innehåll." in text
    assert "<table" not in text


def test_only_headings_somebody_chose_are_kept(carin) -> None:
    rows = [["Kommun", "Län", "Besök fort nog"], ["Solna", "Stockholms län", "Ja"]]
    page = carin.get(send(carin, files.workbook(Resultat=rows), "results").url)
    columns = {one["heading"]: one for one in page.context["columns"]}
    address = reverse("import-preview", args=[only_run().pk])
    sent = {one["field"].html_name: one["field"].value() for one in columns.values()}
    sent[columns["Besök fort nog"]["field"].html_name] = "vantetid"
    page = carin.post(address, sent, follow=True)
    told = {one["heading"]: one["how"] for one in page.context["columns"]}
    assert told == {"Län": "uppgift om kommunen", "Besök fort nog": "vald här"}


def test_a_written_file_leads_to_its_comparison(carin) -> None:
    send(carin, GOOD)
    fingerprint = carin.get(reverse("import-preview", args=[only_run().pk])).context["plan"].fingerprint
    carin.post(reverse("import-confirm", args=[only_run().pk]), {"fingerprint": fingerprint})
    page = carin.get(reverse("import-preview", args=[only_run().pk])).content.decode()
    assert reverse("comparison", args=["prov", 2017]) in page


@pytest.fixture
def made_up(survey) -> None:
    """Three municipalities' made-up answers stand for the survey."""
    for code in ("0114", "0125", "0139"):
        Response.objects.create(survey=survey, municipality=Municipality.objects.get(code=code), is_example=True)


def test_real_answers_that_hide_made_up_ones_say_so_before_and_after(carin, made_up, survey) -> None:
    preview = shown(carin.get(send(carin, GOOD).url))
    told = "3 påhittade enkätsvar (Exempeldata) för Prov 2017 visas inte längre när svaren från 2 kommuner införs."
    assert f"{told} De påhittade enkätsvaren tas inte bort, och visas igen om importen ångras." in preview
    confirm(only_run(), by="Carin", fingerprint=plan_of(only_run()).fingerprint)
    assert Response.objects.in_use(survey).count() == 2
    again = (
        "När importen ångras finns inga riktiga svar kvar, och de 3 påhittade enkätsvaren (Exempeldata) för Prov 2017"
    )
    assert again in shown(carin.get(reverse("import-preview", args=[only_run().pk])))
    undone = carin.post(reverse("import-undo", args=[only_run().pk]), follow=True)
    assert "är ångrad. 3 påhittade enkätsvar (Exempeldata) visas igen." in shown(undone)
    assert Response.objects.in_use(survey).count() == 3


def test_nothing_is_said_of_made_up_answers_where_real_ones_stand(carin, made_up, survey) -> None:
    solna = Municipality.objects.get(code="0184")
    Response.objects.create(survey=survey, municipality=solna)
    assert "påhittade" not in shown(carin.get(send(carin, GOOD).url))
    confirm(only_run(), by="Carin", fingerprint=plan_of(only_run()).fingerprint)
    assert "påhittade" not in shown(carin.get(reverse("import-preview", args=[only_run().pk])))
    assert "påhittade" not in shown(carin.post(reverse("import-undo", args=[only_run().pk]), follow=True))


def test_the_command_says_what_is_no_longer_shown(made_up, tmp_path: Path) -> None:
    path = tmp_path / "svar.xlsx"
    path.write_bytes(GOOD)
    assert "3 påhittade enkätsvar (Exempeldata) för Prov 2017 visas inte längre" in command(
        "import_answers", path, "--dry-run"
    )


def shown(page) -> str:
    return " ".join(page.content.decode().split())
