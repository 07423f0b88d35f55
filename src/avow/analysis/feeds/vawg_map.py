"""Sound rows of the publisher's files become rows of the contract's tables of counts."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.feeds import cells, classes
from avow.analysis.feeds.base import Refused
from avow.analysis.feeds.cells import NONE, Ints
from avow.analysis.feeds.contract import checked
from avow.analysis.feeds.names import Geography
from avow.analysis.feeds.report import TableSummary
from avow.analysis.feeds.vawg_shape import AGE, CLASS, DIMENSIONS, ETHNIC, PLACE, STACKED, Stacked
from avow.analysis.feeds.vawg_source import Names, Rows
from avow.analysis.tables import TABLES

UNLIKELY_BEFORE = 1910 * 12  # nobody alive: sources write a month of 1900 for "not known"

# Words for a ward that stand for no ward, and what they mean.
ODD_WARDS = {
    "n/k": "ward not known (N/K)",
    "non met police force": "ward given as 'Non MET police force'",
}
NO_WARD = "no ward given"
WARD_WITHOUT_BOROUGH = "ward named, but no borough"


def contract_table(rows: Rows, index: int, known: Geography) -> pa.Table:
    """Return one stacked table as rows of the contract, sorted by their key."""
    stacked = STACKED[index]
    own = rows.sound(index)
    named = rows.named[own]
    used = np.unique(named)
    told = {int(code): _told(stacked, rows.dimensions[code], known) for code in used}
    distinct = sorted(set(told.values()), key=lambda names: [(n is None, n or "") for n in names])
    place = {names: code for code, names in enumerate(distinct)}
    codes = np.array([place[told[int(code)]] for code in used], np.int64)
    keys, totals = _summed(
        [codes[np.searchsorted(used, named)], rows.recorded[own], likely(rows.committed[own])],
        rows.n[own],
    )
    columns: dict[str, pa.Array] = {}
    for at, name in enumerate(_CONTRACT_NAMES[stacked.dimensions]):
        columns[name] = pa.array([names[at] for names in distinct], pa.string()).take(
            pa.array(keys[0])
        )
    columns["force"] = pa.repeat(known.force, len(totals))
    columns["month_recorded"] = cells.first_days(keys[1])
    columns["month_committed"] = cells.first_days(keys[2])
    columns[stacked.unit] = pa.array(totals)
    return checked(TABLES[stacked.table], pa.table(columns))


def summary(rows: Rows, index: int, loaded: pa.Table, refused: Sequence[Refused]) -> TableSummary:
    """Return how the rows of one stacked table reached the contract."""
    stacked = STACKED[index]
    read = int((rows.stacked == index).sum())
    bad = [row for row in refused if row.table == stacked.table]
    total = int(rows.n[(rows.stacked == index) & (rows.n > 0)].sum())
    filled = max(loaded.num_rows, 1)
    columns = TABLES[stacked.table].columns().items()
    return TableSummary(
        table=stacked.table,
        rows_read=read,
        rows_loaded=loaded.num_rows,
        rows_merged=int(rows.sound(index).sum()) - loaded.num_rows,
        rows_quarantined=len(bad),
        unit=stacked.unit,
        total_read=total,
        total_loaded=int(pc.sum(loaded[stacked.unit]).as_py() or 0),
        total_quarantined=sum(row.count for row in bad),
        complete={
            name: round(1 - loaded[name].null_count / filled, 6)
            for name, column in columns
            if column.nullable
        },
    )


def likely(committed: Ints) -> Ints:
    """Return months committed with placeholders emptied."""
    return np.where(committed < UNLIKELY_BEFORE, NONE, committed)


def place_of(names: Names, known: Geography) -> tuple[str | None, str | None, str | None, str]:
    """Return unit, borough and ward under their one spelling, and why there is no ward, if so."""
    bcu, borough, ward = (names[DIMENSIONS.index(name)] for name in PLACE)
    borough = None if borough is None or known.is_no_place(borough) else known.borough(borough)
    bcu = None if bcu is None or known.is_no_place(bcu) else known.bcu(bcu)
    ward = None if ward is None else " ".join(ward.split())
    reason = NO_WARD if ward is None else ODD_WARDS.get(ward.casefold(), "")
    if not reason and borough is None:
        reason = WARD_WITHOUT_BOROUGH
    return bcu, borough, None if reason else ward, reason


@cache
def offence_of(names: Names) -> classes.Offence:
    """Return the offence that a row counts."""
    return classes.Offence(*(names[DIMENSIONS.index(name)] or "" for name in CLASS))


def _told_class(names: Names) -> Names:
    offence = offence_of(names)
    group = classes.group_of(offence)
    return (
        offence.home_office_group,
        offence.home_office_class,
        offence.title,
        offence.publisher_class,
        group.id,
    )


_CONTRACT_NAMES: Mapping[tuple[str, ...], tuple[str, ...]] = {
    PLACE: ("bcu", "borough", "ward"),
    CLASS: ("home_office_group", "home_office_class", "title", "publisher_class", "offence_group"),
    AGE: ("age_group",),
    ETHNIC: ("ethnic_group",),
}


def _told(stacked: Stacked, names: Names, known: Geography) -> Names:
    """Return what a row counts by, in the contract's columns (see ``_CONTRACT_NAMES``)."""
    if stacked.dimensions == PLACE:
        return place_of(names, known)[:3]
    if stacked.dimensions == CLASS:
        return _told_class(names)
    name = names[DIMENSIONS.index(stacked.dimensions[0])]
    return (name or "Unknown",) if stacked.dimensions == ETHNIC else (name,)


def _summed(keys: Sequence[Ints], counts: Ints) -> tuple[list[Ints], Ints]:
    """Return the distinct keys in order (empty months last) and the sum of the counts of each."""
    if not len(counts):
        return [key[:0] for key in keys], counts
    filled = [np.where(key == NONE, key.max() + 1, key) for key in keys]
    codes, first = cells.together([(key, int(key.max()) + 1) for key in filled])
    order = np.lexsort([key[first] for key in reversed(filled)])
    # Sums of counts stay far below 2**53, up to which floating point holds every whole number.
    sums = np.bincount(codes, weights=counts).astype(np.int64)
    return [key[first][order] for key in keys], sums[order]
