"""Computing: what is stored of units and groups, what a second run writes, and what a run that dies leaves."""

from __future__ import annotations

import hashlib
from decimal import Decimal

import pytest

from indicators.computing.compute import compute_survey, stale_units
from indicators.models import ComputedResponse, DefinitionSet, GroupResult, Result
from municipalities.models import Group, User
from surveys.models import Answer, Response
from surveys.questionnaires.queries import get_survey
from tests.worlds.small_country import DEFINITIONS, SLUG


def value(place: int, indicator: str) -> str:
    return Result.objects.get(municipality__code=f"010{place}", indicator__code=indicator, origin="computed").value


def group(slug: str, indicator: str) -> GroupResult:
    return GroupResult.objects.get(group__slug=slug, indicator__code=indicator, origin="computed")


@pytest.fixture
def computed(survey, everybody):
    compute_survey(survey)
    return survey


def test_results_and_group_results_are_stored(computed) -> None:
    assert [value(0, code) for code in ("rutin", "stod", "timmar")] == ["ja", "ja", "bortfall"]
    county = group("lan", "rutin")
    assert (county.yes, county.base, county.left_out, county.non_response, county.units) == (5, 5, 0, 0, 5)
    assert county.withheld == ""


def test_a_numeric_group_result_is_the_unweighted_mean_of_those_that_gave_a_figure(computed) -> None:
    mean = group("natverk", "timmar")
    assert (mean.number, mean.base, mean.non_response, mean.yes) == (Decimal("12.5"), 4, 1, None)


def test_a_second_run_writes_nothing(computed) -> None:
    done = compute_survey(computed)
    assert (done.units, done.written, done.removed, done.group_results_written) == (0, 0, 0, 0)


def test_one_changed_answer_writes_one_result_and_its_groups(computed, respond) -> None:
    respond(4, {"R1a": "nej"})
    done = compute_survey(computed)
    assert (done.units, done.written, done.unchanged, done.group_results_written) == (1, 1, 2, 2)
    assert value(4, "rutin") == "nej"
    assert group("lan", "rutin").yes == 4


def test_a_changed_answer_costs_a_fixed_number_of_queries(computed, respond, django_assert_max_num_queries):
    respond(4, {"R1a": "nej"})
    with django_assert_max_num_queries(35):
        compute_survey(computed)


def test_an_answer_behind_a_closed_gate_is_never_read(computed, respond) -> None:
    respond(1, {"R1": "nej"})
    compute_survey(computed)
    assert value(1, "rutin") == "nej"
    respond(1, {"R1": "ja"})
    compute_survey(computed)
    assert value(1, "rutin") == "ja"


@pytest.mark.parametrize(("absent", "withheld"), [(1, ""), (2, "over_20")])
def test_a_county_is_withheld_above_twenty_per_cent_and_a_network_never(survey, everybody, respond, absent, withheld):
    for place in range(absent):
        respond(place, {"R1": "ej_aktuellt"})
    compute_survey(survey)
    assert group("lan", "rutin").withheld == withheld
    assert group("natverk", "rutin").withheld == ""


def test_a_unit_without_response_has_no_result_and_counts_as_non_response(survey, respond) -> None:
    for place in range(4):
        respond(place, {"R1": "ja", "R1a": "ja", "R2": "vissa"})
    compute_survey(survey)
    assert not Result.objects.filter(municipality__code="0104").exists()
    assert (group("lan", "stod").non_response, group("lan", "stod").base) == (1, 4)


def test_a_removed_response_takes_its_results_along(computed) -> None:
    Response.objects.filter(municipality__code="0104").delete()
    done = compute_survey(computed)
    assert done.removed == 3
    assert group("lan", "rutin").non_response == 1
    Response.objects.all().delete()
    compute_survey(computed)
    assert not Result.objects.exists()
    assert not GroupResult.objects.exists()
    assert not ComputedResponse.objects.exists()


def redefine(survey, text: str) -> None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    DefinitionSet.objects.filter(survey=survey).update(text=text, sha256=digest)


def test_new_definitions_compute_everything_anew_and_write_what_differs(computed) -> None:
    redefine(computed, DEFINITIONS.replace("ja: {R2: alla}, delvis: {R2: vissa}", "ja: {R2: nej}, delvis: {R2: vissa}"))
    fresh = get_survey(SLUG)
    assert len(stale_units(fresh).units) == 5
    done = compute_survey(computed)
    assert (done.units, done.written, value(0, "stod")) == (5, 5, "nej")


def test_a_changed_wording_computes_anew_and_writes_nothing(computed) -> None:
    redefine(computed, DEFINITIONS.replace("Stöd erbjuds.", "Stöd finns att få."))
    done = compute_survey(computed)
    assert (done.units, done.written, done.group_results_written) == (5, 0, 0)


def test_an_indicator_that_left_the_definitions_loses_its_results(computed) -> None:
    redefine(computed, DEFINITIONS[: DEFINITIONS.index("  - indicator: timmar")])
    compute_survey(computed)
    assert not Result.objects.filter(indicator__code="timmar").exists()
    assert not GroupResult.objects.filter(indicator__code="timmar").exists()


def test_real_answers_push_the_example_out_as_a_whole(survey, respond) -> None:
    for place in range(5):
        respond(place, {"R1": "ja", "R1a": "ja"}, is_example=True)
    compute_survey(survey)
    assert group("lan", "rutin").is_example
    respond(0, {"R1": "nej"})
    compute_survey(survey)
    assert list(Result.objects.values_list("is_example", flat=True).distinct()) == [False]
    assert (group("lan", "rutin").yes, group("lan", "rutin").base, group("lan", "rutin").is_example) == (0, 1, False)


def test_changed_membership_is_mended_by_the_next_run(computed, units) -> None:
    Group.objects.get(slug="halva").members.add(units[2])
    compute_survey(computed)
    assert group("halva", "rutin").units == 3


def test_a_run_that_dies_goes_on_where_it_stopped(survey, everybody, monkeypatch) -> None:
    monkeypatch.setattr("indicators.computing.compute.CHUNK", 2)

    def die_after_two(done: int, total: int) -> None:
        if done > 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compute_survey(survey, die_after_two)
    assert ComputedResponse.objects.count() == 2
    assert group("lan", "rutin").yes == 2  # groups are in step with the units stored so far
    done = compute_survey(survey)
    assert (done.units, group("lan", "rutin").yes) == (3, 5)


def test_an_answer_to_an_item_asked_no_more_is_kept_and_not_read(survey, respond) -> None:
    respond(0, {"R1": "nej", "X9": "något"})
    compute_survey(survey)
    assert value(0, "rutin") == "nej"
    assert Answer.objects.filter(item="X9").exists()


def test_an_empty_answer_is_unanswered(survey, respond) -> None:
    response = respond(0, {"R1": "", "R2": "nej"})
    compute_survey(survey)
    assert (value(0, "rutin"), value(0, "stod")) == ("bortfall", "nej")
    assert Answer.objects.filter(response=response).count() == 2


def test_nothing_is_stored_of_a_persons_own_group(everybody, small_survey, small_units) -> None:
    """It is counted where it is shown: what people choose for themselves stands in no file and takes no time."""
    owner = User.objects.create_user("eva@prov.example", name="Eva")
    own = Group.objects.create(slug="egen-x", name="Min", kind=Group.Kind.CUSTOM, owner=owner)
    own.members.set(small_units[:2])
    compute_survey(small_survey)
    compute_survey(small_survey)  # the second time the groups alone are looked through
    assert GroupResult.objects.filter(group__slug="halva").exists()
    assert not GroupResult.objects.filter(group=own).exists()
