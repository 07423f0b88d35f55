"""A funnel: units as points, limits as curves that narrow as units grow."""

from typing import Any

from avow.analysis.variation import Funnel
from avow.charts.drawing import GREY, WIDTH, as_spec, inline
from avow.charts.marks import SIGNAL, below, dots, judged

_STEPS = 60


def of_funnel(funnel: Funnel, *, unit: str, size: str, named: str = "") -> dict[str, Any]:
    """Return the Vega-Lite specification; ``unit`` and ``size`` are the titles of the axes.

    The name of each signal stands beside its point, and that of the unit ``named``.
    """
    import altair as alt

    points = judged([row for row in funnel.table.to_pylist() if row["value"] is not None])
    axes: dict[str, Any] = {
        "x": alt.X("denominator:Q", title=size, scale=alt.Scale(zero=False, nice=False)),
        "y": alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False)),
    }
    kind = alt.StrokeDash("kind:N", title="Limits", sort=None, legend=below())
    limits = (
        alt.Chart(inline(_curves(funnel, [row["denominator"] for row in points])))
        .mark_line(color=GREY, strokeWidth=1.5)
        .encode(detail="curve:N", strokeDash=kind, **axes)
    )
    tooltip = [
        alt.Tooltip("unit:N", title="Unit"),
        alt.Tooltip("value:Q", title=unit, format=",.2f"),
        alt.Tooltip("denominator:Q", title=size, format=",.0f"),
    ]
    units = dots(alt.Chart(inline(points)).encode(**axes), "Each unit", tooltip)
    # Names of units within the funnel would lie over each other; the table beneath holds them.
    names = (
        alt.Chart(inline([r for r in points if r["judged"] == SIGNAL or r["unit"] == named]))
        .mark_text(dy=-14, fontSize=13, fontWeight=600)
        .encode(text="unit:N", **axes)
    )
    return as_spec(alt.layer(limits, units, names).properties(width=WIDTH, height=400))


def _curves(funnel: Funnel, sizes: list[float]) -> list[dict[str, Any]]:
    """Return the limits from a little below the smallest size to a little above the largest."""
    low, high = min(sizes) * 0.85, max(sizes) * 1.08
    grid = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    return _long(funnel.curve(grid).to_pylist())


def _long(curves: list[dict[str, float]]) -> list[dict[str, Any]]:
    """Return one row per point of each curve, named in words."""
    found = []
    for row in curves:
        for name, value in row.items():
            if name == "denominator":
                continue
            kind = "What all have in common"
            if name != "target":
                level = name.split("_", 1)[1].replace("_", ".")
                kind = f"{level}% of units lie within by chance"
            found.append(
                {
                    "denominator": row["denominator"],
                    "value": value,
                    "curve": name,
                    "kind": kind,
                }
            )
    return found
