"""Reads of what was asked and where its answer stands: the queue."""

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from avow.web.consultation import states
from avow.web.consultation.models import Answer, Ask, Link, Recommendation, Submission
from avow.web.consultation.models.submission import ORGANISATION, PERSON
from avow.web.core.words import one_line, seen

UNANSWERED = "none"
ANSWER_STATES = ((UNANSWERED, _("Not answered yet")), *states.ANSWER_STATES)
SORTS = (
    ("due", _("Due first")),
    ("voices", _("Most voices")),
    ("oldest", _("Adopted longest ago")),
    ("newest", _("Adopted last")),
)


@dataclass(frozen=True)
class Wanted:
    """What the queue is narrowed to and sorted by; empty fields narrow nothing."""

    submission: str = ""
    commitment: str = ""
    organisation: str = ""
    answer: str = ""
    decision: str = ""
    words: str = ""
    late: str = ""
    sort: str = ""

    def named(self) -> list[str]:
        """Return which fields narrow the list, without what they hold."""
        return [name for name, value in asdict(self).items() if value and name != "sort"]


def adopted() -> QuerySet[Recommendation]:
    """Return the adopted recommendations of the ask of an outer query."""
    return adopted_of(OuterRef("pk"))


def adopted_of(ask: OuterRef) -> QuerySet[Recommendation]:
    """Return the adopted recommendations of the ask that an outer query names."""
    return Recommendation.objects.filter(ask=ask, state=states.ADOPTED)


def standing() -> QuerySet[Ask]:
    """Return the asks that stand: those with an adopted recommendation."""
    return Ask.objects.filter(Exists(adopted()))


def with_voices(found: QuerySet[Ask]) -> QuerySet[Ask]:
    """Return asks with answer, and their adopted recommendations as ``said``, the first first."""
    said = (
        Recommendation.objects.filter(state=states.ADOPTED)
        .select_related("submission")
        .defer("submission__text")
        .prefetch_related(
            Prefetch("links", Link.objects.select_related("commitment").order_by("position"))
        )
        .order_by("submission__received_on", "submission__organisation", "start", "pk")
    )
    return found.select_related(  # type: ignore[no-redef]
        "answer__current__version", "answer__published__version", "answer__written_by"
    ).prefetch_related(Prefetch("recommendations", said, to_attr="said"))


def counted(found: QuerySet[Ask]) -> QuerySet[Ask]:
    """Return asks with ``organisations``, ``people``, ``voices`` and ``asked_on``.

    An organisation that asks twice is one voice; so is a person's letter.
    """
    stands = Q(recommendations__state=states.ADOPTED)
    return found.annotate(  # type: ignore[no-redef]
        organisations=Count(
            "recommendations__submission__organisation",
            filter=stands & Q(recommendations__submission__kind=ORGANISATION),
            distinct=True,
        ),
        people=Count(
            "recommendations__submission",
            filter=stands & Q(recommendations__submission__kind=PERSON),
            distinct=True,
        ),
        voices=F("organisations") + F("people"),
        asked_on=Min("recommendations__decided_at", filter=stands),
    )


def queue(wanted: Wanted, today: date | None = None) -> QuerySet[Ask]:
    """Return the asks that match, with voices and counts; ``today`` tells which are late."""
    found = _by_answer(_by_voice(standing(), wanted), wanted)
    if wanted.late and today:
        found = late(found, today)
    order = {
        "voices": ("-voices", "due_on"),
        "oldest": ("asked_on", "due_on"),
        "newest": ("-asked_on", "due_on"),
    }.get(wanted.sort, ("due_on", "-voices"))
    return with_voices(counted(found)).order_by(*order, "pk")


def _by_voice(found: QuerySet[Ask], wanted: Wanted) -> QuerySet[Ask]:
    """Narrow by who asked what; each condition may hold of another voice of the same ask."""
    if wanted.submission:
        found = found.filter(Exists(adopted().filter(submission_id=wanted.submission)))
    if wanted.organisation:
        name = one_line(wanted.organisation)
        found = found.filter(Exists(adopted().filter(submission__organisation=name)))
    if wanted.commitment == "gap":
        found = found.filter(Exists(adopted().filter(gap=True)))
    elif wanted.commitment:
        found = found.filter(Exists(adopted().filter(links__lineage=wanted.commitment)))
    for word in seen(wanted.words).split():
        found = found.filter(
            Exists(adopted().filter(quote__icontains=word))
            | Q(answer__current__reason__icontains=word)
        )
    return found


def _by_answer(found: QuerySet[Ask], wanted: Wanted) -> QuerySet[Ask]:
    if wanted.decision:
        found = found.filter(answer__current__decision=one_line(wanted.decision))
    if wanted.answer == UNANSWERED:
        return found.filter(answer__isnull=True)
    if wanted.answer in dict(states.ANSWER_STATES):
        return found.filter(answer__state=wanted.answer)
    return found


def late(found: QuerySet[Ask], today: date) -> QuerySet[Ask]:
    """Return the asks whose answer should have been public before ``today``."""
    return found.filter(due_on__lt=today, answer__published__isnull=True)


def one(pk: UUID) -> Ask:
    """Return the ask of an identifier; one that went into another gives that.

    Raises:
        Ask.DoesNotExist: there is none.
    """
    found = Ask.objects.get(pk=pk)
    while found.merged_into_id:
        found = Ask.objects.get(pk=found.merged_into_id)
    return found


def publishable(submission: Submission | None = None) -> QuerySet[Answer]:
    """Return the signed-off answers that wait to be published, of one submission or of all."""
    found = Answer.objects.filter(state=states.SIGNED_OFF).filter(
        Exists(adopted_of(OuterRef("ask")))
    )
    if submission:
        found = found.filter(
            Exists(Recommendation.objects.filter(ask=OuterRef("ask"), submission=submission))
        )
    return found.select_related("ask", "current__version", "published").order_by("ask__due_on")


def quotes_of(ask: UUID, organisation: str) -> list[str]:
    """Return the words in which an organisation asked."""
    rows = Recommendation.objects.filter(
        ask=ask,
        state=states.ADOPTED,
        submission__kind=ORGANISATION,
        submission__organisation=organisation,
    )
    return list(rows.values_list("quote", flat=True))


def organisations() -> list[str]:
    """Return the names of the organisations of which something was adopted."""
    rows = Recommendation.objects.filter(
        state=states.ADOPTED, submission__kind=ORGANISATION
    ).values_list("submission__organisation", flat=True)
    return sorted(set(rows), key=str.casefold)
