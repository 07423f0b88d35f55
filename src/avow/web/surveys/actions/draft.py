from typing import TypeVar

from django.db.models import Max
from django.utils.text import slugify

from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.policies import check_current, check_draft

Part = TypeVar("Part", Section, Question)


def lock_draft(survey: Survey) -> Survey:
    """Hold a survey until the caller's transaction ends, and check that it is a draft.

    Raises:
        IllegalMoveError: the survey is no draft.
    """
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    check_draft(survey)
    return survey


def lock_part(part: Part, revision: int) -> Part:
    """Hold a section or question of a draft, and check that ``revision`` is its newest.

    Raises:
        IllegalMoveError: the survey is no draft.
        StaleEditError: somebody saved after ``revision`` was read.
    """
    survey = lock_draft(part.survey)
    part = type(part).objects.get(pk=part.pk)
    part.survey = survey
    check_current(revision, part)
    part.revision += 1
    return part


def last_place(parts: "type[Section] | type[Question]", **of: object) -> int:
    """Return the position after which a new part comes."""
    return parts.objects.filter(**of).aggregate(last=Max("position"))["last"] or 0


def free_key(survey: Survey, wanted: str) -> str:
    """Return ``wanted`` as a key that no question of the survey has yet."""
    base = slugify(wanted)[:50].strip("-") or "question"
    taken = set(survey.questions.values_list("key", flat=True))
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def step(part: Part, beside: list[Part], up: bool) -> None:
    """Change places with the part before or after, if there is one; positions stay 1, 2, 3, …

    Raises:
        IllegalMoveError: a condition would name what is not asked before it.
    """
    at = next(place for place, other in enumerate(beside) if other.pk == part.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(beside):
        beside[at], beside[to] = beside[to], beside[at]
    for place, other in enumerate(beside, 1):
        if other.position != place:
            other.position = place
            other.save(update_fields=["position"])
    check_conditions(part.survey)
