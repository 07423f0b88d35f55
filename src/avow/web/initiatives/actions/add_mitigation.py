from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.core.words import one_line
from avow.web.initiatives.actions.write_assessment import wrote_in
from avow.web.initiatives.models import Assessment, Mitigation
from avow.web.initiatives.permissions import check_edit_initiatives, check_write_assessments
from avow.web.initiatives.policies import check_answers_for, check_draft, check_undone_today


@transaction.atomic
def add_mitigation(
    *, by: Person, assessment: Assessment, what: str, post: str, due: date
) -> Mitigation:
    """Add a step that keeps people from harm to a draft.

    Raises:
        IllegalMoveError: the draft was handed in.
    """
    check_write_assessments(by)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    check_draft(assessment)
    step = Mitigation.objects.create(
        assessment=assessment, what=one_line(what)[:500], post=one_line(post)[:120], due=due
    )
    wrote_in(by, assessment)
    record(by=by, verb="assessment.mitigation-added", on=assessment, due=due.isoformat())
    return step


@transaction.atomic
def take_out_mitigation(*, by: Person, mitigation: Mitigation) -> None:
    """Take a step out of a draft.

    Raises:
        IllegalMoveError: the draft was handed in.
    """
    check_write_assessments(by)
    assessment = Assessment.objects.select_for_update().get(pk=mitigation.assessment_id)
    check_draft(assessment)
    mitigation.delete()
    wrote_in(by, assessment)
    record(by=by, verb="assessment.mitigation-taken-out", on=assessment)


@transaction.atomic
def mark_mitigation_done(*, by: Person, mitigation: Mitigation) -> Mitigation:
    """Say that a step was taken, today.

    Raises:
        IllegalMoveError: it was taken already, or somebody else answers for the initiative.
    """
    mitigation = _held(by, mitigation)
    if mitigation.done_on:
        raise IllegalMoveError(_("It was done already."))
    _in_every_version(mitigation, timezone.localdate())
    record(by=by, verb="assessment.mitigation-done", on=mitigation.assessment)
    return mitigation


@transaction.atomic
def mark_mitigation_undone(*, by: Person, mitigation: Mitigation) -> Mitigation:
    """Take back, on the same day, that a step was taken.

    Raises:
        IllegalMoveError: it was not marked today, or somebody else answers for the initiative.
    """
    mitigation = _held(by, mitigation)
    check_undone_today(mitigation, timezone.localdate())
    _in_every_version(mitigation, None)
    record(by=by, verb="assessment.mitigation-undone", on=mitigation.assessment)
    return mitigation


def _in_every_version(mitigation: Mitigation, done_on: date | None) -> None:
    """Set the day on a step, and on the same step of other versions, where it stood alike."""
    same = Mitigation.objects.filter(
        assessment__initiative=mitigation.assessment.initiative,
        what=mitigation.what,
        post=mitigation.post,
        due=mitigation.due,
        done_on=mitigation.done_on,
    )
    same.update(done_on=done_on)
    mitigation.done_on = done_on


def _held(by: Person, mitigation: Mitigation) -> Mitigation:
    check_edit_initiatives(by)
    held = Mitigation.objects.select_for_update(of=("self",)).select_related(
        "assessment__initiative"
    )
    found: Mitigation = held.get(pk=mitigation.pk)
    check_answers_for(found.assessment.initiative, by)
    return found
