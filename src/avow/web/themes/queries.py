"""Reads that cross relations: what the pages list, page by page, by key."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet

from avow.web.surveys.models import Answer, Concern, Question
from avow.web.surveys.models.question import PASSAGE, TEXT
from avow.web.surveys.states import DRAFT, KEPT, OPEN, STARTED, WITHDRAWN
from avow.web.themes import settling, states
from avow.web.themes.looking import chunks
from avow.web.themes.models import Coding, Decision, Frame, Sample, Standing, Theme

PAGE = 25


def questions() -> QuerySet[Question]:
    """Return the free-text questions of surveys that were put to people."""
    return (
        Question.objects.filter(kind__in=[TEXT, PASSAGE])
        .exclude(survey__state=DRAFT)
        .select_related("survey", "section")
        .order_by("-survey__created_at", "section__position", "position")
    )


def unreadable(question: Question) -> set[UUID]:
    """Return the answers to the question that staff may not read: unsent, or held back."""
    answers = Answer.objects.filter(question=question)
    unsent = question.survey.responses.filter(state__in=[STARTED, WITHDRAWN]).values("pk")
    found = set(answers.filter(response__in=unsent).values_list("pk", flat=True))
    # Asked for in two steps: together, the database would look through every answer.
    held = Concern.objects.filter(state__in=[OPEN, KEPT]).order_by()
    for part in chunks(list(held.values_list("answer", flat=True))):
        found |= set(answers.filter(pk__in=part).values_list("pk", flat=True))
    return found


def standing_for(answers: Collection[UUID]) -> list[int]:
    """Return what stands for these answers."""
    found: list[int] = []
    for part in chunks(sorted(answers)):
        rows = Standing.objects.filter(answer__in=part)
        found += rows.values_list("pk", flat=True)
    return found


@dataclass(frozen=True)
class Slice:
    """A page of rows in the order of their key, and the key after which the next page starts."""

    rows: list[Standing]
    after: int | None


def standings(rows: QuerySet[Standing], after: int, *, texts_only: bool, size: int = PAGE) -> Slice:
    """Return the next ``size`` rows after a key."""
    wanted = rows.filter(first=True) if texts_only else rows
    found = list(wanted.filter(pk__gt=after).order_by("pk")[: size + 1])
    return Slice(found[:size], found[size - 1].pk if len(found) > size else None)


def in_place(frame: Frame, place: str, reason: str = "", by: str = "") -> QuerySet[Standing]:
    """Return what stands in a place; set apart for a reason, if one is given."""
    rows = Standing.objects.filter(frame=frame, place=place)
    if reason:
        rows = rows.filter(reason=reason)
    return rows.filter(by=by) if by else rows


def in_theme(
    theme: Theme,
    after: int,
    *,
    by: str = "",
    texts_only: bool = False,
    of: tuple[Question, str] | None = None,
) -> Slice:
    """Return the next page of what stands in a theme, put there by machine or person if given.

    ``of`` narrows to those who gave this value to a closed question.

    It starts from the codes of the theme: from the answers, the database would look at each.
    """
    codings = Coding.objects.filter(theme__in=group(theme), stands=True, standing__gt=after)
    if by:
        codings = codings.filter(by=by)
    if texts_only:
        codings = codings.filter(standing__first=True)
    if of:
        question, value = of
        people = Answer.objects.filter(question=question, choices__0=value).values("response")
        codings = codings.filter(standing__answer__response__in=people)
    keys = codings.values_list("standing", flat=True).order_by("standing").distinct()
    wanted = list(keys[: PAGE + 1])
    found = list(Standing.objects.filter(pk__in=wanted[:PAGE]).order_by("pk"))
    return Slice(found, wanted[PAGE - 1] if len(wanted) > PAGE else None)


def group(theme: Theme) -> list[UUID]:
    """Return the theme and all that was merged into it."""
    return [pk for pk, root in settling.roots(theme.frame).items() if root.pk == theme.pk]


def themes_of(frame: Frame, rows: Iterable[Standing]) -> dict[int, list[tuple[Theme, Coding]]]:
    """Return the themes of each row as they count today, people's and machine's apart."""
    known = settling.roots(frame)
    found: dict[int, list[tuple[Theme, Coding]]] = {row.pk: [] for row in rows}
    codings = Coding.objects.filter(standing__in=list(found)).order_by("-by", "-confidence")
    for coding in codings:
        root = known.get(coding.theme_id)
        if root and all((root.pk, coding.by) != (t.pk, c.by) for t, c in found[coding.standing_id]):
            found[coding.standing_id].append((root, coding))
    return found


def to_code(frame: Frame) -> QuerySet[Standing]:
    """Return the distinct texts that no person coded, those the machine is least sure of first."""
    return (
        Standing.objects.filter(frame=frame, first=True)
        .exclude(by=states.PERSON)
        .order_by(F("confidence").asc(nulls_first=True), "pk")
    )


def is_coded(frame: Frame) -> bool:
    """Return whether people gave an adopted theme to any text: something to learn from."""
    known = settling.roots(frame)
    given = Coding.objects.filter(standing__frame=frame, by=states.PERSON, stands=True)
    themes = given.values_list("theme", flat=True).distinct().order_by()
    return any(known[pk].state == states.ADOPTED for pk in themes if pk in known)


def adopted(frame: Frame) -> list[Theme]:
    """Return the adopted themes in their order."""
    return list(Theme.objects.filter(frame=frame, state=states.ADOPTED))


def to_check(sample: Sample, person: UUID) -> list[UUID]:
    """Return the answers of a sample that this person may still code a second time."""
    keys = dict(
        Standing.objects.filter(frame=sample.frame_id, answer__in=sample.answers).values_list(
            "answer_id", "text_key"
        )
    )
    first = settling.standing_decisions(sample.frame, keys.values())
    done = set(
        Decision.objects.filter(
            frame=sample.frame_id, kind=states.CHECKED, by=person, created_at__gte=sample.created_at
        ).values_list("text_key", flat=True)
    )
    return [
        answer
        for answer in map(UUID, sample.answers)
        if (key := keys.get(answer)) in first and first[key].by_id != person and key not in done
    ]


def coders(frame: Frame) -> list[dict[str, Any]]:
    """Return each person who coded, with how many texts."""
    found: Any = (
        Decision.objects.filter(frame=frame)
        .exclude(kind=states.TAKEN_BACK)
        .values("by__name", "kind")
        .annotate(texts=Count("text_key", distinct=True))
        .order_by("by__name", "kind")
    )
    return list(found)
