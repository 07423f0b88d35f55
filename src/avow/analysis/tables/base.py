"""What a fact table promises: columns, types, meaning, allowed values, known faults."""

from dataclasses import dataclass
from typing import ClassVar

import pyarrow as pa


@dataclass(frozen=True)
class Column:
    """One column of a fact table.

    ``dtype`` is the Arrow type; ``unit`` is empty for names and dates; ``allowed`` lists the only
    values a filled cell may hold; a column that may be empty says in ``meaning`` what empty means.
    ``told_by_empty`` marks one of which an empty cell is an answer (it did not happen), no gap.
    """

    dtype: pa.DataType
    meaning: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    nullable: bool = False
    told_by_empty: bool = False


class Table:
    """Base of the contract: a subclass is one fact table, its attributes are its columns.

    The first paragraph of the subclass's docstring is what one row is. ``key`` names the columns
    that together identify a row; ``faults`` are the known faults of the sources, in words that are
    shown beside every figure made from the table. ``when`` is the column that puts a row into a
    month or year, and is empty where a table knows no time. ``until`` is another day, whose newest
    says up to when it is known what became of the rows; empty where ``when`` says it. ``lag`` says
    how late the source is.
    """

    name: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    when: ClassVar[str] = ""
    until: ClassVar[str] = ""
    lag: ClassVar[str] = ""
    faults: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def columns(cls) -> dict[str, Column]:
        """Return the columns by name, in the order they are written."""
        return {name: value for name, value in vars(cls).items() if isinstance(value, Column)}

    @classmethod
    def schema(cls) -> pa.Schema:
        """Return the Arrow schema that every Parquet file of this table has."""
        return pa.schema(
            [pa.field(name, col.dtype, col.nullable) for name, col in cls.columns().items()]
        )

    @classmethod
    def meaning(cls) -> str:
        """Return what one row of the table is, as one line of plain text."""
        return " ".join((cls.__doc__ or "").split("\n\n")[0].split())
