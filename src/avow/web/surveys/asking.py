from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Asking:
    """What a question says, as staff write it in the survey's first language.

    ``options`` are one wording an answer; ``lineage`` the commitment it is about; ``symbol`` an
    icon for the Easy Read version.
    """

    wording: str = ""
    hint: str = ""
    options: Sequence[str] = ()
    lineage: UUID | None = None
    symbol: str = ""
