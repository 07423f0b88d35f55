from datetime import datetime
from uuid import UUID

from django.db import transaction

from avow.web.core.states import IllegalMoveError
from avow.web.surveys import answering, plan_text
from avow.web.surveys.answering import check_own
from avow.web.surveys.disclosing import watch
from avow.web.surveys.models import Answer, Question, Response
from avow.web.surveys.models.question import PASSAGE


@transaction.atomic
def comment_on_plan(
    *,
    response: Response,
    question: Question,
    lineage: UUID,
    text: str,
    passage: tuple[int, int] | None,
    now: datetime,
) -> bool:
    """Add a comment on a commitment, or on a passage of it; return whether it is held back.

    Leaves no trace (ADR 0019).

    Raises:
        IllegalMoveError: the survey has closed, no such place in the plan, nothing said, or more
            comments than one response takes.
    """
    check_own(response, now)
    if question.kind != PASSAGE or question.survey_id != response.survey_id or not text:
        raise IllegalMoveError("This is no comment on a passage.")
    if response.answers.filter(lineage__isnull=False).count() >= answering.MOST_COMMENTS:
        raise IllegalMoveError("That many comments fit in one response.")
    commitment = plan_text.find(plan_text.readable(response.survey.version), str(lineage))
    if commitment is None:
        raise IllegalMoveError("This commitment is not in the plan that is asked about.")
    answer = Answer(response=response, question=question, lineage=lineage)
    answer.text = text
    if passage is not None:
        answer.start, answer.end = passage
        answer.quote = commitment.passage(*passage)
        if not answer.quote.strip():
            raise IllegalMoveError("These words are not in the plan that is asked about.")
    answer.save()
    return watch(answer, response.language)
