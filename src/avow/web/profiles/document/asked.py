"""Which profile is being made, and small words that all its parts share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from avow import definitions
from avow.analysis.measures import Definition
from avow.analysis.measures.groups import NOT_KNOWN
from avow.charts.series import written
from avow.web.core.components import Cell, Value
from avow.web.profiles.outline import Part
from avow.web.profiles.reading import UNIT, Asked, Period, Read, read, read_many

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Making:
    """A profile in the making: of which unit and period, exact or as partners see it."""

    unit: str
    period: Period
    exact: bool

    def of_unit(self, name: str, *, group: str = "", period: str = "") -> Read:
        """Return a measure or count by command unit."""
        return read(name, self.asked(UNIT, group=group, period=period))

    def many(self, names: tuple[str, ...], by: str = UNIT) -> dict[str, Read]:
        """Return measures by command unit, or another kind of area, in the edition's period."""
        return read_many(names, self.asked(by))

    def first(self, part: Part, by: str = UNIT, *, period: str = "") -> Read:
        """Return the first measure of a part that the facts loaded can make; else the first."""
        asked = self.asked(by, period=period)
        found = [read(name, asked) for name in part.measures]
        return next((each for each in found if each.result is not None), found[0])

    def asked(self, by: str, *, group: str = "", period: str = "") -> Asked:
        """Return what to ask for."""
        return Asked(by, period or self.period.kind, group, self.exact)

    def newest(self, rows: Sequence[Row]) -> Row | None:
        """Return the newest row with a figure, of the edition's period or before it.

        Cases need time: of some measures the newest period that can be judged lies further back.
        """
        ready = [row for row in rows if row["complete"] and row["value"] is not None]
        within = [row for row in ready if row["period"] <= self.period.start]
        return max(within, key=lambda row: row["period"], default=None)


@cache
def _kinds() -> dict[str, str]:
    return {
        group["id"]: group["label"]
        for name in definitions.names("offences")
        for group in definitions.read("offences", name).get("group", ())
    }


def group_name(value: str | None) -> str:
    """Return what a value of a group is called."""
    if value in (None, NOT_KNOWN):
        return _("Not known")
    named = {"yes": _("Yes"), "no": _("No")}
    plain = str(value)[:1].upper() + str(value)[1:]
    return _kinds().get(str(value)) or named.get(str(value)) or plain


def number(value: float, asked: Definition) -> str:
    """Return a value as it is written: what is counted whole, others with one digit."""
    return f"{value:,.0f}" if asked.kind == "count" else written(value, asked.unit)


def figure(row: Row | None, asked: Definition) -> str:
    """Return a figure with its unit, as it is read."""
    if row is None or row["value"] is None:
        return _("no figure")
    close = "" if asked.unit.startswith("%") else " "
    return f"{number(row['value'], asked)}{close}{asked.unit}"


def between(row: Row, asked: Definition) -> str:
    """Return the 95% interval in words; empty without one."""
    if row["low"] is None or row["high"] is None:
        return ""
    return _("%(low)s to %(high)s") % {
        # The limits of a count are shown whole too: more digits would promise too much.
        "low": number(row["low"], asked),
        "high": number(row["high"], asked),
    }


def cell(row: Row | None, asked: Definition) -> Value:
    """Return a figure with its interval beneath; what is hidden or missing says so."""
    if row is None or row["value"] is None:
        return Cell(text=_("hidden") if row and _hidden(row) else _("no figure"), gap=True)
    close = asked.unit if asked.unit == "%" else ""
    return Cell(text=f"{number(row['value'], asked)}{close}", note=between(row, asked))


def _hidden(row: Row) -> bool:
    return "suppressed" in {row.get("numerator_status"), row.get("denominator_status")}


def counted(row: Row | None) -> str:
    """Return the counts behind a figure: “123 of 4,567”."""
    if row is None or _hidden(row):
        return "–"
    above, below = row["numerator"], row["denominator"]
    if above is None:
        return f"{below:,}" if below is not None else "–"
    if below is None:
        return f"{above:,}"
    return _("%(above)s of %(below)s") % {"above": f"{above:,}", "below": f"{below:,}"}
