"""The database that a connection string names, as Django's settings want it."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

# How long a connection to a server is kept for the next request; it is tried before it is used.
_KEPT_SECONDS = 60


def database(url: str, *, folder: Path) -> dict[str, object]:
    """Return the settings of a database; an empty ``url`` is the file in ``folder``.

    Raises:
        SystemExit: it is neither SQLite nor PostgreSQL.
    """
    if not url:
        return _sqlite(str(folder / "avow.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(url.removeprefix("sqlite:///")))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    # The address may hold a password, so that only its beginning is told.
    raise SystemExit(
        f"AVOW_DATABASE begins with “{parts.scheme}:”. Use sqlite:///path or "
        "postgresql://user:password@host:port/name."
    )


def _sqlite(name: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        # Writers queue from the start of a transaction, so the audit chain never forks.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # What somebody withdraws is overwritten, not only forgotten. A row that is replaced
            # passes the triggers of deleting, so that what only adds up is not replaced.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-65536; PRAGMA secure_delete=ON; "
            "PRAGMA recursive_triggers=ON;",
        },
    }


def _postgresql(parts: SplitResult) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # What follows the question mark is handed on: sslmode=verify-full, sslrootcert=...
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": _KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }
