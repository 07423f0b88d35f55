"""A migration step by which the database itself holds that every quote is the text at its place.

A recommendation's quote must be ``text[start:end]`` of its submission, and the text of a submission
never changes.
"""

from typing import Any

from django.db.migrations.operations import RunPython

_WRONG_QUOTE = (
    'NEW.quote <> (SELECT substr(s.text, CAST(NEW.start AS integer) + 1, NEW."end" - NEW.start) '
    "FROM consultation_submission s WHERE s.id = NEW.submission_id)"
)
# (table, event, name, condition under which the event is refused, message)
_RECOMMENDATION = "consultation_recommendation"
_NOT_THE_TEXT = "the quote is not the text at its place"
_GUARDS = (
    (_RECOMMENDATION, "INSERT", "consultation_exact_quote_new", _WRONG_QUOTE, _NOT_THE_TEXT),
    (_RECOMMENDATION, "UPDATE", "consultation_exact_quote_kept", _WRONG_QUOTE, _NOT_THE_TEXT),
    (
        "consultation_submission",
        "UPDATE",
        "consultation_text_stays",
        "OLD.text <> NEW.text OR OLD.sha256 <> NEW.sha256",
        "the text of a submission does not change",
    ),
)
_SQLITE = """
CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refused}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
_POSTGRES = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {refused} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW; END $$;
CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""


def _hold(apps: Any, schema_editor: Any) -> None:
    script = _SQLITE if schema_editor.connection.vendor == "sqlite" else _POSTGRES
    for table, event, name, refused, message in _GUARDS:
        schema_editor.execute(
            script.format(table=table, event=event, name=name, refused=refused, message=message)
        )


def _let_go(apps: Any, schema_editor: Any) -> None:
    postgres = schema_editor.connection.vendor == "postgresql"
    for table, _event, name, _refused, _message in _GUARDS:
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else "")
        )
        if postgres:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}")


def hold_exact_quotes() -> RunPython:
    """Return the migration operation. Works on SQLite and PostgreSQL."""
    return RunPython(_hold, _let_go)


def let_go_of_exact_quotes() -> RunPython:
    """Return the operation that a migration does before it alters one of the two tables.

    SQLite makes an altered table anew, without its triggers; `hold_exact_quotes` must follow.
    """
    return RunPython(_let_go, _hold)
