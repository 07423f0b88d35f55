"""Charts of a measure's rows: one place over time, or places side by side in one period."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.charts.drawing import VIOLET, VIOLET_SOFT, WIDTH, as_spec, inline

Row = Mapping[str, Any]
# Units of measures that count, and so have whole figures.
COUNTED = frozenset({"offences", "victims", "suspects", "people", "occasions", "walks"})


def latest(rows: Sequence[Row]) -> str:
    """Return the label of the newest period that is complete and has figures; else of the newest.

    Raises:
        ValueError: there are no rows.
    """
    full = [row for row in rows if row["complete"] and row["value"] is not None]
    return str(max(full or rows, key=lambda row: str(row["period"]))["period_label"])


def falling(row: Row) -> tuple[bool, bool, float, str]:
    """Order rows from most to least, those of places not known, and without a figure, last."""
    value = row["value"]
    return row[row["unit_kind"]] is None, value is None, -(value or 0), row["unit"]


def in_order(row: Row) -> tuple[bool, bool, float, str]:
    """Order command units by name, as they are compared and never ranked; others by ``falling``."""
    if row["unit_kind"] == "bcu":
        return row["bcu"] is None, False, 0, row["unit"]
    return falling(row)


def headline(rows: Sequence[Row], unit: str, what: str = "places") -> str:
    """Return what the chart shows in a sentence or two, for those who cannot see it.

    ``what`` is what the rows are of, where they are of several.
    """
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return "There are no figures to show."
    if len({row["unit"] for row in rows}) == 1:
        # As in the chart: a period that is not whole is not set beside one that is.
        full = [row for row in known if row["complete"]] or known
        first, last = full[0], full[-1]
        if first is last:
            return f"{last['unit']}: {_named(last['value'], unit)} in {last['period_label']}."
        return (
            f"{last['unit']}: {_named(first['value'], unit)} in {first['period_label']}, "
            f"{_again(last['value'], unit)} in {last['period_label']}."
        )
    newest = latest(rows)
    said = f"In {newest}, {_span(known, newest, unit, what)}."
    before = _before(known, newest)
    return f"{said} In {before}, {_span(known, before, unit, what)}." if before else said


def _span(known: Sequence[Row], period: str, unit: str, what: str) -> str:
    """Return the lowest and the highest place of a period, those not known left out if possible."""
    now = [row for row in known if row["period_label"] == period]
    placed = [row for row in now if row[row["unit_kind"]] is not None] or now
    top, bottom = max(placed, key=_value), min(placed, key=_value)
    if written(top["value"], unit) == written(bottom["value"], unit):
        return f"{_named(top['value'], unit)} in each of {len(placed)} {what}"
    return (
        f"from {_named(bottom['value'], unit)} in {bottom['unit']} "
        f"to {_again(top['value'], unit)} in {top['unit']}, among {len(placed)} {what}"
    )


def _before(known: Sequence[Row], newest: str) -> str:
    """Return the first complete period, to set the newest against; nothing if there is no other."""
    full = [row for row in known if row["complete"] and row["period_label"] != newest]
    return str(min(full, key=lambda row: str(row["period"]))["period_label"]) if full else ""


def _named(value: float, unit: str) -> str:
    """Return a figure with its unit; a percent sign stands close."""
    return f"{written(value, unit)}{'' if unit.startswith('%') else ' '}{unit}"


def _again(value: float, unit: str) -> str:
    """Return a figure whose unit was said before."""
    return f"{written(value, unit)}{'%' if unit.startswith('%') else ''}"


def written(value: float, unit: str) -> str:
    """Return a figure as it is written in a sentence: counts whole, others with one digit."""
    digits = 0 if unit in COUNTED or abs(value) >= 100 else 1
    return f"{value:,.{digits}f}"


def of_rows(rows: Sequence[Row], *, unit: str) -> dict[str, Any]:
    """Return the Vega-Lite specification of a chart of ``rows``.

    One place becomes a line over time with its interval; several become bars for the newest
    complete period, command units by name, other places largest first.
    """
    if len({row["unit"] for row in rows}) == 1:
        return _line(rows, unit)
    newest = latest(rows)
    now = [row for row in rows if row["period_label"] == newest]
    return _bars(sorted(now, key=in_order), unit)


def of_groups(rows: Sequence[Row], *, unit: str) -> dict[str, Any]:
    """Return bars with their intervals in the order given: groups are no league.

    ``unit`` in a row is the name of its group.
    """
    return _bars(rows, unit)


def _line(rows: Sequence[Row], unit: str) -> dict[str, Any]:
    import altair as alt

    shown = [_plain(row) for row in rows if row["complete"]] or [_plain(row) for row in rows]
    base = alt.Chart(inline(shown)).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=_angle(shown), labelOverlap=True)),
        tooltip=_tooltip(unit, "period"),
    )
    scale = alt.Scale(zero=min((r["low"] or 0 for r in shown), default=0) >= 0)
    band = base.mark_area(color=VIOLET_SOFT, opacity=0.6).encode(
        y=alt.Y("low:Q", title=unit, scale=scale), y2="high:Q"
    )
    line = base.mark_line(color=VIOLET, point=_points(shown)).encode(
        y=alt.Y("value:Q", title=unit, scale=scale)
    )
    return as_spec(alt.layer(band, line).properties(width=WIDTH, height=320))


def _bars(rows: Sequence[Row], unit: str) -> dict[str, Any]:
    import altair as alt

    shown = [_plain(row) for row in rows if row["value"] is not None]
    order = [row["unit"] for row in shown]
    base = alt.Chart(inline(shown)).encode(
        y=alt.Y("unit:N", title=None, sort=order, axis=alt.Axis(labelLimit=260)),
        tooltip=_tooltip(unit, "unit"),
    )
    bars = base.mark_bar(color=VIOLET_SOFT, height={"band": 0.7}).encode(
        x=alt.X("value:Q", title=unit)
    )
    whiskers = base.mark_rule(color=VIOLET, strokeWidth=2).encode(
        x=alt.X("low:Q", title=unit), x2="high:Q"
    )
    return as_spec(alt.layer(bars, whiskers).properties(width=WIDTH - 160, height=26 * len(shown)))


def _tooltip(unit: str, what: str) -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip(f"{what}:N", title=what.capitalize()),
        alt.Tooltip("value:Q", title=unit, format=",.1f"),
        alt.Tooltip("low:Q", title="From", format=",.1f"),
        alt.Tooltip("high:Q", title="To", format=",.1f"),
    ]


def _plain(row: Row) -> dict[str, Any]:
    return {
        "unit": row["unit"],
        "period": row["period_label"],
        "value": row["value"],
        "low": row["low"],
        "high": row["high"],
    }


def _points(shown: Sequence[Row]) -> Any:
    """Mark each point while they can be told apart."""
    import altair as alt

    return alt.OverlayMarkDef(color=VIOLET) if len(shown) <= 40 else alt.Undefined


def _angle(shown: Sequence[Row]) -> int:
    return -45 if len(shown) > 14 else 0


def _value(row: Row) -> float:
    return float(row["value"])
