"""A measure's definition: a reviewed file, words first, in ``definitions/measures/``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal, get_args

from avow import definitions as files
from avow.analysis.measures import groups
from avow.analysis.measures.errors import UnknownMeasureError
from avow.analysis.measures.planning import plan as planned
from avow.analysis.measures.registry import Given, residents_of
from avow.analysis.measures.tallies import Plan

Kind = Literal["rate", "proportion", "count", "change", "ratio", "median"]
Better = Literal["higher", "lower", "neither"]

# What recorded crime can and cannot say; shown with every measure that asks for this caution.
CAUTIONS: Mapping[str, str] = {
    "reported-crime": (
        "This counts what was reported to the police and recorded by them, not how much harm "
        "was done. It rises when more people trust the police enough to report, and falls when "
        "fewer do. Read it beside surveys and what survivors say; never as proof, alone, that "
        "women and girls are safer or less safe."
    ),
    "recording-practice": (
        "This shows how well facts were recorded, which differs between units and over time. "
        "It says nothing about how often the violence itself happens."
    ),
}


@dataclass(frozen=True)
class Definition:
    """One measure, as its file states it.

    ``per`` is the multiplier behind ``unit`` (1,000 for a rate per 1,000, 100 for a percentage).
    ``tables`` are contract tables, the one counted first; ``needs`` are the columns of the first
    that the measure reads besides place and month. ``expression`` names a function registered in
    ``measures.expressions`` and ``parameters`` are handed to it. ``commitments`` are the numbers
    of the plan's commitments that it is evidence for; ``groups`` is what it may be split by (see
    ``measures.groups``). Cases need ``mature_days`` before a period of theirs is shown.
    """

    id: str
    title: str
    what: str
    why: str
    better: Better
    numerator: str
    denominator: str
    unit: str
    kind: Kind
    per: int
    tables: tuple[str, ...]
    by: tuple[str, ...]
    periods: tuple[str, ...]
    expression: str
    caveats: tuple[str, ...]
    checked_by: str
    source: str
    valid_from: date
    verified: bool
    owner: str
    next_review: date
    needs: tuple[str, ...] = ()
    caution: str = ""
    valid_to: date | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    commitments: tuple[int, ...] = ()
    groups: tuple[str, ...] = ()
    mature_days: int = 0

    @property
    def given(self) -> Given:
        """What the measure's expression is given."""
        return Given(
            self.tables, self.kind, self.parameters, f"definitions/measures/{self.id}.toml"
        )

    @property
    def plan(self) -> Plan:
        """How the measure is counted."""
        return planned(self.expression, self.given)

    @property
    def caution_text(self) -> str:
        """The caution in words; empty where the measure needs none."""
        return CAUTIONS[self.caution] if self.caution else ""


_NAMES = {f.name for f in fields(Definition)} - {"id"}
_OPTIONAL = {
    *("needs", "caution", "valid_to", "parameters", "denominator"),
    *("commitments", "groups", "mature_days"),
}
_REQUIRED = tuple(sorted(_NAMES - _OPTIONAL))
_COMMITMENTS = range(1, 11)


def from_file(name: str, data: Mapping[str, Any]) -> Definition:
    """Return the definition that the TOML ``data`` of the file ``name`` states.

    Raises:
        DefinitionError: a field is missing, unknown, or holds a value that is not allowed.
    """
    where = f"definitions/measures/{name}.toml"
    missing = sorted(set(_REQUIRED) - set(data))
    unknown = sorted(set(data) - _NAMES)
    if missing or unknown:
        raise files.DefinitionError(
            f"{where}: missing {', '.join(missing) or 'nothing'}; "
            f"not understood {', '.join(unknown) or 'nothing'}."
        )
    _require_values(data, where)
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in data.items()
    }
    values.setdefault("denominator", "")
    made = Definition(id=name, **values)
    _require_made_whole(made, where)
    return made


def _require_values(data: Mapping[str, Any], where: str) -> None:
    for name, allowed in (
        ("kind", get_args(Kind)),
        ("better", get_args(Better)),
        ("caution", ("", *CAUTIONS)),
    ):
        if data.get(name, "") not in allowed:
            raise files.DefinitionError(f"{where}: {name!r} must be one of {allowed}.")
    commitments = data.get("commitments", [])
    if not isinstance(commitments, list) or not set(commitments) <= set(_COMMITMENTS):
        raise files.DefinitionError(
            f"{where}: 'commitments' must be a list of numbers from 1 to {_COMMITMENTS[-1]}."
        )
    days = data.get("mature_days", 0)
    if type(days) is not int or days < 0:
        raise files.DefinitionError(f"{where}: 'mature_days' must be a number of days.")
    counted = data["kind"] in ("count", "rate", "change")
    if counted and data.get("caution") == "reported-crime" and data["better"] == "lower":
        raise files.DefinitionError(
            f"{where}: 'better' cannot be lower: recorded crime also measures trust in the police, "
            "so that fewer is not better in itself. Write neither."
        )


def _require_made_whole(made: Definition, where: str) -> None:
    """Check that expression, parameters and groups fit the contract."""
    counted = made.plan.covered_by
    residents_of(made.tables, made.parameters, where)
    for name in made.groups:
        if said := groups.fault(name, counted):
            raise files.DefinitionError(f"{where}: 'groups': {said}")


@cache
def _all() -> Mapping[str, Definition]:
    return {name: from_file(name, files.read("measures", name)) for name in files.names("measures")}


def definitions() -> list[Definition]:
    """Return every measure's definition, sorted by identifier."""
    return list(_all().values())


def definition(id: str) -> Definition:  # noqa: A002 - the word that users and files say
    """Return the definition of the measure ``id``.

    Raises:
        UnknownMeasureError: there is none; the message names those that are called alike.
    """
    if id not in _all():
        near = get_close_matches(id, _all(), 3)
        meant = f" Is it {' or '.join(near)}?" if near else ""
        raise UnknownMeasureError(
            f"No measure is called {id!r}.{meant} `avow measure list` shows all {len(_all())}, "
            "with their titles."
        )
    return _all()[id]
