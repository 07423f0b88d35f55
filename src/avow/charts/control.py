"""A control chart: values over time between their limits, signals marked."""

from typing import Any

from avow.analysis.variation import XmR
from avow.charts.drawing import GREY, VIOLET, WIDTH, as_spec, inline
from avow.charts.marks import below, dots, judged


def of_control_chart(chart: XmR, *, unit: str) -> dict[str, Any]:
    """Return the Vega-Lite specification; ``unit`` is the title of the value axis."""
    import altair as alt

    points = judged(chart.table.select(["period", "value", "verdict"]).to_pylist())
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False))
    base = alt.Chart(inline(points)).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True)), y=y
    )
    tooltip = [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("value:Q", title=unit, format=",.2f"),
    ]
    line = base.mark_line(color=VIOLET, strokeWidth=1.5)
    layers = [*_limits(chart, y), line, dots(base, "Each point", tooltip)]
    return as_spec(alt.layer(*layers).properties(width=WIDTH, height=300))


def _limits(chart: XmR, y: Any) -> list[Any]:
    """Return the mean and the limits of usual variation as lines; none without enough figures."""
    import altair as alt

    if chart.mean is None:
        return []
    limits: list[dict[str, Any]] = [
        {"value": chart.mean, "kind": "Mean"},
        {"value": chart.low, "kind": "Limits of usual variation"},
        {"value": chart.high, "kind": "Limits of usual variation"},
    ]
    kind = alt.StrokeDash("kind:N", title="Lines", sort=None, legend=below())
    rules = alt.Chart(inline(limits)).mark_rule(color=GREY, strokeWidth=1.5)
    return [rules.encode(y=y, strokeDash=kind)]
