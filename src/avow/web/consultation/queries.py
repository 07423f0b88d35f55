"""Reads that cross the consultation's relations."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from avow.web.consultation import states
from avow.web.consultation.models import Answer, Link, Recommendation, Submission
from avow.web.core.words import one_line, seen

UNANSWERED = "none"
DRAFTED = "drafted"
PUBLIC = "public"
ANSWER_STATES = (
    (UNANSWERED, _("Not answered yet")),
    (DRAFTED, _("Answer drafted")),
    (PUBLIC, _("Answer published")),
)


@dataclass(frozen=True)
class Wanted:
    """What a list of recommendations is narrowed to; empty fields narrow nothing."""

    submission: str = ""
    commitment: str = ""
    answer: str = ""
    decision: str = ""
    words: str = ""

    def named(self) -> list[str]:
        """Return which fields narrow the list, without what they hold."""
        return [name for name, value in asdict(self).items() if value]


def submissions(words: str = "", state: str = "") -> QuerySet[Submission]:
    """Return submissions with counts of their recommendations, without their text."""
    words, state = one_line(words), one_line(state)
    found = Submission.objects.defer("text").select_related("version")
    if words:
        found = found.filter(Q(organisation__icontains=words) | Q(title__icontains=words))
    if state:
        found = found.filter(state=state)

    def counted(**wanted: object) -> Count:
        return Count("recommendations", filter=Q(**wanted), distinct=True)

    return found.annotate(
        found_count=Count("recommendations", distinct=True),
        reviewed_count=Count(
            "recommendations",
            filter=~Q(recommendations__state=states.CANDIDATE),
            distinct=True,
        ),
        left_count=counted(recommendations__state=states.CANDIDATE),
        adopted_count=counted(recommendations__state=states.ADOPTED),
        rejected_count=counted(recommendations__state=states.REJECTED),
        answered_count=counted(recommendations__answer__published__isnull=False),
        waiting_count=counted(
            recommendations__state=states.ADOPTED, recommendations__answer__isnull=False
        ),
    ).order_by("-received_on", "-created_at")


def _with_links(found: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return found.prefetch_related(
        Prefetch("links", Link.objects.select_related("commitment").order_by("position"))
    )


def candidates(submission: Submission) -> QuerySet[Recommendation]:
    """Return all recommendations of a submission in the order of its text, with links."""
    return _with_links(
        submission.recommendations.select_related("decided_by", "answer__current").order_by(
            "start", "end"
        )
    )


def one(pk: UUID) -> Recommendation:
    """Return a recommendation with submission (without its text), links and answer.

    Raises:
        Recommendation.DoesNotExist: there is none.
    """
    return _with_links(
        Recommendation.objects.select_related(
            "submission", "decided_by", "answer__current", "answer__published"
        ).defer("submission__text")
    ).get(pk=pk)


def adopted(wanted: Wanted) -> QuerySet[Recommendation]:
    """Return adopted recommendations with submission, links and answer, by submission and place."""
    found = (
        Recommendation.objects.filter(state=states.ADOPTED)
        .select_related("submission", "answer__current", "answer__published")
        .defer("submission__text")
    )
    if wanted.submission:
        found = found.filter(submission_id=wanted.submission)
    if wanted.commitment == "gap":
        found = found.filter(gap=True)
    elif wanted.commitment:
        found = found.filter(links__lineage=wanted.commitment).distinct()
    if wanted.decision:
        found = found.filter(answer__current__decision=one_line(wanted.decision))
    if wanted.answer:
        found = found.filter(
            **{
                UNANSWERED: {"answer__isnull": True},
                DRAFTED: {"answer__isnull": False, "answer__published__isnull": True},
                PUBLIC: {"answer__published__isnull": False},
            }.get(wanted.answer, {})
        )
    if wanted.words:
        found = found.filter(quote__icontains=seen(wanted.words))
    return _with_links(found).order_by(
        "-submission__received_on", "submission__organisation", "start"
    )


def commitments_linked() -> list[tuple[UUID, str]]:
    """Return (lineage, "number title") of every commitment linked to, for a filter."""
    seen: dict[UUID, str] = {}
    links = Link.objects.select_related("commitment__pillar").order_by(
        "-commitment__pillar__version__number",
        "commitment__pillar__position",
        "commitment__position",
    )
    for link in links:
        seen.setdefault(link.lineage, str(link.commitment))
    return list(seen.items())


def has_public_answer(submission: Submission) -> bool:
    """Return whether the public sees an answer to ``submission``, and so who sent it."""
    return Answer.objects.filter(
        recommendation__submission=submission, published__isnull=False
    ).exists()


def publishable(submission: Submission) -> QuerySet[Answer]:
    """Return the answers of a submission whose newest wording waits to be published."""
    return (
        Answer.objects.filter(
            recommendation__submission=submission, recommendation__state=states.ADOPTED
        )
        .exclude(published__isnull=False, published=F("current"))
        .select_related("recommendation", "current", "published")
        .order_by("recommendation__start")
    )
