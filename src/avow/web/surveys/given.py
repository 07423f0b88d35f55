"""What somebody answered to one question, as plain values: from the page, from paper, or stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from avow.web.surveys.models import Answer, Question, Response


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on the plan: on a commitment, or on the passage ``start:end`` of its text."""

    id: UUID
    lineage: UUID
    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer: the values chosen (in order, for a ranking), the words, comments on the plan.

    ``places`` are those of a ranking that gives one twice, to be shown again and never stored.
    """

    choices: tuple[str, ...] = ()
    text: str = ""
    comments: tuple[Comment, ...] = ()
    places: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.choices or self.text or self.comments)


Answers = Mapping[str, Given]
NOTHING = Given()


def stored(response: Response) -> dict[str, Given]:
    """Return what a response says so far, by question key."""
    found: dict[str, Given] = {}
    # Comments on the plan in its order, the whole of a commitment first.
    place = F("start").asc(nulls_first=True)
    answers = response.answers.select_related("question").order_by(
        "question__position", place, "id"
    )
    for answer in answers:
        key = answer.question.key
        found[key] = _with(found.get(key, NOTHING), answer)
    return found


def _with(before: Given, answer: Answer) -> Given:
    if answer.lineage is None:
        return Given(tuple(answer.choices), answer.text, before.comments)
    comment = Comment(answer.pk, answer.lineage, answer.quote, answer.text)
    return Given(before.choices, before.text, (*before.comments, comment))


def values(answers: Answers) -> dict[str, Sequence[str]]:
    """Return the values chosen, by question key, as conditions need them."""
    return {key: given.choices for key, given in answers.items()}


def counting(questions: Iterable[Question], answers: Answers) -> dict[str, Given]:
    """Return only the answers to ``questions``."""
    keys = {question.key for question in questions}
    return {key: given for key, given in answers.items() if key in keys and given}
