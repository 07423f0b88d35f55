"""`avow site`: set up and serve the web site."""

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avow.cli._web import messages, refuse, site
from avow.cli.post import post

if TYPE_CHECKING:
    from avow.web.stories.story import Story

app = typer.Typer(no_args_is_help=True, help="Set up and serve the web site.")
app.command()(post)

Port = Annotated[int, typer.Option(help="Port on this machine.")]
Serve = Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the site when it is full.")]


@app.command()
def migrate() -> None:
    """Bring the database up to date; in production also gather styles and scripts to be served.

    Example:

      AVOW_DATA=/srv/avow avow site migrate
    """
    site()
    from django.conf import settings
    from django.core.management import call_command

    _migrate()
    if settings.PRODUCTION:
        call_command("collectstatic", verbosity=0, interactive=False)
    messages.print("The database is up to date.")


def _migrate() -> None:
    from django.conf import settings
    from django.core.management import call_command

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


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


@app.command()
def demo(port: Port = 8000, serve_it: Serve = True) -> None:
    """Invent a city and its force, fill the site with its story, and serve it.

    The site is kept in the data folder; the second time it is served at once.

    Example:

      avow site demo --port 8000
    """
    site()
    from avow.web.stories.invented import invented

    _tell(invented(), port if serve_it else None)


@app.command()
def london(
    facts: Annotated[Path, typer.Option(help="Folder of the open data.")],
    sources: Annotated[Path, typer.Option(help="Folder of the documents.")],
    port: Port = 8000,
    serve_it: Serve = True,
) -> None:
    """Fill the site with the real documents and open data of London, and serve it.

    Example:

      AVOW_DATA=london avow site london --facts ../shared/data --sources ../shared/sources
    """
    site()
    from avow.web.stories.london import SourceMissingError, london

    try:
        story = london(facts=facts, sources=sources)
    except SourceMissingError as error:
        raise refuse(str(error)) from error
    _tell(story, port if serve_it else None)


def _tell(story: "Story", port: int | None) -> None:
    from django.conf import settings

    from avow.web.accounts.demo import PASSWORD
    from avow.web.stories.people import CAST
    from avow.web.stories.telling import AlreadyToldError, is_told, tell

    if settings.PRODUCTION:
        raise refuse("Stories bring people with known passwords: not in production.")
    _migrate()
    try:
        told = is_told(story)
    except AlreadyToldError as error:
        raise refuse(str(error)) from error
    if not told:
        with messages.status("Filling the site") as status:
            tell(story, said=lambda step: status.update(f"{story.name}: {step}"))
    messages.print(f"{story.name}, {story.force}. Sign in as, with password {PASSWORD}:")
    for email, name, _ in CAST.values():
        messages.print(f"  {email}  {name}", highlight=False)
    messages.print("One-time code: `.venv/bin/avow site code EMAIL`", highlight=False)
    if port is not None:
        messages.print(
            f"Public pages http://localhost:{port}/  Staff http://localhost:{port}/staff/"
        )
        run_server(port)
