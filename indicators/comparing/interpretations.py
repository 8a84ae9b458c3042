"""What the networks' quality-assurance meetings agreed on for the questions an indicator is decided by, and what of it
is to be considered in the analysis (beaktas i analysen): a reservation, which follows its question's indicators."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import F, Q

from indicators.rules.spec import Definitions, IndicatorDefinition, items_in
from municipalities.models import Group
from surveys.models import Interpretation, ServiceArea, Survey
from surveys.questionnaires.queries import questionnaire_of
from surveys.questionnaires.questionnaire import Questionnaire


@dataclass(frozen=True)
class Reservation:
    """What is to be considered when an indicator's figures of a year are read, and whose figures: `units` are the
    network's members that year."""

    year: int
    question: str
    because: str
    network: str
    units: frozenset[int]
    is_example: bool

    @property
    def text(self) -> str:
        told = f"Beaktas i analysen, fråga {self.question} {self.year} ({self.network}): {self.because}"
        return f"Exempeldata. {told}" if self.is_example else told


@dataclass(frozen=True)
class Reservations:
    """By year and indicator code; what a page asks for is narrowed to the units it tells of."""

    found: Mapping[tuple[int, str], list[Reservation]]

    def texts(self, code: str, years: Iterable[int | None], units: Collection[int]) -> list[str]:
        """Of one indicator, oldest year first, as far as it concerns any of the units (ids)."""
        told = [one for year in sorted(filter(None, years)) for one in self.found.get((year, code), [])]
        return [one.text for one in told if not one.units.isdisjoint(units)]

    def real_or(self, is_example: bool) -> Reservations:
        """Without those that are Exempeldata, unless what reads them is that too."""
        kept = {key: [one for one in told if is_example or not one.is_example] for key, told in self.found.items()}
        return Reservations(kept)


NO_RESERVATIONS = Reservations({})


def reservations_in(area: ServiceArea, definitions: Mapping[int, Definitions]) -> Reservations:
    """All that hold in the years: agreed on, which is after the protocol is approved, and so open to everybody as the
    interpretations are. One query; where there are any, one more and one of each network's members in a year."""
    agreed = [one for one in _agreed(area, definitions) if one.consider_in_analysis]
    if not agreed:
        return NO_RESERVATIONS
    questionnaires = _questionnaires({one.survey_id for one in agreed})
    members: dict[tuple[int, int], frozenset[int]] = {}
    found: dict[tuple[int, str], list[Reservation]] = {}
    for one in agreed:
        year = one.survey.year
        where = (one.network_id, year)
        units = members.get(where) or members.setdefault(where, _members(one.network, year))
        told = Reservation(year, one.question, one.consider_because, one.network.name, units, one.is_example)
        for code, definition in definitions[year].indicators.items():
            if one.question in questions_of(definition, questionnaires[one.survey_id]):
                found.setdefault((year, code), []).append(told)
    return Reservations(found)


def _members(network: Group, year: int) -> frozenset[int]:
    return frozenset(network.members_in(year).values_list("pk", flat=True))


def interpretations_of(area: ServiceArea, code: str, definitions: Mapping[int, Definitions]) -> list[Interpretation]:
    """Those that hold, newest year first, then by question. One query; one more where the area has any."""
    agreed = _agreed(area, definitions)
    questionnaires = _questionnaires({one.survey_id for one in agreed})
    read = {
        one.survey_id: questions_of(definitions[one.survey.year].indicators.get(code), questionnaires[one.survey_id])
        for one in agreed
    }
    held = [one for one in agreed if one.question in read[one.survey_id]]
    return sorted(held, key=lambda one: (-one.survey.year, read[one.survey_id].index(one.question), one.network_id))


def _agreed(area: ServiceArea, definitions: Mapping[int, Definitions]) -> list[Interpretation]:
    """Also those that a later year's meeting let go: they held in their own."""
    held = Q(state=Interpretation.State.AGREED) | Q(let_go_in__gt=F("survey__year"))
    found = Interpretation.objects.filter(held, survey__area=area, survey__year__in=list(definitions))
    return list(found.select_related("survey", "network").defer("survey__questionnaire_text"))


def _questionnaires(surveys: set[int]) -> dict[int, Questionnaire | None]:
    return {one.pk: questionnaire_of(one) for one in Survey.objects.filter(pk__in=surveys)} if surveys else {}


def questions_of(definition: IndicatorDefinition | None, questionnaire: Questionnaire | None) -> list[str]:
    """Codes of the questions whose answers decide the indicator, each once, in the order its rule names them."""
    return list(dict.fromkeys(_questions_of(definition, questionnaire)))


def _questions_of(definition: IndicatorDefinition | None, questionnaire: Questionnaire | None) -> Iterator[str]:
    if definition is not None and definition.rule is not None and questionnaire is not None:
        yield from (questionnaire.question_of(item).code for item in items_in(definition.rule))
