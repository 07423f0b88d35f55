"""The parts of a segmented regression: course, season, and what changed at the start."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from avow.analysis.evaluation.panel import Array, Split
from avow.analysis.evaluation.periods import SEASONS, period_kind, season_of, without_gaps
from avow.analysis.evaluation.pilot import EvaluationError

Season = Literal["harmonics", "dummies", "none"]
PAIRS = 2
LEAST_BEFORE, LEAST_AFTER, MOST = 8, 4, 400
SPARE = 3


@dataclass(frozen=True)
class Series:
    """One series around a start: ``y``, the log of (or ones for) exposure, and its labels.

    ``year`` is the number of periods in a year (1 where slopes are told per period).
    """

    y: Array
    offset: Array
    periods: tuple[str, ...]
    first: int
    year: int

    @property
    def time(self) -> Array:
        """Return years (or periods) since the start."""
        return np.asarray((np.arange(len(self.y)) - self.first) / self.year, dtype=float)

    @property
    def after(self) -> Array:
        """Return 1 from the start on, 0 before."""
        return (np.arange(len(self.y)) >= self.first).astype(float)

    def cut(self, last: int, first: int) -> "Series":
        """Return the series up to ``last``, with another start."""
        return Series(self.y[:last], self.offset[:last], self.periods[:last], first, self.year)


def series_of(split: Split, kind: str) -> Series:
    """Return the pilot's areas as one series: counts added up, values as their mean rate.

    Raises:
        EvaluationError: too few periods before or after, too many in all, one is missing, or
            counts without a case on one side.
    """
    panel, rows = split.panel, list(split.treated)
    without_gaps(panel.periods)
    _enough(split)
    sizes = np.ones_like(panel.values) if panel.exposure is None else panel.exposure
    below = sizes[rows].sum(axis=0)
    top = panel.values[rows].sum(axis=0)
    year = SEASONS.get(panel.period_kind, 1)
    if kind == "count":
        _both_sides(top, split)
        return Series(top, np.log(below), panel.periods, split.first, year)
    return Series(top / below, np.zeros(len(top)), panel.periods, split.first, year)


def _enough(split: Split) -> None:
    if split.before < LEAST_BEFORE or split.after < LEAST_AFTER:
        raise EvaluationError(
            f"{split.before} periods before the start and {split.after} after it are too few for "
            f"an interrupted series: at least {LEAST_BEFORE} and {LEAST_AFTER} are needed to know "
            "the usual course. Give more, or shorter, periods; or compare with other places (did)."
        )
    if split.before + split.after > MOST:
        raise EvaluationError(
            f"{split.before + split.after} periods are more than {MOST}: add days up to weeks or "
            "months first. Little is lost, since an effect is told over months."
        )


def _both_sides(counts: Array, split: Split) -> None:
    for side, part in (("before", counts[: split.first]), ("after", counts[split.first :])):
        if not part.sum():
            raise EvaluationError(
                f"There is no case at all {side} the start, so that no ratio can be formed. Take "
                "more periods or places, or the figures as values."
            )


def season_asked(found: Series, asked: Season | None) -> Season:
    """Return the season to allow for: as asked, else harmonics where there are two years.

    Raises:
        EvaluationError: a season is asked for where the labels show none.
    """
    whole = found.year > 1 and len(found.y) >= 2 * found.year and found.first >= found.year
    if asked in ("harmonics", "dummies") and found.year == 1:
        raise EvaluationError(
            f"The periods ({found.periods[0]}, ...) are neither months (2024-06) nor quarters "
            "(2024-Q2), so there is no season to allow for. Leave the season out."
        )
    return asked or ("harmonics" if whole else "none")


def season_columns(found: Series, season: Season) -> list[Array]:
    """Return the columns that follow the season."""
    place = np.array(season_of(found.periods))
    if season == "none":
        return []
    if season == "dummies" or period_kind(found.periods) == "quarter":
        return [(place == at).astype(float) for at in range(1, found.year)]
    turns = 2 * np.pi * (place + 1) / found.year
    return [wave(k * turns) for k in range(1, PAIRS + 1) for wave in (np.sin, np.cos)]


def design(found: Series, season: Season, *, slope: bool) -> Array:
    """Return the columns: constant, course, level, slope (if asked), season.

    Raises:
        EvaluationError: there are more columns than the periods can carry.
    """
    columns = [np.ones(len(found.y)), found.time, found.after]
    if slope:
        columns.append(found.time * found.after)
    made = np.column_stack([*columns, *season_columns(found, season)])
    if made.shape[0] < made.shape[1] + SPARE or np.linalg.matrix_rank(made) < made.shape[1]:
        raise EvaluationError(
            f"{made.shape[0]} periods cannot carry {made.shape[1]} unknowns. Leave out the season "
            "or the change of slope, or give more periods."
        )
    return made
