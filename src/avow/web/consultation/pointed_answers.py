"""A migration step by which the database holds what a public answer owes.

A published answer that accepts, wholly or in part, points to the change in a version of the plan,
or says why the plan stays. A migration that alters ``consultation_answerrevision`` must let go of
this first, as SQLite makes an altered table anew.
"""

from typing import Any

from django.db.migrations.operations import RunPython

_TABLE = "consultation_answer"
_NAME = "consultation_answer_is_pointed"
_MESSAGE = "a published answer points to the change in the plan or to the reason for none"
_REFUSED = (
    "NEW.published_id IS NOT NULL AND EXISTS (SELECT 1 FROM consultation_answerrevision r "
    "WHERE r.id = NEW.published_id AND r.decision IN ('accepted', 'partly') "
    "AND r.version_id IS NULL AND r.no_change = '')"
)


def _hold(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for event in ("INSERT", "UPDATE"):
            # A condition with a subquery stands in the body: WHEN may not name another table here.
            schema_editor.execute(
                f"CREATE TRIGGER {_NAME}_{event.lower()} BEFORE {event} ON {_TABLE} "
                f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}') WHERE {_REFUSED}; END"
            )
        return
    schema_editor.execute(
        f"CREATE FUNCTION {_NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_REFUSED} THEN RAISE EXCEPTION '{_MESSAGE}'; END IF; RETURN NEW; END $$; "
        f"CREATE TRIGGER {_NAME} BEFORE INSERT OR UPDATE ON {_TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {_NAME}()"
    )


def _let_go(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {_NAME}_{event}")
        return
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {_NAME} ON {_TABLE}")
    schema_editor.execute(f"DROP FUNCTION IF EXISTS {_NAME}")


def hold_pointed_answers() -> RunPython:
    """Return the migration operation. Works on SQLite and PostgreSQL."""
    return RunPython(_hold, _let_go)
