"""What the pages show of frames, themes and answers: plain values for the templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from avow.analysis.responses import in_words, portion
from avow.web.surveys.models import Answer
from avow.web.themes import counting, states
from avow.web.themes.models import Coding, Frame, Standing, Theme

# The library's words for a portion, so that each can be translated.
PORTIONS = {
    "all": _("all"),
    "most": _("most"),
    "many": _("many"),
    "some": _("some"),
    "few": _("few"),
    "none": _("none"),
}


def way(request: HttpRequest) -> str:
    """Return what a page counts: people, or distinct texts if it is asked for them."""
    return counting.TEXTS if request.GET.get("count") == counting.TEXTS else counting.PEOPLE


@dataclass(frozen=True)
class Where:
    """The three places of a question's answers, which add up to all of them."""

    total: int
    in_theme: int
    by_people: int
    by_machine: int
    apart: int
    unassigned: int


def where(frame: Frame, way: str, waiting: int = 0) -> Where:
    """Return where the answers stand; those that came since the last look are unassigned."""
    counts = frame.counts
    inside, apart, rest = (
        counting.place(counts, way, p) for p in (states.IN_THEME, states.APART, states.UNASSIGNED)
    )
    return Where(
        total=counting.total(counts, way) + waiting,
        in_theme=inside,
        by_people=counting.place(counts, way, states.IN_THEME, states.PERSON),
        by_machine=counting.place(counts, way, states.IN_THEME, states.MACHINE),
        apart=apart,
        unassigned=rest + waiting,
    )


@dataclass(frozen=True)
class Said:
    """An answer as the pages show it: its words, and what machine and people said of it."""

    standing: Standing
    words: str
    quote: str
    people: list[Theme]
    machine: list[tuple[Theme, float]]


def said(
    rows: Iterable[Standing],
    answers: Mapping[UUID, Answer],
    themes: Mapping[int, Sequence[tuple[Theme, Coding]]],
) -> list[Said]:
    """Return the rows whose answers may be read, with their words."""
    return [
        Said(
            standing=row,
            words=answers[row.answer_id].text,
            quote=answers[row.answer_id].quote,
            people=[t for t, c in themes.get(row.pk, ()) if c.by == states.PERSON],
            machine=[
                (t, c.confidence or 0.0)
                for t, c in themes.get(row.pk, ())
                if c.by == states.MACHINE
            ],
        )
        for row in rows
        if row.answer_id in answers
    ]


@dataclass(frozen=True)
class Shown:
    """A theme with its counts, by people and by machine, in words, and its quotes."""

    theme: Theme
    count: int
    by_people: int
    by_machine: int
    share: str
    quotes: list[str]


def shown(
    themes: Iterable[Theme], way: str, total: int, answers: Mapping[UUID, Answer]
) -> list[Shown]:
    """Return themes as the pages show them, most answers first."""
    found = [
        Shown(
            theme=theme,
            count=(count := counting.of_theme(theme, way)),
            by_people=counting.of_theme(theme, way, states.PERSON),
            by_machine=counting.of_theme(theme, way, states.MACHINE),
            share=in_words(min(count, total), total) if total else "",
            quotes=[answers[pk].text for pk in map(UUID, theme.quotes) if pk in answers],
        )
        for theme in themes
    ]
    return sorted(found, key=lambda one: (-one.count, one.theme.position))


def proportion(count: int, total: int) -> str:
    """Return how many of all in a word, or the number where there are too few answers."""
    word = portion(count, total) if total else "number"
    return PORTIONS.get(word, str(count))
