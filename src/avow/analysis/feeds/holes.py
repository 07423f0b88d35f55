"""Runs of days without a row, in a table that has rows on almost every day.

Whoever leaves half a month out of an extract leaves a trace that no total shows: days on which
nothing was recorded, in a force or a borough in which something is recorded every day.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from avow.analysis.feeds.report import Finding

Days = npt.NDArray[np.int64]
# Columns of the day of each row. Snapshots, months and courses come in bunches by their nature.
BY_DAY = ("recorded_on", "searched_on")
_AROUND = 182  # days on either side that say how often a day is empty
_ENOUGH = 60  # fewer of them do not say it
_LEAST = 3  # days: two empty ones can be a holiday
_BY_CHANCE = 1e-6
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Hole:
    """Days from ``first`` to ``last`` without a row, where ``usual`` a day stand around them.

    ``borough`` is None where it is so in the whole force.
    """

    table: str
    borough: str | None
    first: dt.date
    last: dt.date
    usual: float


class ByDay:
    """Counts of rows by borough and day, gathered batch by batch."""

    def __init__(self, table: str, when: str) -> None:
        """Begin to count rows of ``table`` by the day in ``when``."""
        self.table, self.when = table, when
        self._counts: dict[str | None, dict[int, int]] = {}

    def add(self, rows: pa.Table) -> None:
        """Count the rows of one batch."""
        held = "borough" in rows.column_names
        borough = rows["borough"] if held else pa.nulls(rows.num_rows, pa.string())
        day = rows[self.when].cast(pa.int32())
        counted = pa.table({"borough": borough, "day": day}).group_by(["borough", "day"])
        for row in counted.aggregate([([], "count_all")]).to_pylist():
            if row["day"] is not None:
                own = self._counts.setdefault(row["borough"], {})
                own[row["day"]] = own.get(row["day"], 0) + row["count_all"]

    def holes(self) -> list[Hole]:
        """Return the days without rows: of the whole force, then of single boroughs."""
        whole: dict[int, int] = {}
        for own in self._counts.values():
            for day, number in own.items():
                whole[day] = whole.get(day, 0) + number
        if not whole:
            return []
        newest = max(whole)
        found = list(self._of(None, whole, newest))
        for borough, own in sorted(self._counts.items(), key=lambda pair: pair[0] or ""):
            if borough is not None:
                known = [(hole.first, hole.last) for hole in found if hole.borough is None]
                found += [
                    hole
                    for hole in self._of(borough, own, newest)
                    if not any(a <= hole.last and hole.first <= b for a, b in known)
                ]
        return found

    def _of(self, borough: str | None, counts: Mapping[int, int], newest: int) -> Iterator[Hole]:
        """Yield the holes up to the day ``newest``, which need not be a borough's own last."""
        start = min(counts)
        days = np.zeros(newest - start + 1, np.int64)
        days[np.array(list(counts)) - start] = list(counts.values())
        for first, end in _runs(days == 0):
            if end - first < _LEAST:
                continue
            around = np.concatenate([days[max(0, first - _AROUND) : first], days[end:][:_AROUND]])
            if len(around) < _ENOUGH:
                continue
            empty = (float((around == 0).sum()) + 1) / (len(around) + 2)
            if empty ** (end - first) < _BY_CHANCE:
                span = [_EPOCH + dt.timedelta(days=start + at) for at in (first, end - 1)]
                yield Hole(self.table, borough, span[0], span[1], float(around.mean()))


def _runs(flags: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where runs of true begin and, one further, end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


def findings(holes: Sequence[Hole]) -> list[Finding]:
    """Return what a load has to say about days without rows; it travels with figures.

    Tables that only repeat a gap of the offences are named with it.
    """
    known = [hole for hole in holes if hole.table == "offences"]
    told = [h for h in holes if h in known or not any(_repeats(h, other) for other in known)]
    also = {hole.table for hole in holes if hole not in told}
    return [
        Finding(
            "days_without_rows",
            "Days without rows",
            _sentence(table, own),
            (table, *(sorted(also) if table == "offences" else ())),
            True,
            ("table", "borough", "first day", "last day", "usual a day"),
            [
                [h.table, h.borough or "all", f"{h.first}", f"{h.last}", round(h.usual, 1)]
                for h in own
            ],
        )
        for table in dict.fromkeys(hole.table for hole in told)
        for own in [[hole for hole in told if hole.table == table]]
    ]


def _repeats(hole: Hole, other: Hole) -> bool:
    near = other.first <= hole.last and hole.first <= other.last
    return near and other.borough in (None, hole.borough)


def _sentence(table: str, holes: Sequence[Hole]) -> str:
    longest = max(holes, key=lambda h: (h.borough is None, (h.last - h.first).days))
    where = f" in {longest.borough}" if longest.borough else ""
    more = len(holes) - 1
    also = f" There {'is' if more == 1 else 'are'} {more} more such gap{'s'[: more != 1]}."
    return (
        f"{table} has no row{where} from {_day(longest.first)} to {_day(longest.last)}, where "
        f"about {longest.usual:,.1f} a day are usual: a part of the extract may be missing, and "
        f"figures of that time are too low.{also if more else ''}"
    )


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
