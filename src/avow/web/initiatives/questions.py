"""What an assessment asks: a definition file."""

from collections.abc import Mapping
from dataclasses import dataclass

from avow import definitions


@dataclass(frozen=True)
class Question:
    """One question, with what to think of."""

    key: str
    question: str
    hint: str


def questions(name: str) -> list[Question]:
    """Return the questions of the definition ``name``, in their order."""
    return [Question(**asked) for asked in definitions.read("assessments", name)["questions"]]


def longest_days(name: str) -> int:
    """Return how many days may pass before an assessment is looked at again."""
    days: int = definitions.read("assessments", name)["longest_days"]
    return days


def unanswered(name: str, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions that have no answer."""
    return [asked for asked in questions(name) if not answers.get(asked.key, "").strip()]
