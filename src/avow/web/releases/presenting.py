"""Proposed and released figures as page components draw them, on staff and public pages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from avow.charts import headline
from avow.charts.series import COUNTED, falling, latest
from avow.web.core.components import (
    Cell,
    Chart,
    Column,
    Download,
    MapClass,
    MapDetail,
    MapFigure,
    Table,
    Value,
)

# A page holds no more rows than this; the files hold them all.
MOST_ROWS = 1200
# A grid with more periods than this is wider than it helps.
GRID_MOST = 8

Row = Mapping[str, Any]


def decimals(unit: str) -> int:
    """Return how many digits after the point figures in ``unit`` are shown with."""
    return 0 if unit in COUNTED else 1


def table_of(rows: Sequence[Row], *, caption: str, unit: str, names: str = "") -> Table:
    """Return the rows as a table, in the shape that is read most easily.

    Places by a few periods become a grid; anything else has a row per place and period. ``names``
    heads the column of what the rows are about, places where it is not given.
    """
    names = names or _("Place")
    places = {row["unit"] for row in rows}
    periods = list(dict.fromkeys(row["period_label"] for row in rows))
    if len(places) > 1 and 1 < len(periods) <= GRID_MOST:
        return _grid(rows, periods, caption=caption, unit=unit, names=names)
    heads = {"unit": names} if len(places) > 1 else {}
    if len(periods) > 1 or not heads:
        heads["period_label"] = _("Period")
    return _list(rows, caption=caption, unit=unit, heads=heads)


def _grid(rows: Sequence[Row], periods: list[str], *, caption: str, unit: str, names: str) -> Table:
    """Return a row per place and a column per period; interval and count stand beneath a value."""
    cells: dict[str, dict[str, Value]] = {}
    for row in rows[: MOST_ROWS * len(periods)]:
        cells.setdefault(row["unit"], {})[row["period_label"]] = _full(row, unit)
    columns: list[Column | str] = [names]
    columns += [Column(label=period, numeric=True) for period in periods]
    made = [[place, *(held.get(period) for period in periods)] for place, held in cells.items()]
    beneath = (
        _("In %(unit)s; beneath each figure its 95%% interval.")
        if unit in COUNTED
        else _("In %(unit)s; beneath each figure its 95%% interval and the count behind it.")
    )
    notes = [beneath % {"unit": unit}, *_shared_notes(rows)]
    return Table(caption=caption, columns=columns, rows=made, notes=notes)


def _full(row: Row, unit: str) -> Value:
    value = _value(row)
    if isinstance(value, Cell):
        return value
    between, count = _between(row, decimals(unit)), _behind(row)
    note = between if unit in COUNTED else f"{between} ({count:,})"
    return Cell(text=f"{value:,.{decimals(unit)}f}", note=note)


def _shared_notes(rows: Sequence[Row]) -> list[str]:
    """Return what to know about the rows, each note once with the periods or places it is about."""
    about: dict[str, list[Row]] = {}
    for row in rows:
        if row["note"]:
            about.setdefault(row["note"], []).append(row)
    said = []
    for note, where in about.items():
        periods = sorted({row["period_label"] for row in where})
        places = sorted({row["unit"] for row in where})
        named = ", ".join(places) + ", " if len(places) <= 3 else ""
        said.append(f"{named}{', '.join(periods)}: {note}")
    return said


def _list(rows: Sequence[Row], *, caption: str, unit: str, heads: Mapping[str, str]) -> Table:
    """Return a row per place and period: value, interval, count, and what to know.

    ``heads`` are the columns that name a row, with their labels.
    """
    shown, digits = list(rows)[:MOST_ROWS], decimals(unit)
    columns: list[Column | str] = [
        *heads.values(),
        Column(label=unit.capitalize(), numeric=True, decimals=digits),
        Column(label=_("95% interval"), numeric=True),
        Column(label=_("Count"), numeric=True),
        _("What to know"),
    ]
    made = []
    for row in shown:
        names: list[Value] = [row[key] for key in heads]
        made.append([*names, _value(row), _between(row, digits), _count(row), row["note"] or "–"])
    notes = []
    if len(rows) > len(shown):
        notes.append(
            _("The first %(shown)s of %(all)s rows; the files hold them all.")
            % {"shown": f"{len(shown):,}", "all": f"{len(rows):,}"}
        )
    return Table(caption=caption, columns=columns, rows=made, notes=notes)


def _value(row: Row) -> float | Cell:
    if row["value"] is not None:
        return float(row["value"])
    states = {row.get("numerator_status"), row.get("denominator_status")}
    return Cell(text=_("hidden") if "suppressed" in states else _("no figure"), gap=True)


def _between(row: Row, digits: int) -> str:
    if row["low"] is None or row["high"] is None:
        return "–"
    return _("%(low)s to %(high)s") % {
        "low": f"{row['low']:,.{digits}f}",
        "high": f"{row['high']:,.{digits}f}",
    }


def _count(row: Row) -> Value:
    count = _behind(row)
    if count is not None and row.get("numerator_status") != "suppressed":
        return count
    hidden = "suppressed" in {row.get("numerator_status"), row.get("denominator_status")}
    return Cell(text=_("hidden") if hidden else _("none"), gap=True)


def _behind(row: Row) -> int | None:
    """Return how many cases a figure rests on: of a median, those whose middle it is."""
    count: int | None = row["numerator"]
    return row.get("denominator") if count is None else count


def in_latest(rows: Sequence[Row]) -> list[Row]:
    """Return the rows of the newest complete period, largest first, those without a figure last."""
    newest = latest(rows)
    here = [row for row in rows if row["period_label"] == newest]
    return sorted(here, key=falling)


def newest_table(rows: Sequence[Row], *, caption: str, unit: str) -> Table:
    """Return the newest complete period as a table; of one place, all its periods."""
    if len({row["unit"] for row in rows}) == 1:
        return table_of(rows, caption=caption, unit=unit)
    named = _("%(title)s, %(period)s") % {"title": caption, "period": latest(rows)}
    return table_of(in_latest(rows), caption=named, unit=unit)


def chart_of(
    data: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 — the word of the page
    svg_url: str,
    spec_url: str = "",
    notes: Sequence[str] = (),
    downloads: Sequence[Download] = (),
) -> Chart:
    """Return a released or proposed chart; ``data`` is its ``data.json``."""
    rows = data["rows"]
    return Chart(
        id=id,
        title=data["title"],
        alt=headline(rows, data["unit"]),
        table=table_of(rows, caption=data["title"], unit=data["unit"]),
        svg_url=svg_url,
        spec_url=spec_url,
        notes=notes,
        downloads=downloads,
    )


def map_of(
    data: Mapping[str, Any],
    plan: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 — the word of the page
    image_url: str,
    tiles_url: str = "",
    notes: Sequence[str] = (),
    downloads: Sequence[Download] = (),
) -> MapFigure:
    """Return a released or proposed map; ``plan`` is its ``map.json``."""
    rows = in_latest(data["rows"])
    title = _("%(title)s, %(period)s") % {"title": data["title"], "period": plan["period_label"]}
    return MapFigure(
        id=id,
        title=title,
        alt=plan["headline"],
        table=table_of(rows, caption=title, unit=data["unit"]),
        classes=[
            MapClass(start=c["start"], colour=c["colour"], label=c["label"])
            for c in plan["classes"]
        ],
        image_url=image_url,
        tiles_url=tiles_url,
        layer=plan["layer"],
        details=[
            MapDetail(property="shown", label=_("Figure")),
            MapDetail(property="between", label=_("95% interval")),
        ],
        missing_colour=plan["missing"],
        missing_label=_("Hidden or no figure"),
        notes=notes,
        downloads=downloads,
    )
