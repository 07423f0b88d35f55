"""What the answers to closed questions add up to, as it may be shown outside the room."""

from collections import Counter
from dataclasses import dataclass

import pyarrow as pa
from django.db.models import Count
from django.utils.translation import gettext as _

from avow.analysis import disclosure
from avow.web.core.components import Cell, Column, Table
from avow.web.surveys.models import Question, Survey
from avow.web.surveys.models.question import PASSAGE, RANKING, TEXT

SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Bar:
    """One answer in the picture: its words, its protected count (None: not shown), its length."""

    label: str
    count: int | None
    share: float


@dataclass(frozen=True)
class Result:
    """One question with what was answered: counts for closed ones, a number for free text."""

    question: Question
    said: str
    table: Table | None
    bars: tuple[Bar, ...]
    texts: int


def results(survey: Survey) -> list[Result]:
    """Return every question in order. Counts under the threshold, and what gives them away, go."""
    questions = survey.questions.select_related("section").order_by("section__position", "position")
    return [_result(survey, question) for question in questions]


def _result(survey: Survey, question: Question) -> Result:
    said = survey.in_language(question.wording)
    if question.kind in (TEXT, PASSAGE):
        return Result(question, said, None, (), question.answers.readable().count())
    labels = {o["value"]: survey.in_language(o["wording"]) for o in question.options}
    counted = _counts(question)
    shown = protected([counted.get(value, 0) for value in labels])
    notes = [
        _("Counts under %(n)s, and those that would give them away, are not shown; the rest are "
          "rounded.") % {"n": disclosure.policy().threshold}
    ]  # fmt: skip
    heading = _("Put first by") if question.kind == RANKING else _("Chosen by")
    table = Table(
        caption=said,
        columns=[Column(label=_("Answer")), Column(label=heading, numeric=True)],
        rows=[
            [label, Cell(text=_("not shown"), gap=True) if count is None else count]
            for label, count in zip(labels.values(), shown, strict=True)
        ],
        notes=notes,
    )
    most = max([count or 0 for count in shown], default=0) or 1
    bars = tuple(
        Bar(label, count, 100 * (count or 0) / most)
        for label, count in zip(labels.values(), shown, strict=True)
    )
    return Result(question, said, table, bars, 0)


def protected(counts: list[int]) -> list[int | None]:
    """Return counts as they may be shown: rounded, and None where suppressed."""
    table = pa.table({"question": ["all"] * len(counts), "responses": counts})
    done = disclosure.protect(
        table, counts=["responses"], by="force", period="all", groups=[("question",)]
    ).table
    rows = zip(done["responses"].to_pylist(), done["responses_status"].to_pylist(), strict=True)
    return [None if status == SUPPRESSED else int(count) for count, status in rows]


def _counts(question: Question) -> Counter[str]:
    """Count the responses that chose each value; for a ranking, that put it first."""
    found: Counter[str] = Counter()
    grouped = question.answers.readable().values("choices").annotate(n=Count("id"))
    for row in grouped.order_by():
        chosen = row["choices"][:1] if question.kind == RANKING else row["choices"]
        for value in chosen:
            found[value] += row["n"]
    return found
