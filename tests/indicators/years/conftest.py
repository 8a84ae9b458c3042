"""Survey years are copied from one that is answered."""

from tests.surveys.conftest import cast, collection, now, questionnaire, response, survey  # noqa: F401
