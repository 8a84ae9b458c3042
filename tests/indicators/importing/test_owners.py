"""An import belongs to the network it was made for, or to the nation: others neither see it, fetch it nor undo it."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from indicators.importing import actions as import_actions
from indicators.importing.actions import Kind, Upload, mapping_of
from indicators.importing.choices import Choices
from indicators.importing.queries import heading_matches
from indicators.models import Computation, HeadingMatch, Publication, Result
from municipalities.models import Event, Group, Membership, Municipality
from surveys.files.refusals import FileRefused
from surveys.models import Answer, Collection, ImportRun, Response, Survey
from tests.indicators.importing import files
from tests.scenario import Cast

GOOD = files.workbook(Svar=[["kod", "E1"], ["0125", "Ja"], ["0184", "Nej"]])
NATION = files.workbook(Svar=[["kod", "E1"], ["0125", "Ja"], ["148004", "Ja"]])
RESULTS = files.workbook(Resultat=[["Kommun", "Väntetid för nybesök"], ["Solna", "Ja"], ["Ekerö", "Nej"]])
STRANGE = files.workbook(Resultat=[["Kommun", "Besök fort nog"], ["Solna", "Ja"]])


@pytest.fixture
def cast(survey) -> Cast:
    return Cast()


def send(client, content: bytes, kind: str = "answers", **fields: str):
    sent = {"survey": "prov/2017", "file": SimpleUploadedFile("svar.xlsx", content), **fields}
    return client.post(reverse("import-new", args=[kind]), sent)


def opened(client, address: str) -> int:
    page = client.get(address)
    b"".join(page.streaming_content if page.streaming else [])  # a file is closed when it has been read
    return page.status_code


def confirmed(client) -> ImportRun:
    """Carin's answers, brought in."""
    preview = client.get(send(client, GOOD).url)
    run = ImportRun.objects.get()
    client.post(reverse("import-confirm", args=[run.pk]), {"fingerprint": preview.context["plan"].fingerprint})
    run.refresh_from_db()
    return run


def results_of(survey: Survey, content: bytes, network: Group | None, slug: str = "", **headings: str) -> Upload:
    mapping = mapping_of(Kind.RESULTS, survey, slug=slug, publisher="Provverket", choices=Choices(headings))
    return Upload(Kind.RESULTS, survey, content, "resultat.xlsx", mapping, network)


@pytest.mark.parametrize(("name", "status"), [("carin", 200), ("gun", 403), ("sara", 403)])
def test_an_import_is_its_networks(cast, name, status) -> None:
    run = confirmed(cast.client("carin"))
    assert run.network == cast.network
    client, job = cast.client(name), Computation.objects.get()
    pages = [("import-preview", run.pk), ("import-file", run.pk), ("computation", job.pk)]
    assert [opened(client, reverse(page, args=[pk])) for page, pk in pages] == [status] * 3
    assert ("svar.xlsx" in client.get(reverse("import-list")).content.decode()) is (status == 200)
    undone = client.post(reverse("import-undo", args=[run.pk]))
    run.refresh_from_db()
    assert (undone.status_code, run.state) == ((302, "undone") if status == 200 else (403, "confirmed"))


def test_a_file_that_waits_is_its_networks(cast) -> None:
    send(cast.client("carin"), GOOD)
    run = ImportRun.objects.get()
    assert "1 fil är förhandsgranskad" in cast.client("carin").get("/").content.decode()
    assert "Ingen fil väntar" in cast.client("gun").get("/").content.decode()
    for address in ("import-confirm", "import-discard"):
        assert cast.client("gun").post(reverse(address, args=[run.pk])).status_code == 403
        assert cast.client("sara").post(reverse(address, args=[run.pk])).status_code == 403


def test_a_municipality_of_another_network_is_refused_with_its_place_and_remedy(cast) -> None:
    page = send(cast.client("carin"), NATION)
    text = " ".join(page.content.decode().split())
    assert page.status_code == 422
    assert "<code>A3</code>" in text
    assert "Centrum (Göteborg) hör inte till FoU Nordväst 2017." in text
    assert "läses in av systemförvaltaren" in text
    assert not ImportRun.objects.exists()


def test_the_administrator_brings_in_the_nations_file(cast) -> None:
    assert send(cast.client("sara"), NATION).status_code == 302
    assert ImportRun.objects.get().network is None
    assert cast.client("carin").get(reverse("import-preview", args=[ImportRun.objects.get().pk])).status_code == 403


def test_the_administrator_does_not_read_answers_that_are_not_handed_in(cast, survey) -> None:
    """Not even where a file would write over them."""
    ekero = Municipality.objects.get(code="0125")
    response = Response.objects.create(survey=survey, municipality=ekero)
    Answer.objects.create(response=response, item="N1", value="4711")
    content = files.workbook(Svar=[["kod", "N1"], ["0125", 12]])
    for name, told in (("sara", "svar som inte är inlämnat"), ("carin", "4711")):
        page = cast.client(name).get(send(cast.client(name), content).url)
        assert [one["before"] for one in page.context["changes"]] == [told], name


