from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Answer, AnswerRevision, Recommendation
from avow.web.consultation.permissions import check_write_answer
from avow.web.consultation.policies import check_adopted, check_based_on, check_complete
from avow.web.core.words import seen


@transaction.atomic
def write_answer(
    *,
    by: Person,
    recommendation: Recommendation,
    decision: str,
    reason: str,
    change: str = "",
    based_on: int | None = None,
) -> Answer:
    """Save an answer to an adopted recommendation; the public sees it once it is published.

    ``based_on`` is the number of the wording that was edited (0 for none). Every wording is kept.

    Raises:
        IncompleteAnswerError: no reason, or accepted without saying what changes in the plan.
        StaleAnswerError: somebody saved a newer wording; nothing is written.
        IllegalMoveError: the recommendation is not adopted.
    """
    check_write_answer(by)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_adopted(row)
    reason, change = seen(reason).strip(), seen(change).strip()
    check_complete(decision, reason, change)
    newest = row.answer_revisions.first()
    check_based_on(newest, based_on)
    wording = AnswerRevision.objects.create(
        recommendation=row,
        number=newest.number + 1 if newest else 1,
        decision=decision,
        reason=reason,
        change=change,
        decided_by=by,
    )
    answer, _new = Answer.objects.update_or_create(
        recommendation=row, defaults={"current": wording}
    )
    record(by=by, verb="answer.written", on=answer, decision=decision, number=wording.number)
    return answer
