"""Bring facts in: one small adapter a source, a quality report a load, nothing lost.

``load`` brings files into a data folder; ``reports`` and ``faults`` say what was found in them.
"""

from avow.analysis.feeds.base import Feed
from avow.analysis.feeds.errors import FeedError, LoadInProgressError
from avow.analysis.feeds.joins import unmatched
from avow.analysis.feeds.loading import FEEDS, Loaded, faults, load, reports
from avow.analysis.feeds.report import Finding, Report, TableSummary

__all__ = [
    "FEEDS",
    "Feed",
    "FeedError",
    "Finding",
    "LoadInProgressError",
    "Loaded",
    "Report",
    "TableSummary",
    "faults",
    "load",
    "reports",
    "unmatched",
]
