"""Which questions are asked of whom, depending on what was answered before.

A condition names an earlier question and values of it. Since only earlier questions can be named,
no chain of conditions comes back to itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from avow.web.core.states import IllegalMoveError
from avow.web.surveys.models import Question, Section, Survey
from avow.web.surveys.models.question import AGREEMENT, AREA, EQUALITY, MULTIPLE, SINGLE

Condition = Mapping[str, Any]
# Kinds whose answers are values that a condition can name.
NAMEABLE = (AGREEMENT, SINGLE, MULTIPLE, AREA, EQUALITY)


def in_order(survey: Survey) -> list[Question]:
    """Return the questions in the order in which they are asked, in two queries."""
    found = []
    for section in survey.sections.order_by("position", "created_at").prefetch_related("questions"):
        section.survey = survey
        for question in sorted(section.questions.all(), key=lambda q: (q.position, q.created_at)):
            question.survey = survey
            found.append(question)
    return found


def earlier(ordered: Sequence[Question], than: Question | Section) -> list[Question]:
    """Return the questions that a condition of a question or section may name."""
    before = []
    for question in ordered:
        if than.pk in (question.pk, question.section_id):
            break
        if isinstance(than, Section) and question.section.position >= than.position:
            break
        before.append(question)
    return [question for question in before if question.kind in NAMEABLE]


def check_conditions(survey: Survey) -> None:
    """Raise IllegalMoveError if a condition names a question or answer that is not asked before."""
    ordered = in_order(survey)
    parts: list[Question | Section] = [*survey.sections.all(), *ordered]
    for part in parts:
        if part.condition:
            _check(part, part.condition, earlier(ordered, part))


def _check(part: Question | Section, condition: Condition, before: Iterable[Question]) -> None:
    named = {question.key: question for question in before}.get(condition["question"])
    if named is None:
        raise IllegalMoveError(
            _(
                "“%(part)s” depends on an answer to a question that would no longer stand before "
                "it. Change when it is asked first."
            )
            % {"part": part}
        )
    gone = set(condition["any_of"]) - {option["value"] for option in named.options}
    if gone or not condition["any_of"]:
        raise IllegalMoveError(
            _(
                "“%(part)s” depends on an answer to “%(named)s” that is not among its answers. "
                "Change when it is asked first."
            )
            % {"part": part, "named": named}
        )


def in_words(survey: Survey, condition: Condition | None, ordered: Iterable[Question]) -> str:
    """Return when something is asked, in a sentence; nothing where it is always asked."""
    if not condition:
        return ""
    named = next((q for q in ordered if q.key == condition["question"]), None)
    if named is None:
        return _("Never asked: the question it depends on is gone.")
    wordings = {o["value"]: survey.in_language(o["wording"]) for o in named.options}
    answers = _(" or ").join(f"“{wordings.get(value, value)}”" for value in condition["any_of"])
    return _("Asked only of those who answered %(answers)s to “%(question)s”.") % {
        "answers": answers,
        "question": named,
    }


def is_met(condition: Condition | None, answers: Mapping[str, Sequence[str]]) -> bool:
    """Return whether ``answers`` (values by question key) meet a condition."""
    if not condition:
        return True
    return bool(set(condition["any_of"]) & set(answers.get(condition["question"], ())))


def asked(
    ordered: Iterable[Question], answers: Mapping[str, Sequence[str]]
) -> tuple[list[Question], dict[str, Sequence[str]]]:
    """Return the questions asked of somebody, and those of their answers that still count.

    An answer to a question that is no longer asked, because an earlier answer changed, counts for
    no condition after it. Questions come with their sections.
    """
    found: list[Question] = []
    counting: dict[str, Sequence[str]] = {}
    for question in ordered:
        if is_met(question.section.condition, counting) and is_met(question.condition, counting):
            found.append(question)
            if question.key in answers:
                counting[question.key] = answers[question.key]
    return found, counting
