"""A control chart: values over time between their limits, signals marked."""

from itertools import pairwise
from typing import Any

from avow.analysis.variation import ControlChart
from avow.charts.drawing import GREY, VIOLET, WIDTH, as_spec, inline
from avow.charts.marks import below, dots, judged

_LINES = {
    "centre": "Mean",
    "low": "Limits of usual variation",
    "high": "Limits of usual variation",
}


def of_control_chart(chart: ControlChart, *, unit: str) -> dict[str, Any]:
    """Return the Vega-Lite specification; ``unit`` is the title of the value axis."""
    import altair as alt

    rows = chart.table.to_pylist()
    points = judged([{name: row[name] for name in ("period", "value", "verdict")} for row in rows])
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False))
    # Without a sort of its own the axis would put periods such as 9 and 10 in order of letters.
    x = alt.X("period:O", title=None, sort=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True))
    base = alt.Chart(inline(points)).encode(x=x, y=y)
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("value:Q", title=unit, format=",.2f"),
    ]
    line = base.mark_line(color=VIOLET, strokeWidth=1.5)
    layers = [*_limits(rows, x, y), line, dots(base, "Each point", tooltip)]
    return as_spec(alt.layer(*layers).properties(width=WIDTH, height=300))


def _limits(rows: list[dict[str, Any]], x: Any, y: Any) -> list[Any]:
    """Return the mean and the limits of usual variation as lines; none without enough figures."""
    import altair as alt

    drawn: list[dict[str, Any]] = [
        {
            "period": row["period"],
            "value": row[name],
            "kind": kind,
            "line": f"{name} {row['phase']}",
        }
        for name, kind in _LINES.items()
        for row in rows
        if row[name] is not None
    ]
    if not drawn:
        return []
    kind = alt.StrokeDash("kind:N", title="Lines", sort=None, legend=below())
    lines = alt.Chart(inline(drawn)).mark_line(
        color=GREY, strokeWidth=1.5, interpolate=_steps(rows)
    )
    return [lines.encode(x=x, y=y, strokeDash=kind, detail="line:N")]


def _steps(rows: list[dict[str, Any]]) -> Any:
    """Return how limits are joined: in steps where they follow the size of each point."""
    highs = [row["high"] for row in rows if row["high"] is not None]
    return "step" if any(a != b for a, b in pairwise(highs)) else "linear"
