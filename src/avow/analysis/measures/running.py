"""Run measures: counts from the engine, then values, intervals and notes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from avow.analysis.engine import Facts, NoFactsError
from avow.analysis.measures import gaps, groups, intervals, people
from avow.analysis.measures.counting import Ask, Counted, count
from avow.analysis.measures.crossings import require_carried
from avow.analysis.measures.definition import Definition, definition
from avow.analysis.measures.errors import MeasureError
from avow.analysis.measures.figures import figures
from avow.analysis.measures.grid import build
from avow.analysis.measures.groups import Group
from avow.analysis.measures.periods import require_period
from avow.analysis.measures.result import Result, faults, table_of
from avow.analysis.measures.tallies import Source, Tally

Between = tuple[date | None, date | None]


def run(
    facts: Facts,
    id: str | Definition,  # noqa: A002 - the word that users and files say
    by: str = "force",
    period: str = "year",
    start: date | None = None,
    end: date | None = None,
    group: str | None = None,
) -> Result:
    """Return the measure by kind of area, kind of period and group, from ``start`` to ``end``.

    Whole periods are shown: those that hold ``start``, ``end`` or any day between. ``group`` is
    one of the definition's ``groups``, or two with ``*`` between.

    Raises:
        UnknownMeasureError: no measure is called ``id``.
        NotCarriedError: the source does not cross what this measure by this area needs.
        MeasureError: the measure is not made by such an area, period or group.
        NoFactsError: nothing has been loaded into a table that the measure reads.
    """
    asked = definition(id) if isinstance(id, str) else id
    split = _require(asked, by, period, group)
    counted = _count(facts, [asked], by, split)
    made = _result(facts, asked, counted, by, period, split, (start, end))
    return replace(made, faults=faults(asked, facts))


def run_many(
    facts: Facts,
    ids: Iterable[str | Definition],
    by: str = "force",
    period: str = "year",
    group: str | None = None,
    start: date | None = None,
    end: date | None = None,
) -> dict[str, Result | str]:
    """Return many measures by identifier, reading every table once; see ``run``.

    A measure that cannot be made like that has the reason, in words, in place of its result.

    Raises:
        UnknownMeasureError: there is no measure of that name.
        MeasureError: there is no such period.
    """
    every = [definition(each) if isinstance(each, str) else each for each in ids]
    return {
        asked.id: made
        for asked, _, made in run_periods(facts, every, by, (period,), group, (start, end))
    }


def run_periods(
    facts: Facts,
    every: Sequence[Definition],
    by: str,
    periods: Sequence[str],
    group: str | None = None,
    between: Between = (None, None),
) -> Iterator[tuple[Definition, str, Result | str]]:
    """Yield every measure by every kind of period, or the reason why not; see ``run_many``.

    Tables are read once for all of them: quarters and years are added up from months.
    """
    why: dict[tuple[str, str], str] = {}
    can: dict[str, tuple[Definition, Group]] = {}
    for asked, period in product(every, periods):
        require_period(period)
        try:
            split = _require(asked, by, period, group)
            _require_loaded(facts, asked, split)
            can[asked.id] = (asked, split)
        except (MeasureError, NoFactsError) as error:
            why[asked.id, period] = str(error)
    split = next((split for _, split in can.values()), ())
    counted = _count(facts, [asked for asked, _ in can.values()], by, split)
    told = {id_: faults(asked, facts) for id_, (asked, _) in can.items()}
    for asked, period in product(every, periods):
        reason = why.get((asked.id, period))
        if reason is None:
            made = _result(facts, asked, counted, by, period, split, between)
        yield asked, period, reason or replace(made, faults=told[asked.id])


def _require(asked: Definition, by: str, period: str, group: str | None) -> Group:
    require_period(period)
    require_carried(asked, by, period)
    return groups.require(asked, group)


def _require_loaded(facts: Facts, asked: Definition, split: Group) -> None:
    for name in (*asked.tables, *groups.tables_beside(asked.tables, split)):
        if not facts.has(name):
            facts.table(name)  # says what is not loaded and what to do


def _count(
    facts: Facts, every: Iterable[Definition], by: str, split: Group
) -> Mapping[Source, Counted]:
    """Count what all of the measures need: one query for each source."""
    wanted: dict[Source, dict[Tally, None]] = {}
    for asked in every:
        plan = asked.plan
        for source in plan.sources():
            wanted.setdefault(source, {})
        for tally in plan.tallies.values():
            wanted[tally.source][tally] = None
    return count(facts, wanted, Ask(by, split))


def _result(
    facts: Facts,
    asked: Definition,
    counted: Mapping[Source, Counted],
    by: str,
    period: str,
    split: Group,
    between: Between,
) -> Result:
    """Return the result, but for the faults of its data."""
    plan = asked.plan
    laid = build(plan, counted, by, period, split)
    gaps.note_coverage(laid)
    gaps.note_partial(laid, gaps.partial_months(plan, counted))
    gaps.leave_out_too_recent(laid, asked.mature_days, gaps.newest_days(plan, counted))
    figures_ = figures(asked, plan, laid, facts, split)
    said = (
        intervals.METHODS[plan.interval],
        people.words(plan),
        groups.words(split, asked.tables[0]),
    )
    return Result(
        definition=asked,
        by=by,
        period=period,
        table=table_of(laid, figures_, *between),
        faults=(),
        method=" ".join(text for text in said if text),
        caution=asked.caution_text,
        group="*".join(part.name for part in split) or None,
    )
