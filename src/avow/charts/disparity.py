"""Ratios between groups at each step, with what chance and the missing could make of them."""

import math
from typing import Any

from avow.analysis.disparity import Disparity
from avow.analysis.disparity.sentences import said
from avow.charts.drawing import BRICK, GREY, TEAL, VIOLET, WIDTH, as_spec, inline
from avow.charts.marks import below

# A ratio beyond these is drawn at the edge; the table holds the figure.
_LEAST, _MOST = 0.05, 20.0
_VERDICTS = ["no difference shown", "at the edge", "less often", "more often"]
_COLOURS = [VIOLET, TEAL, BRICK, BRICK]
_SHAPES = ["circle", "square", "triangle-down", "triangle-up"]
_LABEL = 160


def of_disparity(found: Disparity) -> dict[str, Any]:
    """Return the Vega-Lite specification: a panel a stage, in it a line a group with its ratio.

    The thick grey bar is what those of unknown group could make of the ratio, the thin line its
    interval, the hollow diamond the ratio within strata. Empty where nothing could be compared.
    """
    import altair as alt

    rows = _rows(found)
    stages = list(dict.fromkeys(row["stage"] for row in rows))
    groups = list(dict.fromkeys(row["group"] for row in rows))
    data = inline(rows)
    y = alt.Y("group:N", title=None, sort=groups, axis=alt.Axis(labelLimit=_LABEL))
    title = f"Times as often as {found.reference}"
    x = alt.X("ratio:Q", title=title, scale=alt.Scale(type="log", nice=True))
    base = alt.Chart().encode(y=y)
    bounds = base.mark_bar(color=GREY, opacity=0.35, height=12).encode(
        x=alt.X("bound_low:Q", scale=alt.Scale(type="log"), title=title), x2="bound_high:Q"
    )
    spans = base.mark_rule(color=VIOLET, strokeWidth=2).encode(
        x=alt.X("low:Q", title=title), x2="high:Q"
    )
    within = base.mark_point(
        shape="diamond", size=320, filled=False, fillOpacity=0, opacity=1, stroke=TEAL
    ).encode(x=alt.X("adjusted:Q", title=title))
    same = alt.Chart().mark_rule(color=GREY, strokeDash=[4, 3]).encode(x=alt.X("one:Q"))
    layers = alt.layer(bounds, same, spans, _points(base, x), within, data=data)
    panels = layers.properties(width=WIDTH - _LABEL, height=26 * max(len(groups), 1)).facet(
        row=alt.Row("stage:N", title=None, sort=stages, header=_header())
    )
    return as_spec(panels)


def _header() -> Any:
    import altair as alt

    return alt.Header(labelAngle=0, labelOrient="top", labelAnchor="start", labelFontWeight=600)


def _points(base: Any, x: Any) -> Any:
    import altair as alt

    return base.mark_point(filled=True, size=90, opacity=1).encode(
        x=x,
        color=alt.Color(
            "verdict:N",
            title=None,
            legend=below(),
            scale=alt.Scale(domain=_VERDICTS, range=_COLOURS),
        ),
        shape=alt.Shape(
            "verdict:N",
            title=None,
            legend=below(),
            scale=alt.Scale(domain=_VERDICTS, range=_SHAPES),
        ),
        tooltip=[
            alt.Tooltip("group:N", title="Group"),
            alt.Tooltip("ratio:Q", title="Ratio", format=".2f"),
            alt.Tooltip("low:Q", title="From", format=".2f"),
            alt.Tooltip("high:Q", title="To", format=".2f"),
            alt.Tooltip("verdict:N", title="Verdict"),
        ],
    )


def _rows(found: Disparity) -> list[dict[str, Any]]:
    within = {
        (row["step"], row["since"], row["group"]): row["adjusted"]
        for row in found.adjusted.to_pylist()
    }
    return [
        {
            "stage": _stage(row),
            "group": row["group"],
            "ratio": _inside(row["ratio"]),
            "low": _inside(row["ratio_low"]),
            "high": _inside(row["ratio_high"]),
            "bound_low": _inside(row["bound_low"]),
            "bound_high": _inside(row["bound_high"]),
            "adjusted": _inside(within.get((row["step"], row["since"], row["group"]))),
            "verdict": row["verdict"],
            "one": 1,
        }
        for row in found.table.to_pylist()
        if row["p"] is not None and row["ratio"] is not None
    ]


def _stage(row: dict[str, Any]) -> str:
    step = said(row["step"])
    return f"{step[0].upper()}{step[1:]}, counted from {said(row['out_of'])}"


def _inside(value: float | None) -> float | None:
    if value is None or math.isnan(value):
        return None
    return min(max(value, _LEAST), _MOST)
