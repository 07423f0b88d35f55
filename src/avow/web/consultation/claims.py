"""What the trace must bear out of the consultation."""

import hashlib
from collections.abc import Iterator

from avow.web.audit.backing import Claim
from avow.web.consultation import states
from avow.web.consultation.models import Answer, AnswerRevision, Recommendation


def fingerprint(wording: AnswerRevision) -> str:
    """Return a hash of what the public reads of an answer: the quotes and the wording."""
    quotes = [row.quote for row in wording.ask.recommendations.all() if row.state == states.ADOPTED]
    parts = [*sorted(quotes), wording.decision, wording.reason, wording.change]
    if wording.version_id:
        parts += [str(wording.version_id), *sorted(wording.changed)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def claims() -> Iterator[Claim]:
    """Yield every public answer and every adopted recommendation."""
    public = Answer.objects.filter(published__isnull=False).select_related("published__ask")
    for answer in public.prefetch_related("published__ask__recommendations"):
        wording = answer.published
        assert wording is not None  # noqa: S101 — the query keeps only answers that are public
        yield Claim(
            f"Answer {answer.pk} is public as it reads",
            "answer.published",
            str(answer.pk),
            undone=("answer.withdrawn",),
            proof={"number": wording.number, "sha256": fingerprint(wording)},
        )
    for row in Recommendation.objects.filter(state=states.ADOPTED).only("pk"):
        yield Claim(
            f"Recommendation {row.pk} is adopted",
            "recommendation.adopted",
            str(row.pk),
            undone=("recommendation.undecided", "recommendation.rejected"),
        )
