"""What the state of a survey and of a response allows those who answer."""

from datetime import datetime

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import conditions, states
from avow.web.surveys.given import Answers, values
from avow.web.surveys.models import Question, Response, Survey
from avow.web.surveys.models.response import ONLINE

MOST_COMMENTS = 60


def check_open(survey: Survey, now: datetime) -> None:
    """Raise IllegalMoveError unless the public may answer now."""
    if not survey.takes_answers(now):
        raise IllegalMoveError("This survey takes no answers now.")


def check_own(response: Response, now: datetime) -> None:
    """Raise IllegalMoveError unless its author may still change or withdraw a response."""
    check_open(response.survey, now)
    if response.way != ONLINE or response.state == states.WITHDRAWN:
        raise IllegalMoveError("This response can no longer be changed.")


def asked_of(survey: Survey, answers: Answers) -> list[Question]:
    """Return the questions asked of whoever gave these answers, in order."""
    asked, _counting = conditions.asked(conditions.in_order(survey), values(answers))
    return asked


def open_surveys(now: datetime) -> "tuple[list[Survey], list[Survey], list[Survey]]":
    """Return the surveys asked here: those open, those to come, those that ended, newest first."""
    here = Survey.objects.filter(place="here").exclude(state=states.DRAFT).order_by("-opens_at")
    taking, coming, ended = [], [], []
    for survey in here:
        if survey.takes_answers(now):
            taking.append(survey)
        elif survey.state == states.READY and survey.opens_at and now < survey.opens_at:
            coming.append(survey)
        else:
            ended.append(survey)
    return taking, coming[::-1], ended
