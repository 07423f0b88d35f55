from collections.abc import Sequence

from django.db import transaction
from django.utils.text import slugify

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.plan.models import Version
from avow.web.surveys import from_plan, places
from avow.web.surveys.actions.draft import free_key
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.survey import HERE
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def create_survey(
    *,
    by: Person,
    version: Version,
    title: str = "",
    place: str = HERE,
    filled: bool = True,
    areas: Sequence[str] | None = None,
) -> Survey:
    """Begin a survey about a version of the plan, as a draft written in English.

    ``filled`` makes its questions from the plan; otherwise it asks nothing yet. ``areas`` are the
    areas people may answer for: without them, the boroughs among the site's facts; where there are
    none either, the question on areas is left out.
    """
    check_edit_survey(by)
    named = title.strip()
    title = named or f"Have your say: {version.title}"
    survey = Survey.objects.create(
        version=version,
        slug=free_slug(named or version.title),
        place=place,
        languages=["en"],
        title={"en": title},
        created_by=by,
    )
    if filled:
        _fill(survey, places.boroughs() if areas is None else areas)
    record(by=by, verb="survey.created", on=survey, version=str(version.pk), place=place)
    return survey


def free_slug(title: str) -> str:
    """Return an address for a survey that no other has."""
    base = slugify(title)[:50].strip("-") or "survey"
    slug, number = base, 2
    while Survey.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    return slug


def _fill(survey: Survey, areas: Sequence[str]) -> None:
    for place, page in enumerate(from_plan.pages(survey.version, areas), 1):
        section = Section.objects.create(
            survey=survey,
            position=place,
            title={"en": page.title},
            introduction={"en": page.introduction} if page.introduction else {},
        )
        for position, asked in enumerate(page.questions, 1):
            Question.objects.create(
                survey=survey,
                section=section,
                position=position,
                key=free_key(survey, asked.key),
                kind=asked.kind,
                **asked.fields,
            )
