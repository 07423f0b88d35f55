"""Migration steps by which the database itself refuses a change, on SQLite and PostgreSQL.

SQLite makes an altered table anew, without its triggers, and refuses to do so while a trigger
elsewhere names that table; PostgreSQL keeps guards that know nothing of a new column. So a
migration that alters a guarded table first lets go of the guards (``let_go``), then holds them.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations.base import Operation


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
# PostgreSQL allows no subquery in WHEN, so the condition stands in the function. Both databases
# say that the integrity of the data was at stake.
_POSTGRES = """
CREATE FUNCTION {g.name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {g.refused} THEN RAISE integrity_constraint_violation
USING MESSAGE = '{g.message}'; END IF; RETURN {row}; END $$;
CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table} FOR EACH {each} EXECUTE FUNCTION {g.name}()
"""
_EMPTIED = "TRUNCATE"
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


class Guarding(Operation):
    """Holds ``guards`` from now on; with ``held`` false, lets go of them.

    It asks for no models, unlike ``RunPython``: making those anew takes longer than the step.
    """

    reduces_to_sql = False

    def __init__(self, guards: Guards, *, held: bool = True) -> None:
        self.guards, self.held = guards, held

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models stay what they are."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Do the step."""
        self.forwards(schema_editor)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Undo the step."""
        self.backwards(schema_editor)

    def describe(self) -> str:
        """Return the step in words."""
        return "Hold guards" if self.held else "Let go of guards"

    def opposite(self) -> "Guarding":
        """Return the step that undoes this one, for what must follow: alter, then hold."""
        return Guarding(self.guards, held=not self.held)

    def forwards(self, schema_editor: Any) -> None:
        """Hold the guards, or let go of them."""
        (_hold if self.held else _let_go)(self.guards, schema_editor)

    def backwards(self, schema_editor: Any) -> None:
        """Do the opposite."""
        (_let_go if self.held else _hold)(self.guards, schema_editor)


def hold(guards: Guards) -> Guarding:
    """Return the operation that holds ``guards`` from now on."""
    return Guarding(guards)


def let_go(guards: Guards) -> Guarding:
    """Return the operation that lets go of ``guards``, for what must follow: alter, then hold."""
    return hold(guards).opposite()


def _hold(guards: Guards, schema_editor: Any) -> None:
    script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
    for guard in _now(guards, schema_editor):
        each = "STATEMENT" if guard.event == _EMPTIED else "ROW"
        row = {"DELETE": "OLD", _EMPTIED: "NULL"}.get(guard.event, "NEW")
        schema_editor.execute(script.format(g=guard, row=row, each=each))


def _let_go(guards: Guards, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for guard in _now(guards, schema_editor):
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS {guard.name}" + (f" ON {guard.table}" if postgres else "")
        )
        if postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {guard.name}")


def _now(guards: Guards, schema_editor: Any) -> list[Guard]:
    found = list(guards(schema_editor.connection) if callable(guards) else guards)
    if schema_editor.connection.vendor == "postgresql":
        found += [_not_emptied(guard) for guard in found if guard.event == "DELETE"]
    return found


def _not_emptied(guard: Guard) -> Guard:
    """Return what keeps a table from TRUNCATE, which asks no row: SQLite has no such statement."""
    return Guard(guard.table, _EMPTIED, f"{guard.name}_at_once", "1 = 1", guard.message)


def columns(connection: Any, table: str) -> list[str]:
    """Return the names of a table's columns, as they are now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} WHERE 1 = 0")  # noqa: S608 — our own names
        return [column[0] for column in cursor.description]


def changed(connection: Any, table: str, may_change: Collection[str] = ()) -> str:
    """Return the condition that an update changes a column other than those that may change."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    # Quoted, since a column may bear a word of the database's own, such as "by".
    return " OR ".join(
        f'OLD."{name}" {differs} NEW."{name}"'
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
