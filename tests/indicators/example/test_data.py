"""Exempeldata: the same every time, marked so, kept apart from real answers, and gone with one command."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from indicators.computing.compute import compute_survey
from indicators.example import data as example_data
from indicators.models import ComputedResponse, GroupResult, Result
from municipalities.models import Group, Mail, Membership, Municipality, User
from surveys.models import (
    Answer,
    AnswerEvent,
    ChangeReason,
    Collection,
    Interpretation,
    Mailing,
    Receipt,
    Response,
    SectionAssignment,
    Survey,
)
from surveys.questionnaires.queries import get_survey, questionnaire_of
from tests.worlds.second_area import load_second_area
from tests.worlds.small_country import SLUG

NETWORK = ("0114", "0123", "0125", "0139", "0163", "0183", "0184", "0191")
LOADED = {"personer": 12, "enkätsvar": 12, "pågående enkätsvar": 7}


@pytest.fixture
def country(small_survey, small_units, monkeypatch):
    """The small country as the one that Exempeldata is made for, with the network; one unit does not answer."""
    monkeypatch.setattr(example_data, "SURVEY", SLUG)
    monkeypatch.setattr(example_data, "NON_RESPONDING", 1)
    network = Group.objects.create(slug="fou-nordvast", name="FoU Nordväst", kind=Group.Kind.NETWORK)
    for code in NETWORK:
        network.members.add(Municipality.objects.create(code=code, name=code, county_code="01", county_name="Län"))
    return small_survey


def answers() -> list[tuple[str, str, str]]:
    found = Answer.objects.filter(response__survey__year=2017).order_by("response__municipality__code", "item")
    return list(found.values_list("item", "value", "comment"))


def test_loading_again_makes_nothing_more(country) -> None:
    assert example_data.load_example(by="test") == LOADED
    assert example_data.load_example(by="test") == dict.fromkeys(LOADED, 0)


def test_the_same_answers_every_time(country) -> None:
    example_data.load_example(by="test")
    first = answers()
    example_data.remove_example(by="test")
    example_data.load_example(by="test")
    assert answers() == first


def test_all_of_it_can_be_computed_and_is_marked(country) -> None:
    example_data.load_example(by="test")
    compute_survey(country)
    compute_survey(get_survey("prov/2019"))
    marked = (Response, Result, GroupResult, ComputedResponse, Collection, Interpretation, Mail)
    for model in marked:
        assert set(model.objects.values_list("is_example", flat=True)) == {True}, model


def test_the_open_year_shows_every_state(country) -> None:
    example_data.load_example(by="test")
    year = get_survey("prov/2019")
    assert year.is_example
    assert "Exempeldata" in year.title
    states = list(Response.objects.filter(survey=year).values_list("state", flat=True))
    assert [states.count(one) for one in ("handed_in", "changed", "under_way")] == [3, 1, 3]
    assert Receipt.objects.count() == 4
    assert SectionAssignment.objects.get().response.municipality.code == "0125"
    assert Interpretation.objects.count() == 3


def test_its_mails_are_not_sent_to_anybody(country, mailoutbox, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        example_data.load_example(by="test")
    assert Mail.objects.exists()
    assert not Mail.objects.filter(sent_at=None).exists()
    assert mailoutbox == []


def test_a_real_year_is_left_alone(country) -> None:
    Survey.objects.create(area=country.area, year=2019, title="Riktig")
    assert example_data.load_example(by="test")["pågående enkätsvar"] == 0
    example_data.remove_example(by="test")
    assert Survey.objects.get(year=2019).title == "Riktig"


def test_one_command_removes_it_and_leaves_the_real(country, respond, small_units) -> None:
    kept = respond(0, {"R1": "ja"})
    person = User.objects.create_user("riktig@test.example", "lösen", name="Riktig")
    compute_survey(country)
    results = Result.objects.count()
    call_command("load_example", verbosity=0)
    call_command("remove_example", verbosity=0)
    assert list(Response.objects.all()) == [kept]
    assert list(User.objects.all()) == [person]
    assert list(Survey.objects.all()) == [country]
    assert (Result.objects.count(), AnswerEvent.objects.count()) == (results, 0)


def test_removing_takes_what_was_made_and_computed(country) -> None:
    example_data.load_example(by="test")
    compute_survey(country)
    example_data.remove_example(by="test")
    made = (Answer, Result, GroupResult, ComputedResponse, Membership, Receipt, Collection, Mailing, Mail)
    more = (Interpretation, SectionAssignment, ChangeReason)
    assert [model for model in (*made, *more) if model.objects.exists()] == []


def test_the_invented_people_can_log_in_with_their_roles(country) -> None:
    example_data.load_example(by="test")
    anna = authenticate(username="anna.ek@ekero.example", password="exempel-oj-2017")
    assert [str(role) for role in anna.memberships.all()] == ["Kontaktperson, 0125"]
    assert not User.objects.get(email="eva.ljung@lasare.example").memberships.exists()
    assert User.objects.filter(is_superuser=True).get().email == "sara.system@fou.example"
    contacts = Membership.objects.filter(role=Membership.Role.CONTACT)
    assert sorted(contacts.values_list("municipality__code", flat=True)) == list(NETWORK)


@pytest.fixture
def second_area(small_units) -> Survey:
    load_second_area()
    return get_survey("exempelomrade/2017")


def test_any_area_with_questions_gets_made_up_answers_marked_so(second_area, small_units) -> None:
    call_command("load_example", area="exempelomrade", year=2016, verbosity=0)
    call_command("load_example", area="exempelomrade", verbosity=0)
    responses = Response.objects.filter(survey__area=second_area.area)
    assert responses.count() == 2 * len(small_units)
    assert set(responses.values_list("survey__year", "is_example", "state")) == {
        (2016, True, "handed_in"),
        (2017, True, "handed_in"),
    }
    compute_survey(second_area)
    assert set(Result.objects.filter(survey=second_area).values_list("is_example", flat=True)) == {True}


def test_made_up_answers_of_an_area_are_answers_to_its_questions(second_area) -> None:
    assert example_data.load_example_of("exempelomrade/2017", by="test") == 5
    items = questionnaire_of(second_area).items
    for item, value in Answer.objects.values_list("item", "value"):
        assert items[item].reader()(value) == value
    assert example_data.load_example_of("exempelomrade/2017", by="test") == 0


def test_they_go_with_the_rest_of_the_exempeldata(second_area) -> None:
    example_data.load_example_of("exempelomrade/2017", by="test")
    compute_survey(second_area)
    example_data.remove_example(by="test")
    assert not Response.objects.exists()
    assert not Result.objects.exists()
    assert Survey.objects.filter(pk=second_area.pk).exists()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"area": "annat"}, "Området annat finns inte, eller har inget år med frågor"),
        ({"area": "exempelomrade", "year": 2001}, "Enkäten exempelomrade/2001 finns inte"),
        ({"area": "exempelomrade", "year": 2018}, "Exempelområde 2018 har inga frågor"),
    ],
)
def test_an_area_or_year_without_questions_is_told_so(second_area, asked: dict, told: str) -> None:
    Survey.objects.create(area=second_area.area, year=2018, title="Exempelområde 2018")
    with pytest.raises(CommandError, match=told):
        call_command("load_example", **asked)
