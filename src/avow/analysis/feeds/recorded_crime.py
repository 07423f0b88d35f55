"""The Metropolitan Police's recorded crime by borough, ward and small area, of every vintage.

Months stand as columns; each becomes rows. Where two files of one level hold the same month, the
one that ends later counts, and the other's cells are superseded, never added.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from avow.analysis.feeds import cells, crime_findings, crime_names, names
from avow.analysis.feeds.base import Feed, Mapped, Progress, Refused, broken_rows
from avow.analysis.feeds.cells import NONE, Bools, Ints
from avow.analysis.feeds.contract import checked_cells
from avow.analysis.feeds.crime_shape import Sheet, sheet
from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import Input, parts
from avow.analysis.feeds.report import TableSummary
from avow.analysis.tables.published import RecordedCrime

TABLE = "recorded_crime"
Place = tuple[str | None, str | None, str | None]
Key = tuple[str, str | None, str | None, str | None, str, str]


@dataclass(frozen=True)
class Judged:
    """What becomes of each cell of a sheet: ``bad``, or ``superseded``, or it counts."""

    sheet: Sheet
    keys: Sequence[Key]
    bad: Bools
    repeated: Bools
    superseded: Bools

    @property
    def counts(self) -> Bools:
        """Which cells count."""
        result: Bools = ~(self.bad | self.superseded)
        return result


def read(inputs: Sequence[Input], known: names.Geography, progress: Progress) -> Mapped:
    """Map recorded-crime files to the contract.

    Raises:
        FeedError: a file has headers of no known vintage, two files of one level end in the same
            month, or no cell can be used.
    """
    found = []
    for given in inputs:
        progress(f"Reading {given.path.name}")
        found += [sheet(part) for part in parts(given, ())]
    _none_alike(found)
    progress("Checking every cell")
    judged = [_judged(one, found, known) for one in found]
    broken = [row for one in found for row in broken_rows(one.part)]
    refused = [row for one in judged for row in _refused(one)]
    if not any(one.counts.any() for one in judged):
        raise FeedError(
            f"No cell of {', '.join(one.name for one in found)} can be used: every count is empty "
            "or no whole number. Nothing was loaded."
        )
    progress("Turning months into rows")
    rows = _table(judged, known)
    summary = _summary(judged, rows, refused)
    by_file = {one.part.file: one.part.rows.num_rows + len(one.part.broken) for one in found}
    found_out = crime_findings.findings(judged, rows, known)
    return Mapped({TABLE: rows}, [summary], [*refused, *broken], found_out, by_file)


def _none_alike(found: Sequence[Sheet]) -> None:
    for index, one in enumerate(found):
        for other in found[:index]:
            if one.level == other.level and max(one.months) == max(other.months):
                raise FeedError(
                    f"{one.name} and {other.name} both count by {one.level} up to the same month: "
                    "give the newer download alone."
                )


def _judged(one: Sheet, every: Sequence[Sheet], known: names.Geography) -> Judged:
    newer = {
        month
        for other in every
        if other.level == one.level and max(other.months) > max(one.months)
        for month in other.months
    }
    rows, months = one.counts.shape
    again = np.zeros(rows, bool)
    seen: set[tuple[str | None, ...]] = set()
    for index, given in enumerate(one.given):
        again[index] = given in seen
        seen.add(given)
    superseded = np.broadcast_to(np.isin(one.months, sorted(newer)), (rows, months))
    bad = (one.counts < 0) | again[:, None]
    return Judged(
        sheet=one,
        keys=_keys(one, known),
        bad=bad & ~superseded,
        repeated=again,
        superseded=superseded,
    )


def _keys(one: Sheet, known: names.Geography) -> list[Key]:
    """Return level, borough, ward, small area and category of each row."""
    told: dict[tuple[str | None, ...], Key] = {}
    for given in one.given:
        if given in told:
            continue
        major, minor, place, ward, lsoa = given
        borough = crime_names.borough(place, one.level, known)
        named = crime_names.category(major, minor)
        told[given] = (
            one.level,
            borough,
            " ".join(ward.split()) if ward and borough else None,
            lsoa,
            named.major,
            named.minor,
        )
    return [told[given] for given in one.given]


def _refused(one: Judged) -> list[Refused]:
    """Return the cells that cannot be loaded, a row of the file at a time."""
    found = []
    labels = [f"{m // 12}{m % 12 + 1:02d}" for m in one.sheet.months]
    for row in np.flatnonzero(one.bad.any(axis=1)):
        at = np.flatnonzero(one.bad[row])
        reason = "an earlier row counts the same category and place"
        if not one.repeated[row]:
            reason = "a count is empty or no whole number"
        given = one.sheet.part.rows.slice(int(row), 1).to_pylist()[0]
        values = {name: value for name, value in given.items() if name not in labels}
        file, number = one.sheet.part.file, int(one.sheet.part.numbers[row])
        for month in at:
            count = max(int(one.sheet.counts[row, month]), 0)
            cell = values | {labels[month]: given[labels[month]]}
            found.append(Refused(file, one.sheet.part.sheet, number, TABLE, reason, cell, count))
    return found


def _table(judged: Sequence[Judged], known: names.Geography) -> pa.Table:
    """Return the cells that count, those of one key added up, sorted by key."""
    every = sorted({key for one in judged for key in one.keys}, key=_order)
    place = {key: index for index, key in enumerate(every)}
    codes, months, counts = [], [], []
    for one in judged:
        own = np.array([place[key] for key in one.keys], np.int64)
        row, column = np.nonzero(one.counts)
        codes.append(own[row])
        months.append(np.array(one.sheet.months, np.int64)[column])
        counts.append(one.sheet.counts[row, column])
    code, month, count = (np.concatenate(part) for part in (codes, months, counts))
    new, first = cells.together([(code, len(every)), (month, int(month.max()) + 1)])
    order = np.lexsort((month[first], code[first]))
    total = np.bincount(new, weights=count).astype(np.int64)[order]
    return _contract(every, code[first][order], month[first][order], total, known)


def _contract(
    every: Sequence[Key], code: Ints, month: Ints, total: Ints, known: names.Geography
) -> pa.Table:
    take = pa.array(code)
    columns: dict[str, pa.Array] = {
        name: pa.array([key[at] for key in every], pa.string()).take(take)
        for at, name in enumerate(("level", "borough", "ward", "lsoa", "category", "subcategory"))
    }
    units = [known.bcu_of(key[1]) if key[1] else None for key in every]
    columns["bcu"] = pa.array(units, pa.string()).take(take)
    columns["force"] = pa.repeat(known.force, len(total))
    columns["month"] = cells.first_days(month)
    columns["offences"] = pa.array(total)
    return checked_cells(RecordedCrime, pa.table(columns))


def _order(key: Key) -> tuple[str, ...]:
    return tuple("\uffff" if name is None else name for name in key)


def _summary(judged: Sequence[Judged], rows: pa.Table, refused: Sequence[Refused]) -> TableSummary:
    """Return how the cells reached the contract: a row here is one cell of a file."""
    counted = sum(int(one.counts.sum()) for one in judged)
    loaded = sum(_sum(one, one.counts) for one in judged)
    filled = max(rows.num_rows, 1)
    return TableSummary(
        table=TABLE,
        rows_read=sum(one.bad.size for one in judged),
        rows_loaded=rows.num_rows,
        rows_merged=counted - rows.num_rows,
        rows_quarantined=len(refused),
        unit="offences",
        total_read=sum(_sum(one, one.sheet.counts != NONE) for one in judged),
        total_loaded=loaded,
        total_quarantined=sum(row.count for row in refused),
        complete={
            name: round(1 - rows[name].null_count / filled, 6)
            for name, column in RecordedCrime.columns().items()
            if column.nullable
        },
        rows_superseded=sum(int(one.superseded.sum()) for one in judged),
        total_superseded=sum(_sum(one, one.superseded) for one in judged),
    )


def _sum(one: Judged, chosen: Bools) -> int:
    return int(one.sheet.counts[chosen & (one.sheet.counts > 0)].sum())


def places(judged: Sequence[Judged]) -> Mapping[tuple[str, str], int]:
    """Return the offences of each place, by level, that is none of the force's boroughs."""
    found: Counter[tuple[str, str]] = Counter()
    for one in judged:
        totals = np.where(one.counts, np.maximum(one.sheet.counts, 0), 0).sum(axis=1)
        for key, given, total in zip(one.keys, one.sheet.given, totals.tolist(), strict=True):
            if key[1] is None:
                found[one.sheet.level, given[2] or "nothing"] += total
    return found


FEED = Feed(
    name="mps-recorded-crime",
    title="Metropolitan Police: all recorded crime by borough, ward and small area, by month",
    takes=("borough, ward and small-area files of any vintage (CSV, XLSX or Parquet)",),
    tables=(TABLE,),
    version="1",
    read=read,
    definitions=(("categories", crime_names.DEFINITION), ("geography", names.DEFINITION)),
)
