"""What was asked and answered."""

from surveys.models.answering import (
    Answer,
    AnswerEvent,
    ChangeReason,
    KeptWarning,
    Receipt,
    Response,
    ResponseQuerySet,
    SectionAssignment,
)
from surveys.models.collecting import Collection, CollectionQuerySet, Mailing
from surveys.models.files import ImportRun
from surveys.models.questionnaires import Interpretation, ServiceArea, Survey

__all__ = [
    "Answer",
    "AnswerEvent",
    "ChangeReason",
    "Collection",
    "CollectionQuerySet",
    "ImportRun",
    "Interpretation",
    "KeptWarning",
    "Mailing",
    "Receipt",
    "Response",
    "ResponseQuerySet",
    "SectionAssignment",
    "ServiceArea",
    "Survey",
]
