"""Do groups fare alike at every step from report to outcome?

``steps_of(rows, group=..., steps=[...])`` counts rows of any table, ``path(facts, of, ...)`` the
loaded facts; ``compare(steps)`` gives a ``Disparity``: rates, ratios and differences against a
stated reference group with intervals, what those of unknown group could change, and the ratio
within strata beside the raw one. ``compare_units`` does so in every unit, all
verdicts in one family. ``Disparity.protected()`` is what may leave.
"""

from avow.analysis.disparity.comparing import compare, compare_units
from avow.analysis.disparity.errors import DisparityError, StepCellError
from avow.analysis.disparity.facts import DEFAULT_PATH, path
from avow.analysis.disparity.filling import Bounds, bounds
from avow.analysis.disparity.result import Disparity
from avow.analysis.disparity.steps import StepTable, steps_of
from avow.analysis.disparity.strata import Common, common_ratio
from avow.analysis.disparity.variable import (
    NOT_KNOWN,
    Rules,
    Variable,
    require_separate,
    rules,
    variable,
)

__all__ = [
    "DEFAULT_PATH",
    "NOT_KNOWN",
    "Bounds",
    "Common",
    "Disparity",
    "DisparityError",
    "Rules",
    "StepCellError",
    "StepTable",
    "Variable",
    "bounds",
    "common_ratio",
    "compare",
    "compare_units",
    "path",
    "require_separate",
    "rules",
    "steps_of",
    "variable",
]
