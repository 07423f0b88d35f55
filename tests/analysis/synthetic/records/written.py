"""Records that tests read back."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from avow.analysis.synthetic import records

START, END = date(2022, 3, 1), date(2026, 2, 1)
CASES = ("offences", "victims", "suspects", "steps", "outcomes")


@dataclass(frozen=True)
class Written:
    """A folder of records, and what was put in."""

    folder: Path
    truths: records.RecordTruths

    def table(self, name: str, *columns: str) -> pa.Table:
        """Return the rows of a table."""
        path = self.folder / "facts" / name / "invented.parquet"
        return pq.read_table(path, columns=list(columns) or None)

    def column(self, table: str, name: str) -> np.ndarray[Any, Any]:
        """Return a column as an array: names as objects, empty as None or NaN."""
        return self.table(table, name)[name].to_numpy(zero_copy_only=False)

    def rows_of(self, table: str) -> np.ndarray[Any, Any]:
        """Return for each row of a table its row among the offences."""
        own, wanted = self.column("offences", "offence"), self.column(table, "offence")
        order = np.argsort(own)
        at = order[np.minimum(np.searchsorted(own, wanted, sorter=order), len(own) - 1)]
        assert (own[at] == wanted).all()
        return at


@cache
def written(folder: Path, offences: int, seed: int = 1, chunk: int = records.CHUNK) -> Written:
    """Return records of four years, written once."""
    truths = records.write(folder, offences=offences, seed=seed, start=START, end=END, chunk=chunk)
    return Written(folder, truths)
