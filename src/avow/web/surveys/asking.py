from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a question says, as staff write it in the survey's first language.

    ``options`` are one wording an answer; ``lineage`` the commitment it is about; ``condition`` as
    on the record; ``symbol`` an icon for the Easy Read version.
    """

    wording: str = ""
    hint: str = ""
    options: Sequence[str] = ()
    lineage: UUID | None = None
    condition: Mapping[str, Any] | None = None
    symbol: str = ""
