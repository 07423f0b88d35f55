"""What the response says, gathered from the rows: plain values from which every format is written.

Each figure is stated from a count in the database and listed from the rows that the document shows.
"""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from avow.web.consultation import asks, changes, public, states
from avow.web.consultation.models import Answer, Recommendation, Submission
from avow.web.consultation.models.answer import CHANGING, DECISIONS
from avow.web.consultation.models.submission import ORGANISATION, PERSON
from avow.web.core.published import OpenAsk, PublishedAnswer
from avow.web.plan import queries as plan
from avow.web.plan.models import Commitment, Version


@dataclass(frozen=True)
class Quote:
    """What one voice asked: an organisation by name, a person never."""

    who: str
    words: str


@dataclass(frozen=True)
class Entry:
    """Something asked once, by all its voices, with the answer to it."""

    number: int
    organisations: tuple[str, ...]
    people: int
    quotes: tuple[Quote, ...]
    decision: str
    decision_label: str
    reason: str
    change: str
    version: int | None
    changed: tuple[str, ...]
    no_change: str


@dataclass(frozen=True)
class Section:
    """A commitment, or the gap, with what was asked of it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Figure:
    """A total with the parts it is made of, and how many rows of the document it counts.

    ``stated`` comes from the database, ``listed`` from the rows shown, ``parts`` from both.
    """

    name: str
    stated: int
    listed: int
    parts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Sender:
    """An organisation that wrote, and how many submissions it sent."""

    name: str
    submissions: int


@dataclass(frozen=True)
class Content:
    """The whole response."""

    title: str
    introduction: str
    plan: str
    day: str
    figures: tuple[Figure, ...]
    senders: tuple[Sender, ...]
    people: int
    sections: tuple[Section, ...]
    waiting: int
    late: int

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values, as they are hashed and given to the PDF's template."""
        return asdict(self)


def gather(*, title: str, introduction: str) -> Content:
    """Return what the response says now, in the caller's transaction."""
    answers = sorted(public.answers(), key=lambda a: (a.published_at, str(a.id)))
    waiting = public.open_asks()
    version = plan.published_version()
    sections = _sections(answers, version)
    senders = _senders()
    people = Submission.objects.filter(kind=PERSON).count()
    return Content(
        title=title,
        introduction=introduction,
        plan=str(version) if version else "",
        day=timezone.localdate().isoformat(),
        figures=_figures(sections, senders, people, waiting),
        senders=senders,
        people=people,
        sections=sections,
        waiting=len(waiting),
        late=sum(ask.is_late(timezone.localdate()) for ask in waiting),
    )


def _senders() -> tuple[Sender, ...]:
    found = (
        Submission.objects.filter(kind=ORGANISATION)
        .order_by()
        .values_list("organisation")
        .annotate(sent=Count("pk"))
    )
    rows = [Sender(name, sent) for name, sent in found]
    return tuple(sorted(rows, key=lambda sender: (sender.name.casefold(), sender.name)))


def _sections(answers: list[PublishedAnswer], version: Version | None) -> tuple[Section, ...]:
    """Return every answer under its closest commitment of the plan in force, else apart."""
    commitments = plan.commitments_of(version) if version else []
    known = {c.lineage for c in commitments}
    under: dict[UUID | None, list[PublishedAnswer]] = {}
    for answer in answers:
        closest = next((line for line in answer.commitment_lineages if line in known), None)
        under.setdefault(closest, []).append(answer)
    names = changes.names(version) if version else {}
    found, number = [], 0
    for title, held in [*_titled(commitments, under), (_apart(), under.get(None, []))]:
        entries = [_entry(number + n, answer, names) for n, answer in enumerate(held, 1)]
        number += len(entries)
        if entries:
            found.append(Section(title, tuple(entries)))
    return tuple(found)


def _titled(
    commitments: list[Commitment], under: dict[UUID | None, list[PublishedAnswer]]
) -> list[tuple[str, list[PublishedAnswer]]]:
    return [
        (_("Commitment %(number)s: %(title)s") % {"number": c.number, "title": c.title}, held)
        for c in commitments
        if (held := under.get(c.lineage, []))
    ]


def _apart() -> str:
    return _("What no commitment of the plan covers")


def _entry(number: int, answer: PublishedAnswer, names: dict[UUID, str]) -> Entry:
    gone = _("A part that the plan no longer has")
    return Entry(
        number=number,
        organisations=answer.voices.organisations,
        people=answer.voices.people,
        quotes=tuple(Quote(v.organisation, v.quote) for v in answer.voices.said),
        decision=answer.decision,
        decision_label=str(answer.decision_label),
        reason=answer.reason,
        change=answer.change,
        version=answer.version_number,
        changed=tuple(names.get(line, gone) for line in answer.changed_lineages),
        no_change=answer.no_change,
    )


def _figures(
    sections: tuple[Section, ...],
    senders: tuple[Sender, ...],
    people: int,
    waiting: tuple[OpenAsk, ...],
) -> tuple[Figure, ...]:
    """Return each figure as the database counts it and as the rows of the document do."""
    entries = [entry for section in sections for entry in section.entries]
    answered = Answer.objects.filter(published__isnull=False).filter(
        Exists(asks.adopted_of(OuterRef("ask")))
    )
    by_decision = dict(answered.order_by().values_list("published__decision").annotate(Count("pk")))
    owing = Q(published__decision__in=CHANGING)
    quoted = Recommendation.objects.filter(
        state=states.ADOPTED, ask__answer__published__isnull=False
    )
    sent = sum(sender.submissions for sender in senders)
    pointed = answered.filter(published__version__isnull=False).count()
    explained = answered.filter(owing, published__version__isnull=True).count()
    return (
        Figure(
            _("Submissions received"),
            Submission.objects.count(),
            sent + people,
            (
                (_("from organisations"), sent),
                (_("from members of the public"), people),
            ),
        ),
        Figure(
            _("Things asked for and answered"),
            answered.count(),
            len(entries),
            tuple((label.lower(), by_decision.get(name, 0)) for name, label in DECISIONS),
        ),
        Figure(
            _("Recommendations behind them"),
            quoted.count(),
            sum(len(entry.quotes) for entry in entries),
        ),
        Figure(
            _("Accepted, wholly or partly"),
            answered.filter(owing).count(),
            sum(entry.decision in CHANGING for entry in entries),
            (
                (_("with a change in the plan"), answered.filter(owing).count() - explained),
                (_("with the reason why no words change"), explained),
            ),
        ),
        Figure(
            _("Answers that point to a change in the plan"),
            pointed,
            sum(bool(entry.changed) for entry in entries),
        ),
        Figure(
            _("Things asked for and not answered yet"),
            asks.standing().exclude(answer__published__isnull=False).count(),
            len(waiting),
        ),
    )
