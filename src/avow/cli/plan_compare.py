"""`avow plan compare`: what changed between two versions of a plan."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from avow.analysis.revisions import Change, Comparison, Unit


class Shown(StrEnum):
    """How a comparison is printed."""

    json = "json"
    text = "text"


def compare(
    before: Annotated[
        Path, typer.Argument(help="The older plan: a document, or its JSON or TOML.")
    ],
    after: Annotated[Path, typer.Argument(help="The newer plan.")],
    format: Annotated[Shown, typer.Option(help="json or text.")] = Shown.json,  # noqa: A002
) -> None:
    """Compare two plans by pillar, commitment and action, and by word.

    Parts are matched by their words. Exit code 2: a file cannot be read, or is no plan.
    """
    from avow.analysis import revisions
    from avow.cli.plan import load_plan

    versions = [revisions.units_of(load_plan(path)) for path in (before, after)]
    found = revisions.compare(*versions)
    if format is Shown.json:
        typer.echo(json.dumps(revisions.as_dict(found), ensure_ascii=False, indent=2))
    else:
        _show(found)


def _show(found: "Comparison") -> None:
    from avow.analysis.revisions import Kind, Status

    for kind in Kind:
        told = [
            f"{total.changes} {status.value}"
            for status, total in found.totals(kind).items()
            if total.changes
        ]
        typer.echo(f"{kind.value.title() + 's:':<13}{', '.join(told) or 'none'}")
    for change in found.changes:
        if change.status is not Status.SAME:
            _tell(change)


def _tell(change: "Change") -> None:
    from avow.cli.wrapping import wrapped

    sides = (_numbers(change.before), _numbers(change.after))
    where = " → ".join(dict.fromkeys(filter(None, sides)))
    typer.echo(f"\n{change.kind.value.title()} {where}: {_status(change)}".replace("  ", " "))
    marked = "".join(
        span.after if span.same else _marked(span.before, "-") + _marked(span.after, "+")
        for span in change.spans
    )
    for line in marked.strip().splitlines():
        typer.echo(wrapped(line.strip(), "  "))


def _status(change: "Change") -> str:
    from avow.analysis.revisions import Status

    place = [w for w, so in (("moved", change.moved), ("renumbered", change.renumbered)) if so]
    own = [] if change.status is Status.MOVED else [change.status.value]
    return ", ".join([*own, *place])


def _numbers(units: "tuple[Unit, ...]") -> str:
    return ", ".join(unit.number or unit.title for unit in units)


def _marked(words: str, sign: str) -> str:
    """Return words that went as [-so-] and words that came as [+so+], space outside."""
    bare = words.strip()
    if not bare:
        return words
    return words.replace(bare, f"[{sign}{bare}{sign}]", 1)
