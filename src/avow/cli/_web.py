"""What the commands that need the site share."""

import typer
from rich.console import Console

messages = Console(stderr=True)
BAD_INPUT = 2


def site() -> None:
    """Configure the site, or end with a message when its packages are missing."""
    try:
        from avow.web.config.start import WebMissingError, setup

        setup()
    except WebMissingError as error:
        raise refuse(str(error)) from error


def refuse(message: str) -> typer.Exit:
    """Print what is wrong and return the exit that means bad input."""
    messages.print(message, style="red", soft_wrap=True, highlight=False)
    return typer.Exit(BAD_INPUT)
