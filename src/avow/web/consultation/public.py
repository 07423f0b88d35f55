"""What the public pages are offered of the consultation: published answers and counts, no text."""

from avow.web.consultation import states
from avow.web.consultation.models import Answer, Recommendation, Submission
from avow.web.consultation.models.submission import ORGANISATION
from avow.web.core import published


def answers() -> tuple[published.PublishedAnswer, ...]:
    """Return every published answer, newest first, in two queries."""
    found = (
        Answer.objects.filter(published__isnull=False, recommendation__state=states.ADOPTED)
        .select_related("recommendation__submission", "published")
        .defer("recommendation__submission__text")
        .prefetch_related("recommendation__links")
        .order_by("-published_at", "recommendation__start")
    )
    return tuple(map(_answer, found))


def _answer(answer: Answer) -> published.PublishedAnswer:
    asked, told = answer.recommendation, answer.published
    assert told is not None  # noqa: S101 — the query keeps only answers that are public
    assert answer.published_at is not None  # noqa: S101 — a database constraint
    return published.PublishedAnswer(
        id=asked.pk,
        organisation=asked.submission.public_name,
        submission_title=asked.submission.public_title,
        received_on=asked.submission.received_on,
        quote=asked.quote,
        # A heading of a private person's letter can hold their name.
        section=asked.section if asked.submission.kind == ORGANISATION else "",
        strength=asked.strength,
        commitment_lineages=tuple(link.lineage for link in asked.links.all()),
        gap=asked.gap,
        decision=told.decision,
        decision_label=told.get_decision_display(),
        reason=told.reason,
        change=told.change,
        published_at=answer.published_at,
        ask_id=asked.pk,
    )


def asked() -> published.Asked:
    """Return how much was asked and answered."""
    return published.Asked(
        submissions=Submission.objects.count(),
        recommendations=Recommendation.objects.filter(state=states.ADOPTED).count(),
        answered=Answer.objects.filter(
            published__isnull=False, recommendation__state=states.ADOPTED
        ).count(),
    )
