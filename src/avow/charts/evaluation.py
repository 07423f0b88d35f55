"""Charts of evaluations: what came beside what was to be expected, and how sure that is."""

from typing import Any

from avow.analysis.evaluation import (
    Difference,
    Displacement,
    InterruptedSeries,
    Result,
    SyntheticControl,
)
from avow.charts.drawing import BRICK, GREY, VIOLET, VIOLET_SOFT, WIDTH, as_spec, inline
from avow.charts.marks import below

SEEN, EXPECTED = "Seen", "To be expected without the pilot"
_START = "Start of the pilot"


def of_difference(found: Difference) -> dict[str, Any]:
    """Return the gap between pilot and comparison by period, with intervals."""
    import altair as alt

    unit = "%" if found.effect.kind == "count" else found.pilot.outcome
    title = f"Gap to the comparison, less its mean before ({unit})"
    rows = [
        {**row, "when": "Pilot ran" if row["after"] else "Before"}
        for row in found.table.to_pylist()
        if row["gap"] is not None
    ]
    base = alt.Chart(inline(rows)).encode(
        x=_time(alt, rows), tooltip=_tips(alt, "gap", "low", "high")
    )
    whiskers = base.mark_rule(color=GREY).encode(y=alt.Y("low:Q", title=title), y2="high:Q")
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(
        y=alt.Y("gap:Q", title=title), **_two(alt, "when", ["Before", "Pilot ran"])
    )
    zero = alt.Chart(inline([{"gap": 0}])).mark_rule(color=GREY).encode(y="gap:Q")
    layers = alt.layer(zero, whiskers, dots, _start(alt, rows))
    return as_spec(layers.properties(width=WIDTH, height=320))


def of_interrupted_series(found: InterruptedSeries) -> dict[str, Any]:
    """Return the series with its course before carried on, and the interval of that."""
    import altair as alt

    rows = found.table.to_pylist()
    outcome = found.pilot.outcome
    band = (
        alt.Chart(inline([row for row in rows if row["after"]]))
        .mark_area(color=VIOLET_SOFT, opacity=0.6)
        .encode(x=_time(alt, rows), y=alt.Y("low:Q", title=outcome), y2="high:Q")
    )
    lines = _paths(alt, rows, "observed", "expected", outcome)
    layers = alt.layer(band, lines, _start(alt, rows))
    return as_spec(layers.properties(width=WIDTH, height=320))


def of_synthetic(found: SyntheticControl) -> dict[str, Any]:
    """Return the pilot beside the mix of places that ran like it before."""
    import altair as alt

    rows = found.table.to_pylist()
    lines = _paths(alt, rows, "observed", "synthetic", found.pilot.outcome)
    layers = alt.layer(lines, _start(alt, rows))
    return as_spec(layers.properties(width=WIDTH, height=320))


def of_displacement(found: Displacement) -> dict[str, Any]:
    """Return the differences of pilot, buffer and both, with intervals."""
    import altair as alt

    names = {"pilot": "Pilot", "buffer": "Buffer", "both": "Both together"}
    rows = [{**row, "part": names[row["part"]]} for row in found.table.to_pylist()]
    title = f"Change in {found.pilot.outcome} against the control"
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y("part:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
        tooltip=[alt.Tooltip("part:N", title="Area"), *_tips(alt, "difference", "low", "high")[1:]],
    )
    whiskers = base.mark_rule(color=VIOLET, strokeWidth=2).encode(
        x=alt.X("low:Q", title=title), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=110, opacity=1, color=VIOLET).encode(
        x=alt.X("difference:Q", title=title)
    )
    zero = alt.Chart(inline([{"difference": 0}])).mark_rule(color=GREY).encode(x="difference:Q")
    layers = alt.layer(zero, whiskers, dots)
    return as_spec(layers.properties(width=WIDTH - 120, height=50 * len(rows)))


def of_evaluation(found: Result) -> dict[str, Any]:
    """Return the chart of whatever evaluation it is.

    Raises:
        TypeError: there is no chart of this kind of result.
    """
    if isinstance(found, Difference):
        return of_difference(found)
    if isinstance(found, InterruptedSeries):
        return of_interrupted_series(found)
    if isinstance(found, SyntheticControl):
        return of_synthetic(found)
    if isinstance(found, Displacement):
        return of_displacement(found)
    raise TypeError(f"There is no chart of a {type(found).__name__}.")


def _time(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Return the axis of periods; every layer needs the whole order, else the first decides."""
    axis = alt.Axis(labelAngle=-45, labelOverlap=True)
    return alt.X("period:O", title=None, axis=axis, sort=[row["period"] for row in rows])


def _paths(alt: Any, rows: list[dict[str, Any]], seen: str, other: str, title: str) -> Any:
    both = [
        {"period": row["period"], "value": row[name], "line": word}
        for name, word in ((seen, SEEN), (other, EXPECTED))
        for row in rows
    ]
    scale = alt.Scale(zero=False)
    return (
        alt.Chart(inline(both))
        .mark_line(strokeWidth=2)
        .encode(
            x=_time(alt, rows),
            y=alt.Y("value:Q", title=title, scale=scale),
            color=alt.Color(
                "line:N",
                title=None,
                legend=below(),
                scale=alt.Scale(domain=[SEEN, EXPECTED], range=[VIOLET, BRICK]),
            ),
            strokeDash=alt.StrokeDash(
                "line:N",
                title=None,
                legend=below(),
                scale=alt.Scale(domain=[SEEN, EXPECTED], range=[[1, 0], [6, 4]]),
            ),
            tooltip=[
                alt.Tooltip("period:N", title="Period"),
                alt.Tooltip("line:N", title="Line"),
                alt.Tooltip("value:Q", title=title, format=",.2f"),
            ],
        )
    )


def _start(alt: Any, rows: list[dict[str, Any]]) -> Any:
    """Return a dashed line at the first period in which the pilot ran."""
    first = [{"period": next(row["period"] for row in rows if row["after"]), "told": _START}]
    return (
        alt.Chart(inline(first))
        .mark_rule(color=GREY, strokeDash=[3, 3], strokeWidth=1.5)
        .encode(x=_time(alt, rows), tooltip=[alt.Tooltip("told:N", title=" ")])
    )


def _two(alt: Any, field: str, words: list[str]) -> dict[str, Any]:
    """Tell two kinds of points by colour and by shape."""
    return {
        "color": alt.Color(
            f"{field}:N",
            title=None,
            legend=below(),
            scale=alt.Scale(domain=words, range=[GREY, VIOLET]),
        ),
        "shape": alt.Shape(
            f"{field}:N",
            title=None,
            legend=below(),
            scale=alt.Scale(domain=words, range=["circle", "diamond"]),
        ),
    }


def _tips(alt: Any, mid: str, low: str, high: str) -> list[Any]:
    return [
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip(f"{mid}:Q", title="Difference", format=",.1f"),
        alt.Tooltip(f"{low}:Q", title="From", format=",.1f"),
        alt.Tooltip(f"{high}:Q", title="To", format=",.1f"),
    ]
