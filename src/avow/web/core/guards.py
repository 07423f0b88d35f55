"""Migration steps by which the database itself refuses a change, on SQLite and PostgreSQL.

SQLite makes an altered table anew, without its triggers, and refuses to do so while a trigger
elsewhere names that table; PostgreSQL keeps guards that know nothing of a new column. So a
migration that alters a guarded table first lets go of the guards (``let_go``), then holds them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations import RunPython


@dataclass(frozen=True)
class Guard:
    """``event`` (INSERT, UPDATE, UPDATE OF columns, DELETE) is refused where ``refused`` holds."""

    table: str
    event: str
    name: str
    refused: str
    message: str


# Guards that speak of a table's columns are made for the database as it is when the step runs.
Guards = Collection[Guard] | Callable[[Any], Iterable[Guard]]

_SQLITE = """
CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table} WHEN {g.refused}
BEGIN SELECT RAISE(ABORT, '{g.message}'); END
"""
# PostgreSQL allows no subquery in WHEN, so the condition stands in the function.
_POSTGRES = """
CREATE FUNCTION {g.name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {g.refused} THEN RAISE EXCEPTION '{g.message}'; END IF; RETURN {row}; END $$;
CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table} FOR EACH ROW EXECUTE FUNCTION {g.name}()
"""
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def hold(guards: Guards) -> RunPython:
    """Return the operation that holds ``guards`` from now on."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        for guard in _now(guards, schema_editor):
            row = "OLD" if guard.event == "DELETE" else "NEW"
            schema_editor.execute(script.format(g=guard, row=row))

    def backwards(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for guard in _now(guards, schema_editor):
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {guard.name}" + (f" ON {guard.table}" if postgres else "")
            )
            if postgres:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {guard.name}")

    return RunPython(forwards, backwards)


def let_go(guards: Guards) -> RunPython:
    """Return the operation that lets go of ``guards``, for what must follow: alter, then hold."""
    holding = hold(guards)
    assert holding.reverse_code is not None  # noqa: S101 — hold gives one
    return RunPython(holding.reverse_code, holding.code)


def _now(guards: Guards, schema_editor: Any) -> list[Guard]:
    return list(guards(schema_editor.connection) if callable(guards) else guards)


def columns(connection: Any, table: str) -> list[str]:
    """Return the names of a table's columns, as they are now."""
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in described]


def changed(connection: Any, table: str, may_change: Collection[str] = ()) -> str:
    """Return the condition that an update changes a column other than those that may change."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(
        f"OLD.{name} {differs} NEW.{name}"
        for name in columns(connection, table)
        if name not in may_change
    )


def fixed_parts(states_of: Mapping[str, str], editable: str, message: str) -> Iterator[Guard]:
    """Yield the guards by which parts change only while what they belong to is ``editable``.

    ``states_of`` gives, by table, the query for the state of what a ``{row}`` belongs to. A row
    whose owner is gone, as when the whole is deleted, may go with it.
    """
    for table, state in states_of.items():
        for event, rows in _ROWS.items():
            refused = " OR ".join(
                f"COALESCE(({state.format(row=row)}), '{editable}') <> '{editable}'" for row in rows
            )
            yield Guard(table, event, f"{table}_fixed_{event.lower()}", refused, message)
