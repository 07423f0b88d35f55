"""Charts of a feed's loads, each with its table."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from avow import charts
from avow.analysis.feeds.history import LoadOfTable
from avow.charts.loads import of_months, of_shares
from avow.web.core.components import Chart, Column, Table, Value
from avow.web.loads.words import column_name, table_name

# More loads or columns than this make no chart that can be read.
_LOADS = 12
_COLUMNS = 6
_MOVED = 0.01


def of_table(table: str, loads: Sequence[LoadOfTable], unit: str) -> list[Chart]:
    """Return the charts of one table: what its months hold, and how full its columns were."""
    made = [_months(table, loads, unit), _shares(table, loads)]
    return [chart for chart in made if chart]


def _months(table: str, loads: Sequence[LoadOfTable], unit: str) -> Chart | None:
    known = [load for load in loads if load.profile and load.profile.months][-2:]
    if not known:
        return None
    months = [(_day(load, known), load.profile.months) for load in known if load.profile]
    every = sorted({month for _, own in months for month in own}, reverse=True)
    title = _("%(table)s: what each month holds") % {"table": table_name(table)}
    rows: list[list[Value]] = [[month, *[own.get(month) for _, own in months]] for month in every]
    columns: list[Column | str] = [_("Month")]
    columns += [Column(label=label, numeric=True) for label, _ in months]
    newest = months[-1][1]
    said = _("From %(first)s to %(last)s, %(total)s %(unit)s in all.") % {
        "first": min(newest),
        "last": max(newest),
        "total": f"{sum(newest.values()):,}",
        "unit": unit,
    }
    return Chart(
        id=f"months-{table}",
        title=title,
        alt=said,
        table=Table(caption=title, columns=columns, rows=rows, absent=_("none")),
        svg=_drawn(json.dumps(of_months(months, unit=unit))),
        notes=[_("The line is the newest load, the dashed one the load before it.")]
        if len(months) > 1
        else [],
    )


def _shares(table: str, loads: Sequence[LoadOfTable]) -> Chart | None:
    own = list(loads)[-_LOADS:]
    columns = list(own[-1].filled)
    if len(own) < 2 or not columns:
        return None
    labels = [_day(load, own) for load in own]
    title = _("%(table)s: how full each column was") % {"table": table_name(table)}
    # What moved most is drawn; the table holds every column.
    columns.sort(key=lambda name: -_spread(own, name))
    drawn = [name for name in columns if _spread(own, name) >= _MOVED][:_COLUMNS]
    rows: list[list[Value]] = [
        [column_name(name), *[_percent(load.filled.get(name)) for load in own]] for name in columns
    ]
    points: list[dict[str, Any]] = [
        {"column": column_name(name), "load": label, "share": load.filled[name]}
        for name in drawn
        for label, load in zip(labels, own, strict=True)
        if name in load.filled
    ]
    moved = [name for name in columns if _spread(own, name) >= 0.05]
    said = (
        _("Moved by five points or more: %(names)s.")
        % {"names": ", ".join(column_name(name) for name in moved)}
        if moved
        else _("No column moved by five points or more.")
    )
    return Chart(
        id=f"filled-{table}",
        title=title,
        alt=said,
        table=Table(
            caption=title,
            columns=[_("Column"), *[Column(label=label, numeric=True) for label in labels]],
            rows=rows,
            absent=_("not counted"),
        ),
        svg=_drawn(json.dumps(of_shares(points))) if points else "",
    )


def _spread(loads: Sequence[LoadOfTable], column: str) -> float:
    shares = [load.filled[column] for load in loads if column in load.filled]
    return max(shares) - min(shares) if shares else 0


def _percent(share: float | None) -> str | None:
    return None if share is None else f"{share:.0%}"


def _day(load: LoadOfTable, among: Sequence[LoadOfTable]) -> str:
    """Return the day of a load, as exact as it takes to tell it from the others."""
    for length in (10, 16):
        if sum(other.loaded_at[:length] == load.loaded_at[:length] for other in among) < 2:
            return load.loaded_at[:length].replace("T", " ")
    return f"{load.loaded_at[:19].replace('T', ' ')} {load.load_id[:4]}"


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    return charts.svg(json.loads(spec))
