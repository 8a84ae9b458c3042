"""Who is like whom, by the keys of a survey year: read from the year itself, else the latest year before it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from municipalities.models import MunicipalityYear
from municipalities.places.queries import known_keys
from municipalities.places.reference import load_reference, read_rows
from municipalities.places.similar import (
    SIZE,
    SKR,
    SOCIOECONOMIC,
    Facts,
    Key,
    find_similar,
    latest_key,
    size_group_of,
)

FACTS = st.builds(
    Facts,
    population=st.none() | st.integers(10_000, 40_000),
    size_group=st.none() | st.integers(1, 3),
    skr_group=st.sampled_from(["", "A1", "A2"]),
    socioeconomic_key=st.none() | st.integers(1, 2),
)
COUNTRY = st.dictionaries(st.integers(1, 8), st.dictionaries(st.integers(2015, 2023), FACTS, max_size=4), min_size=1)


def test_every_size_group_of_2017_is_that_of_the_population_at_the_end_of_2016() -> None:
    population = {row["kod"]: int(row["inv_20161231"]) for row in read_rows("folkmangd.csv")}
    wrong = [
        row["namn"]
        for row in read_rows("kommuner.csv")
        if size_group_of(population[row["kod"]]) != int(row["storleksgrupp_2017"])
    ]
    assert wrong == []


def test_a_published_size_group_goes_before_a_derived_one() -> None:
    years = {2016: Facts(population=70_405), 2017: Facts(size_group=3)}
    assert latest_key(SIZE, years, 2017) == Key(SIZE, 3, 2017)


def test_a_size_group_that_nobody_published_is_derived_from_the_population_before_the_year() -> None:
    years = {2017: Facts(population=70_405, size_group=3)}
    assert latest_key(SIZE, years, 2018) == Key(SIZE, 4, 2018, derived_from=70_405)
    assert latest_key(SIZE, years, 2023) == Key(SIZE, 4, 2018, derived_from=70_405)


def test_all_keys_decide_and_the_unknown_are_told_apart() -> None:
    own = {2017: Facts(size_group=2, skr_group="A2", socioeconomic_key=1)}
    known = {
        1: own,
        2: own,
        3: {2017: Facts(size_group=1, skr_group="A2", socioeconomic_key=1)},
        4: {2017: Facts(size_group=2, skr_group="A2", socioeconomic_key=8)},
        5: {2017: Facts(size_group=2, skr_group="A2")},
        6: {2016: Facts(size_group=2, skr_group="A2", socioeconomic_key=1)},
    }
    found = find_similar(1, known, 2017)
    assert [(key.name, key.value) for key in found.keys] == [(SIZE, 2), (SKR, "A2"), (SOCIOECONOMIC, 1)]
    assert (found.alike, found.perhaps, found.lacking) == ([2], [5], [])


def test_a_key_never_known_is_not_used() -> None:
    known = {1: {2023: Facts(skr_group="A2")}, 2: {2023: Facts(skr_group="A2", size_group=5)}}
    found = find_similar(1, known, 2023)
    assert (found.lacking, found.alike) == ([SIZE, SOCIOECONOMIC], [2])


def test_nobody_is_like_one_without_keys() -> None:
    found = find_similar(1, {1: {}, 2: {2017: Facts(skr_group="A2")}}, 2017)
    assert (found.keys, found.alike, found.perhaps) == ([], [], [])


@given(COUNTRY, st.integers(2015, 2023), st.data())
def test_those_alike_share_every_key_and_nobody_is_named_twice(country, year, data) -> None:
    own = data.draw(st.sampled_from(sorted(country)))
    found = find_similar(own, country, year)
    assert own not in found.alike + found.perhaps
    assert len(set(found.alike + found.perhaps)) == len(found.alike + found.perhaps)
    assert {key.name for key in found.keys} | set(found.lacking) == {SIZE, SKR, SOCIOECONOMIC}
    for other in found.alike:
        again = find_similar(other, country, year)
        if {key.name: key.year for key in again.keys} == {key.name: key.year for key in found.keys}:
            assert own in again.alike


@given(COUNTRY, st.integers(2015, 2022), FACTS)
def test_what_is_learnt_of_a_later_year_changes_nothing(country, year, later) -> None:
    grown = {pk: {**years, year + 1: later} for pk, years in country.items()}
    kept = {pk: {y: f for y, f in years.items() if y <= year} for pk, years in country.items()}
    for own in country:
        assert find_similar(own, grown, year) == find_similar(own, kept, year)


def test_in_2023_those_alike_have_a_size_too(db: None) -> None:
    """Ekerö: A2 of SKR's division of 2023; size group 2 from 28,000 inhabitants at the end of 2019."""
    load_reference(by="test")
    ekero = MunicipalityYear.objects.get(municipality__code="0125", year=2023).municipality
    known = known_keys(ekero, 2023)
    found = find_similar(ekero.pk, known, 2023)
    assert [(key.name, key.value, key.year) for key in found.keys] == [(SIZE, 2, 2020), (SKR, "A2", 2023)]
    assert found.lacking == [SOCIOECONOMIC]
    sizes = {size_group_of(known[pk][2019].population) for pk in found.alike}
    assert sizes == {2}
    assert 0 < len(found.alike) < 42


def test_a_district_stands_in_the_groups_of_its_city(db: None) -> None:
    load_reference(by="test")
    district = MunicipalityYear.objects.get(municipality__code="0180", year=2017).municipality.districts.first()
    found = find_similar(district.pk, known_keys(district, 2017), 2017)
    assert [(key.name, key.value) for key in found.keys] == [(SIZE, 5), (SKR, "A1")]
    assert len(found.alike) == 28
