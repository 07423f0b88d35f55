from avow.web.surveys.models.answer import Answer
from avow.web.surveys.models.concern import Concern
from avow.web.surveys.models.question import Question, Section
from avow.web.surveys.models.response import Response
from avow.web.surveys.models.survey import Survey
from avow.web.surveys.models.taken_in import Intake, Mapping, RefusedRow

__all__ = [
    "Answer",
    "Concern",
    "Intake",
    "Mapping",
    "Question",
    "RefusedRow",
    "Response",
    "Section",
    "Survey",
]
