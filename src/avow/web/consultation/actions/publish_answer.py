from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import states, telling
from avow.web.consultation.claims import fingerprint
from avow.web.consultation.models import Answer
from avow.web.consultation.permissions import check_publish_answer
from avow.web.consultation.policies import (
    check_adopted,
    check_answer_move,
    check_pointed,
    check_public,
)


def publish_answer(*, by: Person, answer: Answer) -> Answer:
    """Make the newest wording public, with the quotes and the names of the organisations.

    Those who asked and left an address are told once, in a message queued with the act.

    Raises:
        IllegalMoveError: it is not signed off, or nothing of the ask is adopted.
    """
    return publish_answers(by=by, answers=[answer])[0]


@transaction.atomic
def publish_answers(*, by: Person, answers: Iterable[Answer]) -> list[Answer]:
    """Publish several answers, or, if one cannot be, none; one message to each who asked."""
    check_publish_answer(by)
    public = [_publish(by, answer) for answer in answers]
    telling.queue(public, by)
    return public


def _publish(by: Person, answer: Answer) -> Answer:
    answer = (
        Answer.objects.select_for_update(of=("self",))
        .select_related("ask", "current__ask")
        .get(pk=answer.pk)
    )
    check_adopted(answer.ask)
    check_answer_move(answer, states.PUBLISHED)
    check_pointed(answer.current)
    answer.state, answer.published = states.PUBLISHED, answer.current
    answer.published_at, answer.published_by = timezone.now(), by
    answer.save(update_fields=["state", "published", "published_at", "published_by"])
    record(
        by=by,
        verb="answer.published",
        on=answer,
        number=answer.current.number,
        sha256=fingerprint(answer.current),
    )
    return answer


@transaction.atomic
def withdraw_answer(*, by: Person, answer: Answer) -> Answer:
    """Take an answer back from the public pages; its wordings and the trace stay.

    What was public is a draft again: it is signed off anew before it is published again.

    Raises:
        IllegalMoveError: it is not public.
    """
    check_publish_answer(by)
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    check_public(answer)
    answer.published = answer.published_at = answer.published_by = None
    if answer.state == states.PUBLISHED:
        answer.state, answer.before_sign_off = states.DRAFT, False
        answer.signed_by = answer.signed_at = None
    answer.save()
    record(by=by, verb="answer.withdrawn", on=answer)
    return answer
