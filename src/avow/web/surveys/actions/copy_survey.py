from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.create_survey import free_slug
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def copy_survey(*, by: Person, survey: Survey) -> Survey:
    """Begin a draft that asks the same, in the same languages, without dates and answers."""
    check_edit_survey(by)
    copy = Survey.objects.create(
        version=survey.version,
        slug=free_slug(survey.slug),
        place=survey.place,
        languages=survey.languages,
        title=survey.title,
        introduction=survey.introduction,
        words=survey.words,
        created_by=by,
    )
    kept = ("key", "kind", "wording", "hint", "options", "condition", "lineage", "standard")
    for section in survey.sections.prefetch_related("questions"):
        page = Section.objects.create(
            survey=copy,
            position=section.position,
            title=section.title,
            introduction=section.introduction,
            condition=section.condition,
        )
        Question.objects.bulk_create(
            Question(
                survey=copy,
                section=page,
                position=question.position,
                symbol=question.symbol,
                **{name: getattr(question, name) for name in kept},
            )
            for question in section.questions.all()
        )
    record(by=by, verb="survey.created", on=copy, copy_of=str(survey.pk))
    return copy
