"""What every evaluation returns: figures, words, method, and what could be wrong."""

from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa

from avow.analysis.evaluation.effects import Threat
from avow.analysis.evaluation.pilot import Pilot


@dataclass(frozen=True, kw_only=True)
class Result:
    """The common part of results.

    ``summary`` says the result in words with its interval, ``sentences`` the rest; ``threats``
    are all listed, ``cautions`` those that the figures show.
    """

    pilot: Pilot
    table: pa.Table
    sentences: tuple[str, ...]
    summary: str
    method: str
    threats: tuple[Threat, ...]
    cautions: tuple[str, ...]

    def _repr_html_(self) -> str:
        from avow.analysis.notebook import letter

        rest = [line for line in self.sentences if line != self.summary]
        wrong = [f"{t.name} ({t.state}): {t.sentence}" for t in self.threats]
        parts = (("", rest), ("What could be wrong", wrong), ("Method", [self.method]))
        return letter(self.summary, parts, self.table)

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain values, for JSON."""
        return {each.name: _plain(getattr(self, each.name)) for each in fields(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, pa.Table):
        return value.to_pylist()
    if isinstance(value, Pilot):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if hasattr(value, "as_dict"):
        return value.as_dict()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
