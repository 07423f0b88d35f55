"""Facts become measures: numerator, denominator, value and interval, by place and period.

``definitions()`` lists the measures, ``definition(id)`` returns one, and ``run(facts, id, by=...,
period=...)`` gives a ``Result``, whose table never travels without its definition, its data's
faults, its method and its caution.
"""

from avow.analysis.measures.definition import Definition, definition, definitions
from avow.analysis.measures.errors import MeasureError, NotCarriedError, UnknownMeasureError
from avow.analysis.measures.reference import reference
from avow.analysis.measures.result import SCHEMA, Result
from avow.analysis.measures.running import run, run_many

__all__ = [
    "SCHEMA",
    "Definition",
    "MeasureError",
    "NotCarriedError",
    "Result",
    "UnknownMeasureError",
    "definition",
    "definitions",
    "reference",
    "run",
    "run_many",
]
