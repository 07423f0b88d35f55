from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from avow.web.surveys import states
from avow.web.surveys.answering import asked_of, check_own
from avow.web.surveys.disclosing import watch
from avow.web.surveys.given import NOTHING, Answers, Given, stored
from avow.web.surveys.models import Answer, Question, Response


@transaction.atomic
def save_section(
    *, response: Response, questions: Iterable[Question], given: Answers, now: datetime
) -> bool:
    """Store what somebody answered to ``questions``; return whether any of it is held back.

    An empty answer erases the one before. Leaves no trace (ADR 0019).

    Raises:
        IllegalMoveError: the survey has closed, or the response was withdrawn.
    """
    check_own(response, now)
    held = put(response, questions, given)
    if response.state == states.SENT:
        drop_unasked(response)
    return held


def put(response: Response, questions: Iterable[Question], given: Answers) -> bool:
    """Store answers, whoever gives them; return whether any is held back."""
    before = {
        answer.question_id: answer for answer in response.answers.filter(lineage__isnull=True)
    }
    held = [
        _put_one(response, question, before.get(question.pk), given.get(question.key, NOTHING))
        for question in questions
        if question.kind != "passage"
    ]
    return any(held)


def _put_one(response: Response, question: Question, before: Answer | None, given: Given) -> bool:
    if not given:
        if before is not None:
            before.delete()
        return False
    answer = before or Answer(response=response, question=question)
    changed = answer.text != given.text
    if not changed and tuple(answer.choices) == given.choices:
        return False
    answer.choices, answer.text = list(given.choices), given.text
    answer.save()
    return changed and watch(answer, response.language)


def drop_unasked(response: Response) -> None:
    """Erase the answers to questions that, by the other answers, are not asked."""
    asked = asked_of(response.survey, stored(response))
    response.answers.exclude(question__in=asked).delete()
