"""What the state of a plan allows, whoever asks."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from avow.analysis.clocks import months_before
from avow.web.accounts.models import Person
from avow.web.core.states import IllegalMoveError, check_move
from avow.web.core.units import commanded_by
from avow.web.plan import states
from avow.web.plan.models import (
    Action,
    Assignment,
    Commitment,
    Milestone,
    Pillar,
    Plan,
    Progress,
    Reminder,
    Version,
)
from avow.web.plan.models.assignment import MONTHS
from avow.web.plan.models.progress import DONE, ON_TRACK, REPORTED, STOPPED, UNDONE
from avow.web.plan.models.reminder import WAITING
from avow.web.plan.permissions import assigns_actions

# What an action may be said to be only with evidence.
CLAIMS = (ON_TRACK, DONE)


class StaleEditError(Exception):
    """Somebody else saved first. Holds what they saved, so that both texts can be shown."""

    def __init__(self, current: Commitment | Pillar) -> None:
        super().__init__("Somebody else changed this while you were editing. Nothing was saved.")
        self.current = current


def check_draft(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is a draft: published text never changes."""
    if version.state != states.DRAFT:
        raise IllegalMoveError(
            f"Version {version.number} is {version.get_state_display().lower()} and does not "
            "change. Start a new draft from it."
        )


