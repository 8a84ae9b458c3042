"""FoU Nordväst's collection of 2017 has closed: Ekerö has handed in, and the results are computed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from indicators.computing.compute import compute_survey
from indicators.publishing.queries import Year
from municipalities.models import Group
from surveys.models import Response
from tests.scenario import Cast
from tests.worlds.answering import answer, hand_in_as_it_stands

AFTER = datetime(2017, 3, 22, 12, tzinfo=UTC)


@pytest.fixture
def closed(response: Response, cast: Cast, now) -> Year:
    answer(response, E1="inom_3_dagar")
    hand_in_as_it_stands(response)
    now.move_to(AFTER)
    compute_survey(response.survey)
    return Year(response.survey, cast.network)


@pytest.fixture
def nation(cast: Cast) -> Group:
    return Group.objects.get(kind=Group.Kind.NATION)
