"""The progress of a story: its actions get owners, milestones, evidence and reports.

Days are counted from the day on which the story is told, so that a site that is shown some other
year has the same things late, done and not evidenced.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from avow.analysis.clocks import month_end, months_before
from avow.web.accounts.models import Person
from avow.web.plan import actions as plan
from avow.web.plan.models import Action
from avow.web.plan.rounds import Round, round_of, round_on
from avow.web.plan.units import command_units
from avow.web.stories.story import Story, ToldProgress

_SINCE = timedelta(days=200)


def report(people: Mapping[str, Person], actions: Mapping[str, Action], story: Story) -> None:
    """Say of every action of the story who answers for it, and how far it is."""
    today = timezone.localdate()
    for told in story.progress:
        action = actions[told.number]
        _assign(people, action, told, moved(told.due, story.today, today), today)
        _mark(people["lead"], action, told, today)
        for document in told.documents:
            plan.attach_document(
                by=people["lead"],
                action=action,
                document=plan.Document(document.title, today - timedelta(days=document.days_old)),
                shows=document.shows,
            )
        _say(people, action, told, today)


def moved(day: date | None, told: date, today: date) -> date | None:
    """Return a quarter's end as many quarters later as ``today`` is after ``told``."""
    if day is None:
        return None
    quarters = (today.year - told.year) * 4 + (today.month - 1) // 3 - (told.month - 1) // 3
    return month_end(months_before(day.replace(day=1), -3 * quarters))


def _assign(
    people: Mapping[str, Person], action: Action, told: ToldProgress, due: date | None, today: date
) -> None:
    units = command_units() if told.by_unit else []
    plan.assign_action(
        by=people["lead"],
        action=action,
        post=told.owner,
        person=people.get(told.part),
        terms=plan.Terms(due, told.review, units, today - _SINCE),
    )
    if units:
        named = zip(units, told.by_unit, strict=False)
        reports = [
            plan.UnitReport(unit, "done" if percent == 100 else "on-track", percent)
            for unit, percent in named
        ]
        day = today - timedelta(days=told.days_old)
        plan.report_units(by=people["lead"], action=action, reports=reports, reported_on=day)


def _mark(lead: Person, action: Action, told: ToldProgress, today: date) -> None:
    for milestone in told.milestones:
        done = today + timedelta(days=milestone.done) if milestone.done is not None else None
        due = today + timedelta(days=milestone.due)
        marker = plan.Marker(milestone.title, due, done, milestone.shown_by)
        plan.set_milestone(by=lead, action=action, marker=marker)


def _say(people: Mapping[str, Person], action: Action, told: ToldProgress, today: date) -> None:
    by = people.get(told.part) or people["lead"]
    rounds = _last_rounds(told.unchanged + 1, today)
    day = rounds[0].opens if told.unchanged else today - timedelta(days=told.days_old)
    plan.report_progress(
        by=by,
        action=action,
        status=told.status,
        note=told.note,
        details=plan.Details(told.ahead, told.obstacle),
        reported_on=day,
    )
    for later in rounds[1:]:
        plan.say_unchanged(by=by, action=action, reported_on=later.opens)


def _last_rounds(count: int, today: date) -> list[Round]:
    """Return the last rounds, oldest first; the last is the one that is open."""
    month = round_on(today).month
    return [round_of(months_before(month, n)) for n in reversed(range(count))]