def check_publishable(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is a draft in which every part can be named."""
    check_move(states.TRANSITIONS, version.state, states.PUBLISHED, str(version))
    commitments = list(Commitment.objects.filter(pillar__version=version))
    if not commitments:
        raise IllegalMoveError("A plan without a commitment cannot be published. Add one first.")
    numbers = [c.number for c in commitments]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    if twice:
        raise IllegalMoveError(
            f"More than one commitment has the number {', '.join(twice)}. Give each its own."
        )


def check_stage(version: Version, stage: str) -> None:
    """Raise IllegalMoveError unless ``version`` may be published as that ``stage``."""
    if stage not in dict(states.STAGES):
        raise IllegalMoveError("Say what this version is: a draft for consultation, or final.")
    final = Version.objects.filter(plan=version.plan_id, stage__in=states.BINDING)
    if stage == states.UPDATE and not final.exists():
        raise IllegalMoveError(
            "Only a final plan can be updated, and this plan has none yet. Publish the final plan."
        )


def check_origins(
    part: Commitment | Action, origins: Sequence[UUID], known: Collection[UUID]
) -> None:
    """Raise IllegalMoveError unless every origin is a part of the version before, named once."""
    if len(set(origins)) < len(origins) or not set(origins) <= set(known):
        raise IllegalMoveError(
            f"{part.number} can only go on from parts of the version before. Choose them again."
        )


def check_no_draft(plan: Plan) -> None:
    """Raise IllegalMoveError if ``plan`` has a draft already: there is one at a time."""
    draft = plan.versions.filter(state=states.DRAFT).first()
    if draft:
        raise IllegalMoveError(
            f"Version {draft.number} is still a draft. Edit, publish or discard that one."
        )


def check_current(revision: int, current: Commitment | Pillar) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one of ``current``."""
    if revision != current.revision:
        raise StaleEditError(current)


def check_published(version: Version) -> None:
    """Raise IllegalMoveError unless ``version`` is the published one."""
    if version.state != states.PUBLISHED:
        raise IllegalMoveError("Progress is reported on the actions of the published version.")


def is_fresh(dated: date | None, review: str, today: date) -> bool:
    """Return whether evidence of the day ``dated`` counts on ``today``.

    It counts from its day for the months of the review period, to the same day of the month. What
    has no day, or a day to come, never counts.
    """
    return dated is not None and months_before(today, MONTHS[review]) <= dated <= today


def is_evidenced(dates: Iterable[date | None], review: str, today: date) -> bool:
    """Return whether any evidence of these ``dates`` counts on ``today``."""
    return any(is_fresh(dated, review, today) for dated in dates)


def lacks_evidence(status: str, dates: Iterable[date | None], review: str, today: date) -> bool:
    """Return whether an action is said to be done or on track without evidence that counts.

    Staff and the public are told so. It is computed on every page, and nobody can switch it off.
    """
    return status in CLAIMS and not is_evidenced(dates, review, today)


def check_answers_for(person: Person, assignment: Assignment | None) -> None:
    """Raise IllegalMoveError if another person answers for it, and this one assigns none."""
    if assignment is None or assignment.person_id in (None, person.pk) or assigns_actions(person):
        return
    raise IllegalMoveError(
        f"{assignment.post} answers for this action, and somebody else signs in for that post. "
        "Ask the plan lead to change who does."
    )


def check_reports_unit(person: Person, assignment: Assignment | None, unit: str) -> None:
    """Raise IllegalMoveError unless ``person`` commands the unit, or answers for the action."""
    if person.may("progress.report-unit") and unit in commanded_by(person):
        return
    if not person.may("progress.report"):
        raise IllegalMoveError(f"{unit} is not yours to report on.")
    check_answers_for(person, assignment)


def check_reportable(status: str, note: str, owner: str) -> None:
    """Raise IllegalMoveError unless a report says how far it is, what happened, and for whom."""
    if status not in dict(REPORTED):
        raise IllegalMoveError("Say how far the action is.")
    if not note.strip():
        why = "why it was stopped" if status == STOPPED else "what has been done or comes next"
        raise IllegalMoveError(f"Say in a sentence {why}.")
    if not owner.strip():
        raise IllegalMoveError("Say which post answers for the action.")


def check_day(day: date, today: date, what: str) -> None:
    """Raise IllegalMoveError if ``day`` has not come yet."""
    if day > today:
        raise IllegalMoveError(f"{what} lies in the future. Give a day that has come.")


def check_correctable(report: Progress, person: Person, today: date) -> None:
    """Raise IllegalMoveError unless ``report`` was made today, by them, and stands as it was made.

    The plan lead may correct anybody's. A later mistake is put right by a new report.
    """
    if report.kind == UNDONE or hasattr(report, "corrected"):
        raise IllegalMoveError("This report was corrected already.")
    if report.reported_on != today:
        raise IllegalMoveError(
            "A report is corrected on the day it was made. Add a new report; both stay."
        )
    if report.reported_by_id != person.pk and not assigns_actions(person):
        raise IllegalMoveError("Only who made a report, or the plan lead, may correct it.")


def check_current_milestone(milestone: Milestone, newest: Milestone) -> None:
    """Raise IllegalMoveError unless ``milestone`` is the newest of its line, and not removed."""
    if newest.removed:
        raise IllegalMoveError("This milestone was taken away already.")
    if newest.pk != milestone.pk:
        raise IllegalMoveError(
            "Somebody else changed this milestone while you did. Look at it again, then save."
        )


def check_address(address: str) -> None:
    """Raise IllegalMoveError unless ``address`` is empty or one that a browser opens safely."""
    if address and not address.startswith(("https://", "http://")):
        raise IllegalMoveError("Give an address that begins with https:// or http://.")


def check_milestone(title: str, done_on: date | None, shown_by: str, today: date) -> None:
    """Raise IllegalMoveError unless a milestone has a title and, if reached, what shows it."""
    if not title.strip():
        raise IllegalMoveError("Say what is to be reached.")
    if done_on is not None:
        check_day(done_on, today, "The day it was reached")
        if not shown_by.strip():
            raise IllegalMoveError("Say what shows that it was reached.")


def check_signs_in(person: Person | None) -> None:
    """Raise IllegalMoveError unless ``person``, if there is one, may report progress."""
    if person is not None and not person.may("progress.report"):
        raise IllegalMoveError(
            f"{person.name} may not report progress. Give them the role “Owner of actions” first."
        )


def check_unit_report(unit: str, status: str, percent: int, units: Collection[str]) -> None:
    """Raise IllegalMoveError unless one of the ``units`` says how far it is, and that fits."""
    if unit not in units:
        raise IllegalMoveError(f"This action is not delivered by {unit}.")
    if status not in dict(REPORTED):
        raise IllegalMoveError(f"Say how far {unit} is.")
    if not 0 <= percent <= 100:
        raise IllegalMoveError(f"{unit}: give a percentage from 0 to 100.")
    if (status == DONE) != (percent == 100):
        raise IllegalMoveError(f"{unit}: what is done is at 100%, and nothing else is.")


def check_remindable(person: Person, today: date) -> None:
    """Raise IllegalMoveError if ``person`` was reminded today, or a reminder still waits."""
    begun = timezone.make_aware(datetime.combine(today, time.min))
    if Reminder.objects.filter(person=person, created_at__gte=begun).exists():
        raise IllegalMoveError(f"{person.name} was reminded today already.")
    if Reminder.objects.filter(person=person, state=WAITING).exists():
        raise IllegalMoveError(f"A reminder to {person.name} waits to be sent.")
