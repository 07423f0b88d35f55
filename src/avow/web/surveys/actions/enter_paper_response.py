from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.surveys import plan_text, states
from avow.web.surveys.actions.save_section import put
from avow.web.surveys.disclosing import watch
from avow.web.surveys.given import Answers
from avow.web.surveys.models import Answer, Question, Response, Survey
from avow.web.surveys.models.response import PAPER, today
from avow.web.surveys.permissions import check_enter_response

Comments = Mapping[UUID, str]
# People hand in paper until the last moment; it is typed in afterwards.
DAYS_AFTER = 28


@transaction.atomic
def enter_paper_response(
    *,
    by: Person,
    survey: Survey,
    language: str,
    given: Answers,
    comments: Comments,
    response: Response | None = None,
) -> Response:
    """Type in a response given on paper; or correct one that ``by`` typed in today.

    What stands on the paper is typed in as it stands, so every question may be answered. Whoever
    types in disclosures sees them; after that only a trained reader does.

    Raises:
        IllegalMoveError: the survey takes no paper now, nothing was answered, or the response is
            not one that ``by`` typed in today.
    """
    check_enter_response(by)
    check_takes_paper(survey)
    if not any(given.values()) and not any(comments.values()):
        raise IllegalMoveError("Nothing was typed in, so there is nothing to save.")
    new = response is None
    response = _own(by, survey, response) if response else Response(survey=survey, entered_by=by)
    response.way, response.language = PAPER, language
    response.state, response.sent_on = states.SENT, response.sent_on or today()
    response.save()
    held = held_back(response)
    questions = [question for question in survey.questions.all() if question.pk not in held]
    put(response, questions, given)
    _comments(response, questions, comments)
    verb = "response.typed-in" if new else "response.corrected"
    record(by=by, verb=verb, on=survey, response=str(response.pk))
    return response


def check_takes_paper(survey: Survey) -> None:
    """Raise IllegalMoveError unless paper is typed in now: from opening to four weeks after."""
    now = timezone.now()
    opened = survey.opens_at is not None and survey.opens_at <= now
    closes = survey.closed_at or survey.closes_at
    late = closes is not None and (now - closes).days >= DAYS_AFTER
    if survey.state == states.DRAFT or not opened or late:
        raise IllegalMoveError(
            f"Answers on paper are typed in from the day a survey opens to {DAYS_AFTER} days "
            "after it closes."
        )


def typed_today(by: Person, survey: Survey) -> QuerySet[Response]:
    """Return what ``by`` typed in today: all that they may see again and correct."""
    return Response.objects.filter(survey=survey, way=PAPER, entered_by=by, created_at=today())


def held_back(response: Response) -> set[UUID]:
    """Return the questions of which an answer waits for, or stays with, a trained reader."""
    held = response.answers.filter(concern__state__in=[states.OPEN, states.KEPT])
    return set(held.values_list("question_id", flat=True))


def _own(by: Person, survey: Survey, response: Response) -> Response:
    found = typed_today(by, survey).filter(pk=response.pk).select_for_update().first()
    if found is None:
        raise IllegalMoveError("You can correct what you typed in yourself, on the same day.")
    return found


def _comments(response: Response, questions: list[Question], comments: Comments) -> None:
    asked = next((question for question in questions if question.kind == "passage"), None)
    if asked is None:
        return
    known = {c.lineage for c in plan_text.readable(response.survey.version)}
    before = {answer.lineage: answer for answer in response.answers.filter(lineage__isnull=False)}
    for lineage, text in comments.items():
        answer = before.get(lineage) or Answer(response=response, question=asked, lineage=lineage)
        if lineage not in known or answer.text == text:
            continue
        if not text:
            answer.delete()
            continue
        answer.text = text
        answer.save()
        watch(answer, response.language)
