"""What adjusting for the mix says in words: each unit, the whole, method and what to beware of."""

from typing import Any

import pyarrow as pa

_SAID = {
    "no difference": "is no different from all together, before or after allowing for the mix",
    "goes away": "differs from all together, but the difference goes away with the mix of cases",
    "remains": "differs from all together, and the mix of cases does not explain it",
    "appears": "looks like the others only because of its mix of cases: adjusted, it differs",
    "turns round": "differs the other way once the mix of cases is allowed for",
}


def sentence(row: dict[str, Any], overall: float) -> str:
    """Return what one unit says."""
    if row["raw"] is None or row["adjusted"] is None:
        if row["denominator"] is None:
            return f"{row['unit']} has no figure: of some of its cases the numerator is empty."
        if row["verdict"] == "not comparable":
            return (
                f"{row['unit']} cannot be adjusted: {row['left_out']:.0%} of its cases are of "
                "kinds that hardly any other unit has, so nothing shows what to expect of them."
            )
        return f"{row['unit']} has no figure, or nothing is expected of it."
    return (
        f"{row['unit']} {_SAID[row['verdict']]}: raw {row['raw']:,.4g}, adjusted "
        f"{row['adjusted']:,.4g} ({row['low']:,.4g} to {row['high']:,.4g}), all {overall:,.4g}."
        + _left_out(row["left_out"])
    )


def _left_out(share: float) -> str:
    if share < 0.005:
        return ""
    return (
        f" {share:.0%} of its cases are of kinds that hardly any other unit has; the adjusted "
        "figure is without them."
    )


def summary(verdicts: list[str], columns: list[str]) -> str:
    """Return how many units differ, before and after."""
    differ = sum(v in ("goes away", "remains", "turns round") for v in verdicts)
    gone, new = verdicts.count("goes away"), verdicts.count("appears")
    said = f"{differ} of {len(verdicts)} units differ from all together in the raw figures"
    if differ:
        said += f"; for {gone} of them the difference goes away with {_listed(columns)}"
    said += f". {new} more differ once the mix is allowed for." if new else "."
    if apart := verdicts.count("not comparable"):
        said += f" {apart} cannot be adjusted: hardly any other unit has cases like theirs."
    return said


def method(used: str, columns: list[str], kind: str, level: float) -> str:
    """Return how figures were adjusted."""
    how = f"the figures of {_listed(columns)} in all units together"
    if used == "regression":
        name = "logistic" if kind == "proportion" else "Poisson"
        how = f"a {name} model with a term for every value of {_listed(columns)}"
    interval = "Wilson's" if kind == "proportion" else "exact Poisson"
    return (
        f"Indirect standardisation: observed over expected by {how}, times the figure of all "
        f"(Breslow and Day 1987). {level * 100:g}% intervals: {interval}; a unit differs where "
        "its interval leaves out the figure of all."
    )


def cautions(table: pa.Table, level: float, kind: str, short: list[str]) -> tuple[str, ...]:
    """Return the assumptions, and what was left out."""
    units = table.num_rows
    said = [
        f"Of {units} units with nothing special about them, about {units * (1 - level):.2g} "
        "would differ by chance.",
        "Only what was recorded can be adjusted for; a difference that remains may still be of "
        "the mix. One that goes away is not thereby fair: the mix may be of the unit's making.",
        "Adjusted figures compare each unit with all; two units whose mixes are far apart are not "
        "compared with each other by them.",
    ]
    if kind == "proportion":
        said.append("An adjusted share cannot be more than all; there it is cut.")
    if any(share or 0 for share in table["left_out"].to_pylist()):
        said.append(
            "Cases of a kind that hardly any other unit has are left out of the adjusted figure: "
            "nothing shows what to expect of them."
        )
    if short:
        said.append(
            f"Left out altogether, because the numerator of some of their cases is empty: "
            f"{', '.join(short)}. Give 0 where none counted."
        )
    return tuple(said)


def _listed(columns: list[str]) -> str:
    return columns[0] if len(columns) == 1 else f"{', '.join(columns[:-1])} and {columns[-1]}"
