"""A migration step by which the database itself refuses to change a published version.

The rows of a version may be added, changed and deleted while it is a draft. Afterwards its parts
are fixed, and of the version only the state may still move, from published to superseded.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.migrations.operations import RunPython

from avow.web.plan import states

_MESSAGE = "published text of a plan does not change"
# How to find the state of the version that a row of each table belongs to.
_STATE = {
    "plan_pillar": "SELECT state FROM plan_version WHERE id = {row}.version_id",
    "plan_commitment": (
        "SELECT v.state FROM plan_version v JOIN plan_pillar p ON p.version_id = v.id "
        "WHERE p.id = {row}.pillar_id"
    ),
    "plan_action": (
        "SELECT v.state FROM plan_version v JOIN plan_pillar p ON p.version_id = v.id "
        "JOIN plan_commitment c ON c.pillar_id = p.id WHERE c.id = {row}.commitment_id"
    ),
}
_STEP_STATE = {
    "plan_lineagestep": "SELECT state FROM plan_version WHERE id = {row}.version_id",
}
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_MAY_MOVE = ("state",)


Guard = tuple[str, str, str, str]


def _row_guards(states_of: Mapping[str, str]) -> Iterator[Guard]:
    """Yield (table, event, name, condition under which the event is refused)."""
    for table, state in states_of.items():
        for event, rows in _ROWS.items():
            refused = " OR ".join(
                f"COALESCE(({state.format(row=row)}), 'draft') <> '{states.DRAFT}'" for row in rows
            )
            yield table, event, f"{table}_fixed_{event.lower()}", refused


def _guards(columns: list[str], differs: str) -> Iterator[Guard]:
    """Yield the guards of the parts, then those of the versions themselves."""
    yield from _row_guards(_STATE)
    was_published = f"OLD.state <> '{states.DRAFT}'"
    changed = " OR ".join(
        f"OLD.{column} {differs} NEW.{column}" for column in columns if column not in _MAY_MOVE
    )
    backwards = (
        f"NEW.state <> OLD.state AND NOT "
        f"(OLD.state = '{states.PUBLISHED}' AND NEW.state = '{states.SUPERSEDED}')"
    )
    refused = f"{was_published} AND ({changed} OR ({backwards}))"
    yield "plan_version", "UPDATE", "plan_version_fixed_update", refused
    yield "plan_version", "DELETE", "plan_version_fixed_delete", was_published


_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
# PostgreSQL allows no subquery in WHEN, so the condition stands in the function.
_POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {refused} THEN RAISE EXCEPTION '{message}'; END IF;
RETURN {returned}; END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def _guards_of_text(connection: Any) -> Iterator[Guard]:
    with connection.cursor() as cursor:
        described = connection.introspection.get_table_description(cursor, "plan_version")
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return _guards([column.name for column in described], differs)


def _guards_of_steps(connection: Any) -> Iterator[Guard]:
    return _row_guards(_STEP_STATE)


def _put(schema_editor: Any, guards: Iterable[Guard]) -> None:
    script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
    for table, event, name, refused in guards:
        schema_editor.execute(
            script.format(
                table=table,
                event=event,
                name=name,
                refused=refused,
                message=_MESSAGE,
                returned="OLD" if event == "DELETE" else "NEW",
            )
        )


def _take(schema_editor: Any, guards: Iterable[Guard]) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for table, _event, name, _refused in guards:
        schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
        if postgres:
            schema_editor.execute(f"DROP FUNCTION {name}")


def fix_published_text() -> RunPython:
    """Return the migration operation. Works on SQLite and PostgreSQL."""
    return RunPython(
        lambda _apps, editor: _put(editor, _guards_of_text(editor.connection)),
        lambda _apps, editor: _take(editor, _guards_of_text(editor.connection)),
    )


def release_published_text() -> RunPython:
    """Return the opposite operation, for a migration that changes the guarded tables.

    SQLite builds a changed table anew and its guards are lost with the old one; PostgreSQL keeps
    guards that know nothing of a new column. So they go first, and are put back after.
    """
    return RunPython(
        lambda _apps, editor: _take(editor, _guards_of_text(editor.connection)),
        lambda _apps, editor: _put(editor, _guards_of_text(editor.connection)),
    )


def fix_published_steps() -> RunPython:
    """Return the operation that does the same for the steps between lineages."""
    return RunPython(
        lambda _apps, editor: _put(editor, _guards_of_steps(editor.connection)),
        lambda _apps, editor: _take(editor, _guards_of_steps(editor.connection)),
    )
