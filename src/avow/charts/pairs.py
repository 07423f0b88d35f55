"""Two figures of each unit side by side: as counted, and as drawn together or adjusted."""

from typing import Any

from avow.analysis.variation import Adjusted, Shrunk
from avow.charts.drawing import BRICK, GREY, VIOLET, WIDTH, as_spec, inline
from avow.charts.marks import below

# More lines than this cannot be read; those furthest from the rest are shown.
MOST = 40


def of_shrunk(shrunk: Shrunk, *, unit: str) -> dict[str, Any]:
    """Return the specification of own and drawn figures; the highest forty where there are more."""
    rows = shrunk.table.to_pylist()
    for row in rows:
        row["name"] = f"{row['unit']}, {row['group']}" if row["group"] else row["unit"]
    return _pairs(rows, ("raw", "Own figure"), ("value", "Drawn together"), unit, None)


def of_adjusted(adjusted: Adjusted, *, unit: str) -> dict[str, Any]:
    """Return the specification of raw and adjusted figures beside that of all."""
    rows = [{**row, "name": row["unit"]} for row in adjusted.table.to_pylist()]
    marks = ("raw", "Raw"), ("adjusted", "Adjusted for the mix")
    return _pairs(rows, *marks, unit, adjusted.overall)


def _pairs(
    rows: list[dict[str, Any]],
    own: tuple[str, str],
    made: tuple[str, str],
    unit: str,
    overall: float | None,
) -> dict[str, Any]:
    import altair as alt

    known = [row for row in rows if row[made[0]] is not None]
    known = sorted(known, key=lambda row: -row[made[0]])[:MOST]
    order = [row["name"] for row in known]
    y = alt.Y("name:N", title=None, sort=order, axis=alt.Axis(labelLimit=260))
    spans = alt.Chart(inline([{k: row[k] for k in ("name", "low", "high")} for row in known]))
    whiskers = spans.mark_rule(color=VIOLET, strokeWidth=2).encode(
        x=alt.X("low:Q", title=unit, scale=alt.Scale(zero=False)), x2="high:Q", y=y
    )
    dots = [
        {"name": row["name"], "value": row[column], "figure": words}
        for row in known
        for column, words in (own, made)
        if row[column] is not None
    ]
    words = [own[1], made[1]]
    scale = alt.Scale(domain=words, range=[BRICK, VIOLET])
    shape = alt.Scale(domain=words, range=["diamond", "circle"])
    points = (
        alt.Chart(inline(dots))
        .mark_point(filled=True, size=90, opacity=1)
        .encode(
            x=alt.X("value:Q", title=unit),
            y=y,
            color=alt.Color("figure:N", title=None, legend=below(), scale=scale),
            shape=alt.Shape("figure:N", title=None, legend=below(), scale=shape),
            tooltip=[
                alt.Tooltip("name:N", title="Unit"),
                alt.Tooltip("figure:N", title="Figure"),
                alt.Tooltip("value:Q", title=unit, format=",.2f"),
            ],
        )
    )
    layers = [whiskers, points]
    if overall is not None:
        line = alt.Chart(inline([{"value": overall}])).mark_rule(color=GREY, strokeDash=[6, 4])
        layers.insert(0, line.encode(x=alt.X("value:Q", title=unit)))
    size = {"width": WIDTH - 160, "height": 22 * max(len(known), 1)}
    return as_spec(alt.layer(*layers).properties(**size))
