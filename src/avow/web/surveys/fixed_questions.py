"""A migration step by which the database itself refuses to change what people are answering.

The rows of a survey may be added, changed and deleted while it is a draft. Once it is ready its
sections and questions are fixed, and of the survey only its state and its end may still move. What
was asked elsewhere gets its questions from the files it is imported from, so they stay open.
"""

from collections.abc import Iterator
from typing import Any

from django.db.migrations.operations import RunPython

from avow.web.surveys import states

_MESSAGE = "a survey that is ready does not change its questions"
_STATE = (
    "SELECT CASE place WHEN 'elsewhere' THEN 'draft' ELSE state END "
    "FROM surveys_survey WHERE id = {row}.survey_id"
)
_ANSWERED = "EXISTS (SELECT 1 FROM surveys_response WHERE survey_id = OLD.id)"
_PARTS = ("surveys_section", "surveys_question")
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_MAY_MOVE = ("state", "closes_at", "closed_at")


def _guards(columns: list[str], differs: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield (table, event, name, condition under which the event is refused)."""
    for table in _PARTS:
        for event, rows in _ROWS.items():
            refused = " OR ".join(
                f"COALESCE(({_STATE.format(row=row)}), 'draft') <> '{states.DRAFT}'" for row in rows
            )
            yield table, event, f"{table}_fixed_{event.lower()}", refused
    was_ready = f"OLD.state <> '{states.DRAFT}'"
    changed = " OR ".join(
        f"OLD.{column} {differs} NEW.{column}" for column in columns if column not in _MAY_MOVE
    )
    reopened = f"OLD.state = '{states.CLOSED}' AND NEW.state <> '{states.CLOSED}'"
    again = f"NEW.state = '{states.DRAFT}'"
    refused = f"{was_ready} AND ({changed} OR ({reopened}) OR ({again} AND {_ANSWERED}))"
    yield "surveys_survey", "UPDATE", "surveys_survey_fixed_update", refused
    yield "surveys_survey", "DELETE", "surveys_survey_fixed_delete", was_ready


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


def fix_questions() -> RunPython:
    """Return the migration operation. Works on SQLite and PostgreSQL."""

    def guards(connection: Any) -> Iterator[tuple[str, str, str, str]]:
        with connection.cursor() as cursor:
            described = connection.introspection.get_table_description(cursor, "surveys_survey")
        sqlite = connection.vendor == "sqlite"
        columns = [column.name for column in described]
        return _guards(columns, "IS NOT" if sqlite else "IS DISTINCT FROM")

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
