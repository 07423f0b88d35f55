"""What the state of a survey allows, whoever asks."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from avow.web.core.states import IllegalMoveError, check_move
from avow.web.plan.states import DRAFT as PLAN_DRAFT
from avow.web.surveys import states, texts
from avow.web.surveys.conditions import check_conditions, in_order
from avow.web.surveys.equality import standards
from avow.web.surveys.languages import english_name
from avow.web.surveys.models import Answer, Intake, Question, Section, Survey
from avow.web.surveys.models.question import (
    AGREEMENT,
    AREA,
    EQUALITY,
    KINDS,
    MULTIPLE,
    RANKING,
    SINGLE,
)
from avow.web.surveys.models.survey import HERE
from avow.web.surveys.scales import ELSEWHERE, PREFER_NOT

WITH_OPTIONS = (AGREEMENT, SINGLE, MULTIPLE, RANKING, AREA, EQUALITY)
# Where a survey stands at a moment: its state, and for a ready one its dates.
WAITING, OPEN, ENDED = "waiting", "open", "ended"


class StaleEditError(Exception):
    """Somebody else saved first. Holds what they saved, so that both texts can be shown."""

    def __init__(self, current: Survey | Section | Question) -> None:
        super().__init__(_("Somebody else changed this while you were editing. Nothing was saved."))
        self.current = current


def phase(survey: Survey, now: datetime) -> str:
    """Return ``draft``, ``waiting``, ``open``, ``ended`` (by its date) or ``closed`` (by hand)."""
    if survey.state != states.READY or survey.place != HERE:
        return survey.state
    if survey.opens_at and now < survey.opens_at:
        return WAITING
    return OPEN if survey.takes_answers(now) else ENDED


def check_draft(survey: Survey) -> None:
    """Raise IllegalMoveError unless ``survey`` is a draft: people must answer what is shown."""
    if survey.state != states.DRAFT:
        raise IllegalMoveError(
            _("This survey is %(state)s, so its questions do not change. Copy it to ask others.")
            % {"state": survey.get_state_display().lower()}
        )


def check_current(revision: int, current: Survey | Section | Question) -> None:
    """Raise StaleEditError unless ``revision`` is the newest one of ``current``."""
    if revision != current.revision:
        raise StaleEditError(current)


def check_unanswered(survey: Survey, questions: QuerySet[Question] | None = None) -> None:
    """Raise IllegalMoveError if ``survey``, or any of ``questions``, holds answers or files."""
    if questions is None:
        held = survey.responses.exists() or survey.intakes.exists()
    else:
        held = Answer.objects.filter(question__in=questions).exists()
    if held:
        raise IllegalMoveError(_("Answers were taken in for this, so it stays."))


def check_removable(question: Question, ordered: list[Question]) -> None:
    """Raise IllegalMoveError if ``question`` was answered, or something depends on it."""
    check_unanswered(question.survey, Question.objects.filter(pk=question.pk))
    parts: list[Question | Section] = [*question.survey.sections.all(), *ordered]
    for part in parts:
        if part.condition and part.condition["question"] == question.key:
            raise IllegalMoveError(
                _("“%(part)s” is asked depending on this question. Change that first.")
                % {"part": part}
            )


def check_ready(survey: Survey, now: datetime) -> None:
    """Raise IllegalMoveError unless ``survey`` can be put before the public; says all that lacks.

    A survey asked elsewhere needs its questions, but no dates.
    """
    check_move(states.SURVEY, survey.state, states.READY, str(survey))
    lacks = what_lacks(survey, now)
    if lacks:
        raise IllegalMoveError(" ".join(lacks))


def what_lacks(survey: Survey, now: datetime) -> list[str]:
    """Return what keeps a draft from being ready, each in a sentence."""
    ordered = in_order(survey)
    lacks = [] if ordered else [_("It asks nothing yet. Add a question.")]
    if survey.place == HERE:
        lacks += _dates(survey, now)
        if survey.version.state == PLAN_DRAFT:
            lacks.append(
                _("The version of the plan it asks about is a draft that the public cannot read.")
            )
    for question in ordered:
        lacks += _question(question)
    try:
        check_conditions(survey)
    except IllegalMoveError as error:
        lacks.append(str(error))
    return lacks + _languages(survey)


def _dates(survey: Survey, now: datetime) -> list[str]:
    if survey.opens_at is None or survey.closes_at is None:
        return [_("It has no dates. Choose when it opens and closes.")]
    if survey.closes_at <= now:
        return [_("It would be closed already. Choose a later last day.")]
    return []


def _question(question: Question) -> list[str]:
    said = str(question)
    if not said.strip():
        return [_("Question “%(key)s” has no words.") % {"key": question.key}]
    if question.kind not in WITH_OPTIONS:
        return []
    named = [o for o in question.options if o["value"] not in (ELSEWHERE, PREFER_NOT)]
    if len(named) < (1 if question.kind == AREA else 2):
        return [_("“%(question)s” needs more answers to choose from.") % {"question": said}]
    return []


def _languages(survey: Survey) -> list[str]:
    every = texts.texts(survey)
    return [
        _("%(language)s lacks %(n)s texts. Translate them, or take the language out.")
        % {"language": english_name(language), "n": missing}
        for language in survey.languages[1:]
        if (missing := sum(1 for text in every if not text.translations.get(language)))
    ]


def check_not_begun(survey: Survey) -> None:
    """Raise IllegalMoveError if somebody has begun to answer ``survey``."""
    check_move(states.SURVEY, survey.state, states.DRAFT, str(survey))
    if survey.responses.exists():
        raise IllegalMoveError(
            _("Somebody has begun to answer, so the questions stay. Copy the survey instead.")
        )


def check_running(survey: Survey, now: datetime) -> None:
    """Raise IllegalMoveError unless ``survey`` is ready and its last day has not passed."""
    if survey.state != states.READY or phase(survey, now) == ENDED:
        raise IllegalMoveError(_("This survey has ended. Copy it to ask again."))


def check_file_waits(intake: Intake) -> None:
    """Raise IllegalMoveError unless the answers of ``intake`` are still to be taken in."""
    check_move(states.INTAKE, intake.state, states.FILE_TAKEN_IN, str(intake))


def check_new_question(kind: str, standard: str) -> None:
    """Raise IllegalMoveError unless there is such a kind, and for equality such a standard."""
    if kind not in dict(KINDS):
        raise IllegalMoveError(_("There is no kind of question “%(kind)s”.") % {"kind": kind})
    if kind == EQUALITY and standard not in standards():
        raise IllegalMoveError(_("Choose the standard that this equality question follows."))
