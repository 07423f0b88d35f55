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
class ToldMilestone:
    """A milestone of an action; days are counted from today, less than 0 for days gone by."""

    title: str
    due: int
    done: int | None = None
    shown_by: str = ""


@dataclass(frozen=True)
class ToldDocument:
    """A document that shows how far an action is, so many days old."""

    title: str
    days_old: int
    shows: str


@dataclass(frozen=True)
class ToldProgress:
    """How far an action is, by its number in the plan.

    ``part`` is who signs in for it, one of the cast. It was reported ``days_old`` days ago; or,
    where nothing changed in the last ``unchanged`` updates, in the one before these. ``by_unit``
    gives the percentages of the first command units, which then each deliver it.
    """

    number: str
    owner: str
    status: str
    due: date | None
    note: str
    ahead: str = ""
    obstacle: str = ""
    part: str = ""
    review: str = "quarter"
    days_old: int = 20
    unchanged: int = 0
    milestones: Sequence[ToldMilestone] = ()
    documents: Sequence[ToldDocument] = ()
    by_unit: Sequence[int] = ()


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
class ToldInitiative:
    """Something that is tried for commitments, by their numbers; live if it was assessed.

    ``unit`` is the place of a command unit in the list, None the whole force. Days are counted
    from today. ``answers`` are the assessment's, by the keys of its questions; ``steps`` what is
    done to keep people from harm, by which post, in so many days; ``figure`` a measure and a split.
    """

    title: str
    tried: str
    commitments: Sequence[str]
    owner_post: str
    begins: int
    ends: int
    unit: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    steps: Sequence[tuple[str, str, int]] = ()
    figure: tuple[str, str] = ("", "")
    review_in: int = 300


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
    """All of a site. ``loads`` writes whatever files it must into a folder and names them;
    ``records`` writes records of cases and of the force straight into the data folder.

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
    records: Callable[[Path], object] | None = None
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
    initiatives: Sequence[ToldInitiative] = ()
    addresses: Mapping[str, str] = field(default_factory=dict)
    replies: Mapping[str, str] = field(default_factory=dict)
    response: str = ""
