"""A survey about a version of the plan, as it begins: everything in it can be changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from avow.web.plan.models import Commitment, Version
from avow.web.surveys import equality, scales
from avow.web.surveys.models.question import AGREEMENT, AREA, EQUALITY, PASSAGE, TEXT


@dataclass(frozen=True)
class Asked:
    """A question to be made: its key, kind, and other fields."""

    key: str
    kind: str
    fields: dict[str, Any]


@dataclass(frozen=True)
class Page:
    """A section to be made, with its questions."""

    title: str
    introduction: str = ""
    questions: list[Asked] = field(default_factory=list)


def pages(version: Version, areas: Sequence[str]) -> Iterator[Page]:
    """Yield the sections of a survey about a version: one a pillar, and what every survey asks.

    The question on areas is left out where no areas are given.
    """
    pillars = version.pillars.prefetch_related("commitments")
    for place, pillar in enumerate(pillars, 1):
        commitments = list(pillar.commitments.all())
        if commitments:
            yield Page(
                pillar.title or str(pillar) or "What we commit to",
                questions=[*map(_agreement, commitments), _words(place)],
            )
    yield Page("The words of the plan", questions=[_passages()])
    if areas:
        yield Page("Where you are", questions=[_area(areas)])
    yield Page(
        "About you",
        "These questions show whom we have heard, and whom we have not. Each is optional, and the "
        "answers are published only as figures in which nobody can be found.",
        [Asked(name, EQUALITY, equality.question_fields(name)) for name in equality.standards()],
    )


def _agreement(commitment: Commitment) -> Asked:
    statement = commitment.statement if not commitment.is_cut else commitment.text
    title = "" if commitment.is_cut else f": {commitment.title}"
    wording = f"How far do you agree with commitment {commitment.number}{title}?"
    return Asked(
        f"agree-{slugify(commitment.number) or 'x'}",
        AGREEMENT,
        {
            "wording": {"en": wording},
            "hint": {"en": statement} if statement else {},
            "options": scales.agreement(),
            "lineage": commitment.lineage,
        },
    )


def _words(place: int) -> Asked:
    return Asked(
        f"words-{place}",
        TEXT,
        {
            "wording": {"en": "What would you change about this part, or what is missing?"},
            "hint": {
                "en": "Please do not write names, or anything by which somebody could be known."
            },
        },
    )


def _passages() -> Asked:
    return Asked(
        "passages",
        PASSAGE,
        {"wording": {"en": "Is there anything in the plan itself that you want to comment on?"}},
    )


def _area(areas: Sequence[str]) -> Asked:
    return Asked(
        "area",
        AREA,
        {
            "wording": {"en": "Which area are you answering for?"},
            "hint": {"en": "The area you live, work or spend time in, and know best."},
            "options": scales.areas(list(areas)),
        },
    )
