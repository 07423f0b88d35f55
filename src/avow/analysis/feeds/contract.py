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
    columns = table.columns()
    if set(rows.column_names) != set(columns):
        raise ContractError(f"{table.name}: columns are {rows.column_names}, not {list(columns)}.")
    for name, column in columns.items():
        cells = rows[name]
        if cells.null_count and not column.nullable:
            raise ContractError(f"{table.name}.{name}: {cells.null_count} cells are empty.")
        if column.allowed:
            odd = set(pc.unique(cells).to_pylist()) - {*column.allowed, None}
            if odd:
                raise ContractError(f"{table.name}.{name}: {sorted(odd)} are not allowed.")
        if column.unit and (pc.min(cells).as_py() or 0) < 0:
            raise ContractError(f"{table.name}.{name}: a count is negative.")
    keys = rows.group_by(list(table.key)).aggregate([([], "count_all")])
    if keys.num_rows != rows.num_rows:
        raise ContractError(f"{table.name}: {rows.num_rows - keys.num_rows} rows repeat a key.")
    return rows.select(list(columns)).cast(table.schema())
