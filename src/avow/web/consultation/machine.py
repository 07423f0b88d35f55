"""What the machine proposes: candidates and links, kept as such until a named person decides."""

from collections.abc import Iterable, Sequence

from avow.analysis import text as reader
from avow.analysis.documents import Mark
from avow.web.consultation.models import Link, Recommendation, Submission
from avow.web.consultation.models.recommendation import MACHINE
from avow.web.plan import queries as plan
from avow.web.plan.models import Commitment, Version


def propose_recommendations(
    submission: Submission, version: Version, known: Sequence[Mark] = ()
) -> int:
    """Find what ``submission`` asks for and keep each as a candidate with links; return how many.

    ``version`` comes with its parts (``plan.queries.with_parts``); ``known`` are the headings and
    paragraphs that the document's format gives.
    """
    reading = reader.find_recommendations(
        submission.text,
        plan.as_document(version),
        submitter=submission.organisation,
        known=known,
    )
    commitments = plan.commitments_of(version)
    rows = [
        Recommendation(
            submission=submission,
            quote=found.quote,
            start=found.start,
            end=found.end,
            section=found.section[:300],
            strength=found.strength,
            origin=MACHINE,
            gap=not found.links,
            reason=found.reason[:300],
        )
        for found in reading.recommendations
    ]
    Recommendation.objects.bulk_create(rows)
    Link.objects.bulk_create(
        link
        for row, found in zip(rows, reading.recommendations, strict=True)
        for link in _rows(row, found.links, commitments)
    )
    return len(rows)


def propose_links(recommendation: Recommendation, version: Version) -> None:
    """Link a passage that a person marked; a gap where the machine knows no commitment for it."""
    found = reader.link(recommendation.quote, plan.as_document(version))
    rows = list(_rows(recommendation, found, plan.commitments_of(version)))
    Link.objects.bulk_create(rows)
    recommendation.gap = not rows
    recommendation.save(update_fields=["gap"])


def _rows(
    row: Recommendation, found: Iterable[reader.Link], commitments: list[Commitment]
) -> Iterable[Link]:
    numbered = {commitment.number: commitment for commitment in commitments}
    for position, link in enumerate(found, 1):
        commitment = numbered[link.commitment]
        yield Link(
            recommendation=row,
            commitment=commitment,
            lineage=commitment.lineage,
            score=link.score,
            why=link.why[:400],
            origin=MACHINE,
            position=position,
        )
