"""A year is published by somebody, on a day, and withdrawn with a reason; what has been stays as history."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from indicators.computing.compute import compute_survey
from indicators.models import Result, YearPublication
from indicators.publishing.actions import publish_year, withdraw_year
from indicators.publishing.queries import Year, read_preview, years_to_publish
from municipalities.models import Event, Mail
from municipalities.refusals import Closed, NotPossible
from surveys.models import Collection, ImportRun
from tests.indicators.publishing.conftest import AFTER
from tests.worlds.answering import SOLNA, answer, hand_in_as_it_stands, make_response

CARIN = "carin@test.example"


def test_contacts_and_heads_are_told_once(closed: Year, cast) -> None:
    _ = (cast.anna, cast.bo, cast.david, cast.carin, cast.eva, cast.hans)
    made = publish_year(year=closed, by=CARIN)
    assert (made.network, made.published_by, made.withdrawn_at) == (cast.network, CARIN, None)
    assert sorted(Mail.objects.values_list("to", flat=True)) == [
        "anna@test.example",
        "bo@test.example",
        "david@test.example",
    ]
    mail = Mail.objects.filter(to="bo@test.example").get()
    assert mail.subject == f"Resultaten är publicerade: {closed.survey.full_title}"
    assert "/jamforelser/ekonomiskt-bistand/2017/?grupp=fou-nordvast" in mail.body
    event = Event.objects.get(action="year.published")
    assert (event.actor, event.subject) == (CARIN, "publicering ekonomiskt-bistand/2017 fou-nordvast")


def test_it_is_refused_while_the_collection_is_open(closed: Year, now) -> None:
    now.move_to("2017-03-21T12:00:00Z")
    with pytest.raises(NotPossible, match="Insamlingen för FoU Nordväst är öppen till och med 2017-03-21"):
        publish_year(year=closed, by=CARIN)
    assert not YearPublication.objects.exists()


def test_it_is_refused_while_the_nation_s_collection_asks_the_same_municipalities(closed: Year, cast, nation) -> None:
    days = {"opens": AFTER.date(), "closes": AFTER.date()}
    Collection.objects.create(survey=closed.survey, group=nation, opened_by="sara@test.example", **days)
    with pytest.raises(NotPossible, match="Insamlingen för Riket är öppen"):
        publish_year(year=closed, by=CARIN)


def test_another_network_s_collection_is_no_obstacle(closed: Year, cast) -> None:
    days = {"opens": AFTER.date(), "closes": AFTER.date()}
    Collection.objects.create(survey=closed.survey, group=cast.other_network, opened_by="gun@test.example", **days)
    assert publish_year(year=closed, by=CARIN)


def test_without_results_there_is_nothing_to_publish(closed: Year, cast) -> None:
    with pytest.raises(NotPossible, match="inga uträknade resultat"):
        publish_year(year=Year(closed.survey, cast.other_network), by="gun@test.example")


def test_exempeldata_is_not_published(closed: Year) -> None:
    Result.objects.update(is_example=True)
    with pytest.raises(NotPossible, match="Exempeldata, som inte behöver publiceras"):
        publish_year(year=closed, by=CARIN)


def test_it_is_published_once(closed: Year) -> None:
    publish_year(year=closed, by=CARIN)
    with pytest.raises(Closed, match="redan publicerade"):
        publish_year(year=closed, by=CARIN)


@pytest.mark.parametrize("is_nation", [True, False])
def test_the_database_holds_one_current_publication(closed: Year, is_nation: bool) -> None:
    told = {"survey": closed.survey, "published_by": CARIN, "published_at": timezone.now()}
    told["network"] = None if is_nation else closed.network
    YearPublication.objects.create(**told, withdrawn_at=timezone.now())
    YearPublication.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        YearPublication.objects.create(**told)


def test_it_is_withdrawn_with_a_reason_and_published_again(closed: Year, cast) -> None:
    _ = cast.bo
    publish_year(year=closed, by=CARIN)
    with pytest.raises(NotPossible, match="Skriv varför"):
        withdraw_year(year=closed, because="  ", by=CARIN)
    withdraw_year(year=closed, because="Solna svarade fel.", by=CARIN)
    mail = Mail.objects.get(kind="year_withdrawn")
    assert (mail.to, "Solna svarade fel." in mail.body) == ("bo@test.example", True)
    assert Event.objects.get(action="year.withdrawn").detail["because"] == "Solna svarade fel."
    with pytest.raises(Closed, match="inte publicerade"):
        withdraw_year(year=closed, because="En gång till.", by=CARIN)
    publish_year(year=closed, by=CARIN)
    told = YearPublication.objects.order_by("pk").values_list("withdrawn_because", flat=True)
    assert list(told) == ["Solna svarade fel.", ""]


def test_the_preview_tells_of_bortfall_and_of_what_lies_unsent(closed: Year) -> None:
    """Ekerö and Solna have handed in, Solna has changed an answer since; Upplands-Bro has only begun."""
    solna = make_response(closed.survey, SOLNA)
    answer(solna, E1="inom_3_dagar")
    hand_in_as_it_stands(solna)
    answer(make_response(closed.survey, "0139"), E1="inom_3_dagar")
    compute_survey(closed.survey)
    solna.refresh_from_db()
    answer(solna, E1="inom_4_7_dagar")
    preview = read_preview(closed, AFTER.date())
    assert (preview.with_results, preview.units) == (2, 8)
    assert [one.name for one in preview.unsent] == ["Solna", "Upplands-Bro"]
    assert len(preview.silent) == 6
    assert "Upplands-Bro" in [one.name for one in preview.silent]


def test_a_year_waits_for_its_publisher_when_answering_is_over(closed: Year, cast, now) -> None:
    def waits(day: str, *owners) -> list[tuple[int, str]]:
        now.move_to(f"{day}T12:00:00Z")
        return [(one.survey.year, one.slug) for one in years_to_publish(owners, timezone.localdate())]

    assert waits("2017-03-21", cast.network) == []
    assert waits("2017-03-22", cast.network) == [(2017, "fou-nordvast")]
    assert waits("2017-03-22", cast.other_network, None) == []
    publish_year(year=closed, by=CARIN)
    assert waits("2017-03-22", cast.network) == []
    withdraw_year(year=closed, because="Fel.", by=CARIN)
    assert waits("2017-03-22", cast.network) == [(2017, "fou-nordvast")]


def test_the_nation_s_year_waits_for_the_administrator_where_the_nation_was_asked(closed: Year, nation) -> None:
    days = {"opens": closed.survey.opens, "closes": closed.survey.closes}
    Collection.objects.create(survey=closed.survey, group=nation, opened_by="sara@test.example", **days)
    assert [one.slug for one in years_to_publish([None], AFTER.date())] == ["riket"]
    publish_year(year=Year(closed.survey, None), by="sara@test.example")
    assert years_to_publish([None, closed.network], AFTER.date()) == []


def _bring_in(year: Year, network) -> None:
    told = {"uploaded_by": CARIN, "confirmed_by": CARIN, "confirmed_at": AFTER, "size": 1, "file_name": "svar.csv"}
    kind, state = ImportRun.Kind.ANSWERS, ImportRun.State.CONFIRMED
    ImportRun.objects.create(survey=year.survey, network=network, kind=kind, state=state, **told)


@pytest.mark.parametrize("whose", ["network", "nation"])
def test_a_network_s_own_file_is_not_the_nation_s_to_publish(closed: Year, whose: str) -> None:
    Collection.objects.all().delete()
    _bring_in(closed, closed.network if whose == "network" else None)
    waiting = [one.slug for one in years_to_publish([None, closed.network], AFTER.date())]
    if whose == "nation":
        assert waiting == ["riket", "fou-nordvast"]
        assert publish_year(year=Year(closed.survey, None), by="sara@test.example")
    else:
        assert waiting == ["fou-nordvast"]
        with pytest.raises(NotPossible, match="FoU Nordväst har samlat in svaren"):
            publish_year(year=Year(closed.survey, None), by="sara@test.example")
