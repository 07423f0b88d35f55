"""What a profile says: plain values from which the pages, the HTML and the PDF are made.

Fixed editions are read back from what was written: a field that is added later has a default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from avow.web.core.components import Cell, Chart, Column, Table
from avow.web.profiles.paragraphs import Paragraph


@dataclass(frozen=True)
class Fact:
    """A figure of the profile that words can be written against and editions compared by.

    ``text`` is the figure as it is read, with its unit; ``low`` and ``high`` are its 95% interval.
    """

    key: str
    label: str
    text: str
    period: str
    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Block:
    """A piece of a section: sentences, then a chart with its table, or a table, then notes."""

    heading: str
    said: tuple[str, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What is behind the figures of a section: a definition with the faults of its data."""

    title: str
    what: str
    numerator: str
    denominator: str
    faults: tuple[str, ...]
    source: str
    method: str


@dataclass(frozen=True)
class Signal:
    """A signal of the unit as the edition states it. ``key`` tells it from all others.

    ``reads`` is better, worse or neither; to what is better nobody owes a reply.
    """

    key: str
    measure: str
    title: str
    sentence: str
    reads: str = "neither"

    @property
    def said(self) -> str:
        """The sentence beside the title: without it."""
        rest = self.sentence.removeprefix(self.title).lstrip(":, ")
        return rest[:1].upper() + rest[1:]


@dataclass(frozen=True)
class Change:
    """A figure that was another when words were written against it."""

    label: str
    then: str
    then_period: str
    now: str
    now_period: str


@dataclass(frozen=True)
class Words:
    """The analyst's words of a section, and what has changed since they were written."""

    paragraphs: tuple[Paragraph, ...]
    number: int
    day: str
    covering: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Said:
    """A reply of the commander, by post, with how often it was worded."""

    about: str
    who: str
    day: str
    paragraphs: tuple[Paragraph, ...]
    number: int = 1


@dataclass(frozen=True)
class Part:
    """A section of the document."""

    id: str
    heading: str
    question: str
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    told: tuple[Told, ...] = ()
    signals: tuple[Signal, ...] = ()
    words: Words | None = None
    replies: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Content:
    """A whole profile. ``day`` is that on which it was fixed, or on which the draft was made."""

    unit: str
    force: str
    period: str
    day: str
    introduction: str
    caution: str
    partners: str
    population: str
    loaded: tuple[str, ...]
    sections: tuple[Part, ...]
    number: int = 0
    attestations: tuple[str, ...] = ()
    replies: tuple[Said, ...] = ()

    @property
    def facts(self) -> dict[str, Fact]:
        """Every figure by its key."""
        return {fact.key: fact for section in self.sections for fact in section.facts}

    @property
    def told(self) -> tuple[Told, ...]:
        """Every definition once, by title: the annex of the document."""
        found = {told.title: told for section in self.sections for told in section.told}
        return tuple(found[title] for title in sorted(found))

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Every signal."""
        return tuple(signal for section in self.sections for signal in section.signals)

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values for JSON."""
        return asdict(self)


def from_data(data: Mapping[str, Any]) -> Content:
    """Return the content that was written with ``as_data``."""
    return Content(
        **{
            **data,
            "loaded": tuple(data["loaded"]),
            "attestations": tuple(data["attestations"]),
            "sections": tuple(_part(each) for each in data["sections"]),
            "replies": _replies(data["replies"]),
        }
    )


def _part(data: Mapping[str, Any]) -> Part:
    words = data["words"]
    return Part(
        id=data["id"],
        heading=data["heading"],
        question=data["question"],
        blocks=tuple(_block(each) for each in data["blocks"]),
        facts=tuple(Fact(**each) for each in data["facts"]),
        told=tuple(Told(**{**each, "faults": tuple(each["faults"])}) for each in data["told"]),
        signals=tuple(Signal(**each) for each in data["signals"]),
        words=_words(words) if words else None,
        replies=_replies(data["replies"]),
    )


def _words(data: Mapping[str, Any]) -> Words:
    changes = tuple(Change(**each) for each in data["changes"])
    return Words(**{**data, "paragraphs": _paragraphs(data), "changes": changes})


def _replies(rows: Sequence[Mapping[str, Any]]) -> tuple[Said, ...]:
    return tuple(Said(**{**each, "paragraphs": _paragraphs(each)}) for each in rows)


def _paragraphs(data: Mapping[str, Any]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(p["text"], tuple(p["items"])) for p in data["paragraphs"])


def _block(data: Mapping[str, Any]) -> Block:
    chart = data["chart"]
    return Block(
        heading=data["heading"],
        said=tuple(data["said"]),
        table=_table(data["table"]),
        chart=Chart(**{**chart, "table": _table(chart["table"])}) if chart else None,
        notes=tuple(data["notes"]),
    )


def _table(data: Mapping[str, Any] | None) -> Table | None:
    if data is None:
        return None
    columns = [Column(**each) if isinstance(each, Mapping) else each for each in data["columns"]]
    rows = [
        [Cell(**each) if isinstance(each, Mapping) else each for each in row]
        for row in data["rows"]
    ]
    return Table(**{**data, "columns": columns, "rows": rows})
