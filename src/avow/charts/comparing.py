"""Two places over time, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.charts.drawing import BRICK, VIOLET, WIDTH, as_spec, inline

Row = Mapping[str, Any]
_COLOURS, _DASHES = [VIOLET, BRICK], [[1, 0], [6, 3]]


def of_two(rows: Sequence[Row], *, unit: str) -> dict[str, Any]:
    """Return a line over time, with its interval, for each of the two places of ``rows``.

    They differ in colour, in dashes and in words.
    """
    import altair as alt

    shown = [_plain(row) for row in rows if row["value"] is not None]
    names = list(dict.fromkeys(row["name"] for row in shown))
    scale = alt.Scale(domain=names, range=_COLOURS[: len(names)])
    dashes = alt.Scale(domain=names, range=_DASHES[: len(names)])
    key = alt.Legend(title=None, orient="top")
    y_scale = alt.Scale(zero=min((row["low"] or 0 for row in shown), default=0) >= 0)
    angle = -45 if len({row["period"] for row in shown}) > 14 else 0
    x = alt.X("period:O", title=None, axis=alt.Axis(labelAngle=angle, labelOverlap=True))
    base = alt.Chart(inline(shown)).encode(
        x=x,
        tooltip=_tooltip(unit),
    )
    # A band has a colour and no scale of its own: that would take the key of the lines with it.
    bands = [
        alt.Chart(inline([row for row in shown if row["name"] == name]))
        .mark_area(opacity=0.22, color=colour)
        .encode(
            x=x,
            y=alt.Y("low:Q", title=unit, scale=y_scale),
            y2="high:Q",
        )
        for name, colour in zip(names, _COLOURS, strict=False)
    ]
    line = base.mark_line(point=len(shown) <= 60).encode(
        y=alt.Y("value:Q", title=unit, scale=y_scale),
        color=alt.Color("name:N", scale=scale, legend=key),
        strokeDash=alt.StrokeDash("name:N", scale=dashes, legend=key),
    )
    return as_spec(alt.layer(*bands, line).properties(width=WIDTH, height=320))


def _plain(row: Row) -> dict[str, Any]:
    return {
        "name": row["unit"],
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
