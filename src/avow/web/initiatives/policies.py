"""What the state of an initiative and of its assessment allows, whoever asks."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from avow.web.accounts.models import Person
from avow.web.core.states import IllegalMoveError
from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Initiative, Mitigation
from avow.web.initiatives.questions import repeated, setting, unanswered
from avow.web.plan.permissions import assigns_actions


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
    if hasattr(newest, "withdrawal"):
        return _("The signature under its equality impact assessment was withdrawn: %(why)s") % {
            "why": newest.withdrawal.reason
        }
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


def check_open(initiative: Initiative) -> None:
    """Raise IllegalMoveError if ``initiative`` is closed."""
    if initiative.state not in (states.PROPOSED, states.LIVE):
        raise IllegalMoveError(_("It is closed: nothing of it changes any more."))


def check_can_be_extended(initiative: Initiative, ends_on: date, review_on: date | None) -> None:
    """Raise IllegalMoveError unless it is live, ends later than before, and before its review.

    Going on for longer is a change too: nobody assessed what lies beyond the next review.
    """
    if initiative.state != states.LIVE:
        raise IllegalMoveError(_("Only a live initiative can be extended."))
    if ends_on <= initiative.ends_on:
        raise IllegalMoveError(_("Choose a day after the one on which it ends now."))
    if review_on and ends_on > review_on:
        raise IllegalMoveError(
            _("It can go on until %(day)s, when its assessment is reviewed. To go on for longer, "
              "have the next version signed first.") % {"day": f"{review_on:%-d %B %Y}"}
        )  # fmt: skip


def check_withdrawable(assessment: Assessment, newest: Assessment | None) -> None:
    """Raise IllegalMoveError unless it is the newest signed version, and its signature stands."""
    if assessment != newest:
        raise IllegalMoveError(_("Only the newest signed version holds, or can be withdrawn."))
    if hasattr(assessment, "withdrawal"):
        raise IllegalMoveError(_("Its signature was withdrawn already."))


def check_draft(assessment: Assessment) -> None:
    """Raise IllegalMoveError unless ``assessment`` may still be written in."""
    if assessment.state != states.DRAFT:
        raise IllegalMoveError(
            _("It is %(state)s: it cannot be changed. Start the next version.")
            % {"state": assessment.get_state_display().lower()}
        )


def what_lacks(assessment: Assessment, today: date) -> str:
    """Return what keeps an assessment from being handed in, in words; nothing if it is whole."""
    try:
        check_whole(assessment, today)
    except IllegalMoveError as lack:
        return str(lack)
    return ""


def check_whole(assessment: Assessment, today: date) -> None:
    """Raise IllegalMoveError unless every question is answered and a review date is near enough.

    An answer of a few words, or that of another question once more, is none.
    """
    missing = unanswered(assessment.definition, assessment.answers)
    if missing:
        raise IllegalMoveError(
            _("Answer first, in at least %(n)d words: %(questions)s")
            % {
                "n": setting(assessment.definition, "least_words"),
                "questions": " ".join(m.question for m in missing),
            }
        )
    again = repeated(assessment.definition, assessment.answers)
    if again:
        raise IllegalMoveError(
            _("The same answer stands under another question. Answer this one for itself: "
              "%(questions)s") % {"questions": " ".join(m.question for m in again)}
        )  # fmt: skip
    if assessment.review_on is None or assessment.review_on <= today:
        raise IllegalMoveError(_("Choose a day in the future on which it is reviewed."))
    latest = today + timedelta(days=setting(assessment.definition, "longest_days"))
    if assessment.review_on > latest:
        raise IllegalMoveError(
            _("The review may be on %(day)s at the latest.") % {"day": f"{latest:%-d %B %Y}"}
        )


def answers_for(initiative: Initiative, person: Person) -> bool:
    """Return whether ``person`` answers for it, or says who answers for anything: the plan lead."""
    return initiative.answers == person or assigns_actions(person)


def check_answers_for(initiative: Initiative, person: Person) -> None:
    """Raise IllegalMoveError unless ``person`` answers for ``initiative``, or is the plan lead."""
    if not answers_for(initiative, person):
        raise IllegalMoveError(
            _("%(name)s answers for it. Ask them, or have the plan lead hand it over.")
            % {"name": initiative.answers}
        )


def check_can_answer(owner: Person) -> None:
    """Raise IllegalMoveError unless ``owner`` signs in and may keep initiatives."""
    if not owner.may("initiative.edit"):
        raise IllegalMoveError(
            _("%(name)s may not keep initiatives. Choose somebody who may.") % {"name": owner}
        )


def check_steps_taken(late: Sequence[Mitigation]) -> None:
    """Raise NotAssessedError if a step that keeps people from harm is past its day, not done."""
    if late:
        raise NotAssessedError(
            _("A step that keeps people from harm was due on %(day)s and is not done: %(what)s")
            % {"day": f"{late[0].due:%-d %B %Y}", "what": late[0].what}
        )


def check_undone_today(mitigation: Mitigation, today: date) -> None:
    """Raise IllegalMoveError unless a step was marked done today, and so may be taken back."""
    if mitigation.done_on != today:
        raise IllegalMoveError(_("That a step was taken is taken back on the same day alone."))


def check_remark(doubts: Sequence[str], remark: str) -> None:
    """Raise IllegalMoveError if something is to be looked at, and nothing is said of it."""
    if doubts and not remark:
        raise IllegalMoveError(_("Say why you sign it although: %(doubt)s") % {"doubt": doubts[0]})


def check_signed_by_another(assessment: Assessment, person: Person) -> None:
    """Raise IllegalMoveError if ``person`` wrote in it, or has the initiative at heart.

    Whoever proposed it or answers for it wants it to begin, and so does not sign.
    """
    initiative = assessment.initiative
    if person in (initiative.proposed_by, initiative.owner):
        raise IllegalMoveError(
            _("You proposed the initiative, or answer for it. Somebody else signs an assessment.")
        )
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
