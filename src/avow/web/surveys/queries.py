"""Reads that cross a survey's relations."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from avow.web.surveys import conditions, policies, states
from avow.web.surveys.languages import for_staff
from avow.web.surveys.models import Question, Response, Section, Survey
from avow.web.surveys.models.response import WAYS

# How each phase of a survey is drawn as a tag.
KINDS = {
    states.DRAFT: "draft",
    states.READY: "good",
    policies.WAITING: "doing",
    policies.OPEN: "good",
    policies.ENDED: "neutral",
    states.CLOSED: "neutral",
}


@dataclass(frozen=True)
class Listed:
    """A survey in the list: where it stands, how that is drawn, how many have answered."""

    survey: Survey
    phase: str
    kind: str
    answered: int


@dataclass(frozen=True)
class Asked:
    """A question or section as staff see it, with when it is asked, in words."""

    part: Question | Section
    when: str
    questions: "tuple[Asked, ...]" = ()


@dataclass(frozen=True)
class Turnout:
    """How many answered a survey: by day, way and language; and how many only began, or left."""

    sent: int
    started: int
    withdrawn: int
    by_day: tuple[tuple[date, int], ...]
    by_way: tuple[tuple[str, int], ...]
    by_language: tuple[tuple[str, int], ...]


def listed(now: datetime) -> list[Listed]:
    """Return all surveys, newest first, in one query."""
    found = (
        Survey.objects.select_related("version__plan")
        .defer("words", "version__source_text")
        .annotate(answered=Count("responses", filter=Q(responses__state=states.SENT)))
    )
    phases = {survey.pk: policies.phase(survey, now) for survey in found}
    return [
        Listed(survey, phases[survey.pk], KINDS[phases[survey.pk]], survey.answered)
        for survey in found
    ]


def with_parts(surveys: QuerySet[Survey]) -> QuerySet[Survey]:
    """Return ``surveys`` with their sections and questions, in three queries."""
    return surveys.select_related("version__plan").prefetch_related(
        Prefetch("sections", Section.objects.order_by("position", "created_at")),
        Prefetch("sections__questions", Question.objects.order_by("position", "created_at")),
    )


def outline(survey: Survey) -> list[Asked]:
    """Return the sections of a survey loaded with its parts, with their questions."""
    sections = list(survey.sections.all())
    for section in sections:
        section.survey = survey
        for question in section.questions.all():
            question.survey = survey
    ordered = [question for section in sections for question in section.questions.all()]

    def told(part: Question | Section) -> str:
        return conditions.in_words(survey, part.condition, ordered)

    return [
        Asked(
            section,
            told(section),
            tuple(Asked(question, told(question)) for question in section.questions.all()),
        )
        for section in sections
    ]


def turnout(survey: Survey) -> Turnout:
    """Return how many answered ``survey``."""
    responses = Response.objects.filter(survey=survey)
    states_ = dict(responses.values_list("state").annotate(n=Count("pk")))
    sent = responses.filter(state=states.SENT)
    return Turnout(
        sent=states_.get(states.SENT, 0),
        started=states_.get(states.STARTED, 0),
        withdrawn=states_.get(states.WITHDRAWN, 0),
        by_day=tuple(sent.values_list("sent_on").annotate(n=Count("pk")).order_by("sent_on")),
        by_way=_named(sent, "way", lambda way: dict(WAYS).get(way, way)),
        by_language=_named(sent, "language", for_staff),
    )


def _named(sent: QuerySet[Response], field: str, name: object) -> tuple[tuple[str, int], ...]:
    counted = sent.values_list(field).annotate(n=Count("pk")).order_by("-n", field)
    return tuple((name(value), n) for value, n in counted)  # type: ignore[operator]


def phase_in_words(survey: Survey, phase: str) -> str:
    """Return where a survey stands, in words."""
    return {
        policies.WAITING: _("Ready, not open yet"),
        policies.OPEN: _("Open"),
        policies.ENDED: _("Ended"),
    }.get(phase, survey.get_state_display())
