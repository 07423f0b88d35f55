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


def setting(name: str, key: str) -> int:
    """Return a number of the definition ``name``, such as ``longest_days``."""
    number: int = definitions.read("assessments", name)[key]
    return number


def unanswered(name: str, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions that have no answer, or one of too few words to be one."""
    least = setting(name, "least_words")
    return [q for q in questions(name) if len(plain(answers.get(q.key, "")).split()) < least]


def repeated(name: str, answers: Mapping[str, str]) -> list[Question]:
    """Return the questions whose answer is word for word that of an earlier question."""
    seen: set[str] = set()
    found = []
    for asked in questions(name):
        said = plain(answers.get(asked.key, ""))
        if said and said in seen:
            found.append(asked)
        seen.add(said)
    return found


def plain(text: str) -> str:
    """Return the words of a text alone, to tell whether two say the same."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
