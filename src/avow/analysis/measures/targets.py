"""Targets: what a measure is to reach, from which year, by when and why. Data, never code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from avow import definitions as files
from avow.analysis.measures.definition import Definition, definition
from avow.analysis.measures.errors import UnknownMeasureError

_WHERE = "definitions/targets/default.toml"


@dataclass(frozen=True)
class Target:
    """What the measure is to reach for the whole force, in the measure's unit.

    ``baseline`` is the calendar year it is compared with and ``by`` the one in which it is to be
    reached, both written as measures label a year (``2024``).
    """

    measure: str
    baseline: str
    value: float
    by: str
    reason: str


def from_entries(entries: Iterable[Mapping[str, Any]]) -> dict[str, Target]:
    """Return the targets that TOML tables state, by measure.

    Raises:
        DefinitionError: an entry is not whole, names no measure or one that may have no target,
            is named twice, or asks for what cannot be.
    """
    made: dict[str, Target] = {}
    for entry in entries:
        named = entry.get("measure", "an entry without a measure")
        names = {f.name for f in fields(Target)}
        if set(entry) != names or named in made:
            raise files.DefinitionError(
                f"{_WHERE}: {named}: must be named once, with {', '.join(sorted(names))}."
            )
        made[named] = Target(**{**entry, "value": float(entry["value"])})
        _require_sensible(made[named])
    return made


@cache
def targets() -> Mapping[str, Target]:
    """Return the targets by measure; a measure may have none."""
    return from_entries(files.read("targets", "default")["target"])


def _require_sensible(target: Target) -> None:
    try:
        asked = definition(target.measure)
    except UnknownMeasureError as error:
        raise files.DefinitionError(f"{_WHERE}: {error}") from error
    if said := _fault(target, asked):
        raise files.DefinitionError(f"{_WHERE}: {target.measure}: {said}")


def _fault(target: Target, asked: Definition) -> str:
    if asked.better == "neither" or asked.caution == "reported-crime":
        return "a measure of which neither higher nor lower is better has no target."
    if "year" not in asked.periods or not (target.baseline < target.by and len(target.by) == 4):
        return "'baseline' and 'by' must be calendar years, the first before the second."
    if target.value < 0 or (asked.kind == "proportion" and target.value > asked.per):
        return f"{target.value:g} cannot be reached: the unit is {asked.unit}."
    return ""
