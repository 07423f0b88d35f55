from collections.abc import Iterable, Mapping

from django.db.models import Max

from avow.analysis.responses.exports import Asked
from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.survey import ELSEWHERE


def add_asked(survey: Survey, asked: Iterable[Asked]) -> None:
    """Give a survey that was asked elsewhere the questions of a file that it does not have.

    Raises:
        IllegalMoveError: the survey is asked on this site, where people answer what is shown.
    """
    known = set(survey.questions.values_list("key", flat=True))
    new = [one for one in asked if one.key not in known]
    if not new:
        return
    if survey.place != ELSEWHERE:
        raise IllegalMoveError("A survey that is asked here gets no questions from a file.")
    section = survey.sections.first() or Section.objects.create(
        survey=survey, position=1, title={"en": "What was asked"}
    )
    last = section.questions.aggregate(last=Max("position"))["last"] or 0
    Question.objects.bulk_create(
        Question(
            survey=survey,
            section=section,
            position=position,
            key=one.key,
            kind=one.kind,
            wording={"en": one.wording},
            options=[_option(value, wordings[0]) for value, wordings in one.options],
        )
        for position, one in enumerate(new, last + 1)
    )


def add_options(survey: Survey, met: Mapping[str, Iterable[str]]) -> None:
    """Add to its questions the options that a file brought."""
    for question in survey.questions.filter(key__in=met):
        known = {option["value"] for option in question.options}
        new = [_option(value, value) for value in met[question.key] if value not in known]
        if new:
            question.options = [*question.options, *new]
            question.save(update_fields=["options"])


def _option(value: str, wording: str) -> dict[str, object]:
    return {"value": value, "wording": {"en": wording}}
