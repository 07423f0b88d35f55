"""What the page of a measure is asked to show: place, period, group, and which of them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.utils.http import urlencode

from avow.analysis.measures import Definition


@dataclass(frozen=True)
class Asked:
    """A request as it was given; what it names may not be there.

    ``by`` and ``period`` are kinds of area and period, ``group`` what to split by, ``at`` the label
    of one period, ``unit`` one place and ``other`` the place to set beside it.
    """

    by: str
    period: str
    group: str = ""
    at: str = ""
    unit: str = ""
    other: str = ""

    @classmethod
    def of(cls, definition: Definition, given: Mapping[str, str]) -> "Asked":
        """Return what ``given`` asks of a measure; by command unit and year where it is silent."""
        return cls(
            by=given.get("by") or ("bcu" if "bcu" in definition.by else definition.by[0]),
            period=given.get("period") or definition.periods[-1],
            group="".join(given.get("group", "").split()),
            at=given.get("at", ""),
            unit=given.get("unit", ""),
            other=given.get("other", ""),
        )

    def query(self, **changes: str) -> str:
        """Return the address's query for the same with ``changes``; what is empty is left out."""
        asked = asdict(replace(self, **changes))
        return urlencode({name: value for name, value in asked.items() if value})
