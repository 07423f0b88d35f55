"""Where and when: wards, weekdays; and what is known to be wrong with the data."""

from collections.abc import Sequence
from functools import lru_cache

import pyarrow as pa
from django.conf import settings
from django.utils.translation import gettext as _

from avow.analysis import disclosure
from avow.analysis.engine import NoFactsError
from avow.analysis.measures import Definition
from avow.web.core.components import Chart, Column, Table, Value
from avow.web.profiles.document.asked import Making, Row, cell
from avow.web.profiles.document.content import Block
from avow.web.profiles.document.mapping import picture
from avow.web.profiles.document.parts_figures import Made
from avow.web.profiles.outline import Part, outline
from avow.web.profiles.reading import UNIT, State, span, state, table

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MOST_WARDS = 40


def wards(making: Making, part: Part) -> Made:
    """Return one measure by ward of the unit: a map where boundaries are loaded, and a table."""
    made = making.first(part, "ward")
    asked = made.definition
    here = [
        row
        for row in made.rows
        if row["bcu"] == making.unit and row["period_label"] == making.period.label and row["ward"]
    ]
    if not here:
        return [Block(part.heading, said=(made.why or _("No ward has a figure yet."),))], []
    here.sort(key=lambda row: (row["value"] is None, -(row["value"] or 0), row["unit"]))
    title = f"{asked.title}, {making.period.label}"
    listed = _wards_table(here, title, asked)
    said = _("From %(low)s in %(least)s to %(high)s in %(most)s, among %(n)s wards.")
    known = [row for row in here if row["value"] is not None]
    alt = title
    if known:
        alt = said % {
            "low": f"{known[-1]['value']:,.0f}",
            "least": known[-1]["ward"],
            "high": f"{known[0]['value']:,.0f}",
            "most": known[0]["ward"],
            "n": len(here),
        }
    values = {(row["borough"], row["ward"]): row["value"] for row in here}
    drawn, legend = picture(values, title)
    chart = Chart(id="wards", title=title, alt=alt, table=listed, svg=drawn, notes=legend)
    notes = (
        _("A ward with many records may be one where people are asked, or pass through."),
        _("Cases without a known ward are on no map; see what the data do not say."),
    )
    return [Block(part.heading, said=(alt,), chart=chart, notes=notes)], []


def _wards_table(rows: Sequence[Row], title: str, asked: Definition) -> Table:
    cells: list[list[Value]] = [[row["ward"], row["borough"], cell(row, asked)] for row in rows]
    notes = []
    if len(rows) > _MOST_WARDS:
        notes = [_("The first %(n)s of %(all)s wards.") % {"n": _MOST_WARDS, "all": len(rows)}]
    columns: list[Column | str] = [
        _("Ward"),
        _("Borough"),
        Column(label=asked.unit.capitalize(), numeric=True, note=_("with its 95% interval")),
    ]
    return Table(caption=title, columns=columns, rows=cells[:_MOST_WARDS], notes=notes)


def weekday_counts(making: Making) -> list[tuple[str, int | None]]:
    """Return how many offences of the unit and period were committed on each day of the week.

    Those of an unknown day come last, as a group of their own. Small counts of a protected
    profile are None.
    """
    return list(_weekdays(making, str(settings.DATA_FOLDER), state()))


@lru_cache(maxsize=64)
def _weekdays(making: Making, folder: str, now: State) -> tuple[tuple[str, int | None], ...]:
    try:
        offences = table("offences")
    except NoFactsError:
        return ()
    start, end = span(making.period)
    inside = offences.filter(
        (offences.bcu == making.unit)
        & (offences.recorded_on >= start)
        & (offences.recorded_on <= end)
    )
    day = inside.committed_on.day_of_week.index()
    held = inside.group_by(day=day).agg(n=lambda rows: rows.count()).to_pyarrow().to_pylist()
    by_day = {row["day"]: row["n"] for row in held}
    counts = [(_(name), by_day.get(at, 0)) for at, name in enumerate(_DAYS)]
    counts.append((_("Not known"), by_day.get(None, 0)))
    return tuple(counts if making.exact else protected(counts, making.period.kind))


def protected(counts: list[tuple[str, int]], period: str) -> list[tuple[str, int | None]]:
    """Return counts that add up to a published total as the public could see them."""
    held = pa.table(
        {
            "place": ["the unit"] * len(counts),
            "name": [name for name, _n in counts],
            "n": pa.array([n for _name, n in counts], pa.int64()),
        }
    )
    safe = disclosure.protect(held, counts=["n"], by=UNIT, period=period, groups=[("place",)])
    return list(zip(safe.table["name"].to_pylist(), safe.table["n"].to_pylist(), strict=True))


def faults(making: Making, part: Part) -> Made:
    """Return what is wrong with the tables and loads behind the profile, each once.

    What a definition says against itself stands with the definition.
    """
    said: dict[str, None] = {}
    for section in outline().sections:
        for asked in outline().measures_of(section):
            made = making.of_unit(asked.id).result
            own = set(asked.caveats)
            said |= dict.fromkeys(f for f in (made.faults if made else ()) if f not in own)
    return [Block(part.heading, said=tuple(said))], []
