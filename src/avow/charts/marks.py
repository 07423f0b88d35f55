"""What charts that tell signal from chance have in common: colour and shape, both, and a legend."""

from typing import Any

from avow.charts.drawing import BRICK, VIOLET

SIGNAL, CHANCE = "Signal", "Chance"
_WORDS = [CHANCE, SIGNAL]


def judged(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with ``judged`` beside their verdict: signal or chance, as it is shown."""
    return [
        {**row, "judged": SIGNAL if row["verdict"].startswith("signal") else CHANCE} for row in rows
    ]


def below() -> Any:
    """Return a legend beneath the chart, its words in full."""
    import altair as alt

    return alt.Legend(orient="bottom", symbolLimit=0, labelLimit=0)


def dots(base: Any, title: str, tooltip: list[Any]) -> Any:
    """Return the points of ``base``, each signal told by colour and by shape."""
    import altair as alt

    return base.mark_point(filled=True, size=90, opacity=1).encode(
        color=alt.Color(
            "judged:N",
            title=title,
            legend=below(),
            scale=alt.Scale(domain=_WORDS, range=[VIOLET, BRICK]),
        ),
        shape=alt.Shape(
            "judged:N",
            title=title,
            legend=below(),
            scale=alt.Scale(domain=_WORDS, range=["circle", "diamond"]),
        ),
        tooltip=[*tooltip, alt.Tooltip("judged:N", title="Verdict")],
    )
