"""What a story is: everything that fills a site."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from avow.analysis.synthetic import Responded

Loads = Sequence[tuple[str, Sequence[Path]]]


@dataclass(frozen=True)
class ToldSubmission:
    """A document that came in, and from whom."""

    organisation: str
    title: str
    received_on: date
    document: str
    text: str


@dataclass(frozen=True)
class ToldAnswer:
    """An answer to a passage of a submission: ``quote`` is found in the document's text.

    ``commitments`` are the numbers of the commitments the reviewer links it to; none is a gap.
    """

    document: str
    quote: str
    commitments: tuple[str, ...]
    decision: str
    reason: str
    change: str


@dataclass(frozen=True)
class ToldProgress:
    """How far an action is, by its number in the plan."""

    number: str
    owner: str
    status: str
    due: date | None
    note: str


@dataclass(frozen=True)
class ToldOccasion:
    """An occasion of the engagement plan: held if ``people`` came, cancelled if there is a reason.

    ``borough`` is the place of one in the list of boroughs, None the whole force; without a ``day``
    it lies three weeks ahead. ``asked`` are pairs of a community and what it asked for.
    """

    kind: str
    title: str
    day: date | None = None
    borough: int | None = None
    host: str = ""
    wanted: Sequence[str] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    notes: str = ""
    asked: Sequence[tuple[str, str]] = ()
    reason: str = ""


@dataclass(frozen=True)
class ToldRelease:
    """A figure that goes through the gate."""

    title: str
    summary: str
    kind: str
    measure: str
    area: str
    period: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Story:
    """All of a site. ``loads`` writes whatever files it must into a folder and names them.

    ``evidence`` gives, by the number of an action, the measures that show whether it works.
    ``example_answers`` is for a story without real answers: so many recommendations are adopted and
    answered with a plain example made from the plan's own text, and marked as one. ``responses``
    gives the survey's responses for the areas it is handed, ``responses_told`` of them, sent over
    the four weeks from ``asked_from``. ``addresses`` gives, by document, where its sender is told;
    ``replies`` what an organisation replies to the answer, by words of what it asked; ``response``
    is the title of the force's response.
    """

    name: str
    force: str
    today: date
    loads: Callable[[Path], Loads]
    first_plan: str
    plan_name: str
    submissions: Sequence[ToldSubmission]
    final_plan: str | None = None
    answers: Sequence[ToldAnswer] = ()
    example_answers: int = 0
    progress: Sequence[ToldProgress] = ()
    evidence: Mapping[str, Sequence[str]] = field(default_factory=dict)
    releases: Sequence[ToldRelease] = ()
    responses: Callable[[Sequence[str]], Iterable[Responded]] | None = None
    responses_told: int = 0
    asked_from: date = date(2025, 5, 12)
    occasions: Sequence[ToldOccasion] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)
    response: str = ""
