"""The ratio within strata beside the raw one, and where the two disagree."""

from collections.abc import Mapping, Sequence
from typing import Any

from avow.analysis.disparity.result import LESS, MORE
from avow.analysis.disparity.strata import Common, common_ratio
from avow.analysis.disparity.tally import Counts, Tally
from avow.analysis.disparity.testing import holm

REVERSED, VANISHES, APPEARS = "reversed", "vanishes", "appears"

Row = dict[str, Any]


def adjusted_rows(counts: Tally, rows: list[Row], place: int, level: float) -> list[Row]:
    """Return a row of ``result.ADJUSTED`` for every comparison that was made.

    Whether a ratio within strata differs from one is judged, as the raw one was, with all other
    comparisons in view.
    """
    where = {(s.step, s.since): i for i, s in enumerate(counts.stages)}
    made = [row for row in rows if row["p"] is not None]
    found = []
    for row in made:
        index, group = where[row["step"], row["since"]], counts.groups.index(row["group"])
        x, n = counts.reached[index], counts.of[index]
        hits, of, hits0, of0 = (
            each[:, at] / counts.effect[index, at] for at in (group, place) for each in (x, n)
        )
        common = common_ratio(hits, of, hits0, of0, level)
        found.append(
            {
                **{name: row[name] for name in ("step", "since", "group")},
                **{f"raw{end}": row[f"ratio{end}"] for end in ("", "_low", "_high")},
                **_people(n[:, group], n[:, place]),
                **(_common(common) if common else {}),
            }
        )
    adjusted = holm([one.get("p") for one in found])
    for row, one, p in zip(made, found, adjusted, strict=True):
        one["p_adjusted"] = p
        one["reversal"] = "" if p is None else _reversal(row, one["adjusted"], p < 1 - level)
    return found


def _people(n: Counts, n0: Counts) -> Row:
    """Return who stands in strata of both groups, and who does not."""
    both = (n > 0) & (n0 > 0)
    people, left_out = int((n + n0)[both].sum()), int((n + n0)[~both].sum())
    return {"strata": int(both.sum()), "people": people, "left_out": left_out}


def cautions(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what to beware of in comparisons within strata: whom they leave out."""
    most = max(rows, key=lambda row: row["left_out"] or 0, default=None)
    if most is None or not most["left_out"]:
        return []
    return [
        "Within strata only those count in whose stratum both groups stand: up to "
        f"{most['left_out']:,} of the {most['left_out'] + most['people']:,} people of a comparison "
        "are left out of it."
    ]


def left_out(row: Mapping[str, Any]) -> str:
    """Return whom a ratio within strata leaves out, in words; empty for nobody."""
    if not row["left_out"]:
        return ""
    people = row["left_out"] + row["people"]
    return (
        f" It leaves out {row['left_out']:,} of {people:,} people, in strata with one group only."
    )


def _common(common: Common) -> Row:
    return {
        "adjusted": common.ratio,
        "adjusted_low": common.low,
        "adjusted_high": common.high,
        "p": common.p,
        "homogeneity_p": common.homogeneity,
    }


def _reversal(row: Row, ratio: float, within: bool) -> str:
    raw = row["verdict"] in (LESS, MORE)
    if raw and within:
        return REVERSED if (ratio > 1) != (row["difference"] > 0) else ""
    if raw:
        return VANISHES
    return APPEARS if within else ""
