"""Telling signal from chance: between units (funnel) and over time (control chart)."""

from avow.analysis.variation.chart import XmR, control_chart, control_charts
from avow.analysis.variation.funnel import Funnel, FunnelError, funnel, funnel_of
from avow.analysis.variation.limits import Spread

__all__ = [
    "Funnel",
    "FunnelError",
    "Spread",
    "XmR",
    "control_chart",
    "control_charts",
    "funnel",
    "funnel_of",
]
