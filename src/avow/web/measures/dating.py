"""The day that dates a measure as evidence: the last of its newest period that is mature."""

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from avow.analysis import measures
from avow.analysis.clocks import month_end
from avow.analysis.engine.layout import files
from avow.analysis.measures.periods import WHOLE_MONTHS, first_day, number
from avow.analysis.tables import TABLES

# Columns whose day stands for a whole month: counts by month, and snapshots.
_BY_MONTH = (*WHOLE_MONTHS, "as_at")


def dated(measure: str, period: str) -> date | None:
    """Return the last day of the newest period whose figures are whole and mature.

    None where nothing is loaded that the measure counts, or there is no such measure any more.
    """
    try:
        asked = measures.definition(measure)
    except measures.UnknownMeasureError:
        return None
    counted = asked.tables[0]
    covered = max(
        (day for path in files(settings.DATA_FOLDER, counted) if (day := _reaches(path, counted))),
        default=None,
    )
    if covered is None:
        return None
    last = covered - timedelta(days=asked.mature_days)
    # The first day of the period that holds the day after it: all before that is whole.
    return first_day(number(last + timedelta(days=1), period), period) - timedelta(days=1)


def _reaches(path: Path, table: str) -> date | None:
    # A file of facts is replaced, never written anew in place without its time changing.
    return _read(path, path.stat().st_mtime_ns, TABLES[table].when)


@lru_cache(maxsize=256)
def _read(path: Path, _changed: int, column: str) -> date | None:
    """Return the newest day that a file has rows of; of one by month the end of the month."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if not column:
        return None
    newest = pc.max(pq.read_table(path, columns=[column])[column]).as_py()
    if not isinstance(newest, date):
        return None
    return month_end(newest) if column in _BY_MONTH else newest
