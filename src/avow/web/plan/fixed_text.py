"""A migration step by which the database itself refuses to change a published version.

The rows of a version may be added, changed and deleted while it is a draft. Afterwards its parts
are fixed, and of the version only the state may still move, from published to superseded.
"""

from collections.abc import Iterator
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
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_MAY_MOVE = ("state",)


def _guards(columns: list[str], differs: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (table, event, name, condition under which the event is refused)."""
    for table, state in _STATE.items():
        for event, rows in _ROWS.items():
            refused = " OR ".join(
                f"COALESCE(({state.format(row=row)}), 'draft') <> '{states.DRAFT}'" for row in rows
            )
            yield table, event, f"{table}_fixed_{event.lower()}", refused
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


def fix_published_text() -> RunPython:
    """Return the migration operation. Works on SQLite and PostgreSQL."""

    def guards(connection: Any) -> Iterator[tuple[str, str, str, str]]:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, "plan_version")
        differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
        return _guards([column.name for column in described], differs)

    def forwards(apps: Any, schema_editor: Any) -> None:
        script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
        for table, event, name, refused in guards(schema_editor.connection):
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

    def backwards(apps: Any, schema_editor: Any) -> None:
        postgres = schema_editor.connection.vendor == "postgresql"
        for table, _event, name, _refused in guards(schema_editor.connection):
            schema_editor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if postgres else ""))
            if postgres:
                schema_editor.execute(f"DROP FUNCTION {name}")

    return RunPython(forwards, backwards)
