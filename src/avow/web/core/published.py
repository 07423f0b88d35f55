"""What has been published, offered by the rooms that publish it to the pages that show it.

The public pages may not import the rooms that hold submissions. Such a room registers a function
here when the site starts; the function returns plain, frozen values of published things only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

ANSWERS = "answers"
ASKED = "asked"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A published answer to one recommendation: what was asked, by whom, and what was decided.

    ``organisation`` never names a private person. ``commitment_lineages`` are in order of
    closeness; ``gap`` says that no commitment covers what was asked. ``change`` says what in the
    plan changes.
    """

    id: UUID
    organisation: str
    submission_title: str
    received_on: date
    quote: str
    section: str
    strength: str
    commitment_lineages: tuple[UUID, ...]
    gap: bool
    decision: str
    decision_label: str
    reason: str
    change: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """How much was asked: submissions taken in, recommendations adopted, answers published."""

    submissions: int = 0
    recommendations: int = 0
    answered: int = 0


@dataclass(frozen=True, slots=True)
class PublishedEvidence:
    """A measure is evidence for an action of the plan; what of it was released is shown there."""

    action_lineage: UUID
    measure: str
    by: str
    period: str
    note: str


_sources: dict[str, Callable[[], Any]] = {}


def register(kind: str, source: Callable[[], Any]) -> None:
    """Offer what ``source`` returns under ``kind``. The same kind again replaces the first."""
    _sources[kind] = source


def answers() -> tuple[PublishedAnswer, ...]:
    """Return every published answer, newest first; none where no room offers them."""
    return tuple(_sources[ANSWERS]()) if ANSWERS in _sources else ()


def asked() -> Asked:
    """Return the counts for the front page; zeros where no room offers them."""
    found: Asked = _sources[ASKED]() if ASKED in _sources else Asked()
    return found


def evidence() -> tuple[PublishedEvidence, ...]:
    """Return every measure that stands as evidence for an action, in the order of attaching."""
    return tuple(_sources[EVIDENCE]()) if EVIDENCE in _sources else ()