def test_who_works_for_several_chooses_for_which(cast) -> None:
    Membership.objects.create(user=cast.carin, role="fou", network=cast.other_network)
    client = cast.client("carin")
    assert "För vem?" in client.get(reverse("import-new", args=["answers"])).content.decode()
    assert send(client, GOOD).status_code == 422
    assert "hör inte till FoU Söder 2017" in send(client, GOOD, for_whom="fou-soder").content.decode()
    assert send(client, GOOD, for_whom="riket").status_code == 422
    assert send(client, GOOD, for_whom="fou-nordvast").status_code == 302
    assert ImportRun.objects.get().network == cast.network


def test_a_networks_year_takes_files_for_that_network_only(cast, survey) -> None:
    Survey.objects.filter(pk=survey.pk).update(network=cast.other_network)
    Membership.objects.create(user=cast.carin, role="fou", network=cast.other_network)
    page = send(cast.client("carin"), GOOD, for_whom="fou-nordvast")
    assert (page.status_code, "hör till FoU Söder" in page.content.decode()) == (422, True)


def test_who_works_for_one_is_not_asked(cast) -> None:
    assert "För vem?" not in cast.client("carin").get(reverse("import-new", args=["answers"])).content.decode()


def test_published_figures_are_changed_by_those_who_brought_them_in_only(cast, survey) -> None:
    import_actions.import_at_once(results_of(survey, RESULTS, cast.network), by="carin")
    assert Publication.objects.get().network == cast.network
    changed = files.workbook(Resultat=[["Kommun", "Väntetid för nybesök"], ["Solna", "Nej"]])
    with pytest.raises(FileRefused, match="lästes in av FoU Nordväst"):
        import_actions.import_at_once(results_of(survey, changed, cast.other_network), by="gun")
    import_actions.import_at_once(results_of(survey, changed, cast.other_network, slug="egen"), by="gun")
    assert Result.objects.filter(publication__slug="egen").count() == 1
    same = import_actions.import_at_once(results_of(survey, RESULTS, cast.other_network), by="gun")
    assert (same.run, same.same_file) == (None, None)


def test_a_heading_is_remembered_for_those_who_chose_it_and_the_nations_for_all(cast, survey) -> None:
    chosen = results_of(survey, STRANGE, cast.network, besökfortnog="vantetid")
    import_actions.import_at_once(chosen, by="carin")
    assert heading_matches(survey.area_id, cast.network) == {"besökfortnog": "vantetid"}
    assert heading_matches(survey.area_id, cast.other_network) == {}
    HeadingMatch.objects.create(area=survey.area, heading="besökfortnog", indicator_code="andel", by="sara")
    assert heading_matches(survey.area_id, cast.network) == {"besökfortnog": "vantetid"}
    assert heading_matches(survey.area_id, cast.other_network) == {"besökfortnog": "andel"}


def run_by(survey: Survey, email: str, **more: object) -> ImportRun:
    facts = {"kind": "answers", "file": "x", "file_name": "x", "size": 1}
    return ImportRun.objects.create(survey=survey, uploaded_by=email, **{**facts, **more})


def owners_are_given(app: str) -> None:
    import_module(f"{app}.migrations.0003_owners_of_what_is_there").give_owners(apps, None)


def test_what_was_there_gets_its_owner(cast, survey) -> None:
    """Carin works for one network, the administrator for none, and Gun for two: which of them is not known."""
    Membership.objects.create(user=cast.gun, role="fou", network=cast.network)
    runs = [run_by(survey, one.email) for one in (cast.carin, cast.sara, cast.gun)] + [run_by(survey, "kommandoraden")]
    made = Publication.objects.create(slug="egen", title="Egen", publisher="FoU", year=2017, kind="result_file")
    run_by(survey, cast.carin.email, kind="results", undo=[["publication", made.pk]])
    Computation.objects.create(survey=survey, requested_by=cast.carin.email, reason="import av svar.xlsx")
    owners_are_given("surveys")
    owners_are_given("indicators")
    assert [ImportRun.objects.get(pk=one.pk).network for one in runs] == [cast.network, None, None, None]
    assert Publication.objects.get().network == cast.network
    assert Computation.objects.get().network == cast.network


def test_a_year_that_was_there_gets_its_owner_unless_others_answer_it(cast, survey) -> None:
    def made(year: int, **more: object) -> Survey:
        Event.objects.create(actor=cast.carin.email, action="new_survey_year", subject=f"prov/{year}")
        return Survey.objects.create(area=survey.area, year=year, title=str(year), **more)

    def collect(year: Survey, group: Group) -> None:
        Collection.objects.create(survey=year, group=group, opens="2018-01-01", closes="2018-02-01", opened_by="x")

    alone, shared, made_up = made(2018), made(2019), made(2020, is_example=True)
    collect(shared, cast.network)
    collect(shared, cast.other_network)
    collect(made_up, cast.network)
    owners_are_given("surveys")
    found = {one.year: one.network for one in Survey.objects.select_related("network")}
    assert found == {2017: None, 2018: cast.network, 2019: None, 2020: cast.network}
    assert alone
