"""A measure's definition: a reviewed file, words first, in ``definitions/measures/``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Any, Literal, get_args

from avow import definitions as files
from avow.analysis.measures.errors import UnknownMeasureError

Kind = Literal["rate", "proportion", "count", "change"]
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
    ``measures.expressions`` and ``parameters`` are handed to it.
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

    @property
    def caution_text(self) -> str:
        """The caution in words; empty where the measure needs none."""
        return CAUTIONS[self.caution] if self.caution else ""


_NAMES = {f.name for f in fields(Definition)} - {"id"}
_REQUIRED = tuple(
    name
    for name in _NAMES
    if name not in {"needs", "caution", "valid_to", "parameters", "denominator"}
)


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
    for name_of, allowed in (("kind", get_args(Kind)), ("better", get_args(Better))):
        if data[name_of] not in allowed:
            raise files.DefinitionError(f"{where}: {name_of!r} must be one of {allowed}.")
    if data.get("caution", "") not in {"", *CAUTIONS}:
        raise files.DefinitionError(f"{where}: 'caution' must be one of {tuple(CAUTIONS)}.")
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in data.items()
    }
    values.setdefault("denominator", "")
    return Definition(id=name, **values)


@cache
def _all() -> Mapping[str, Definition]:
    return {name: from_file(name, files.read("measures", name)) for name in files.names("measures")}


def definitions() -> list[Definition]:
    """Return every measure's definition, sorted by identifier."""
    return list(_all().values())


def definition(id: str) -> Definition:  # noqa: A002 - the word that users and files say
    """Return the definition of the measure ``id``.

    Raises:
        UnknownMeasureError: there is none; the message lists those there are.
    """
    if id not in _all():
        raise UnknownMeasureError(
            f"No measure is called {id!r}. There are: {', '.join(_all())}. "
            "`avow measure list` shows them with their titles."
        )
    return _all()[id]
