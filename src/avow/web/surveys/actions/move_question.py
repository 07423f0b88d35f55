from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import last_place, lock_draft, step
from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Question, Section
from avow.web.surveys.permissions import check_edit_survey


@transaction.atomic
def move_question(
    *, by: Person, question: Question, up: bool = False, to: Section | None = None
) -> None:
    """Move a question of a draft one place up or down, or to the end of another section.

    Raises:
        IllegalMoveError: the survey is no draft, or something depends on the order.
    """
    check_edit_survey(by)
    survey = lock_draft(question.survey)
    if to is not None and to.survey_id == survey.pk:
        question.position = last_place(Question, section=to) + 1
        question.section = to
        question.save(update_fields=["section", "position"])
        check_conditions(survey)
    else:
        beside = Question.objects.filter(section=question.section_id)
        step(question, list(beside.order_by("position", "created_at")), up)
    record(by=by, verb="survey.question-moved", on=survey, question=question.key)
