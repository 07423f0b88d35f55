"""What the trace must bear out of the gate."""

from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.releases.models import Release, Review

REVIEWED, RELEASED = "proposal.reviewed", "proposal.released"


def claims() -> Iterator[Claim]:
    """Yield every verdict and every release."""
    for review in Review.objects.select_related("revision"):
        yield verdict(review)
    for release in Release.objects.select_related("revision"):
        yield Claim(
            f"Release {release.number} is public",
            RELEASED,
            str(release.revision.proposal_id),
            proof={"number": release.number, "sha256": release.sha256},
        )


def verdict(review: Review) -> Claim:
    """Return what must be traced of a verdict: that this person gave one on this revision."""
    return Claim(
        f"Verdict {review.pk} was given",
        REVIEWED,
        str(review.revision.proposal_id),
        actor=str(review.reviewer_id),
        about={"revision": review.revision.number},
    )
