from collections.abc import Sequence

from django.db import transaction

from avow.web.accounts.models import Person
from avow.web.audit.actions import record
from avow.web.consultation.models import Link, Recommendation
from avow.web.consultation.models.recommendation import PERSON
from avow.web.consultation.permissions import check_review
from avow.web.consultation.policies import check_in_version, check_not_public, check_revision
from avow.web.plan.models import Commitment


@transaction.atomic
def set_links(
    *,
    by: Person,
    recommendation: Recommendation,
    commitments: Sequence[Commitment],
    revision: int | None = None,
) -> Recommendation:
    """Link a recommendation to exactly these commitments, closest first; none marks it a gap.

    A machine's link that is kept keeps its score and reason.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: its answer is public, or a commitment is not in the version answered.
    """
    check_review(by)
    row = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("submission")
        .get(pk=recommendation.pk)
    )
    check_revision(row, revision)
    check_not_public(row)
    check_in_version(row.submission.version_id, commitments)
    held = {link.lineage: link for link in row.links.all()}
    row.links.all().delete()
    for position, commitment in enumerate(dict.fromkeys(commitments), 1):
        link = held.get(commitment.lineage) or Link(origin=PERSON)
        link.recommendation, link.commitment = row, commitment
        link.lineage, link.position = commitment.lineage, position
        link.save(force_insert=True)
    row.gap = not commitments
    row.revision += 1
    row.save(update_fields=["gap", "revision"])
    record(
        by=by,
        verb="recommendation.linked" if commitments else "recommendation.gap-marked",
        on=row,
        submission=str(row.submission_id),
        commitments=[str(commitment.lineage) for commitment in commitments],
        before=[str(lineage) for lineage in held],
    )
    return row


def mark_gap(
    *, by: Person, recommendation: Recommendation, revision: int | None = None
) -> Recommendation:
    """Say that no commitment of the plan covers what is asked; its links go.

    Raises:
        StaleReviewError: it changed after ``revision`` was read.
        IllegalMoveError: its answer is public.
    """
    return set_links(by=by, recommendation=recommendation, commitments=[], revision=revision)
