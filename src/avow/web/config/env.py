"""Every setting that comes from the environment, with its meaning; the docs are made from this."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Variable:
    """One environment variable. Defaults serve the demo; secrets have none in production."""

    name: str
    meaning: str
    default: str = ""
    required: bool = False

    def read(self) -> str:
        """Return the value.

        Raises:
            SystemExit: the variable is required in production and is not set.
        """
        value = os.environ.get(self.name, self.default)
        if self.required and not value and os.environ.get("AVOW_MODE") == "production":
            raise SystemExit(f"{self.name} is not set. {self.meaning}")
        return value


MODE = Variable(
    "AVOW_MODE",
    "`demo` (default: one process, invented secrets, plain HTTP on this machine) or `production`.",
    "demo",
)
SECRET_KEY = Variable(
    "AVOW_SECRET_KEY", "Signs sessions and forms. At least 50 random characters.", required=True
)
FIELD_KEYS = Variable(
    "AVOW_FIELD_KEYS",
    "Keys that encrypt secrets at rest: `id:base64` pairs, comma separated, newest first. "
    "Make one with `avow site key`.",
    required=True,
)
AUDIT_KEY = Variable(
    "AVOW_AUDIT_KEY",
    "Seals the head of the audit chain. Keep it away from the database. Any long random text.",
    required=True,
)
HOSTS = Variable(
    "AVOW_HOSTS",
    "Host names the site answers to, comma separated.",
    "localhost,127.0.0.1,[::1]",
)
DATABASE = Variable(
    "AVOW_DATABASE",
    "`sqlite:///path` or `postgresql://user:password@host:port/name`. "
    "Empty means `avow.sqlite3` in the data folder.",
)
DATA = Variable("AVOW_DATA", "Folder for facts, releases and the embedded database.", "data")
FACES = Variable(
    "AVOW_FACES",
    "Which faces this process serves, comma separated: `public`, `staff`, and `intake` (pages "
    "on which the public writes).",
    "public,intake,staff",
)
QUICK_EXIT = Variable(
    "AVOW_QUICK_EXIT_URL",
    "Where the quick-exit button leads: a page nobody would ask about.",
    "https://www.bbc.co.uk/weather",
)
SITE_URL = Variable(
    "AVOW_SITE_URL", "Address of the public site, for feeds and links.", "http://localhost:8000"
)
MAIL = Variable(
    "AVOW_MAIL",
    "Where `avow site post` hands messages over: `smtp://user:password@host:port` "
    "(`smtps://` for a connection that is encrypted from the start; `smtp://` turns encryption on "
    "as it begins). Empty: the demo writes them to files in the data folder.",
)
MAIL_FROM = Variable(
    "AVOW_MAIL_FROM",
    "The sender of messages. Name nothing that gives away what they are about.",
    "Messages <no-reply@localhost>",
)

VARIABLES = (
    MODE,
    DATA,
    DATABASE,
    HOSTS,
    SITE_URL,
    FACES,
    QUICK_EXIT,
    MAIL,
    MAIL_FROM,
    SECRET_KEY,
    FIELD_KEYS,
    AUDIT_KEY,
)


def reference() -> str:
    """Return the settings as a Markdown table, for docs/reference/settings.md."""
    rows = [
        f"| `{v.name}` | {v.meaning} | {f'`{v.default}`' if v.default else ''} | "
        f"{'yes' if v.required else 'no'} |"
        for v in VARIABLES
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "All settings come from the environment. This page is made from "
            "`src/avow/web/config/env.py`.",
            "",
            "| variable | meaning | default | needed in production |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )
