"""Telling signal from chance: between units (funnel) and over time (control chart)."""

from avow.analysis.variation.chart import (
    ControlChart,
    ControlCharts,
    Shift,
    charts_of,
    control_chart,
)
from avow.analysis.variation.errors import FunnelError, VariationError
from avow.analysis.variation.funnel import Funnel, funnel
from avow.analysis.variation.limits import Spread
from avow.analysis.variation.of_results import control_charts, funnel_of, newest_mature

# The name that pages of the site know a control chart by.
XmR = ControlChart

__all__ = [
    "ControlChart",
    "ControlCharts",
    "Funnel",
    "FunnelError",
    "Shift",
    "Spread",
    "VariationError",
    "XmR",
    "charts_of",
    "control_chart",
    "control_charts",
    "funnel",
    "funnel_of",
    "newest_mature",
]
