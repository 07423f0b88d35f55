"""Charts that set groups, or two places over time, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.charts.drawing import BRICK, TEAL, VIOLET, VIOLET_SOFT, WIDTH, as_spec, inline

Row = Mapping[str, Any]
_COLOURS, _DASHES = [VIOLET, BRICK], [[1, 0], [6, 3]]


def of_groups(rows: Sequence[Row], *, unit: str, name: str = "group") -> dict[str, Any]:
    """Return bars with their intervals, one a group, in the order given: groups are no league."""
    import altair as alt

    shown = [_plain(row, name) for row in rows if row["value"] is not None]
    base = alt.Chart(inline(shown)).encode(
        y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
        tooltip=_tooltip(unit),
    )
    bars = base.mark_bar(color=VIOLET_SOFT, height={"band": 0.7}).encode(
        x=alt.X("value:Q", title=unit)
    )
    whiskers = base.mark_rule(color=VIOLET, strokeWidth=2).encode(
        x=alt.X("low:Q", title=unit), x2="high:Q"
    )
    height = 30 * max(len(shown), 1)
    return as_spec(alt.layer(bars, whiskers).properties(width=WIDTH - 160, height=height))


def of_lines(
    rows: Sequence[Row], *, unit: str, target: float | None = None, name: str = "unit"
) -> dict[str, Any]:
    """Return a line over time, with its interval, for each of at most two names.

    The names differ in colour, in dashes and in words; ``target`` is a level line.
    """
    import altair as alt

    shown = [_plain(row, name) for row in rows if row["value"] is not None]
    names = list(dict.fromkeys(row["name"] for row in shown))
    scale = alt.Scale(domain=names, range=_COLOURS[: len(names)])
    key = alt.Legend(title=None, orient="top") if len(names) > 1 else None
    y_scale = alt.Scale(zero=min((row["low"] or 0 for row in shown), default=0) >= 0)
    angle = -45 if len({row["period"] for row in shown}) > 14 else 0
    base = alt.Chart(inline(shown)).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=angle, labelOverlap=True)),
        tooltip=_tooltip(unit),
    )
    band = base.mark_area(opacity=0.22).encode(
        y=alt.Y("low:Q", title=unit, scale=y_scale),
        y2="high:Q",
        color=alt.Color("name:N", scale=scale, legend=None),
    )
    line = base.mark_line(point=len(shown) <= 60).encode(
        y=alt.Y("value:Q", title=unit, scale=y_scale),
        color=alt.Color("name:N", scale=scale, legend=key),
        strokeDash=alt.StrokeDash(
            "name:N", scale=alt.Scale(domain=names, range=_DASHES[: len(names)]), legend=key
        ),
    )
    layers = [band, line, *([_level(target)] if target is not None else [])]
    return as_spec(alt.layer(*layers).properties(width=WIDTH, height=320))


def _level(target: float) -> Any:
    import altair as alt

    rule = alt.Chart(inline([{"y": target}])).mark_rule(color=TEAL, strokeDash=[2, 3], size=2)
    return rule.encode(y=alt.Y("y:Q"))


def _plain(row: Row, name: str) -> dict[str, Any]:
    return {
        "name": row[name],
        "period": row["period_label"],
        "value": row["value"],
        "low": row["low"],
        "high": row["high"],
    }


def _tooltip(unit: str) -> list[Any]:
    import altair as alt

    return [
        alt.Tooltip("name:N", title=" "),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("value:Q", title=unit, format=",.1f"),
        alt.Tooltip("low:Q", title="From", format=",.1f"),
        alt.Tooltip("high:Q", title="To", format=",.1f"),
    ]
