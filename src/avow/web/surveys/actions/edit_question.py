from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys.actions.draft import lock_part
from avow.web.surveys.asking import Asking
from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Question
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.rewording import options_from, reworded


@transaction.atomic
def edit_question(*, by: Person, question: Question, revision: int, asking: Asking) -> Question:
    """Save a question of a draft; its kind, key and condition stay.

    Raises:
        StaleEditError: somebody saved after ``revision`` was read; nothing is written.
        IllegalMoveError: the survey is no draft, or a condition names an answer taken away.
    """
    check_edit_survey(by)
    question = lock_part(question, revision)
    survey = question.survey
    question.options = options_from(survey, question.kind, question.options, asking.options)
    question.wording = reworded(survey, question.wording, asking.wording)
    question.hint = reworded(survey, question.hint, asking.hint)
    question.lineage = asking.lineage
    question.symbol = asking.symbol
    question.save()
    check_conditions(survey)
    record(by=by, verb="survey.question-edited", on=survey, question=question.key)
    return question
