"""Run all measures and keep the results, reading every table once for each kind of area."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from avow.analysis.engine import Facts, layout
from avow.analysis.measures import stored
from avow.analysis.measures.definition import Definition, definitions
from avow.analysis.measures.periods import MONTHS_IN
from avow.analysis.measures.running import run_periods
from avow.analysis.tables import AREA_KINDS

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Done:
    """What was stored: how many runs were made, how many still held, and what had no figures.

    ``refused`` gives the reason by measure, for those that could not be made at all.
    """

    made: int
    held: int
    refused: dict[str, str]


def store_all(
    folder: str | Path,
    at: datetime,
    progress: Progress = lambda *_: None,
    *,
    ids: Iterable[str] = (),
    by: Sequence[str] = AREA_KINDS,
    periods: Sequence[str] = tuple(MONTHS_IN),
    group: Sequence[str | None] | None = None,
    engine: str = "duckdb",
) -> Done:
    """Run measures over all their periods and keep the results; those that still hold are kept.

    All measures unless ``ids`` names some. ``group`` lists what to split by, None being no split;
    without it, every measure is kept whole and, but for wards, split by each of its ``groups``.
    ``progress`` is told how many of how many batches are done, and what is next. What is stored
    stays when it is interrupted, and the next call goes on from there.
    """
    home, facts = Path(folder), Facts(folder, engine)
    wanted = [each for each in definitions() if not set(ids) or each.id in set(ids)]
    batches = [(area, split) for area in by for split in _splits(wanted, area, group)]
    done = _Doing(home, facts, at)
    for number, (area, split) in enumerate(batches):
        progress(number, len(batches), f"by {area}" + (f" and {split}" if split else ""))
        done.batch([d for d in wanted if _is_made(d, area, split)], area, periods, split)
    progress(len(batches), len(batches), "done")
    refused = {id_: why for id_, why in done.refused.items() if id_ not in done.some}
    return Done(done.made, done.held, refused)


@dataclass
class _Doing:
    """What has been stored so far."""

    home: Path
    facts: Facts
    at: datetime
    made: int = 0
    held: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    some: set[str] = field(default_factory=set)

    def batch(
        self, can: Sequence[Definition], by: str, periods: Sequence[str], group: str | None
    ) -> None:
        """Store what does not hold any more of the measures that can be made like that."""
        now = layout.state(self.home)
        made_from = {d.id: stored.key(self.home, d, group, now) for d in can}
        asked = [(d, p) for d in can for p in periods if p in d.periods]
        lost = {
            (d.id, p)
            for d, p in asked
            if not stored.holds(stored.file_of(self.home, d.id, by, p, group), made_from[d.id])
        }
        self.held += len(asked) - len(lost)
        self.some |= {d.id for d, p in asked if (d.id, p) not in lost}
        again = [d for d in can if any((d.id, p) in lost for p in periods)]
        found = [*run_periods(self.facts, again, by, periods, group)]
        then = layout.state(self.home)
        for each, period, result in found:
            if isinstance(result, str):
                self.refused.setdefault(each.id, result)
            elif stored.key(self.home, each, group, then) != made_from[each.id]:
                self.refused[each.id] = "The facts were loaded anew while it ran: store it again."
            elif (each.id, period) in lost:
                stored.keep(self.home, result, made_from[each.id], self.at)
                self.made += 1
                self.some.add(each.id)


def _is_made(asked: Definition, by: str, group: str | None) -> bool:
    split = group.split("*") if group else []
    return by in asked.by and all(name in asked.groups for name in split)


def _splits(
    wanted: Iterable[Definition], by: str, group: Sequence[str | None] | None
) -> list[str | None]:
    if group is not None:
        return list(group)
    if by == "ward":
        return [None]
    return [None, *dict.fromkeys(name for each in wanted for name in each.groups)]
