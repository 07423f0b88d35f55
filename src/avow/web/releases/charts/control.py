"""A control chart: values over time between their limits, signals marked."""

from typing import Any

from avow.analysis.variation import XmR
from avow.web.releases.charts.drawing import BRICK, GREY, VIOLET, WIDTH, as_spec, inline


def of_control_chart(chart: XmR, *, unit: str) -> dict[str, Any]:
    """Return the Vega-Lite specification; ``unit`` is the title of the value axis."""
    import altair as alt

    below = alt.Legend(orient="bottom", symbolLimit=0, labelLimit=0)

    points = chart.table.select(["period", "value", "verdict"]).to_pylist()
    for row in points:
        row["judged"] = "Signal" if row["verdict"] == "signal" else "Chance"
    base = alt.Chart(inline(points)).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=-45, labelOverlap=True))
    )
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False))
    line = base.mark_line(color=VIOLET, strokeWidth=1.5).encode(y=y)
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(
        y=y,
        color=alt.Color(
            "judged:N",
            title="Each point",
            legend=below,
            scale=alt.Scale(domain=["Chance", "Signal"], range=[VIOLET, BRICK]),
        ),
        shape=alt.Shape(
            "judged:N",
            title="Each point",
            legend=below,
            scale=alt.Scale(domain=["Chance", "Signal"], range=["circle", "diamond"]),
        ),
        tooltip=[
            alt.Tooltip("period:N", title="Period"),
            alt.Tooltip("value:Q", title=unit, format=",.2f"),
            alt.Tooltip("judged:N", title="Verdict"),
        ],
    )
    layers = [line, dots]
    if chart.mean is not None:
        limits: list[dict[str, Any]] = [
            {"value": chart.mean, "kind": "Mean"},
            {"value": chart.low, "kind": "Limits of usual variation"},
            {"value": chart.high, "kind": "Limits of usual variation"},
        ]
        rules = (
            alt.Chart(inline(limits))
            .mark_rule(color=GREY, strokeWidth=1.5)
            .encode(
                y=y, strokeDash=alt.StrokeDash("kind:N", title="Lines", sort=None, legend=below)
            )
        )
        layers.insert(0, rules)
    return as_spec(alt.layer(*layers).properties(width=WIDTH, height=300))
