"""What the public pages are offered of the consultation: published answers and counts, no text."""

from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from avow.web.consultation import asks, states
from avow.web.consultation.answering import rules
from avow.web.consultation.models import Answer, Ask, Recommendation, Reply, Submission
from avow.web.consultation.models.submission import ORGANISATION
from avow.web.core import published


def answers() -> tuple[published.PublishedAnswer, ...]:
    """Return every published answer, newest first."""
    replies = Reply.objects.filter(state__in=(states.SHOWN, states.REFUSED))
    found = (
        asks.with_voices(  # type: ignore[no-redef]
            asks.standing().filter(answer__published__isnull=False)
        )
        .prefetch_related(Prefetch("replies", replies, to_attr="decided_replies"))
        .order_by("-answer__published_at", "due_on", "pk")
    )
    return tuple(_answer(ask) for ask in found)


def _answer(ask: Ask) -> published.PublishedAnswer:
    answer: Answer = ask.answer
    told, first = answer.published, ask.said[0]
    assert told is not None  # noqa: S101 — the query keeps only answers that are public
    assert answer.published_at is not None  # noqa: S101 — a database constraint
    voice = _voice(first)
    return published.PublishedAnswer(
        id=ask.pk,
        organisation=voice.organisation,
        submission_title=voice.submission_title,
        received_on=voice.received_on,
        quote=voice.quote,
        section=voice.section,
        strength=first.strength,
        commitment_lineages=_lineages(ask),
        gap=all(row.gap for row in ask.said),
        decision=told.decision,
        decision_label=told.get_decision_display(),
        reason=told.reason,
        change=told.change,
        published_at=answer.published_at,
        ask_id=ask.pk,
        voices=_voices(ask),
        changed_lineages=tuple(UUID(lineage) for lineage in told.changed),
        version_number=told.version.number if told.version else None,
        version_id=told.version_id,
        no_change=told.no_change,
        due_on=ask.due_on,
        replies=tuple(_reply(row) for row in ask.decided_replies),
    )


def _reply(row: Reply) -> published.PublishedReply:
    """Return a reply as the public reads it: one that was refused, by its ground alone."""
    assert row.written_at is not None  # noqa: S101 — a database constraint
    refused = row.state == states.REFUSED
    return published.PublishedReply(
        organisation=row.organisation,
        written_on=timezone.localdate(row.written_at),
        text="" if refused else row.text,
        refused_for=rules()["refusal_grounds"].get(row.ground, row.ground) if refused else "",
    )


def _lineages(ask: Ask) -> tuple[UUID, ...]:
    """Return the commitments that any voice concerns, those closest first."""
    links = sorted(
        (link.position, i, link.lineage)
        for i, row in enumerate(ask.said)
        for link in row.links.all()
    )
    return tuple(dict.fromkeys(lineage for _position, _i, lineage in links))


def _voice(row: Recommendation) -> published.Voice:
    named = row.submission.kind == ORGANISATION
    return published.Voice(
        organisation=row.submission.public_name,
        is_person=not named,
        submission_title=row.submission.public_title,
        received_on=row.submission.received_on,
        quote=row.quote,
        # A heading of a private person's letter can hold their name.
        section=row.section if named else "",
    )


def _voices(ask: Ask, *, words: bool = True) -> published.Voices:
    """Return who asked; without ``words``, only that they did."""
    named = {r.submission.organisation for r in ask.said if r.submission.kind == ORGANISATION}
    people = {r.submission_id for r in ask.said if r.submission.kind != ORGANISATION}
    return published.Voices(
        organisations=tuple(sorted(named, key=str.casefold)),
        people=len(people),
        said=tuple(_voice(row) for row in ask.said) if words else (),
    )


def open_asks() -> tuple[published.OpenAsk, ...]:
    """Return every ask without a public answer, the longest due first.

    Words of an organisation are there once the answer is late; a private person's never are.
    """
    today = timezone.localdate()
    found = asks.with_voices(asks.standing().exclude(answer__published__isnull=False))
    return tuple(_open(ask, late=ask.due_on < today) for ask in found.order_by("due_on", "pk"))


def _open(ask: Ask, *, late: bool) -> published.OpenAsk:
    spoken = [row.quote for row in ask.said if row.submission.kind == ORGANISATION]
    return published.OpenAsk(
        id=ask.pk,
        voices=_voices(ask, words=False),
        words=spoken[0] if late and spoken else "",
        commitment_lineages=_lineages(ask),
        gap=all(row.gap for row in ask.said),
        due_on=ask.due_on,
    )


def asked() -> published.Asked:
    """Return how much was asked and answered: what many asked for counts once."""
    standing = asks.standing()
    return published.Asked(
        submissions=Submission.objects.count(),
        recommendations=standing.count(),
        answered=standing.filter(answer__published__isnull=False).count(),
    )
