"""What could be wrong with a synthetic control: likeness, donors, and what they can show."""

import numpy as np
import pyarrow as pa

from avow.analysis.evaluation import threats
from avow.analysis.evaluation.effects import NOT_SEEN, SEEN, Threat, level_of
from avow.analysis.evaluation.mixing import Course
from avow.analysis.evaluation.panel import Array, Split

POOR_FIT, HEAVY_DONOR = 0.1, 0.6


def listed(
    split: Split,
    courses: tuple[Course, ...],
    path: Array,
    left_out: pa.Table,
    reached: bool,
    level: float,
) -> tuple[Threat, ...]:
    """Return the threats to the first of the courses, the pilot's beside its mix."""
    main, *others = courses
    return (
        _poor_fit(main, others, path),
        _one_donor(main, left_out),
        *_of_design(split, main, reached, level),
        threats.few_periods(split.before, split.after),
        threats.few_places(len(split.treated), len(split.compared)),
        threats.seasonal_mismatch(split.panel.periods, split.first, adjusted=True),
        *threats.beyond_figures(),
    )


def _poor_fit(main: Course, others: list[Course], path: Array) -> Threat:
    name = "poor likeness before the start"
    usual = float(np.median([other.before for other in others]))
    off = main.before / max(abs(float(path[: main.first].mean())), 1e-12)
    said_ = f"Before the start the mix missed the pilot by {off:.1%} of its level"
    if off > POOR_FIT or main.before > 2 * usual:
        return Threat(
            name,
            SEEN,
            f"{said_}: too far for its course after to be trusted. No mix of "
            "these places runs like the pilot.",
        )
    return Threat(name, NOT_SEEN, f"{said_}, about as for other places.")


def _one_donor(main: Course, left_out: pa.Table) -> Threat:
    name = "rests on one place"
    gaps = left_out["gap"].to_pylist()
    turns = any(gap * main.mean < 0 for gap in gaps)
    if float(main.weights.max()) > HEAVY_DONOR or turns:
        return Threat(
            name,
            SEEN,
            "The result hangs on one donor: what happened there passes for "
            "an effect here. See the results with each donor left out.",
        )
    return Threat(name, NOT_SEEN, "Leaving out any one donor does not turn the result round.")


def _of_design(split: Split, main: Course, reached: bool, level: float) -> tuple[Threat, ...]:
    """Return whether the places are enough for the level, and the periods for the places."""
    donors = len(split.compared)
    said_ = (
        f"With {donors} donors the placebo test can give {level_of(1 - 1 / (donors + 1))} at most; "
        f"{level_of(level)} was asked for"
    )
    level_ = Threat("too few places for the level", NOT_SEEN, f"{said_}, which it can.")
    if not reached:
        told = f"{said_}. However large the result, chance alone remains a possible reason."
        level_ = Threat(level_.name, SEEN, told)
    name = "a mix that fits by chance"
    if split.before > donors and not main.exact:
        enough_ = f"{split.before} periods before the start and {donors} donors to mix."
        return level_, Threat(name, NOT_SEEN, enough_)
    told = (
        f"With {split.before} periods before the start and {donors} donors, some mix comes close "
        "to any course, by chance too: likeness before says little about after."
    )
    if main.exact:
        told += (
            " Here a mix fits exactly, so that the error before is no measure; places are "
            "compared by their gaps after the start as they are."
        )
    return level_, Threat(name, SEEN, told)
