"""`avow site`: set up and serve the web site."""

import os
import subprocess
import sys
from typing import Annotated

import typer

from avow.cli._web import messages, refuse, site

app = typer.Typer(no_args_is_help=True, help="Set up and serve the web site.")

Port = Annotated[int, typer.Option(help="Port on this machine.")]


@app.command()
def migrate() -> None:
    """Bring the database up to date.

    Example:

      AVOW_DATA=/srv/avow avow site migrate
    """
    site()
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    messages.print("The database is up to date.")


@app.command()
def serve(
    port: Port = 8000,
    workers: Annotated[int, typer.Option(help="Processes.")] = 2,
    address: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
) -> None:
    """Serve the site with gunicorn until it is stopped.

    Example:

      avow site serve --port 8000
    """
    site()
    os.execv(  # noqa: S606 — becomes the server, so that signals reach it
        sys.executable,
        [
            sys.executable,
            "-m",
            "gunicorn",
            "--bind",
            f"{address}:{port}",
            "--workers",
            str(workers),
            "--threads",
            "4",
            "--log-level",
            "warning",
            "avow.web.config.wsgi:application",
        ],
    )


@app.command()
def key() -> None:
    """Print a new key for AVOW_FIELD_KEYS.

    Example:

      export AVOW_FIELD_KEYS="2026a:$(avow site key)"
    """
    import base64
    import secrets

    typer.echo(base64.b64encode(secrets.token_bytes(32)).decode())


@app.command()
def code(email: Annotated[str, typer.Argument(help="A person of the demo.")]) -> None:
    """Print the current one-time code of a person of the demo, instead of a phone.

    Refused in production, where a second factor never leaves its owner.

    Example:

      avow site code lead@demo.example
    """
    site()
    from django.conf import settings

    if settings.PRODUCTION:
        raise refuse("Codes are printed in the demo only.")
    from avow.web.accounts.demo import current_code

    try:
        typer.echo(current_code(email))
    except LookupError as error:
        raise refuse(str(error)) from error


def run_server(port: int) -> None:
    """Serve as a child process until interrupted; for `demo` and `london`."""
    command = [sys.executable, "-m", "avow.cli", "site", "serve", "--port", str(port)]
    try:
        subprocess.run(command, check=False)  # noqa: S603 — our own interpreter and module
    except KeyboardInterrupt:
        messages.print("Stopped.")
