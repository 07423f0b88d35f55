"""`avow plan`: read a plan document into pillars, commitments and actions."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avow.cli.plan_compare import compare

if TYPE_CHECKING:
    from avow.analysis.documents import Plan

app = typer.Typer(no_args_is_help=True, help="Read a plan document.")


class Format(StrEnum):
    """How a plan is printed."""

    json = "json"
    text = "text"
    toml = "toml"


app.command(
    epilog="Examples:  avow plan compare draft.txt final.txt --format text  |  "
    "avow plan compare draft.toml final.toml > changes.json"
)(compare)


@app.callback()
def _root() -> None:
    """Read a plan document."""


@app.command(
    epilog="Examples:  avow plan read plan.pdf  |  avow plan read plan.docx --format toml > p.toml"
)
def read(
    file: Annotated[
        Path,
        typer.Argument(
            help="The plan as PDF, DOCX, ODT, HTML, Markdown, text or .eml; or JSON, TOML."
        ),
    ],
    format: Annotated[Format, typer.Option(help="json, text or toml.")] = Format.json,  # noqa: A002
) -> None:
    """Read a plan into pillars, commitments and actions.

    Exit code 2: the file cannot be read, or is no plan.
    """
    from avow.analysis.documents import to_toml

    plan = load_plan(file)
    if format is Format.json:
        typer.echo(json.dumps(plan.to_dict(), ensure_ascii=False, indent=2))
    elif format is Format.toml:
        typer.echo(to_toml(plan), nl=False)
    else:
        _show(plan)


def load_plan(path: Path) -> "Plan":
    """Return the plan in a file, or end the command with a message and exit code 2."""
    from avow.analysis.documents import NotAPlanError, UnreadableDocumentError, read_plan

    try:
        return read_plan(path)
    except (NotAPlanError, UnreadableDocumentError) as error:
        typer.echo(f"avow: {error}", err=True)
        raise typer.Exit(2) from error


def _show(plan: "Plan") -> None:
    from avow.cli.wrapping import wrapped

    typer.echo(wrapped(plan.title or "Plan without a title"))
    for pillar in plan.pillars:
        if pillar.number or pillar.title:
            typer.echo("\n" + wrapped(f"Pillar {pillar.number} {pillar.title}".replace("  ", " ")))
        for commitment in pillar.commitments:
            typer.echo("\n" + wrapped(commitment.text, f"{commitment.number}. "))
            if commitment.title not in commitment.text:
                typer.echo(wrapped(f"({commitment.title})", "   "))
            for action in commitment.actions:
                typer.echo(wrapped(action.text, f"     {action.number}  "))
    count = sum(len(c.actions) for c in plan.commitments)
    typer.echo(
        f"\n{len(plan.pillars)} pillars, {len(list(plan.commitments))} commitments, {count} actions"
    )
