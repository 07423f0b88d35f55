"""Telling signal from chance: between units, over time, in small areas, and given the mix.

Start with ``funnel`` (units side by side), ``control_chart`` (one series; ``charts_of`` for many),
``shrink`` (small areas), ``adjust`` (mix of cases), ``compare_two`` and ``signals`` (of measures'
results).
"""

from avow.analysis.variation.chart import (
    ControlChart,
    ControlCharts,
    Shift,
    charts_of,
    control_chart,
)
from avow.analysis.variation.comparing import Comparison, compare_two
from avow.analysis.variation.errors import FunnelError, VariationError
from avow.analysis.variation.funnel import Funnel, funnel
from avow.analysis.variation.limits import Spread
from avow.analysis.variation.mix import Adjusted, adjust
from avow.analysis.variation.of_results import control_charts, funnel_of, newest_mature
from avow.analysis.variation.shrinkage import Shrunk, shrink
from avow.analysis.variation.signals import (
    Compared,
    Signal,
    newest_funnel,
    signals,
    signals_of,
)

# The name that pages of the site know a control chart by.
XmR = ControlChart

__all__ = [
    "Adjusted",
    "Compared",
    "Comparison",
    "ControlChart",
    "ControlCharts",
    "Funnel",
    "FunnelError",
    "Shift",
    "Shrunk",
    "Signal",
    "Spread",
    "VariationError",
    "XmR",
    "adjust",
    "charts_of",
    "compare_two",
    "control_chart",
    "control_charts",
    "funnel",
    "funnel_of",
    "newest_funnel",
    "newest_mature",
    "shrink",
    "signals",
    "signals_of",
]
