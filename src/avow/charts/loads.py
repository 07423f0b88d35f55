"""Charts of a feed's loads: what each month holds at two loads, and how full columns were."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.charts.drawing import GREY, VIOLET, WIDTH, as_spec, inline


def of_months(loads: Sequence[tuple[str, Mapping[str, int]]], *, unit: str) -> dict[str, Any]:
    """Return the chart of what each month holds, a line a load; the newest stands last."""
    import altair as alt

    rows = [
        {"load": label, "month": month, "counted": counted, "order": order}
        for order, (label, months) in enumerate(loads)
        for month, counted in sorted(months.items())
    ]
    labels = [label for label, _ in loads]
    colours = [GREY] * (len(labels) - 1) + [VIOLET]
    months = {row["month"] for row in rows}
    chart = (
        alt.Chart(inline(rows))
        .mark_line(strokeWidth=2, point=len(months) == 1)
        .encode(
            x=alt.X("month:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=-45)),
            y=alt.Y("counted:Q", title=unit, scale=alt.Scale(zero=True)),
            color=alt.Color("load:N", legend=None, scale=alt.Scale(domain=labels, range=colours)),
            strokeDash=alt.StrokeDash(
                "load:N",
                legend=None,
                scale=alt.Scale(domain=labels, range=[[4, 3]] * (len(labels) - 1) + [[1, 0]]),
            ),
        )
    )
    return as_spec(chart.properties(width=WIDTH, height=180))


def of_shares(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return small charts of how full each column was, load by load.

    ``rows`` hold column, load (a label that sorts in time) and share (0 to 1).
    """
    import altair as alt

    base = alt.Chart(inline([dict(row) for row in rows])).encode(
        x=alt.X("load:O", title=None, axis=alt.Axis(labelOverlap=True, labelAngle=-30)),
        y=alt.Y(
            "share:Q",
            title=None,
            axis=alt.Axis(format="%", values=[0, 0.5, 1]),
            scale=alt.Scale(domain=[0, 1]),
        ),
    )
    line = base.mark_line(color=VIOLET, strokeWidth=2, point=alt.OverlayMarkDef(color=VIOLET))
    small = line.properties(width=200, height=70)
    return as_spec(small.facet(facet=alt.Facet("column:N", title=None), columns=3))
