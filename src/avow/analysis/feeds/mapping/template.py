"""A commented column map to start from, made from the contract itself."""

import textwrap

from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.mapping.rules import NOT_MAPPED, REFERENCES, carried, derived
from avow.analysis.tables import TABLES, Column

_HEAD = """\
# A column map: it says where each column of Avow's tables stands in your extract. No code needed.
# Check it: avow feed check --map THIS.toml FILES...   Load: avow feed load --map THIS.toml FILES...

name = "my-force-records"          # small letters and hyphens; the load is kept under it
title = "Records system of My Force, monthly extract"
force = "My Force"
owner = "Who answers for this map"
next_review = 2027-01-01
# geography = "geography.toml"     # units and boroughs, in the form of definitions/geography

empty = ["N/K", "Not known"]       # words that mean nothing was recorded, in every column
dates = ["%d/%m/%Y", "%Y-%m-%d"]   # forms of dates, tried in this order

# [database]
# url_from = "MY_FORCE_RECORDS"    # the environment variable that holds the connection string
"""


def map_template(table: str) -> str:
    """Return a starter map for one contract table, every column commented with what it means.

    Raises:
        FeedError: no such table, or one that another feed fills.
    """
    if table not in TABLES or table in NOT_MAPPED:
        raise FeedError(
            f"No table that a map can fill is called {table!r}; there are "
            f"{', '.join(name for name in TABLES if name not in NOT_MAPPED)}."
        )
    own = TABLES[table]
    lines = [
        _HEAD,
        *textwrap.wrap(own.meaning(), 96, initial_indent="# ", subsequent_indent="# "),
        f"[{table}]",
        f'files = "{table}*.csv"           # or query = "...", asked of the database',
        '# sheet = "Sheet1"               # of a workbook; the first where none is named',
        "# skip = 0                        # lines above the header",
        '# only = { "Column" = ["word"] }  # keep the rows that hold one of these words',
        '# filled = ["Column"]             # keep the rows that fill this column',
        *_keep(table),
        "",
        f"[{table}.columns]",
    ]
    for name, column in own.columns().items():
        if name != "force":
            lines += _column(table, name, column)
    return "\n".join(lines) + "\n"


def _keep(table: str) -> list[str]:
    when = {"steps": "first", "outcomes": "last"}.get(table)
    if not when:
        return []
    by = "reached_on" if table == "steps" else "outcome_on"
    return [f'# keep = {{ {when} = "{by}" }}   # which row stands where several have one key']


def _column(table: str, name: str, column: Column) -> list[str]:
    words = column.meaning + (f" Unit: {column.unit}." if column.unit else "")
    lines = ["", *textwrap.wrap(words, 96, initial_indent="# ", subsequent_indent="# ")]
    if name in carried(table, {}):
        lines.append("# Taken from the offence where the map leaves it out.")
    elif name in derived(table, {}):
        lines.append("# Worked out where the map leaves it out.")
    elif name == "bcu":
        lines.append("# Found by the borough where the map leaves it out.")
    elif name in REFERENCES:
        lines.append("# Your own reference: only a number from a keyed hash of it is kept.")
    needed = not column.nullable and name not in (*carried(table, {}), *derived(table, {}))
    lines.append(("" if needed else "# ") + f"{name} = {_example(name, column)}")
    return lines


def _example(name: str, column: Column) -> str:
    source = name.replace("_", " ").capitalize()
    if name == "offence_group":
        return '{ classes = { home_office_class = "Class", title = "Offence" } }'
    if name == "precursor":
        return "{ always = false }"
    if column.allowed:
        pairs = ", ".join(f'"your word" = "{word}"' for word in column.allowed[:1])
        more = f"   # {', '.join(column.allowed)}" if len(column.allowed) < 9 else ""
        return f'{{ from = "{source}", values = {{ {pairs} }} }}{more}'
    if name.endswith("_days"):
        return f'{{ from = "{source} date", days_after = "recorded_on" }}   # or a number of days'
    return f'"{source}"'
