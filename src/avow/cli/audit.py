"""`avow audit`: check the trace of who did and saw what."""

import json
from typing import Annotated

import typer

from avow.cli._web import refuse, site

app = typer.Typer(no_args_is_help=True, help="Check the trace of who did and saw what.")

BROKEN = 1


@app.command()
def verify(
    head: Annotated[
        str, typer.Option(help="A head (number:hash) written down earlier, outside the system.")
    ] = "",
    output: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Walk the whole chain and say what was changed behind its back.

    Exit code 0: nothing was; 1: something was; 2: the command was used wrongly.

    Example:

      avow audit verify --head 4711:9f86d0…
    """
    if output not in {"text", "json"}:
        raise refuse(f"--format is text or json, not {output!r}.")
    if head and not head.partition(":")[0].isdigit():
        raise refuse("--head looks like 4711:9f86d0…, as `avow audit head` prints it.")
    site()
    from avow.web.audit.chain import verify as walk

    verdict = walk(head or None)
    if output == "json":
        found = {"events": verdict.events, "head": verdict.head, "faults": verdict.faults}
        typer.echo(json.dumps(found, indent=2))
    else:
        typer.echo(f"{verdict.events} events, head {verdict.head}")
        for fault in verdict.faults:
            typer.echo(f"FAULT: {fault}")
        if not verdict.faults:
            typer.echo("The chain is whole.")
    raise typer.Exit(BROKEN if verdict.faults else 0)


@app.command()
def head() -> None:
    """Print the head of the chain, for somebody outside to write down.

    Example:

      avow audit head >> heads-held-by-the-panel.txt
    """
    site()
    from avow.web.audit.chain import GENESIS
    from avow.web.audit.models import Head

    last = Head.objects.first()
    typer.echo(str(last) if last else f"0:{GENESIS}")
