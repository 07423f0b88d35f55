"""A funnel: units as points, limits as curves that narrow as units grow."""

from typing import Any

from avow.analysis.variation import Funnel
from avow.web.releases.charts.drawing import BRICK, GREY, VIOLET, WIDTH, as_spec, inline

_STEPS = 60


def of_funnel(funnel: Funnel, *, unit: str, size: str) -> dict[str, Any]:
    """Return the Vega-Lite specification; ``unit`` and ``size`` are the titles of the axes."""
    import altair as alt

    below = alt.Legend(orient="bottom", symbolLimit=0, labelLimit=0)

    points = [row for row in funnel.table.to_pylist() if row["value"] is not None]
    for row in points:
        row["judged"] = "Signal" if row["verdict"].startswith("signal") else "Chance"
    sizes = [row["denominator"] for row in points]
    low, high = min(sizes) * 0.85, max(sizes) * 1.08
    grid = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    curves = _long(funnel.curve(grid).to_pylist())
    x = alt.X("denominator:Q", title=size, scale=alt.Scale(zero=False, nice=False))
    y = alt.Y("value:Q", title=unit, scale=alt.Scale(zero=False))
    limits = (
        alt.Chart(inline(curves))
        .mark_line(color=GREY, strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            detail="curve:N",
            strokeDash=alt.StrokeDash("kind:N", title="Limits", sort=None, legend=below),
        )
    )
    base = alt.Chart(inline(points)).encode(x=x, y=y)
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        color=alt.Color(
            "judged:N",
            title="Each unit",
            legend=below,
            scale=alt.Scale(domain=["Chance", "Signal"], range=[VIOLET, BRICK]),
        ),
        shape=alt.Shape(
            "judged:N",
            title="Each unit",
            legend=below,
            scale=alt.Scale(domain=["Chance", "Signal"], range=["circle", "diamond"]),
        ),
        tooltip=[
            alt.Tooltip("unit:N", title="Unit"),
            alt.Tooltip("value:Q", title=unit, format=",.2f"),
            alt.Tooltip("denominator:Q", title=size, format=",.0f"),
            alt.Tooltip("judged:N", title="Verdict"),
        ],
    )
    # Names of units within the funnel would lie over each other; the table beneath holds them.
    named = [row for row in points if row["judged"] == "Signal"]
    names = (
        alt.Chart(inline(named))
        .mark_text(dy=-14, fontSize=13, fontWeight=600)
        .encode(x=x, y=y, text="unit:N")
    )
    return as_spec(alt.layer(limits, dots, names).properties(width=WIDTH, height=400))


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
                kind = f"{level}% of units by chance"
            found.append(
                {
                    "denominator": row["denominator"],
                    "value": value,
                    "curve": name,
                    "kind": kind,
                }
            )
    return found
