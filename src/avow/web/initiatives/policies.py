"""What the state of an initiative and of its assessment allows, whoever asks."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative
from avow.web.initiatives.questions import longest_days, unanswered


class StaleEditError(Exception):
    """Somebody else saved first; nothing was saved."""


class NotAssessedError(IllegalMoveError):
    """An initiative has no signed assessment that is in date. The text says what is missing."""


def check_current(revision: int, now: Initiative | Assessment) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one."""
    if revision != now.revision:
        raise StaleEditError(
            _("Somebody else changed this while you were editing. Nothing was saved.")
        )


def missing_assessment(initiative: Initiative, newest: Assessment | None, today: date) -> str:
    """Return what an initiative lacks to begin or go on, in words; nothing if it lacks nothing.

    ``newest`` is its newest signed assessment.
    """
    if newest is None:
        return _("It has no signed equality impact assessment.")
    if newest.review_on is None or newest.review_on < today:
        return _("The review of its equality impact assessment was due on %(day)s.") % {
            "day": f"{newest.review_on:%-d %B %Y}" if newest.review_on else "–"
        }
    if newest.about != initiative.revision:
        return _("What is proposed was changed after its equality impact assessment was signed.")
    return ""


def check_assessed(initiative: Initiative, newest: Assessment | None, today: date) -> None:
    """Raise NotAssessedError unless a signed assessment is in date and about what is proposed."""
    missing = missing_assessment(initiative, newest, today)
    if missing:
        raise NotAssessedError(missing)


def check_proposed(initiative: Initiative) -> None:
    """Raise IllegalMoveError unless what is proposed may still be changed."""
    if initiative.state != states.PROPOSED:
        raise IllegalMoveError(
            _("It is %(state)s: what was proposed is fixed. Propose another one.")
            % {"state": initiative.get_state_display().lower()}
        )


def check_can_be_extended(initiative: Initiative, ends_on: date) -> None:
    """Raise IllegalMoveError unless ``initiative`` is live and ``ends_on`` lies after its end."""
    if initiative.state != states.LIVE:
        raise IllegalMoveError(_("Only a live initiative can be extended."))
    if ends_on <= initiative.ends_on:
        raise IllegalMoveError(_("Choose a day after the one on which it ends now."))


def check_draft(assessment: Assessment) -> None:
    """Raise IllegalMoveError unless ``assessment`` may still be written in."""
    if assessment.state != states.DRAFT:
        raise IllegalMoveError(
            _("It is %(state)s: it cannot be changed. Start the next version.")
            % {"state": assessment.get_state_display().lower()}
        )


def check_whole(assessment: Assessment, today: date) -> None:
    """Raise IllegalMoveError unless every question is answered and a review date is near enough."""
    missing = unanswered(assessment.definition, assessment.answers)
    if missing:
        raise IllegalMoveError(
            _("Answer first: %(questions)s") % {"questions": " ".join(m.question for m in missing)}
        )
    if assessment.review_on is None or assessment.review_on <= today:
        raise IllegalMoveError(_("Choose a day in the future on which it is reviewed."))
    latest = today + timedelta(days=longest_days(assessment.definition))
    if assessment.review_on > latest:
        raise IllegalMoveError(
            _("The review may be on %(day)s at the latest.") % {"day": f"{latest:%-d %B %Y}"}
        )


def check_signed_by_another(assessment: Assessment, person: Person) -> None:
    """Raise IllegalMoveError if ``person`` wrote in ``assessment``."""
    if assessment.authors.filter(person=person).exists():
        raise IllegalMoveError(
            _("You wrote in it. Somebody who did not write it signs an assessment.")
        )


def check_about_this(assessment: Assessment, initiative: Initiative) -> None:
    """Raise IllegalMoveError unless the assessment is about what is proposed now."""
    if assessment.about != initiative.revision:
        raise IllegalMoveError(
            _("What is proposed was changed since it was handed in: send it back.")
        )
