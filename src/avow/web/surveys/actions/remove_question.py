from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_draft
from avow.web.surveys.conditions import in_order
from avow.web.surveys.models import Question
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import check_removable


@transaction.atomic
def remove_question(*, by: Person, question: Question) -> None:
    """Remove a question of a draft.

    Raises:
        IllegalMoveError: the survey is no draft, or something is asked depending on the question.
    """
    check_edit_survey(by)
    survey = lock_draft(question.survey)
    check_removable(question, in_order(survey))
    record(by=by, verb="survey.question-removed", on=survey, question=question.key)
    question.delete()
