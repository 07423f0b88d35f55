"""Migration steps by which the database itself refuses a change, on SQLite and PostgreSQL.

SQLite makes an altered table anew, without its triggers, and refuses to do so while a trigger
elsewhere names that table. A migration that alters a guarded table first lets go of the guards
(``let_go``) and then holds them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.migrations.operations import RunPython


@dataclass(frozen=True)
class Guard:
    """``event`` (INSERT, UPDATE or DELETE) on ``table`` is refused where ``refused`` is true."""

    table: str
    event: str
    name: str
    refused: str
    message: str


_SQLITE = """
CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table} WHEN {g.refused}
BEGIN SELECT RAISE(ABORT, '{g.message}'); END
"""
_POSTGRES = """
CREATE FUNCTION {g.name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {g.refused} THEN RAISE EXCEPTION '{g.message}'; END IF; RETURN {row}; END $$;
CREATE TRIGGER {g.name} BEFORE {g.event} ON {g.table} FOR EACH ROW EXECUTE FUNCTION {g.name}()
"""


def hold(guards: Sequence[Guard]) -> RunPython:
    """Return the operation that holds ``guards`` from now on."""

    def forwards(apps: Any, schema_editor: Any) -> None:
        script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        for guard in guards:
            row = "OLD" if guard.event == "DELETE" else "NEW"
            schema_editor.execute(script.format(g=guard, row=row))

    def backwards(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for guard in guards:
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {guard.name}" + (f" ON {guard.table}" if postgres else "")
            )
            if postgres:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {guard.name}")

    return RunPython(forwards, backwards)


def let_go(guards: Sequence[Guard]) -> RunPython:
    """Return the operation that lets go of ``guards``, for what must follow: alter, then hold."""
    holding = hold(guards)
    assert holding.reverse_code is not None  # noqa: S101 — hold gives one
    return RunPython(holding.reverse_code, holding.code)
