"""What a profile consists of: sections, parts and the counts they need, from a reviewed file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from avow import definitions
from avow.analysis import measures
from avow.analysis.measures.definition import from_file
from avow.definitions import DefinitionError

SHOWS = (
    *("figures", "months", "groups", "wards", "weekdays", "services"),
    *("sources", "signals", "funnel", "adjusted", "faults", "look"),
)
_WHERE = "definitions/profiles/default.toml"
_BY = ["force", "bcu", "borough", "ward"]
_PERIODS = ["month", "quarter", "year"]


@dataclass(frozen=True)
class Part:
    """One part of a section: what it shows, of which measures or counts, split by what."""

    show: str
    heading: str
    measures: tuple[str, ...] = ()
    group: str = ""
    note: str = ""


@dataclass(frozen=True)
class Section:
    """A section: the question it answers, its parts, and what the analyst is asked to write.

    Where words are ``needed``, no edition is fixed without them.
    """

    id: str
    heading: str
    question: str
    words: str
    needed: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Outline:
    """A whole profile. ``counts`` are definitions of counts that are no measures, by name."""

    introduction: str
    caution: str
    partners: str
    reply_working_days: int
    attestations: tuple[tuple[str, str], ...]
    counts: Mapping[str, measures.Definition]
    sections: tuple[Section, ...]

    def section(self, id: str) -> Section:  # noqa: A002 — the word of the file
        """Return the section called ``id``. Raises LookupError."""
        for each in self.sections:
            if each.id == id:
                return each
        raise LookupError(f"A profile has no section called {id!r}.")

    def definition(self, id: str) -> measures.Definition:  # noqa: A002 — the word of the file
        """Return the definition of a measure or count. Raises UnknownMeasureError."""
        return self.counts.get(id) or measures.definition(id)

    def measures_of(self, section: Section) -> list[measures.Definition]:
        """Return the definitions behind a section, each once."""
        names = dict.fromkeys(name for part in section.parts for name in part.measures)
        return [self.definition(name) for name in names]


@cache
def outline() -> Outline:
    """Return the profile's outline.

    Raises:
        DefinitionError: the file says something that cannot be shown; the text names it.
    """
    return from_data(definitions.read("profiles", "default"))


def from_data(data: Mapping[str, Any]) -> Outline:
    """Return the outline that the file's content states. Raises DefinitionError."""
    made = Outline(
        introduction=data["introduction"],
        caution=data["caution"],
        partners=data["partners"],
        reply_working_days=data["reply_working_days"],
        attestations=tuple((each["id"], each["text"]) for each in data["attestations"]),
        counts={each["id"]: _count(each, data) for each in data["counts"]},
        sections=tuple(_section(each) for each in data["sections"]),
    )
    names = [section.id for section in made.sections]
    if len(names) != len(set(names)):
        raise DefinitionError(f"{_WHERE}: two sections share an id.")
    for section in made.sections:
        for part in section.parts:
            _check(made, section, part)
    return made


def _section(data: Mapping[str, Any]) -> Section:
    return Section(
        id=data["id"],
        heading=data["heading"],
        question=data["question"],
        words=data["words"],
        needed=data["needed"],
        parts=tuple(
            Part(
                show=part["show"],
                heading=part["heading"],
                measures=tuple(
                    part.get("measures", [part["measure"]] if "measure" in part else [])
                ),
                group=part.get("group", ""),
                note=part.get("note", ""),
            )
            for part in data["parts"]
        ),
    )


def _count(data: Mapping[str, Any], file: Mapping[str, Any]) -> measures.Definition:
    """Return a count of rows as a definition, so that it has interval, faults and protection."""
    header = ("source", "valid_from", "verified", "owner", "next_review")
    return from_file(
        data["id"],
        {
            **{name: file[name] for name in header},
            "title": data["title"],
            "what": data["numerator"],
            "why": "It is part of a unit's problem profile.",
            "checked_by": "Counted as it is, with no judgement in it.",
            "better": "neither",
            "caution": data["caution"],
            "caveats": [],
            "numerator": data["numerator"],
            "unit": data["unit"],
            "kind": "count",
            "per": 1,
            "tables": [data["table"]],
            "by": _BY,
            "periods": _PERIODS,
            "groups": data["groups"],
            "expression": "rows",
        },
    )


def _check(made: Outline, section: Section, part: Part) -> None:
    where = f"{_WHERE}: section {section.id!r}, part {part.heading!r}"
    if part.show not in SHOWS:
        raise DefinitionError(f"{where}: nothing shows {part.show!r}: {', '.join(SHOWS)}.")
    for name in part.measures:
        try:
            asked = made.definition(name)
        except measures.UnknownMeasureError as error:
            raise DefinitionError(f"{where}: there is no measure or count {name!r}.") from error
        if "bcu" not in asked.by:
            raise DefinitionError(f"{where}: {name!r} is not made by command unit.")
        if part.group and part.group not in asked.groups:
            raise DefinitionError(f"{where}: {name!r} is not split by {part.group!r}.")
    if "ethnicity_officer" in part.group:
        raise DefinitionError(f"{where}: a profile shows only what people say of themselves.")
