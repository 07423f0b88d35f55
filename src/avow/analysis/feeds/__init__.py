"""Bring facts in: one small adapter a source, a quality report a load, nothing lost.

``load`` brings files into a data folder; ``reports`` and ``faults`` say what was found in them.
"""

from avow.analysis.feeds.base import Feed
from avow.analysis.feeds.changes import Change, Limits
from avow.analysis.feeds.completeness import Lost, Newest, completeness, lost, newest
from avow.analysis.feeds.errors import FeedError, LoadInProgressError
from avow.analysis.feeds.history import History, history, would_change
from avow.analysis.feeds.joins import unmatched
from avow.analysis.feeds.loading import FEEDS, faults, known_feeds, load, reports
from avow.analysis.feeds.mapping import ColumnMap, check_map, load_map, map_template, read_map
from avow.analysis.feeds.report import Finding, Loaded, Report, TableSummary

__all__ = [
    "FEEDS",
    "Change",
    "ColumnMap",
    "Feed",
    "FeedError",
    "Finding",
    "History",
    "Limits",
    "LoadInProgressError",
    "Loaded",
    "Lost",
    "Newest",
    "Report",
    "TableSummary",
    "check_map",
    "completeness",
    "faults",
    "history",
    "known_feeds",
    "load",
    "load_map",
    "lost",
    "map_template",
    "newest",
    "read_map",
    "reports",
    "unmatched",
    "would_change",
]
