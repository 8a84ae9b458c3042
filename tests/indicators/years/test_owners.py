"""A survey year made in the portal is its maker's network's; the nation's years are the administrator's to change."""

from __future__ import annotations

import pytest

from indicators.years.actions import copied_texts
from municipalities.models import Membership
from surveys.models import Survey
from surveys.questionnaires.queries import get_survey

EDIT = "/enkater/ekonomiskt-bistand/2020/enkat/andra/"
READ = "/enkater/ekonomiskt-bistand/2020/enkat/"
NEW = "/enkater/nytt-ar/?fran=ekonomiskt-bistand/2017&ar=2020"


@pytest.fixture
def texts(survey) -> dict[str, str]:
    return dict(zip(("questionnaire", "definitions"), copied_texts(survey, 2020), strict=True))


def save(client, texts: dict[str, str], **more: str):
    return client.post(f"{EDIT}?fran=2017", {**texts, "gor": "spara", **more})


def statuses(client) -> tuple[int, int]:
    return client.get(READ).status_code, client.get(EDIT).status_code


def test_a_networks_year_is_its_own(cast, now, texts) -> None:
    assert save(cast.client("carin"), texts).status_code == 302
    assert get_survey("ekonomiskt-bistand/2020").network == cast.network
    assert statuses(cast.client("carin")) == (200, 200)
    assert statuses(cast.client("gun")) == (403, 403)
    assert statuses(cast.client("sara")) == (403, 403)
    assert save(cast.client("gun"), texts).status_code == 403
    assert "Ekonomiskt bistånd 2020" not in cast.client("gun").get("/enkater/oppna/").content.decode()
    assert "hör till FoU Nordväst" in cast.client("gun").get(NEW).content.decode()


def test_the_nations_year_is_read_by_all_and_changed_by_the_administrator(cast, now, texts) -> None:
    assert save(cast.client("sara"), texts).status_code == 302
    assert get_survey("ekonomiskt-bistand/2020").network is None
    assert statuses(cast.client("sara")) == (200, 200)
    assert statuses(cast.client("carin")) == (200, 403)
    page = cast.client("carin").get(READ).content.decode()
    assert "Enkätåret gäller hela landet och ändras av systemförvaltaren." in " ".join(page.split())
    assert "gäller hela landet" in cast.client("carin").get(NEW).content.decode()


def test_who_works_for_several_chooses_for_which(cast, now, texts) -> None:
    Membership.objects.create(user=cast.carin, role="fou", network=cast.other_network)
    client = cast.client("carin")
    assert "För vem?" in client.get(f"{EDIT}?fran=2017").content.decode()
    refused = save(client, texts)
    assert (refused.status_code, "Välj för vem" in refused.content.decode()) == (422, True)
    assert not Survey.objects.filter(year=2020).exists()
    assert save(client, texts, for_whom="fou-soder").status_code == 302
    assert get_survey("ekonomiskt-bistand/2020").network == cast.other_network
