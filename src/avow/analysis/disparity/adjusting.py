"""The ratio within strata beside the raw one, and where the two disagree."""

from typing import Any

from avow.analysis.disparity.strata import Common, common_ratio
from avow.analysis.disparity.tally import Tally

REVERSED, VANISHES, APPEARS = "reversed", "vanishes", "appears"


def adjusted_rows(
    counts: Tally, rows: list[dict[str, Any]], place: int, level: float
) -> list[dict[str, Any]]:
    """Return a row of ``result.ADJUSTED`` for every comparison that was made."""
    where = {(s.step, s.since): i for i, s in enumerate(counts.stages)}
    found = []
    for row in rows:
        if row["p"] is None:
            continue
        index, group = where[row["step"], row["since"]], counts.groups.index(row["group"])
        x, n = counts.reached[index], counts.of[index]
        common = common_ratio(x[:, group], n[:, group], x[:, place], n[:, place], level)
        found.append(
            {
                **{name: row[name] for name in ("step", "since", "group")},
                **{f"raw{end}": row[f"ratio{end}"] for end in ("", "_low", "_high")},
                **(_common(common) if common else {"reversal": ""}),
                **({"reversal": _reversal(row, common)} if common else {}),
            }
        )
    return found


def _common(common: Common) -> dict[str, Any]:
    return {
        "adjusted": common.ratio,
        "adjusted_low": common.low,
        "adjusted_high": common.high,
        "p": common.p,
        "strata": common.strata,
        "people": common.people,
        "left_out": common.lone,
        "homogeneity_p": common.homogeneity,
    }


def _side(low: float | None, high: float | None) -> int:
    """Return the side of one on which an interval lies wholly; 0 where it holds one."""
    if low is not None and low > 1:
        return 1
    return -1 if high is not None and high < 1 else 0


def _reversal(row: dict[str, Any], common: Common) -> str:
    raw = _side(row["ratio_low"], row["ratio_high"])
    within = _side(common.low, common.high)
    if raw and within and raw != within:
        return REVERSED
    if raw and not within:
        return VANISHES
    return APPEARS if within and not raw else ""
