"""`avow synthetic`: invent records of any size, with known truths built in."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from avow.analysis.synthetic.records import RecordTruths

app = typer.Typer(
    no_args_is_help=True,
    help="Invent records of any size, with known truths built in.",
    epilog="Exit codes: 0 done, 2 the request cannot be answered (the message says why).",
)

_MONTH = ["%Y-%m", "%Y-%m-%d"]
_MOST = 50_000_000


class Format(StrEnum):
    """How to print."""

    text = "text"
    json = "json"


As = Annotated[Format, typer.Option("--format", help="Text for people, or JSON for programs.")]
Folder = Annotated[Path, typer.Argument(help="The data folder (as in AVOW_DATA).")]
Offences = Annotated[int, typer.Option(min=1, max=_MOST, help="How many offences.")]
Seed = Annotated[int, typer.Option(min=0, help="What everything follows from.")]
From = Annotated[
    datetime, typer.Option("--from", formats=_MONTH, metavar="YYYY-MM", help="First month.")
]
To = Annotated[
    datetime, typer.Option("--to", formats=_MONTH, metavar="YYYY-MM", help="Last month.")
]
_FROM, _TO = datetime(2022, 3, 1), datetime(2026, 2, 1)  # noqa: DTZ001 - a month has no time zone


@app.command(
    help="Invent records of a city and its force, and write every record-level table.\n\n"
    "The same seed and arguments give the same rows, bit for bit. 1 million offences take some "
    "seconds, 50 million some minutes; memory stays below 1 GB. What was put in is written beside "
    "the tables: `avow synthetic truths` prints it.\n\n"
    "Examples:\n\n"
    "avow synthetic facts data --offences 100000\n\n"
    "avow synthetic facts /tmp/large --offences 10000000 --seed 7 --from 2021-04 --to 2026-03"
)
def facts(
    folder: Folder,
    *,
    offences: Offences = 100_000,
    seed: Seed = 1,
    start: From = _FROM,
    end: To = _TO,
    form: As = Format.text,
) -> None:
    """Write invented records."""
    from avow.analysis.synthetic import records

    try:
        with _bar(offences) as told:
            truths = records.write(
                folder,
                offences=offences,
                seed=seed,
                start=start.date(),
                end=end.date(),
                told=told,
            )
    except (ValueError, OSError) as error:
        _refuse(str(error))
    rows = records.rows(folder)
    if form is Format.json:
        typer.echo(json.dumps({"folder": str(folder), "rows": rows}, indent=2))
        return
    for name, count in rows.items():
        typer.echo(f"{name:<20} {count:>12,}")
    typer.echo(f"\nWhat was put in: avow synthetic truths {folder} ({len(_told(truths))} truths)")


@app.command(
    help="Write invented records as a force's own export: CSV files with other headers, codes and "
    "British dates, and the column map that loads them.\n\n"
    "Example:\n\n"
    "avow synthetic extract /tmp/extract --offences 5000\n\n"
    "avow feed load --map /tmp/extract/extract-map.toml /tmp/extract/*.csv"
)
def extract(
    folder: Annotated[Path, typer.Argument(help="Where to write the files.")],
    *,
    offences: Offences = 5_000,
    seed: Seed = 1,
    start: From = _FROM,
    end: To = _TO,
) -> None:
    """Write an invented extract."""
    from avow.analysis.synthetic import records

    try:
        records.extract(folder, offences=offences, seed=seed, start=start.date(), end=end.date())
    except (ValueError, OSError) as error:
        _refuse(str(error))
    for path in sorted(folder.glob("*.csv")):
        typer.echo(path)
    typer.echo(f"\nTo load it: avow feed load --map {folder / records.MAP} {folder}/*.csv")


@app.command(
    help="Print what was put into invented records, so that a method can be checked against it."
    "\n\nExample: avow synthetic truths data --format json"
)
def truths(folder: Folder, form: As = Format.text) -> None:
    """Print the truths of a folder."""
    from avow.analysis.synthetic import records

    try:
        found = records.read_truths(folder)
    except (FileNotFoundError, ValueError) as error:
        _refuse(str(error))
    if form is Format.json:
        typer.echo(json.dumps(_told(found), indent=2, ensure_ascii=False, default=str))
        return
    from avow.cli.wrapping import wrapped

    for name, about in _told(found).items():
        typer.echo(f"{name} = {_value(about['value'])}")
        typer.echo(wrapped(about["words"], "    "))


def _told(found: "RecordTruths") -> dict[str, dict[str, Any]]:
    return found.as_dict()


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


@contextmanager
def _bar(offences: int) -> Iterator[Callable[[int], None]]:
    """Show a bar while the offences are written; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import Progress

    quiet = not sys.stderr.isatty()
    with Progress(console=Console(stderr=True), transient=True, disable=quiet) as progress:
        task = progress.add_task("Offences", total=offences)
        yield lambda done: progress.update(task, completed=done)


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
