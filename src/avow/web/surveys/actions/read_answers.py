from collections.abc import Sequence

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.models import Answer, Question
from avow.web.surveys.permissions import check_read_responses


@transaction.atomic
def read_answers(*, by: Person, question: Question, answers: Sequence[Answer]) -> list[str]:
    """Return the texts of answers to one question; that they were read is kept with the same act.

    Answers that a trained reader holds back are left out, whoever asks.
    """
    check_read_responses(by)
    wanted = [answer.pk for answer in answers]
    found = {a.pk: a for a in question.answers.readable().filter(pk__in=wanted)}
    record(by=by, verb="answers.read", on=question, answers=len(found))
    return [found[pk].text for pk in wanted if pk in found]
