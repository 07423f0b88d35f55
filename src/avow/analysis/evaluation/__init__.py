"""Did it change anything? Pilots set against what was to be expected without them."""

from avow.analysis.evaluation.did import Difference, difference
from avow.analysis.evaluation.displacement import Displacement, displaced, displacement
from avow.analysis.evaluation.effects import Effect, Threat
from avow.analysis.evaluation.panel import Panel
from avow.analysis.evaluation.pilot import EvaluationError, Pilot
from avow.analysis.evaluation.quotient import Area
from avow.analysis.evaluation.result import Result
from avow.analysis.evaluation.series import InterruptedSeries, series
from avow.analysis.evaluation.staggering import staggered
from avow.analysis.evaluation.synthetic import SyntheticControl, synthetic

__all__ = [
    "Area",
    "Difference",
    "Displacement",
    "Effect",
    "EvaluationError",
    "InterruptedSeries",
    "Panel",
    "Pilot",
    "Result",
    "SyntheticControl",
    "Threat",
    "difference",
    "displaced",
    "displacement",
    "series",
    "staggered",
    "synthetic",
]
