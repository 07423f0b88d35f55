"""The registered expressions that read records: cases, people, steps, posts, services.

``where``, ``above`` and the like are tables of conditions (see ``conditions``).
"""

import pyarrow as pa

from avow.analysis.measures.conditions import Condition, Conditions, column_of
from avow.analysis.measures.people import pairs_of_values
from avow.analysis.measures.posts import trained_in
from avow.analysis.measures.registry import Given, of_tallies, registered
from avow.analysis.measures.tallies import How, Plan, Source, Tally
from avow.analysis.tables import TABLES
from avow.analysis.tables.cases import STEPS
from avow.analysis.tables.force import COURSES
from avow.definitions import DefinitionError

# Units of columns that count people or cases one by one; hundredths of a post do not.
_WHOLE = {"people", "cases", "offences", "victims", "as the figure says"}
# Tables whose rows are occasions to which people come together, not one by one.
_OCCASIONS = ("engagement",)


@registered("where")
def rows(given: Given) -> Plan:
    """How many rows of the first table meet ``where``."""
    return of_tallies(given, Tally(Source(given.counted[0]), given.where()))


@registered("where", "above")
def share(given: Given) -> Plan:
    """Of the rows that meet ``where``, the share that meets ``above`` as well."""
    return _share(given, "whole")


@registered("where", "above")
def snapshot_share(given: Given) -> Plan:
    """Like ``share``, on the last snapshot month of each period."""
    return _share(given, "last")


@registered("where", "where_below")
def rows_over(given: Given) -> Plan:
    """Rows of the first table that meet ``where``, for those of the second (``where_below``)."""
    first, second = given.pair() if len(given.counted) > 1 else given.counted * 2
    return of_tallies(
        given,
        Tally(Source(first), given.where("where", first)),
        Tally(Source(second), given.where("where_below", second)),
    )


@registered("step", "within_days", "where")
def share_reaching(given: Given) -> Plan:
    """Of the offences that meet ``where``, the share whose case reached ``step``.

    With ``within_days``, in so many days from recording. Cases stand in the period in which the
    offence was recorded, whenever the step was reached.
    """
    if given.counted != ("steps", "offences"):
        raise DefinitionError(f'{given.file}: share_reaching needs tables = ["steps", "offences"].')
    step = given.need("step", str)
    if step not in STEPS:
        raise DefinitionError(
            f"{given.key('step')}: no step is called {step!r}; there are {', '.join(STEPS)}."
        )
    where = given.where("where", "steps", "offences")
    reached: Conditions = (*where, Condition("step", "one_of", (step,)))
    if "within_days" in given.parameters:
        reached += (Condition("days", "at_most", given.need("within_days", int)),)
    return of_tallies(given, Tally(Source("steps"), reached), Tally(Source("offences"), where))


@registered("add", "where")
def sums(given: Given) -> Plan:
    """The sum of the column ``add`` (or of several) over the rows that meet ``where``."""
    table, where, add = given.counted[0], given.where(), _columns(given, "add")
    source = Source(table)
    total = Tally(source, where, add)
    if table not in _OCCASIONS:
        return of_tallies(given, total)
    tallies = {
        "numerator": total,
        "rows": Tally(source, where),
        "aa": Tally(source, where, add, add),
    }
    return Plan(tallies, (table,), "occasions" if given.kind == "count" else "rate of occasions")


@registered("above", "below", "where")
def sums_over(given: Given) -> Plan:
    """The sum of ``above`` over the sum of ``below``: columns, or lists of columns."""
    return _sums_over(given, "whole")


@registered("above", "below", "where")
def snapshot_sums_over(given: Given) -> Plan:
    """Like ``sums_over``, on the last snapshot month of each period."""
    return _sums_over(given, "last")


@registered("column", "where")
def median_of(given: Given) -> Plan:
    """The median of ``column`` over the rows that meet ``where`` and where it is filled."""
    table, column = given.counted[0], given.need("column", str)
    _require_integer(given, "column", column)
    where = given.where()
    known = (*where, Condition(column, "empty", value=False))
    tallies = {"values": Tally(Source(table, value=column), where)} | pairs_of_values(table, known)
    return Plan(tallies, (table,), interval="median")


@registered("courses", "where")
def people_trained(given: Given) -> Plan:
    """Of the posts filled on the last snapshot, the share whose holder is trained.

    Trained is who has completed one of ``courses`` by the day of the snapshot and for whom it is
    still valid then.
    """
    if given.tables[:2] != ("workforce", "training"):
        raise DefinitionError(
            f'{given.file}: people_trained needs tables = ["workforce", "training"].'
        )
    courses = tuple(sorted(given.need("courses", list)))
    if unknown := sorted(set(courses) - set(COURSES)):
        raise DefinitionError(
            f"{given.key('courses')}: no course is called {', '.join(map(repr, unknown))}; "
            f"there are {', '.join(COURSES)}."
        )
    filled = (*given.where("where", "workforce"), Condition("filled", "is", value=True))
    return of_tallies(
        given,
        Tally(Source("workforce"), (*filled, trained_in(courses))),
        Tally(Source("workforce"), filled),
        how="last",
    )


def _share(given: Given, how: How) -> Plan:
    where, above = given.where(), given.where("above")
    if not above:
        raise DefinitionError(f"{given.key('above')} is needed: which rows the share is of.")
    source = Source(given.counted[0])
    return of_tallies(given, Tally(source, (*where, *above)), Tally(source, where), how)


def _sums_over(given: Given, how: How) -> Plan:
    above, below = (_columns(given, name) for name in ("above", "below"))
    table, where = given.counted[0], given.where()
    source = Source(table)
    # A row counts above and below the line or not at all.
    filled = tuple(
        Condition(name, "empty", value=False)
        for name in dict.fromkeys((*above, *below))
        if TABLES[table].columns()[name].nullable
    )
    where = (*where, *filled)
    tallies = {
        "numerator": Tally(source, where, above),
        "denominator": Tally(source, where, below),
        "rows": Tally(source, where),
        "aa": Tally(source, where, above, above),
        "ab": Tally(source, where, above, below),
        "bb": Tally(source, where, below, below),
    }
    columns = TABLES[table].columns()
    whole = [all(columns[c].unit in _WHOLE for c in side) for side in (above, below)]
    if given.kind == "proportion" and all(whole):
        return of_tallies(given, tallies["numerator"], tallies["denominator"], how)
    return Plan(tallies, (table,), "sums of counts" if whole[0] else "sums", how)


def _columns(given: Given, name: str) -> tuple[str, ...]:
    asked = given.parameters.get(name, ())
    columns = (asked,) if isinstance(asked, str) else tuple(asked)
    if not columns:
        raise DefinitionError(f"{given.key(name)} is needed: a column or a list of columns.")
    for column in columns:
        _require_integer(given, name, column)
    return tuple(sorted(columns))


def _require_integer(given: Given, name: str, column: str) -> None:
    dtype = column_of(column, given.counted[:1], given.key(name)).dtype
    if not pa.types.is_integer(dtype):
        raise DefinitionError(f"{given.key(name)}: {column!r} is {dtype}, not whole numbers.")
