"""What tests of the database's own guards share, whichever database they run on."""

from typing import Any

from django.db import connection


class Editor:
    """Runs what a migration would run, on the open connection."""

    connection = connection

    def execute(self, sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql)


class PostgresEditor:
    """Collects what a migration would run on PostgreSQL."""

    vendor = "postgresql"
    ops = connection.ops

    def __init__(self) -> None:
        self.ran: list[str] = []
        self.connection = self

    def cursor(self) -> Any:
        return connection.cursor()

    def execute(self, sql: str) -> None:
        self.ran.append(" ".join(sql.split()))


def triggers() -> dict[str, str]:
    """Return the triggers that stand in the database, each with its text."""
    if connection.vendor == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        asked = (
            "SELECT t.tgname, pg_get_functiondef(t.tgfoid) FROM pg_trigger t "
            "WHERE NOT t.tgisinternal"
        )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return dict(cursor.fetchall())


def drop(*names: str) -> None:
    """Take triggers away, as somebody with the database in hand could."""
    with connection.cursor() as cursor:
        for name in names:
            table = ""
            if connection.vendor == "postgresql":
                asked = "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = %s"
                cursor.execute(asked, [name])
                table = f" ON {cursor.fetchone()[0]}"
            cursor.execute(f"DROP TRIGGER {name}{table}")
