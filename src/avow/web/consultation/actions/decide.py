"""Adopt, reject, or take a decision back."""

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation import states
from avow.web.consultation.actions.settle import settle
from avow.web.consultation.answering import due
from avow.web.consultation.models import Ask, Recommendation
from avow.web.consultation.permissions import check_review
from avow.web.consultation.policies import check_decision, check_revision
from avow.web.core.words import seen


def adopt(
    *, by: Person, recommendation: Recommendation, revision: int | None = None, note: str = ""
) -> Recommendation:
    """Take a candidate on as something the submission asks for.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: it is no candidate.
    """
    return _decide(by, recommendation, states.ADOPTED, "recommendation.adopted", revision, note)


def reject(
    *, by: Person, recommendation: Recommendation, revision: int | None = None, note: str = ""
) -> Recommendation:
    """Say that a candidate asks for nothing, or for nothing the plan could carry.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: it is no candidate.
    """
    return _decide(by, recommendation, states.REJECTED, "recommendation.rejected", revision, note)


def undo_decision(
    *, by: Person, recommendation: Recommendation, revision: int | None = None
) -> Recommendation:
    """Make a recommendation a candidate again; it leaves those it stands with.

    Where it stands alone, a draft answer to it is kept.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: it is a candidate, or its answer is public.
    """
    return _decide(by, recommendation, states.CANDIDATE, "recommendation.undecided", revision, "")


@transaction.atomic
def _decide(
    by: Person,
    recommendation: Recommendation,
    state: str,
    verb: str,
    revision: int | None,
    note: str,
) -> Recommendation:
    check_review(by)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    check_revision(row, revision)
    check_decision(row, state)
    decided = state != states.CANDIDATE
    row.state = state
    row.decided_by = by if decided else None
    row.decided_at = timezone.now() if decided else None
    row.note = seen(note)
    row.revision += 1
    _stand(row)
    row.save(update_fields=["state", "ask", "decided_by", "decided_at", "note", "revision"])
    record(by=by, verb=verb, on=row, submission=str(row.submission_id))
    settle(row.submission, opened=True)
    return row


def _stand(row: Recommendation) -> None:
    """Give what is adopted an ask of its own; let what is undecided leave the others."""
    if row.state == states.ADOPTED and row.ask_id is None:
        row.ask = Ask.objects.create(due_on=due(timezone.localdate()))
    elif row.state == states.CANDIDATE and row.ask_id:
        others = Recommendation.objects.filter(ask=row.ask_id).exclude(pk=row.pk)
        row.ask = None if others.exists() else row.ask
