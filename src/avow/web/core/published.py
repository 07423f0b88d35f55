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
OPEN = "open"
RESPONSES = "responses"
RESPONSE_FILE = "response-file"
RESULTS = "results"


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of an ask: who asked, where, and in which words. A person is never named."""

    organisation: str
    is_person: bool
    submission_title: str
    received_on: date
    quote: str
    section: str


@dataclass(frozen=True, slots=True)
class Voices:
    """Who asked for the same thing: organisations by name, private people as a number."""

    organisations: tuple[str, ...] = ()
    people: int = 0
    said: tuple[Voice, ...] = ()

    @property
    def count(self) -> int:
        """How many asked: organisations and people."""
        return len(self.organisations) + self.people


@dataclass(frozen=True, slots=True)
class PublishedReply:
    """What an organisation replied to an answer; without ``text``, why its reply is not shown."""

    organisation: str
    written_on: date
    text: str
    refused_for: str = ""


@dataclass(frozen=True, slots=True)
class PublishedAnswer:
    """A published answer to an ask: what was asked, by whom, and what was decided.

    ``organisation``, ``submission_title``, ``quote``, ``section`` and ``strength`` are those of its
    first voice; ``voices`` are all of them. ``organisation`` never names a private person.
    ``commitment_lineages`` are in order of closeness; ``gap`` says that no commitment covers what
    was asked. ``change`` says what in the plan changes, ``changed_lineages`` which commitments and
    actions of version ``version_number`` do; where none does, ``no_change`` says why.
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
    ask_id: UUID
    voices: Voices = Voices()
    changed_lineages: tuple[UUID, ...] = ()
    version_number: int | None = None
    version_id: UUID | None = None
    no_change: str = ""
    due_on: date | None = None
    replies: tuple[PublishedReply, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """An ask that waits for its answer. An organisation's words are shown once it is late.

    ``words`` never holds what a private person wrote.
    """

    id: UUID
    voices: Voices
    words: str
    commitment_lineages: tuple[UUID, ...]
    gap: bool
    due_on: date

    def is_late(self, today: date) -> bool:
        """Return whether the answer should have been there before ``today``."""
        return self.due_on < today


@dataclass(frozen=True, slots=True)
class ResponseFile:
    """A file of the force's response, as it was published."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedResponse:
    """The force's response to a consultation: an immutable document in several formats."""

    number: int
    title: str
    published_at: datetime
    sha256: str
    files: tuple[ResponseFile, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """How much was asked: submissions taken in, asks adopted (one ask, all its voices), answers."""

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


@dataclass(frozen=True, slots=True)
class PublishedTheme:
    """A theme that people adopted: how many said it, in words, and quotes that name nobody."""

    label: str
    description: str
    portion: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """What people said about one question: its themes, and protected shares by agreement.

    ``rows`` are a theme with its share in each of ``groups``, the answers to the question ``by``.
    """

    id: UUID
    survey: str
    question: str
    answers: str
    published_at: datetime
    themes: tuple[PublishedTheme, ...]
    by: str = ""
    groups: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


_sources: dict[str, Callable[..., Any]] = {}


def register(kind: str, source: Callable[..., Any]) -> None:
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


def open_asks() -> tuple[OpenAsk, ...]:
    """Return every adopted ask without a public answer, the longest due first."""
    return tuple(_sources[OPEN]()) if OPEN in _sources else ()


def responses() -> tuple[PublishedResponse, ...]:
    """Return every published response of the force, newest first."""
    return tuple(_sources[RESPONSES]()) if RESPONSES in _sources else ()


def results() -> tuple[PublishedResult, ...]:
    """Return what people said about each question, as published, newest first."""
    return tuple(_sources[RESULTS]()) if RESULTS in _sources else ()


def response_file(number: int, name: str) -> bytes | None:
    """Return the content of a file of a published response, checked against its hash; else None."""
    if RESPONSE_FILE not in _sources:
        return None
    content: bytes | None = _sources[RESPONSE_FILE](number, name)
    return content
