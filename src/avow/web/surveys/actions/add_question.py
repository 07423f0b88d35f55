from typing import Any

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.surveys import equality, scales
from avow.web.surveys.actions.draft import free_key, last_place, lock_draft
from avow.web.surveys.asking import Asking
from avow.web.surveys.conditions import check_conditions
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.question import AGREEMENT, EQUALITY
from avow.web.surveys.permissions import check_edit_survey
from avow.web.surveys.policies import check_new_question
from avow.web.surveys.rewording import options_from, reworded

NOTHING = Asking()


@transaction.atomic
def add_question(
    *,
    by: Person,
    section: Section,
    kind: str,
    asking: Asking = NOTHING,
    standard: str = "",
    key: str = "",
    condition: dict[str, Any] | None = None,
) -> Question:
    """Add a question at the end of a section of a draft.

    An agreement question without options gets the usual scale. ``standard`` names the harmonised
    standard of an equality question, which gives its words and options. ``key`` names its answers
    in files; made from the words if empty.

    Raises:
        IllegalMoveError: the survey is no draft, no such kind or standard, or the condition names
            nothing asked before.
    """
    check_edit_survey(by)
    survey = lock_draft(section.survey)
    check_new_question(kind, standard)
    key = free_key(survey, key or standard or asking.wording)
    fields = _standard(survey, standard) if kind == EQUALITY else _worded(survey, kind, asking)
    question = Question.objects.create(
        survey=survey,
        section=section,
        position=last_place(Question, section=section) + 1,
        key=key,
        kind=kind,
        symbol=asking.symbol,
        **{"condition": condition, **fields},
    )
    check_conditions(survey)
    record(by=by, verb="survey.question-added", on=survey, question=question.key, kind=kind)
    return question


def _worded(survey: Survey, kind: str, asking: Asking) -> dict[str, Any]:
    options = options_from(survey, kind, [], asking.options)
    return {
        "wording": reworded(survey, {}, asking.wording),
        "hint": reworded(survey, {}, asking.hint),
        "options": options or (scales.agreement() if kind == AGREEMENT else []),
        "lineage": asking.lineage,
    }


def _standard(survey: Survey, standard: str) -> dict[str, Any]:
    fields = equality.question_fields(standard)
    condition = fields["condition"]
    if condition and not survey.questions.filter(key=condition["question"]).exists():
        fields["condition"] = None
    return fields
