"""How a measure stands against its target, judged with its interval and never by a point alone."""

from dataclasses import dataclass
from typing import Any, Literal

import pyarrow as pa

from avow.analysis.measures.errors import MeasureError
from avow.analysis.measures.result import Result
from avow.analysis.measures.targets import Target, targets

Verdict = Literal["met", "on course", "off course", "missed", "cannot be told"]


@dataclass(frozen=True)
class Progress:
    """A target, the figures it is judged by, and what they say.

    ``baseline`` and ``latest`` are rows of the result (None where there is none with a figure);
    ``expected`` is the lowest and highest value that a straight way from the baseline to the
    target allows for in the latest year, as far apart as the baseline is unsure.
    """

    target: Target
    verdict: Verdict
    sentence: str
    baseline: dict[str, Any] | None = None
    latest: dict[str, Any] | None = None
    expected: tuple[float, float] | None = None


def target(id: str) -> Target | None:  # noqa: A002 - the word that users and files say
    """Return the target of a measure; None where it has none."""
    return targets().get(id)


def against_target(result: Result) -> Progress | None:
    """Return how the whole force stands against the measure's target; None where it has none.

    Raises:
        MeasureError: the result is not by force and year without groups, or of several forces.
    """
    asked = target(result.definition.id)
    if asked is None:
        return None
    rows = result.table.to_pylist()
    if (result.by, result.period, result.group) != ("force", "year", None):
        raise MeasureError("A target is for the whole force and year by year: run it like that.")
    if len({row["force"] for row in rows}) > 1:
        raise MeasureError("These facts are of several forces; a target is for one.")
    judged = _judged(asked, result.definition.better == "higher", _full_years(result.table))
    unit = result.definition.unit
    return Progress(
        asked,
        judged.verdict,
        _sentence(judged, unit),
        judged.baseline,
        judged.latest,
        judged.expected,
    )


def _full_years(table: pa.Table) -> dict[str, dict[str, Any]]:
    """Return the rows of whole years that have a figure and its interval, by label."""
    return {
        row["period_label"]: row
        for row in table.to_pylist()
        if row["complete"] and None not in (row["value"], row["low"], row["high"])
    }


def _judged(asked: Target, higher: bool, years: dict[str, dict[str, Any]]) -> Progress:
    baseline = years.get(asked.baseline)
    later = [year for year in sorted(years) if year > asked.baseline]
    if asked.by in later:  # what came after the year that was agreed does not judge it
        later = [year for year in later if year <= asked.by]
    latest = years[later[-1]] if later else None
    if latest is None:
        return Progress(asked, "cannot be told", "", baseline)
    if _all_beyond(latest, asked.value, higher):
        return Progress(asked, "met", "", baseline, latest)
    if later[-1] >= asked.by:
        missed = _all_short(latest, asked.value, higher)
        return Progress(asked, "missed" if missed else "cannot be told", "", baseline, latest)
    if baseline is None:
        return Progress(asked, "cannot be told", "", None, latest)
    expected = _expected(asked, baseline, int(later[-1]))
    hardest, easiest = reversed(expected) if higher else expected
    verdict: Verdict = "cannot be told"
    if _all_beyond(latest, hardest, higher):
        verdict = "on course"
    elif _all_short(latest, easiest, higher):
        verdict = "off course"
    return Progress(asked, verdict, "", baseline, latest, expected)


def _expected(asked: Target, baseline: dict[str, Any], year: int) -> tuple[float, float]:
    """Return where the way from the baseline's interval to the target is in ``year``."""
    first, last = int(asked.baseline), int(asked.by)
    done = (year - first) / (last - first)
    low, high = (baseline[end] + (asked.value - baseline[end]) * done for end in ("low", "high"))
    return min(low, high), max(low, high)


def _all_beyond(row: dict[str, Any], value: float, higher: bool) -> bool:
    return bool(row["low"] >= value if higher else row["high"] <= value)


def _all_short(row: dict[str, Any], value: float, higher: bool) -> bool:
    return bool(row["high"] < value if higher else row["low"] > value)


_WORDS: dict[Verdict, str] = {
    "met": "The target is met: the whole interval lies on the good side of it.",
    "on course": "On course: the whole interval lies ahead of the way from baseline to target.",
    "off course": "Off course: the whole interval lies behind the way from baseline to target.",
    "missed": "The target is missed: the whole interval falls short of it.",
    "cannot be told": "It cannot be told: the interval leaves more than one answer open.",
}


def _sentence(judged: Progress, unit: str) -> str:
    asked, latest, baseline = judged.target, judged.latest, judged.baseline
    said = f"Target: {asked.value:g} {unit} in {asked.by}. "
    if baseline is not None:
        said += f"Baseline {asked.baseline}: {_figure(baseline)}. "
    if latest is None:
        return said + f"It cannot be told: no full year after {asked.baseline} has a figure."
    said += f"{latest['period_label']}: {_figure(latest)}. "
    if baseline is None and judged.verdict == "cannot be told" and not judged.expected:
        return said + f"It cannot be told: the baseline year {asked.baseline} has no figure."
    return said + _WORDS[judged.verdict]


def _figure(row: dict[str, Any]) -> str:
    return f"{row['value']:,.1f} ({row['low']:,.1f} to {row['high']:,.1f})"
