"""Hold rows against the contract of their table."""

import pyarrow as pa
import pyarrow.compute as pc

from avow.analysis.tables import Table


class ContractError(AssertionError):
    """A feed made rows that its table does not allow: the feed is wrong, not the source."""


def checked(table: type[Table], rows: pa.Table) -> pa.Table:
    """Return ``rows`` under the table's schema, if they obey the contract.

    Raises:
        ContractError: a column is missing or of another type, a required cell is empty, a value
            is not allowed, a count is negative, or two rows have one key.
    """
    sound = checked_cells(table, rows)
    check_keys(table, rows)
    return sound


def checked_cells(table: type[Table], rows: pa.Table) -> pa.Table:
    """Return ``rows`` under the table's schema, if every cell is one that the contract allows.

    Raises:
        ContractError: as ``checked``, but for repeated keys.
    """
    columns = table.columns()
    if set(rows.column_names) != set(columns):
        raise ContractError(f"{table.name}: columns are {rows.column_names}, not {list(columns)}.")
    for name, column in columns.items():
        given = rows[name]
        if given.null_count and not column.nullable:
            raise ContractError(f"{table.name}.{name}: {given.null_count} cells are empty.")
        if column.allowed:
            odd = set(pc.unique(given).to_pylist()) - {*column.allowed, None}
            if odd:
                raise ContractError(f"{table.name}.{name}: {sorted(odd)} are not allowed.")
        if column.unit and (pc.min(given).as_py() or 0) < 0:
            raise ContractError(f"{table.name}.{name}: a count is negative.")
    return rows.select(list(columns)).cast(table.schema())


def check_keys(table: type[Table], rows: pa.Table) -> None:
    """Refuse rows of which two have one key. Ten million take about three seconds.

    Raises:
        ContractError: naming how many rows repeat a key.
    """
    keys = rows.group_by(list(table.key)).aggregate([([], "count_all")])
    if keys.num_rows != rows.num_rows:
        raise ContractError(f"{table.name}: {rows.num_rows - keys.num_rows} rows repeat a key.")
