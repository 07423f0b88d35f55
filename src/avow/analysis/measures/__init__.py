"""Facts become measures: numerator, denominator, value and interval, by place and period.

``definitions()`` lists the measures, ``definition(id)`` returns one, and ``run(facts, id, by=...,
period=...)`` gives a ``Result``, whose table never travels without its definition, its data's
faults, its method and its caution. ``run_many`` makes many in few passes over the facts;
``stored`` keeps results on disk, ``store_all`` all of them; ``against_target`` judges one.
"""

from avow.analysis.measures import stored
from avow.analysis.measures.definition import Definition, definition, definitions
from avow.analysis.measures.errors import MeasureError, NotCarriedError, UnknownMeasureError
from avow.analysis.measures.progress import Progress, against_target, target
from avow.analysis.measures.reference import reference
from avow.analysis.measures.result import SCHEMA, Result
from avow.analysis.measures.running import run, run_many
from avow.analysis.measures.storing import store_all
from avow.analysis.measures.targets import Target, targets

__all__ = [
    "SCHEMA",
    "Definition",
    "MeasureError",
    "NotCarriedError",
    "Progress",
    "Result",
    "Target",
    "UnknownMeasureError",
    "against_target",
    "definition",
    "definitions",
    "reference",
    "run",
    "run_many",
    "store_all",
    "stored",
    "target",
    "targets",
]
