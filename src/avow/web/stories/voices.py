"""The voices of a story: submissions taken in, recommendations adopted and answered."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from avow.web.accounts.models import Person
from avow.web.consultation.actions import (
    add_recommendation,
    adopt,
    hand_in,
    import_submission,
    invite_reply,
    keep_address,
    make_response,
    mark_gap,
    publish_answers,
    publish_reply,
    publish_response,
    set_links,
    sign_off,
    write_answer,
    write_reply,
)
from avow.web.consultation.changes import Pointer, parts_changed
from avow.web.consultation.models import Answer, Recommendation, Submission
from avow.web.consultation.models.answer import CHANGING
from avow.web.core.uploads import taken_from
from avow.web.plan import queries as plan
from avow.web.plan.models import Commitment, Version
from avow.web.stories.story import Story, ToldAnswer

_EXAMPLE = (
    "An example that shows how an answer looks; it is not the force's word. The commitment that "
    "this is linked to says: “{text}” Whether that meets what was asked is for the force to say."
)

_STAYS = "The words of the commitment say it already; what changes is how it is carried out."


def take_in(*, by: Person, story: Story, version: Version) -> None:
    """Import every submission of the story as an answer to ``version``."""
    for told in story.submissions:
        import_submission(
            by=by,
            taken=taken_from(told.text.encode(), told.document),
            organisation=told.organisation,
            title=told.title,
            received_on=told.received_on,
            version=version,
        )


def answer(*, cast: Mapping[str, Person], story: Story, versions: Sequence[Version]) -> None:
    """Adopt, link and answer what the story answers, sign the answers off and publish them.

    ``versions`` are the one that was answered and, where there is one, the final one.
    """
    first, newest = versions[0], versions[-1]
    parts = _changed(first, newest)
    commitments = {c.number: c for c in Commitment.objects.filter(pillar__version=first)}
    documents = {s.document: s for s in Submission.objects.filter(version=first)}
    written = []
    for told in story.answers:
        wanted = [commitments[number] for number in told.commitments]
        row = _adopted(cast["lead"], documents[told.document], told.quote, wanted)
        lineages = tuple(part for c in wanted for part in parts.get(c.lineage, ()))
        written.append(_write(cast["lead"], row, told, newest, lineages))
    if story.example_answers:
        written += _examples(cast["lead"], _strongest(first, story.example_answers))
    for held in written:
        hand_in(by=cast["lead"], answer=held)
        sign_off(by=cast["owner"], answer=held)
    for submission in documents.values():
        if submission.document in story.addresses:
            address = story.addresses[submission.document]
            keep_address(by=cast["lead"], submission=submission, address=address)
    publish_answers(by=cast["lead"], answers=written)


def respond(*, by: Person, story: Story) -> None:
    """Have an organisation reply where the story says so, and publish the response."""
    for quote, reply in story.replies.items():
        row = Recommendation.objects.select_related("submission").get(
            state="adopted", quote__contains=quote
        )
        answer = Answer.objects.get(ask=row.ask_id)
        name = row.submission.organisation
        _invited, token = invite_reply(by=by, answer=answer, organisation=name)
        publish_reply(by=by, reply=write_reply(token=token, text=reply))
    if story.response:
        made = make_response(by=by, title=story.response)
        publish_response(by=by, response=made)


def _changed(first: Version, newest: Version) -> dict[UUID, list[UUID]]:
    """Return, for each commitment of ``first``, what of it and its actions is not the same."""
    if first.pk == newest.pk:
        return {}
    before, after = (
        plan.with_parts(Version.objects.filter(pk=version.pk)).get() for version in (first, newest)
    )
    changed = {part.lineage for part in parts_changed(before, after)}
    found: dict[UUID, list[UUID]] = {}
    for version in (before, after):
        for c in plan.commitments_of(version):
            held = found.setdefault(c.lineage, [])
            own = [c.lineage, *(a.lineage for a in c.actions.all())]
            held += [lineage for lineage in own if lineage in changed and lineage not in held]
    return found


def _adopted(
    by: Person, submission: Submission, quote: str, wanted: Sequence[Commitment]
) -> Recommendation:
    row = _found(submission, quote) or add_recommendation(
        by=by, submission=submission, passage=quote
    )
    if wanted:
        row = set_links(by=by, recommendation=row, commitments=wanted)
    else:
        row = mark_gap(by=by, recommendation=row)
    return adopt(by=by, recommendation=row)


def _write(
    by: Person,
    row: Recommendation,
    told: ToldAnswer,
    newest: Version,
    lineages: tuple[UUID, ...],
) -> Answer:
    assert row.ask  # noqa: S101 — a database constraint
    owes = told.decision in CHANGING
    return write_answer(
        by=by,
        ask=row.ask,
        decision=told.decision,
        reason=told.reason,
        change=told.change,
        pointer=Pointer(newest, lineages) if owes and lineages else None,
        no_change=_STAYS if owes and not lineages else "",
    )


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


def _examples(by: Person, recommendations: Iterable[Recommendation]) -> list[Answer]:
    written = []
    for recommendation in recommendations:
        commitment = recommendation.links.all()[0].commitment
        adopted = adopt(by=by, recommendation=recommendation)
        assert adopted.ask  # noqa: S101 — a database constraint
        written.append(
            write_answer(
                by=by,
                ask=adopted.ask,
                decision="already-doing",
                reason=_EXAMPLE.format(text=commitment.text or commitment.title),
            )
        )
    return written
