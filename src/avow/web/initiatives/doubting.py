"""What the signer of an assessment is asked to look at: nothing forbids it, somebody judges it."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from avow.web.initiatives import states
from avow.web.initiatives.models import Assessment, Figure
from avow.web.initiatives.questions import plain, questions, setting


def doubts(assessment: Assessment, today: date) -> list[str]:
    """Return what makes one doubt an assessment that is not signed yet, in sentences."""
    return [
        *_of_figures(assessment, today),
        *_of_answers(assessment),
        *_of_steps(assessment, today),
    ]


def _of_figures(assessment: Assessment, today: date) -> Iterator[str]:
    figures = list(assessment.figures.all())
    if not figures:
        yield _("No figure of a measure was taken as evidence.")
        return
    newest = max(_until(figure) for figure in figures)
    oldest = today - timedelta(days=setting(assessment.definition, "oldest_figure_days"))
    if newest < oldest:
        yield _("Its newest figure is of %(day)s: that is long ago.") % {
            "day": f"{newest:%-d %B %Y}"
        }
    before = _before(assessment)
    if before and not {*map(_named, figures)} - {*map(_named, before.figures.all())}:
        yield _("No figure was taken since version %(n)s.") % {"n": before.number}


def _until(figure: Figure) -> date:
    """Return the last day that a figure tells of; of one taken before that was kept, its day."""
    said = figure.frozen.get("until")
    return date.fromisoformat(said) if said else figure.taken_on


def _named(figure: Figure) -> tuple[object, ...]:
    """Return what tells a figure from another, with the day on which it was taken."""
    place = (figure.by, figure.unit, figure.period_label, figure.split, figure.group)
    return (figure.measure, *place, figure.taken_on)


def _before(assessment: Assessment) -> Assessment | None:
    """Return the version before, signed as every version before is."""
    earlier = assessment.initiative.assessments.filter(number__lt=assessment.number)
    return earlier.order_by("-number").first()


def _of_answers(assessment: Assessment) -> Iterator[str]:
    asked = questions(assessment.definition)
    own = {q.key: plain(assessment.answers.get(q.key, "")) for q in asked}
    before = _before(assessment)
    if before and own == {q.key: plain(before.answers.get(q.key, "")) for q in asked}:
        yield _("Every answer is word for word that of version %(n)s.") % {"n": before.number}
    for title, same in _copied(assessment, own).items():
        yield ngettext(
            "%(n)d answer is word for word one of the assessment of “%(title)s”.",
            "%(n)d answers are word for word those of the assessment of “%(title)s”.",
            same,
        ) % {"n": same, "title": title}


def _copied(assessment: Assessment, own: Mapping[str, str]) -> dict[str, int]:
    """Return how many answers also stand in an assessment of another initiative, by its title."""
    others = Assessment.objects.exclude(initiative=assessment.initiative_id)
    found: dict[str, int] = {}
    for title, answers in others.values_list("initiative__title", "answers"):
        same = sum(bool(said) and said == plain(answers.get(key, "")) for key, said in own.items())
        if same:
            found[title] = max(same, found.get(title, 0))
    return found


def _of_steps(assessment: Assessment, today: date) -> Iterator[str]:
    steps = list(assessment.mitigations.all())
    if not steps:
        yield _("No step that keeps people from harm is written down.")
    late = sum(step.done_on is None and step.due < today for step in steps)
    if late:
        yield ngettext(
            "%(n)d step is past its day and not done.",
            "%(n)d steps are past their day and not done.",
            late,
        ) % {"n": late}


def to_look_at(assessment: Assessment, today: date) -> list[str]:
    """Return the same for a page: nothing once it is signed."""
    return [] if assessment.state == states.SIGNED else doubts(assessment, today)
