"""What drawing small areas together says in words: each area, the whole, method and cautions."""

from typing import Any

import numpy as np
import pyarrow as pa

APART = (
    "It lies further from the others than such areas do, so it should not be drawn: take its own "
    "figure, and ask why."
)


def sentence(row: dict[str, Any], level: float) -> str:
    """Return what one area says."""
    value, low, high = (f"{row[name]:,.4g}" for name in ("value", "low", "high"))
    span = f"{value} ({level * 100:g}% interval {low} to {high})"
    where = f"what {row['group']} has in common" if row["group"] else "what all have in common"
    if row["raw"] is None:
        return f"{row['unit']}: no figure of its own; {span} is {where}."
    said = (
        f"{row['unit']}: {span}; its own figure, {row['raw']:,.4g}, was drawn "
        f"{row['shrunk']:.0%} of the way to {where}."
    )
    return f"{said} {APART}" if row["apart"] else said


def summary(table: pa.Table) -> str:
    """Return how far areas were drawn, and which should not be."""
    known = [row for row in table.to_pylist() if row["raw"] is not None]
    raw, drawn, share = (np.array([row[n] for row in known]) for n in ("raw", "value", "shrunk"))
    apart = [row["unit"] for row in known if row["apart"]]
    said = (
        f"{len(share)} areas: own figures run from {raw.min():,.4g} to {raw.max():,.4g}, drawn "
        f"ones from {drawn.min():,.4g} to {drawn.max():,.4g}. Half of the areas were drawn at "
        f"least {np.median(share):.0%} of the way to what they have in common."
    )
    if apart:
        said += f" Too far apart from the others to be drawn: {', '.join(apart)}."
    return said


def method(kind: str, level: float, strength: float, groups: int) -> str:
    """Return how figures were drawn."""
    model = "gamma-Poisson" if kind == "rate" else "beta-binomial"
    levels = (
        f"areas within {groups} groups, groups within all" if groups > 1 else "areas within all"
    )
    return (
        f"Empirical Bayes, {model}, {levels} (Clayton and Kaldor 1987; Christiansen and Morris "
        f"1997). What areas have in common counts as much as a denominator of {strength:,.4g}. "
        f"{level * 100:g}% intervals allow for not knowing that, nor the groups' means."
    )


CAUTIONS = (
    "Areas are taken to differ without order around their group; one that is special for a known "
    "reason is drawn too far. Leave it out, or give it a group of its own.",
    "Drawn figures are the better guess for each area, but as a set they differ less than the "
    "areas do: do not read the spread between areas from them.",
)
