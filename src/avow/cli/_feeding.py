"""What the commands of `avow feed` share: refusals as exit codes, progress, the site's key."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer

EXIT_UNUSABLE = 2
EXIT_QUARANTINED = 3
EXIT_BUSY = 4
_STEPS = 8


def key(data: Path) -> bytes:
    """Return the site's key for references, and say so where it is made now."""
    from avow.cli._site_key import KeyFileError, site_key

    try:
        found, is_new = site_key(data)
    except KeyFileError as error:
        raise stop(str(error), EXIT_UNUSABLE) from error
    if is_new:
        typer.echo(
            f"Made a key for references: {data / 'keys' / 'references.key'}. Keep a copy in the "
            "backup, apart from the facts: without it, later loads do not join earlier ones.",
            err=True,
        )
    return found


@contextmanager
def refusals(data: Path) -> Iterator[None]:
    """Turn what can go wrong with a load into a message and an exit code."""
    from avow.analysis import feeds

    try:
        yield
    except feeds.FeedError as error:
        raise stop(str(error), EXIT_UNUSABLE) from error
    except feeds.LoadInProgressError as error:
        raise stop(str(error), EXIT_BUSY) from error
    except OSError as error:
        message = f"{data} cannot be written: {error.strerror}. The facts there are as they were."
        raise stop(message, EXIT_UNUSABLE) from error


def print_json(content: Any) -> None:
    """Print for programs."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))


def stop(message: str, code: int) -> typer.Exit:
    """Say what is wrong; the caller raises what is returned."""
    typer.echo(f"Error: {message}", err=True)
    return typer.Exit(code)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show a bar on stderr that moves with each step; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as bar:
        task = bar.add_task("Loading", total=_STEPS)
        yield lambda step: bar.update(task, advance=1, description=step)
