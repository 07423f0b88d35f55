"""A migration step that makes the database itself refuse to change or delete rows of a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from avow.web.core.guards import Guard, Guarding, columns, hold

_ALWAYS = "1 = 1"


def append_only(table: str, may_change: Sequence[str] = ()) -> Guarding:
    """Return a migration operation: no row of ``table`` may be updated or deleted.

    ``may_change`` names the columns that may still be updated (an update that touches only these
    passes). Works on SQLite and PostgreSQL.
    """
    message = f"{table} is append-only"

    def guards(connection: Any) -> Iterator[Guard]:
        fixed = [f'"{name}"' for name in columns(connection, table) if name not in may_change]
        update = f"UPDATE OF {', '.join(fixed)}" if may_change else "UPDATE"
        yield Guard(table, update, f"{table}_no_change", _ALWAYS, message)
        yield Guard(table, "DELETE", f"{table}_no_delete", _ALWAYS, message)

    return hold(guards)
