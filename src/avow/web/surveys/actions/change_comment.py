from datetime import datetime

from django.db import transaction

from avow.web.surveys.answering import check_own
from avow.web.surveys.disclosing import watch
from avow.web.surveys.models import Answer, Response


@transaction.atomic
def change_comment(*, response: Response, comment: Answer, text: str, now: datetime) -> bool:
    """Reword a comment, or remove it where ``text`` is empty; return whether it is held back.

    Leaves no trace (ADR 0019).

    Raises:
        IllegalMoveError: the survey has closed.
        Answer.DoesNotExist: the comment is not of this response.
    """
    check_own(response, now)
    comment = response.answers.get(pk=comment.pk, lineage__isnull=False)
    if not text:
        comment.delete()
        return False
    if comment.text == text:
        return False
    comment.text = text
    comment.save(update_fields=["sealed"])
    return watch(comment, response.language)
