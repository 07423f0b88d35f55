"""The voices of a story: submissions taken in, recommendations adopted and answered."""

from collections.abc import Iterable

from avow.web.accounts.models import Person
from avow.web.consultation.actions import (
    add_recommendation,
    adopt,
    import_submission,
    mark_gap,
    publish_answer,
    set_links,
    write_answer,
)
from avow.web.consultation.models import Recommendation, Submission
from avow.web.plan.models import Commitment, Version
from avow.web.stories.story import Story, ToldAnswer

_EXAMPLE = (
    "An example that shows how an answer looks; it is not the force's word. The commitment that "
    "this is linked to says: “{text}” Whether that meets what was asked is for the force to say."
)


def take_in(*, by: Person, story: Story, version: Version) -> None:
    """Import every submission of the story as an answer to ``version``."""
    for told in story.submissions:
        import_submission(
            by=by,
            text=told.text,
            organisation=told.organisation,
            title=told.title,
            document=told.document,
            received_on=told.received_on,
            version=version,
        )


def answer(*, by: Person, story: Story, version: Version) -> None:
    """Adopt, link and answer what the story answers, and publish the answers."""
    commitments = {c.number: c for c in Commitment.objects.filter(pillar__version=version)}
    documents = {s.document: s for s in Submission.objects.filter(version=version)}
    for told in story.answers:
        _answer(by, documents[told.document], told, commitments)
    if story.example_answers:
        candidates = _strongest(version, story.example_answers)
        _answer_with_examples(by, candidates)


def _answer(
    by: Person, submission: Submission, told: ToldAnswer, commitments: dict[str, Commitment]
) -> None:
    recommendation = _found(submission, told.quote) or add_recommendation(
        by=by, submission=submission, passage=told.quote
    )
    wanted = [commitments[number] for number in told.commitments]
    if wanted:
        recommendation = set_links(by=by, recommendation=recommendation, commitments=wanted)
    else:
        recommendation = mark_gap(by=by, recommendation=recommendation)
    recommendation = adopt(by=by, recommendation=recommendation)
    written = write_answer(
        by=by,
        recommendation=recommendation,
        decision=told.decision,
        reason=told.reason,
        change=told.change,
    )
    publish_answer(by=by, answer=written)


def _found(submission: Submission, quote: str) -> Recommendation | None:
    wanted = _folded(quote)
    for recommendation in submission.recommendations.filter(state="candidate"):
        folded = _folded(recommendation.quote)
        if wanted in folded or folded in wanted:
            return recommendation
    return None


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _strongest(version: Version, limit: int) -> list[Recommendation]:
    """Return the linked candidates in the order of their documents, evenly over the plan."""
    found = (
        Recommendation.objects.filter(
            submission__version=version, state="candidate", gap=False, strength="explicit"
        )
        .prefetch_related("links__commitment")
        .order_by("submission__document", "start")
    )
    by_commitment: dict[str, list[Recommendation]] = {}
    for recommendation in found:
        first = recommendation.links.first()
        if first:
            by_commitment.setdefault(first.commitment.number, []).append(recommendation)
    each = max(1, limit // max(1, len(by_commitment)))
    return [r for group in by_commitment.values() for r in group[: each + 1]][:limit]


def _answer_with_examples(by: Person, recommendations: Iterable[Recommendation]) -> None:
    for recommendation in recommendations:
        commitment = recommendation.links.all()[0].commitment
        adopted = adopt(by=by, recommendation=recommendation)
        written = write_answer(
            by=by,
            recommendation=adopted,
            decision="already-doing",
            reason=_EXAMPLE.format(text=commitment.text or commitment.title),
        )
        publish_answer(by=by, answer=written)
