from datetime import date

from django.db import transaction
from django.utils import timezone

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import check_move
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.permissions import check_edit_initiatives
from avow.web.initiatives.policies import (
    check_answers_for,
    check_assessed,
    check_can_be_extended,
    check_steps_taken,
)
from avow.web.initiatives.queries import late_steps, newest_signed


@transaction.atomic
def mark_live(*, by: Person, initiative: Initiative) -> Initiative:
    """Begin an initiative.

    Raises:
        NotAssessedError: it has no signed assessment that is in date and about what is proposed,
            or a step of it is past its day and not done.
        IllegalMoveError: it is live or closed already, or somebody else answers for it.
    """
    check_edit_initiatives(by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    check_answers_for(initiative, by)
    today = timezone.localdate()
    signed = check_may_begin(initiative, today)
    initiative.state, initiative.live_on = states.LIVE, today
    initiative.save(update_fields=["state", "live_on"])
    record(by=by, verb="initiative.live", on=initiative, assessment=str(signed and signed.pk))
    return initiative


def check_may_begin(initiative: Initiative, today: date) -> Assessment | None:
    """Return the assessment that lets an initiative begin; raise as `mark_live` without one."""
    check_move(states.INITIATIVE, initiative.state, states.LIVE, str(initiative))
    signed = newest_signed(initiative)
    check_assessed(initiative, signed, today)
    check_steps_taken(late_steps(initiative, today))
    return signed


@transaction.atomic
def extend_initiative(*, by: Person, initiative: Initiative, ends_on: date) -> Initiative:
    """Let a live initiative go on for longer.

    Raises:
        NotAssessedError: its assessment has lapsed, or a step of it is past its day and not done.
        IllegalMoveError: it is not live, would not end later, or end after its next review, or
            somebody else answers for it.
    """
    check_edit_initiatives(by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    check_answers_for(initiative, by)
    today, signed = timezone.localdate(), newest_signed(initiative)
    if initiative.state == states.LIVE:
        check_assessed(initiative, signed, today)
    check_can_be_extended(initiative, ends_on, signed.review_on if signed else None)
    check_steps_taken(late_steps(initiative, today))
    before = initiative.ends_on.isoformat()
    initiative.ends_on = ends_on
    initiative.save(update_fields=["ends_on"])
    record(
        by=by, verb="initiative.extended", on=initiative, before=before, ends=ends_on.isoformat()
    )
    return initiative
