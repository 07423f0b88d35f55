"""Reads that cross the consultation's relations."""

from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from avow.web.consultation import states
from avow.web.consultation.models import Answer, Link, Recommendation, Submission
from avow.web.core.words import one_line


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
        answered_count=counted(recommendations__ask__answer__published__isnull=False),
        waiting_count=counted(
            recommendations__state=states.ADOPTED, recommendations__ask__answer__isnull=False
        ),
    ).order_by("-received_on", "-created_at")


def _with_links(found: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return found.prefetch_related(
        Prefetch("links", Link.objects.select_related("commitment").order_by("position"))
    )


def candidates(submission: Submission) -> QuerySet[Recommendation]:
    """Return all recommendations of a submission in the order of its text, with links."""
    return _with_links(
        submission.recommendations.select_related("decided_by", "ask__answer__current").order_by(
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
            "submission", "decided_by", "ask__answer__current", "ask__answer__published"
        ).defer("submission__text")
    ).get(pk=pk)


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
        ask__recommendations__submission=submission, published__isnull=False
    ).exists()
