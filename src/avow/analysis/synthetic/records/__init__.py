"""Invented records of any size that obey the contract, with known truths built in.

::

    from avow.analysis.synthetic import records

    truths = records.write(
        folder, offences=100_000, seed=1, start=date(2022, 3, 1), end=date(2026, 2, 1)
    )
    truths.charge_outlier, truths.charge_outlier_factor

A row is a function of the seed and its number, so the rows of a file do not depend on how much of
it was held in memory at once. ``read_truths`` reads back what ``write`` put in.
"""

from avow.analysis.synthetic.records.extracting import MAP, extract
from avow.analysis.synthetic.records.inventing import CHUNK
from avow.analysis.synthetic.records.truths import RecordTruths, read_truths
from avow.analysis.synthetic.records.writing import (
    LoadedFactsError,
    rows,
    write,
    write_agreeing,
)

__all__ = [
    "CHUNK",
    "MAP",
    "LoadedFactsError",
    "RecordTruths",
    "extract",
    "read_truths",
    "rows",
    "write",
    "write_agreeing",
]
