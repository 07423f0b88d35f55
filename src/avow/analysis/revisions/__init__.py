"""Two versions of a plan compared: part by part, and word by word within a part."""

from avow.analysis.revisions.comparing import (
    MIRRORED,
    Change,
    Comparison,
    Status,
    Total,
    compare,
)
from avow.analysis.revisions.exporting import as_dict
from avow.analysis.revisions.likeness import Likeness
from avow.analysis.revisions.links import Links, Origin
from avow.analysis.revisions.matching import match
from avow.analysis.revisions.units import Kind, Unit, units_of
from avow.analysis.revisions.wording import Span, WordCount, count, plain, same_words, spans

__all__ = [
    "MIRRORED",
    "Change",
    "Comparison",
    "Kind",
    "Likeness",
    "Links",
    "Origin",
    "Span",
    "Status",
    "Total",
    "Unit",
    "WordCount",
    "as_dict",
    "compare",
    "count",
    "match",
    "plain",
    "same_words",
    "spans",
    "units_of",
]
