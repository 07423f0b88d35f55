from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.core.states import IllegalMoveError
from avow.web.core.uploads import with_plain_lines
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Author, Figure, Initiative, Mitigation
from avow.web.initiatives.permissions import check_write_assessments
from avow.web.initiatives.policies import check_current, check_draft
from avow.web.initiatives.questions import questions


@transaction.atomic
def start_assessment(*, by: Person, initiative: Initiative) -> Assessment:
    """Start an assessment: its first version, or the next one from what was signed last.

    Raises:
        IllegalMoveError: a version is being written already, or the initiative is closed.
    """
    check_write_assessments(by)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    newest = initiative.assessments.order_by("-number").first()
    if newest and newest.state != states.SIGNED:
        raise IllegalMoveError(
            _("Version %(number)s is being written already.") % {"number": newest.number}
        )
    if initiative.state not in (states.PROPOSED, states.LIVE):
        raise IllegalMoveError(_("It is closed: there is nothing to assess."))
    made = Assessment.objects.create(
        initiative=initiative,
        number=newest.number + 1 if newest else 1,
        answers=newest.answers if newest else {},
    )
    if newest:
        _carry_over(newest, made)
    wrote_in(by, made)
    record(by=by, verb="assessment.started", on=made, number=made.number)
    return made


def _carry_over(before: Assessment, made: Assessment) -> None:
    """Take steps, figures and authors along; a figure keeps the day on which it was taken.

    What was written stands in the next version too, so its authors do not sign that one either.
    """
    Author.objects.bulk_create(
        Author(assessment=made, person_id=author.person_id) for author in before.authors.all()
    )
    Mitigation.objects.bulk_create(
        Mitigation(assessment=made, what=m.what, post=m.post, due=m.due, done_on=m.done_on)
        for m in before.mitigations.all()
    )
    names = [f.name for f in Figure._meta.concrete_fields]  # noqa: SLF001 — Django's documented API
    kept = [name for name in names if name not in ("id", "created_at", "assessment")]
    Figure.objects.bulk_create(
        Figure(assessment=made, **{name: getattr(figure, name) for name in kept})
        for figure in before.figures.all()
    )


@transaction.atomic
def write_assessment(
    *,
    by: Person,
    assessment: Assessment,
    revision: int,
    answers: Mapping[str, str],
    review_on: date | None,
) -> Assessment:
    """Save the answers of a draft. Whoever saves has written in it, and may not sign it.

    Raises:
        IllegalMoveError: it was handed in or signed.
        StaleEditError: somebody saved after ``revision`` was read.
    """
    check_write_assessments(by)
    assessment = Assessment.objects.select_for_update().get(pk=assessment.pk)
    check_draft(assessment)
    check_current(revision, assessment)
    asked = [question.key for question in questions(assessment.definition)]
    assessment.answers = {key: with_plain_lines(answers.get(key, "")).strip() for key in asked}
    assessment.review_on = review_on
    assessment.revision += 1
    assessment.save(update_fields=["answers", "review_on", "revision"])
    wrote_in(by, assessment)
    record(by=by, verb="assessment.written", on=assessment, revision=assessment.revision)
    return assessment


def wrote_in(person: Person, assessment: Assessment) -> None:
    """Remember that somebody wrote in an assessment."""
    Author.objects.get_or_create(assessment=assessment, person=person)
