from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import states
from avow.web.consultation.changes import Pointer
from avow.web.consultation.models import Answer, AnswerRevision, Ask
from avow.web.consultation.permissions import check_write_answer
from avow.web.consultation.policies import (
    check_adopted,
    check_based_on,
    check_complete,
    check_pointer,
)
from avow.web.core.words import seen


@transaction.atomic
def write_answer(
    *,
    by: Person,
    ask: Ask,
    decision: str,
    reason: str,
    change: str = "",
    pointer: Pointer | None = None,
    no_change: str = "",
    based_on: int | None = None,
) -> Answer:
    """Save a draft of the answer to an ask: one answer for all its voices.

    ``pointer`` says which commitments and actions changed; ``no_change`` says why the plan stays.
    ``based_on`` is the number of the wording that was edited (0 for none). Every
    wording is kept; a new one waits for its own sign-off.

    Raises:
        IncompleteAnswerError: no reason, accepted without saying what changes, or both a change
            and a reason for none.
        StaleAnswerError: somebody saved a newer wording; nothing is written.
        IllegalMoveError: nothing of the ask is adopted, or the pointer is to a draft.
    """
    check_write_answer(by)
    ask = Ask.objects.select_for_update().get(pk=ask.pk)
    check_adopted(ask)
    reason, change, no_change = (seen(text).strip() for text in (reason, change, no_change))
    check_complete(decision, reason, change, no_change)
    check_pointer(pointer, no_change)
    newest = ask.answer_revisions.first()
    check_based_on(newest, based_on)
    wording = AnswerRevision.objects.create(
        ask=ask,
        number=newest.number + 1 if newest else 1,
        decision=decision,
        reason=reason,
        change=change,
        version=pointer.version if pointer else None,
        changed=[str(lineage) for lineage in pointer.lineages] if pointer else [],
        no_change=no_change,
        decided_by=by,
    )
    fresh = {
        "current": wording,
        "state": states.DRAFT,
        "written_by": by,
        "returned_for": "",
        "signed_by": None,
        "signed_at": None,
        "before_sign_off": False,
    }
    answer, _new = Answer.objects.update_or_create(ask=ask, defaults=fresh)
    record(by=by, verb="answer.written", on=answer, decision=decision, number=wording.number)
    return answer
