"""What waits among themes, for the start page of whoever codes."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import ngettext

from avow.web.accounts.models import Person
from avow.web.core.waiting import Waiting
from avow.web.surveys.models import Answer
from avow.web.themes import counting, looks, queries, states
from avow.web.themes.models import Frame, Sample

Words = Callable[[int], str]


def waiting(person: Person, today: date) -> list[Waiting]:
    """Return the questions to theme, what the machine proposed, what is in no theme, and what one
    person coded and a second is to code.
    """
    if not person.may("theme.code"):
        return []
    themed = {frame.question_id: frame for frame in _frames()}
    answered = Answer.objects.readable().filter(question=OuterRef("pk"))
    fresh = queries.questions().exclude(pk__in=themed).filter(Exists(answered))
    proposed = {pk: f.to_decide for pk, f in themed.items()}  # type: ignore[attr-defined]
    adopted = {pk: f for pk, f in themed.items() if f.has_adopted}  # type: ignore[attr-defined]
    loose = {pk: looks.where(f, counting.PEOPLE).unassigned for pk, f in adopted.items()}
    found = [
        _waiting(
            dict.fromkeys(fresh.values_list("pk", flat=True), 1), _to_theme, "themes:question"
        ),
        _waiting(proposed, _to_decide, "themes:question"),
        _waiting(loose, _to_place, "themes:code"),
        _second(person),
    ]
    return [one for one in found if one]


def _frames() -> list[Frame]:
    whole = Q(themes__state=states.CANDIDATE, themes__part_of__isnull=True)
    counted = Frame.objects.filter(round__gt=0).annotate(
        to_decide=Count("themes", filter=whole),
        has_adopted=Count("themes", filter=Q(themes__state=states.ADOPTED)),
    )
    return list(counted)


def _waiting(by_question: dict[UUID, int], words: Words, page: str) -> Waiting | None:
    """Return what waits, with the page of its question, or the list where it is in several."""
    some = {pk: n for pk, n in by_question.items() if n}
    if not some:
        return None
    n = sum(some.values())
    url = reverse(page, args=[next(iter(some))]) if len(some) == 1 else reverse("themes:index")
    return Waiting(words(n) % {"n": n}, url)


def _to_theme(n: int) -> str:
    return ngettext(
        "%(n)d question with answers and no themes yet",
        "%(n)d questions with answers and no themes yet",
        n,
    )


def _to_decide(n: int) -> str:
    return ngettext(
        "%(n)d theme that the machine proposed, to adopt or drop",
        "%(n)d themes that the machine proposed, to adopt or drop",
        n,
    )


def _to_place(n: int) -> str:
    return ngettext(
        "%(n)d answer in no theme and not set apart",
        "%(n)d answers in no theme and not set apart",
        n,
    )


def _second(person: Person) -> Waiting | None:
    """Tell of the newest sample in which this person may code texts a second time."""
    for sample in Sample.objects.select_related("frame").order_by("-created_at")[:_SAMPLES]:
        n = len(queries.to_check(sample, person.pk))
        if n:
            said = ngettext(
                "%(n)d answer to code a second time, without seeing the first",
                "%(n)d answers to code a second time, without seeing the first",
                n,
            )
            return Waiting(said % {"n": n}, reverse("themes:second", args=[sample.pk]))
    return None


_SAMPLES = 3
