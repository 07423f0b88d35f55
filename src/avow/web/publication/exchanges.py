"""Everything asked and answered, as the public searches it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from avow.web.core.published import OpenAsk, PublishedAnswer
from avow.web.publication.queries import PublicCommitment, PublicPlan

ANSWERED, OPEN, LATE = "answered", "open", "late"


class Exchange(NamedTuple):
    """An answer with the commitments it concerns and the parts of the plan it changed."""

    answer: PublishedAnswer
    concerned: list[PublicCommitment]
    changed: list[tuple[str, str]]


class Waiting(NamedTuple):
    """Something asked that has no answer yet, with the commitments it concerns."""

    ask: OpenAsk
    concerned: list[PublicCommitment]
    late: bool


def concerning(answers: Iterable[PublishedAnswer], plan: PublicPlan | None) -> list[Exchange]:
    """Return each answer with what of the published plan it concerns and changed."""
    parts = _parts(plan)
    return [
        Exchange(
            answer,
            _concerned(answer.commitment_lineages, plan),
            [parts.get(line, (_gone(), "")) for line in answer.changed_lineages],
        )
        for answer in answers
    ]


def waiting(asks: Iterable[OpenAsk], plan: PublicPlan | None, today: date) -> list[Waiting]:
    """Return each ask without an answer with what it concerns, and whether it is late."""
    return [
        Waiting(ask, _concerned(ask.commitment_lineages, plan), ask.is_late(today)) for ask in asks
    ]


def _gone() -> str:
    return _("A part that the plan no longer has")


def _concerned(lineages: Sequence[UUID], plan: PublicPlan | None) -> list[PublicCommitment]:
    known = plan.by_any_lineage() if plan else {}
    found = [c for line in lineages for c in known.get(line, [])]
    return list({c.commitment.lineage: c for c in found}.values())


def _parts(plan: PublicPlan | None) -> dict[UUID, tuple[str, str]]:
    """Return name and address of each part of the plan in force, by every line that led to it."""
    own: dict[UUID, tuple[str, str]] = {}
    others: dict[UUID, tuple[str, str]] = {}
    for c in plan.commitments if plan else ():
        name = _("Commitment %(number)s") % {"number": c.commitment.number}
        own[c.commitment.lineage] = (f"{name}: {c.commitment.title}"[:120], c.url)
        others |= dict.fromkeys(c.lines, own[c.commitment.lineage])
        for a in c.actions:
            name = _("Action %(number)s") % {"number": a.action.number}
            own[a.action.lineage] = (name, f"{c.url}#action-{a.action.lineage}")
            others |= dict.fromkeys(a.lines, own[a.action.lineage])
    return others | own


@dataclass(frozen=True)
class Wanted:
    """What a reader filters everything asked by; empty means all."""

    commitment: str = ""
    organisation: str = ""
    decision: str = ""
    state: str = ""
    q: str = ""
    answer: str = ""

    def keeps(self, answer: PublishedAnswer) -> bool:
        """Return whether the answer is one the reader wants."""
        if self.answer and str(answer.id) not in self.answer.split(","):
            return False
        if self.state not in ("", ANSWERED) or (self.decision and answer.decision != self.decision):
            return False
        if not self._of(answer.organisation, answer.voices.organisations, answer):
            return False
        said = [voice.quote for voice in answer.voices.said]
        return self._words(
            answer.quote, answer.reason, answer.change, answer.no_change, *said, *_named(answer)
        )

    def keeps_open(self, ask: OpenAsk, today: date) -> bool:
        """Return whether something without an answer is what the reader wants."""
        if self.answer or self.decision or self.state == ANSWERED:
            return False
        if self.state == LATE and not ask.is_late(today):
            return False
        if not self._of("", ask.voices.organisations, ask):
            return False
        return self._words(ask.words, *ask.voices.organisations)

    def _of(
        self, first: str, organisations: Sequence[str], item: PublishedAnswer | OpenAsk
    ) -> bool:
        if self.organisation and self.organisation not in (first, *organisations):
            return False
        if self.commitment == "gap":
            return item.gap
        return not self.commitment or self.commitment in map(str, item.commitment_lineages)

    def _words(self, *texts: str) -> bool:
        text = " ".join(texts).lower()
        return all(word in text for word in self.q.lower().split())


def _named(answer: PublishedAnswer) -> tuple[str, ...]:
    return (answer.organisation, *answer.voices.organisations)


@dataclass(frozen=True)
class Organisation:
    """An organisation that asked: what was answered, and what is open or late."""

    name: str
    slug: str
    answers: tuple[PublishedAnswer, ...]
    open: tuple[OpenAsk, ...]
    late: int

    @property
    def url(self) -> str:
        """The address of its page."""
        return reverse("publication:organisation", args=[self.slug])

    @property
    def asked(self) -> int:
        """How much it asked for that was taken on."""
        return len(self.answers) + len(self.open)

    @property
    def accepted(self) -> int:
        """How much of it was accepted, wholly or in part."""
        return sum(a.decision in ("accepted", "partly") for a in self.answers)


def organisations(
    answers: Sequence[PublishedAnswer], asks: Sequence[OpenAsk], today: date
) -> list[Organisation]:
    """Return every organisation that asked, by name. A private person is none."""
    answered: dict[str, list[PublishedAnswer]] = {}
    pending: dict[str, list[OpenAsk]] = {}
    for answer in answers:
        for name in answer.voices.organisations:
            answered.setdefault(name, []).append(answer)
    for ask in asks:
        for name in ask.voices.organisations:
            pending.setdefault(name, []).append(ask)
    names = sorted({*answered, *pending}, key=lambda name: (name.casefold(), name))
    slugs = _slugs(names)
    return [
        Organisation(
            name,
            slugs[name],
            tuple(answered.get(name, ())),
            tuple(pending.get(name, ())),
            sum(ask.is_late(today) for ask in pending.get(name, ())),
        )
        for name in names
    ]


def _slugs(names: Sequence[str]) -> dict[str, str]:
    """Return a part of an address for each name; alike ones are told apart by a number."""
    taken: dict[str, int] = {}
    found = {}
    for name in names:
        slug = slugify(name, allow_unicode=True)[:80] or "organisation"
        taken[slug] = taken.get(slug, 0) + 1
        found[name] = slug if taken[slug] == 1 else f"{slug}-{taken[slug]}"
    return found
