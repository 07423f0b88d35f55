"""A migration step that makes the database itself refuse to change or delete rows of a table."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import RunPython

_SQLITE = """
CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRES = """
CREATE FUNCTION {table}_no_{what}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_no_{what} BEFORE {event} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_no_{what}()
"""


def append_only(table: str, may_change: Sequence[str] = ()) -> RunPython:
    """Return a migration operation: no row of ``table`` may be updated or deleted.

    ``may_change`` names the columns that may still be updated (an update that touches only these
    passes). Works on SQLite and PostgreSQL.
    """

    def forwards(apps: Any, schema_editor: Any) -> None:
        connection = schema_editor.connection
        with connection.cursor() as cursor:
            names = [c.name for c in connection.introspection.get_table_description(cursor, table)]
        fixed = [name for name in names if name not in may_change]
        update = f"UPDATE OF {', '.join(fixed)}" if may_change else "UPDATE"
        script = _SQLITE if connection.vendor == "sqlite" else _POSTGRES
        for what, event in (("change", update), ("delete", "DELETE")):
            schema_editor.execute(script.format(table=table, what=what, event=event))

    def backwards(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for what in ("change", "delete"):
            name = f"{table}_no_{what}"
            schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
            if postgres:
                schema_editor.execute(f"DROP FUNCTION {name}")

    return RunPython(forwards, backwards)
