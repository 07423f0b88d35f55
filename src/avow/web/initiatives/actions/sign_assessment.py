from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.core.words import one_line
from avow.web.initiatives import states
from avow.web.initiatives.doubting import doubts
from avow.web.initiatives.models import Assessment, Withdrawal
from avow.web.initiatives.permissions import check_sign_assessments, check_write_assessments
from avow.web.initiatives.policies import (
    check_about_this,
    check_answers_for,
    check_open,
    check_remark,
    check_signed_by_another,
    check_whole,
    check_withdrawable,
)
from avow.web.initiatives.proposing import as_proposed
from avow.web.initiatives.queries import newest_signed


@transaction.atomic
def hand_in_assessment(*, by: Person, assessment: Assessment) -> Assessment:
    """Hand a draft in for signature; it is about what the initiative proposes now.

    Raises:
        IllegalMoveError: a question has no answer, the review date is missing or too far away, it
            was handed in already, or somebody else answers for the initiative.
    """
    check_write_assessments(by)
    assessment = _held(assessment)
    check_answers_for(assessment.initiative, by)
    check_move(states.ASSESSMENT, assessment.state, states.READY, str(assessment))
    check_whole(assessment, timezone.localdate())
    assessment.about = assessment.initiative.revision
    assessment.proposed = as_proposed(assessment.initiative)
    assessment.returned = ""
    # What is written is fixed from the next step on, so the two are saved one after the other.
    assessment.save(update_fields=["about", "proposed", "returned"])
    assessment.state = states.READY
    assessment.save(update_fields=["state"])
    record(by=by, verb="assessment.handed-in", on=assessment, about=assessment.about)
    return assessment


@transaction.atomic
def take_back_assessment(*, by: Person, assessment: Assessment) -> Assessment:
    """Take an assessment back that was handed in and not signed yet: it is a draft again.

    Raises:
        IllegalMoveError: it does not wait for a signature, or somebody else answers for the
            initiative.
    """
    check_write_assessments(by)
    assessment = _held(assessment)
    check_answers_for(assessment.initiative, by)
    check_move(states.ASSESSMENT, assessment.state, states.DRAFT, str(assessment))
    assessment.state = states.DRAFT
    assessment.revision += 1
    assessment.save(update_fields=["state", "revision"])
    record(by=by, verb="assessment.taken-back", on=assessment)
    return assessment


@transaction.atomic
def send_back_assessment(*, by: Person, assessment: Assessment, reason: str) -> Assessment:
    """Send an assessment back to those who wrote it, with what is missing.

    Raises:
        IllegalMoveError: it does not wait for a signature, or no reason is given.
    """
    check_sign_assessments(by)
    assessment = _held(assessment)
    check_move(states.ASSESSMENT, assessment.state, states.DRAFT, str(assessment))
    said = one_line(reason)[:500]
    if not said:
        raise IllegalMoveError(_("Say what is missing."))
    assessment.state, assessment.returned = states.DRAFT, said
    assessment.revision += 1
    assessment.save(update_fields=["state", "returned", "revision"])
    record(by=by, verb="assessment.sent-back", on=assessment)
    return assessment


@transaction.atomic
def sign_assessment(*, by: Person, assessment: Assessment, remark: str = "") -> Assessment:
    """Sign an assessment: from now on it never changes.

    Where something is to be looked at (`doubts`), ``remark`` says why it is signed in spite of it.

    Raises:
        IllegalMoveError: ``by`` wrote in it or answers for the initiative, it does not wait for a
            signature, its review date has passed, what is proposed was changed since it was handed
            in, or nothing is said of what is to be looked at.
    """
    check_sign_assessments(by)
    assessment = _held(assessment)
    check_move(states.ASSESSMENT, assessment.state, states.SIGNED, str(assessment))
    check_signed_by_another(assessment, by)
    check_whole(assessment, timezone.localdate())
    check_about_this(assessment, assessment.initiative)
    said = one_line(remark)[:500]
    check_remark(doubts(assessment, timezone.localdate()), said)
    assessment.state, assessment.remark = states.SIGNED, said
    assessment.signed_by, assessment.signed_at = by, timezone.now()
    assessment.save(update_fields=["state", "remark", "signed_by", "signed_at"])
    record(by=by, verb="assessment.signed", on=assessment, number=assessment.number)
    return assessment


@transaction.atomic
def withdraw_signature(*, by: Person, assessment: Assessment, reason: str) -> Withdrawal:
    """Withdraw the signature under the newest signed version. The version stays on record.

    Raises:
        IllegalMoveError: it is not the newest signed version, its signature was withdrawn already,
            the initiative is closed, or no reason is given.
    """
    check_sign_assessments(by)
    assessment = _held(assessment)
    check_open(assessment.initiative)
    check_withdrawable(assessment, newest_signed(assessment.initiative))
    said = one_line(reason)[:500]
    if not said:
        raise IllegalMoveError(_("Say why the signature is withdrawn."))
    made = Withdrawal.objects.create(assessment=assessment, reason=said, withdrawn_by=by)
    record(by=by, verb="assessment.withdrawn", on=assessment, number=assessment.number)
    return made


def _held(assessment: Assessment) -> Assessment:
    found: Assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("initiative")
        .get(pk=assessment.pk)
    )
    return found
