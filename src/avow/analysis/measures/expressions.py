"""The registered expressions: which rows are counted, above and below the line.

A definition names one and hands it parameters; it answers with a ``Plan`` of tallies, which
``counting`` turns into Ibis. Those of this file read tables that the publisher has counted;
``expressions_records`` holds those that read records.
"""

from avow.analysis.measures.conditions import Condition, Conditions, column_of
from avow.analysis.measures.registry import Given, of_tallies, registered
from avow.analysis.measures.tallies import Plan, Source, Tally
from avow.analysis.tables import TABLES

# The publisher writes January 1900 where it does not know when an offence was committed.
FIRST_PLAUSIBLE_YEAR = 1901


def _counted(table: str) -> tuple[str, ...]:
    return ("victims",) if "victims" in TABLES[table].columns() else ("offences",)


def _share(given: Given, above: Conditions, outside: Conditions = ()) -> Plan:
    table = given.counted[0]
    source, add = Source(table), _counted(table)
    return of_tallies(given, Tally(source, (*outside, *above), add), Tally(source, outside, add))


@registered()
def total(given: Given) -> Plan:
    """Everything in the first table, as the publisher counted it."""
    table = given.counted[0]
    return of_tallies(given, Tally(Source(table), add=_counted(table)))


@registered("column", "values", "leaving_out")
def share_of_values(given: Given) -> Plan:
    """Share whose ``column`` holds one of ``values``, among rows with none of ``leaving_out``."""
    column = given.need("column", str)
    column_of(column, given.counted[:1], given.key("column"))
    outside = given.parameters.get("leaving_out", ())
    left = (Condition(column, "none_of", tuple(outside)),) if outside else ()
    values = tuple(given.need("values", list))
    return _share(given, (Condition(column, "one_of", values),), left)


@registered("column")
def share_missing(given: Given) -> Plan:
    """Share whose ``column`` is empty."""
    column = given.need("column", str)
    column_of(column, given.counted[:1], given.key("column"))
    return _share(given, (Condition(column, "empty", value=True),))


@registered("months")
def share_recorded_late(given: Given) -> Plan:
    """Share recorded more than ``months`` months after committed, where that month is known."""
    known = Condition("month_committed", "since_year", FIRST_PLAUSIBLE_YEAR)
    apart = ("month_committed", given.need("months", int))
    return _share(given, (Condition("month_recorded", "months_after", apart),), (known,))


@registered()
def first_per_second(given: Given) -> Plan:
    """What the first table counts, over what the second counts."""
    above, below = (Tally(Source(name), add=_counted(name)) for name in given.pair())
    return of_tallies(given, above, below)
