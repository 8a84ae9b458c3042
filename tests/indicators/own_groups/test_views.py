"""Own groups through the front: made, named, changed, shared, taken away; seen by nobody else until then."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from municipalities.models import Event, Group, User
from tests.scenario import Cast

pytestmark = pytest.mark.django_db
EKERO, SOLNA, TABY = "0125", "0184", "0160"
MATRIX = "/jamforelser/ekonomiskt-bistand/2017/"


def post(client: Client, address: str, button: str = "spara", **typed: object) -> HttpResponse:
    return client.post(address, {"gor": button, **typed})


def text(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def make(client: Client, name: str = "Runt Mälaren", codes: tuple[str, ...] = (EKERO, SOLNA), **typed: str) -> Group:
    answer = post(client, "/grupper/ny/", namn=name, kommun=list(codes), **typed)
    assert answer.status_code == 302, text(answer)
    return Group.objects.get(name=name)


@pytest.fixture
def eva(cast: Cast, published: None) -> Client:
    """Eva has no role; anybody who logs in can make groups."""
    return cast.client("eva")


@pytest.fixture
def group(eva: Client) -> Group:
    return make(eva)


def codes_of(group: Group, year: int = 2017) -> list[str]:
    return list(group.members_in(year).values_list("code", flat=True))


def test_a_group_is_made_and_compared(eva: Client, cast: Cast, group: Group) -> None:
    assert (group.owner, group.kind, codes_of(group)) == (cast.eva, "custom", [EKERO, SOLNA])
    assert "Runt Mälaren" in text(eva.get("/grupper/"))
    page = text(eva.get(f"{MATRIX}?grupp={group.slug}"))
    assert "Snitt Runt Mälaren" in page
    assert "Ekerö</a></th>" in page
    assert "Sollentuna</a></th>" not in page


def test_it_can_be_chosen_everywhere(eva: Client, group: Group) -> None:
    option = f'<option value="{group.slug}"'
    assert option in text(eva.get(MATRIX))
    assert option in text(eva.get("/indikator/ekonomiskt-bistand/rattsfall/"))
    assert option in text(eva.get("/kommun/0125/ekonomiskt-bistand/2017/"))
    assert option not in text(eva.get("/kommun/0163/ekonomiskt-bistand/2017/"))
    assert "Snitt Runt Mälaren" in text(eva.get(f"/indikator/ekonomiskt-bistand/rattsfall/?grupp={group.slug}"))
    assert "Runt Mälaren" in text(eva.get("/?q=mälaren"))


def test_it_goes_along_in_files_whose_names_do_not_hold_its_key(eva: Client, group: Group) -> None:
    answer = eva.get(f"{MATRIX}jamforelse.csv?grupp={group.slug}")
    assert "Snitt Runt Mälaren" in answer.content.decode("utf-8-sig")
    assert answer["Content-Disposition"].endswith('"ekonomiskt-bistand-2017-runt-malaren.csv"')


@pytest.mark.parametrize("name", ["carin", "sara", "anna", None])
def test_nobody_else_sees_it(group: Group, cast: Cast, name: str | None) -> None:
    client = cast.client(name) if name else Client()
    assert group.slug not in text(client.get(MATRIX))
    assert "Runt Mälaren" not in text(client.get("/?q=mälaren"))
    for address in (
        f"{MATRIX}?grupp={group.slug}",
        f"{MATRIX}jamforelse.csv?grupp={group.slug}",
        f"/grupp/{group.slug}/",
    ):
        assert client.get(address).status_code == 404
    for address in (f"/grupper/{group.pk}/", f"/grupper/{group.pk}/andra/"):
        assert client.get(address).status_code == (404 if name else 302)
    assert client.post(f"/grupper/{group.pk}/gor/", {"gor": "ta-bort"}).status_code == (404 if name else 302)
    assert Group.objects.filter(pk=group.pk).exists()


def test_the_administrators_pages_do_not_list_it(group: Group, cast: Cast) -> None:
    User.objects.filter(pk=cast.sara.pk).update(is_staff=True, is_superuser=True)
    page = text(cast.client("sara").get("/admin/municipalities/group/?kind=custom"))
    assert "Runt Mälaren" not in page


def test_whoever_has_the_link_reads_it_until_it_is_no_longer_shared(eva: Client, group: Group) -> None:
    before = group.slug
    post(eva, f"/grupper/{group.pk}/gor/", "dela-lank")
    group.refresh_from_db()
    link = f"/grupp/{group.slug}/"
    assert link in text(eva.get(f"/grupper/{group.pk}/"))
    assert group.slug != before
    assert len(group.slug.removeprefix("egen-")) == 32
    stranger = Client()
    assert f"{MATRIX}?grupp={group.slug}" in text(stranger.get(link))
    assert "Snitt Runt Mälaren" in text(stranger.get(f"{MATRIX}?grupp={group.slug}"))
    assert "Eva Exempel" not in text(stranger.get(link))
    assert group.slug not in text(stranger.get(MATRIX))
    post(eva, f"/grupper/{group.pk}/gor/", "sluta-dela")
    assert stranger.get(link).status_code == 404
    post(eva, f"/grupper/{group.pk}/gor/", "dela-lank")
    assert stranger.get(link).status_code == 404


def test_a_network_reads_it_when_it_is_shared_with_it(cast: Cast, published: None) -> None:
    anna, greta = cast.client("anna"), cast.client("eva")
    group = make(anna)
    assert "FoU Nordväst</option>" in text(anna.get(f"/grupper/{group.pk}/")).split('id="natverk"')[1]
    post(anna, f"/grupper/{group.pk}/gor/", "dela-natverk", natverk="fou-nordvast")
    for name in ("bo", "carin", "david"):
        assert f'value="{group.slug}"' in text(cast.client(name).get(MATRIX))
        assert f'href="/grupp/{group.slug}/"' in text(cast.client(name).get("/grupper/"))
        assert cast.client(name).get(f"/grupper/{group.pk}/andra/").status_code == 404
    assert group.slug not in text(greta.get(MATRIX)) + text(greta.get("/grupper/")) + text(anna.get("/grupper/"))
    assert Client().get(f"/grupp/{group.slug}/").status_code == 404


def test_it_is_shared_with_no_network_but_ones_own(eva: Client, group: Group) -> None:
    answer = post(eva, f"/grupper/{group.pk}/gor/", "dela-natverk", natverk="fou-nordvast")
    assert answer.status_code == 422
    assert "Välj ett samverkansområde som du hör till." in text(answer)
    group.refresh_from_db()
    assert group.shared_with is None


def test_name_members_and_years_are_changed(eva: Client, group: Group) -> None:
    typed = {"kommun": [EKERO, TABY, SOLNA], f"fran-{TABY}": "2018", f"till-{SOLNA}": "2016"}
    post(eva, f"/grupper/{group.pk}/andra/", namn="Öar och skär", **typed)
    group.refresh_from_db()
    assert group.name == "Öar och skär"
    assert [codes_of(group, year) for year in (2016, 2017, 2018)] == [[EKERO, SOLNA], [EKERO], [EKERO, TABY]]
    form = text(eva.get(f"/grupper/{group.pk}/andra/"))
    assert 'name="fran-0160" value="2018"' in form


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"namn": " "}, "Skriv vad gruppen ska heta."),
        ({"namn": "x" * 61}, "Namnet är 61 tecken. Det får vara högst 60."),
        ({"namn": "RUNT MÄLAREN"}, "Du har redan en grupp som heter RUNT MÄLAREN."),
        ({"kommun": [EKERO]}, "Du har valt 1 kommun. En grupp har minst 2 och högst 100."),
        ({"kommun": [EKERO, EKERO]}, "En grupp har minst 2 och högst 100."),
        ({"kommun": [EKERO, "0000"]}, "En grupp har minst 2 och högst 100."),
        ({"fran-0125": "2o17"}, "”2o17” är inget år"),
        ({"fran-0125": "2018", "till-0125": "2016"}, "Ekerö: till och med 2016 är före från och med 2018."),
    ],
)
def test_what_cannot_be_saved_comes_back_as_typed(eva: Client, group: Group, typed: dict, why: str) -> None:
    answer = post(eva, "/grupper/ny/", **{"namn": "Ny", "kommun": [EKERO, SOLNA], **typed})
    assert answer.status_code == 422
    page = text(answer)
    assert why in page
    assert 'value="0125" checked' in page
    assert Group.objects.filter(owner__isnull=False).count() == 1


def test_two_people_may_use_the_same_name(cast: Cast, group: Group) -> None:
    make_again = post(cast.client("anna"), "/grupper/ny/", namn=group.name, kommun=[EKERO, SOLNA])
    assert make_again.status_code == 302


def test_searching_and_adding_a_group_keep_what_is_ticked_and_save_nothing(eva: Client, cast: Cast) -> None:
    typed = {"namn": "Ny", "kommun": [EKERO], "fran-0125": "2016"}
    found = text(post(eva, "/grupper/ny/", "sok", sok="gotland", **typed))
    assert 'value="0980"' in found
    assert 'value="0184"' not in found
    for page in (found, text(post(eva, "/grupper/ny/", "grupp", grupp="skr-2017-c9", **typed))):
        assert 'value="Ny"' in page
        assert 'value="0125" checked' in page
        assert 'name="fran-0125" value="2016"' in page
    assert page.count(" checked>") == 1 + 15
    assert not Group.objects.filter(owner=cast.eva).exists()


def test_a_link_proposes_members(eva: Client) -> None:
    page = text(eva.get(f"/grupper/ny/?kommun={EKERO}&kommun={TABY}&kommun=9999"))
    assert re.findall(r'value="(\d+)" checked', page) == [EKERO, TABY]


def test_it_is_deleted_by_its_owner_and_with_the_account(eva: Client, cast: Cast, group: Group) -> None:
    post(eva, f"/grupper/{group.pk}/gor/", "ta-bort")
    assert not Group.objects.filter(pk=group.pk).exists()
    again = make(eva)
    cast.eva.delete()
    assert not Group.objects.filter(pk=again.pk).exists()


def test_what_is_done_is_written_without_who_is_in_it(eva: Client, cast: Cast, group: Group) -> None:
    event = Event.objects.get(action="own_group.make")
    assert (event.actor, event.subject, event.detail) == (cast.eva.email, f"egen grupp {group.pk}", {"members": 2})


def test_strangers_log_in_first() -> None:
    for address in ("/grupper/", "/grupper/ny/"):
        assert Client().get(address).status_code == 302
