from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.claims import fingerprint
from avow.web.consultation.models import Answer
from avow.web.consultation.permissions import check_publish_answer
from avow.web.consultation.policies import check_adopted, check_has_news, check_public


@transaction.atomic
def publish_answer(*, by: Person, answer: Answer) -> Answer:
    """Make the newest wording public, with the quote and the name of the organisation.

    Raises:
        IllegalMoveError: that wording is public already, or the recommendation is not adopted.
    """
    check_publish_answer(by)
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("recommendation", "current__recommendation")
        .get(pk=answer.pk)
    )
    check_adopted(answer.recommendation)
    check_has_news(answer)
    answer.published = answer.current
    answer.published_at, answer.published_by = timezone.now(), by
    answer.save(update_fields=["published", "published_at", "published_by"])
    record(
        by=by,
        verb="answer.published",
        on=answer,
        number=answer.current.number,
        sha256=fingerprint(answer.current),
    )
    return answer


@transaction.atomic
def publish_answers(*, by: Person, answers: Iterable[Answer]) -> list[Answer]:
    """Publish several answers, or, if one cannot be, none."""
    check_publish_answer(by)
    return [publish_answer(by=by, answer=answer) for answer in answers]


@transaction.atomic
def withdraw_answer(*, by: Person, answer: Answer) -> Answer:
    """Take an answer back from the public pages; its wordings and the trace stay.

    Raises:
        IllegalMoveError: it is not public.
    """
    check_publish_answer(by)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    check_public(answer)
    answer.published = answer.published_at = answer.published_by = None
    answer.save(update_fields=["published", "published_at", "published_by"])
    record(by=by, verb="answer.withdrawn", on=answer)
    return answer
