from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import models, transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.models import Answer
from avow.web.themes.permissions import check_read_themes


@transaction.atomic
def read_answers(
    *, by: Person, on: models.Model, answers: Iterable[UUID], page: str, **where: Any
) -> dict[UUID, Answer]:
    """Return those of the answers that staff may read; that they were read is kept with the act.

    ``on`` is the question, theme or campaign whose page shows them, ``page`` its name.
    """
    check_read_themes(by)
    wanted = set(answers)
    found = (
        {
            answer.pk: answer
            for answer in Answer.objects.readable()
            .filter(pk__in=wanted)
            .only("pk", "sealed", "quote", "response_id", "question_id")
        }
        if wanted
        else {}
    )
    record(by=by, verb="answers.read", on=on, page=page, answers=len(found), **where)
    return found
