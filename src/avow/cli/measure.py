"""`avow measure`: list, show and run measures on the loaded facts."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from avow.cli.measure_writing import Format, write

if TYPE_CHECKING:
    from avow.analysis.measures import Definition, Result

app = typer.Typer(
    no_args_is_help=True,
    help="List, show, run and store measures on the loaded facts.",
    epilog="Exit codes: 0 done, 2 the request cannot be answered (the message says why), 3 done "
    "but for some of the measures asked for (the messages say which and why).",
)


class By(StrEnum):
    """Kinds of area."""

    force = "force"
    bcu = "bcu"
    borough = "borough"
    ward = "ward"


class Period(StrEnum):
    """Kinds of period."""

    month = "month"
    quarter = "quarter"
    year = "year"


class ListFormat(StrEnum):
    """How definitions are written."""

    text = "text"
    json = "json"


class Engine(StrEnum):
    """What runs the numbers."""

    duckdb = "duckdb"
    spark = "spark"


SOME_NOT_MADE = 3


@app.command(
    "list",
    help="List the measures, perhaps those of one commitment of the plan.\n\n"
    "Examples:\n\navow measure list --commitment 6\n\navow measure list --format json",
)
def list_(
    format: ListFormat = ListFormat.text,  # noqa: A002 - the option's name
    commitment: Annotated[
        int | None, typer.Option(min=1, max=10, help="Only evidence for this commitment.")
    ] = None,
) -> None:
    """Print every measure's identifier, title and unit."""
    from avow.analysis.measures import definitions

    shown = [d for d in definitions() if commitment is None or commitment in d.commitments]
    if format is ListFormat.json:
        typer.echo(json.dumps([_short(d) for d in shown], indent=2, ensure_ascii=False))
        return
    if not shown:
        typer.echo(f"No measure is evidence for commitment {commitment} yet.", err=True)
        return
    width = max(len(d.id) for d in shown)
    for each in shown:
        typer.echo(f"{each.id:<{width}}  {each.title} ({each.unit}; by {', '.join(each.by)})")


@app.command(
    help="Show what a measure means, why it matters and what to beware of.\n\n"
    "Example: avow measure show share-rape"
)
def show(
    id: Annotated[str, typer.Argument(help="The measure's identifier.")],  # noqa: A002
    format: ListFormat = ListFormat.text,  # noqa: A002 - the option's name
) -> None:
    """Print one measure's definition."""
    from avow.analysis.measures import UnknownMeasureError, definition
    from avow.analysis.measures.reference import one
    from avow.analysis.measures.result import definition_as_dict

    try:
        asked = definition(id)
    except UnknownMeasureError as error:
        _refuse(str(error))
    if format is ListFormat.json:
        typer.echo(json.dumps(definition_as_dict(asked), indent=2, ensure_ascii=False))
    else:
        typer.echo(one(asked))


@app.command(help="Print the reference page of all measures, without the worked examples.")
def reference() -> None:
    """Print all definitions as Markdown."""
    from avow.analysis.measures import reference as page

    typer.echo(page(), nl=False)


Data = Annotated[Path, typer.Option(envvar="AVOW_DATA", help="Folder that the feeds loaded into.")]
DATA = Path("data")
_DATED = {"formats": ["%Y-%m-%d", "%Y-%m", "%Y"], "metavar": "YYYY[-MM[-DD]]"}
From = Annotated[datetime | None, typer.Option("--from", help="First period shown.", **_DATED)]
To = Annotated[datetime | None, typer.Option("--to", help="Last period shown.", **_DATED)]


@app.command(
    help="Run measures on the loaded facts. Several are made together, in few passes over the "
    "facts.\n\n"
    "Examples:\n\n"
    "avow measure run recorded-offences-per-1000 --by borough --period year\n\n"
    "avow measure run share-rape --period quarter --from 2022 --format csv --output rape.csv\n\n"
    "avow measure run charged-rape --by bcu --group victim.ethnicity_self\n\n"
    "avow measure run --all --by bcu --period month --format parquet --output all.parquet"
)
def run(  # noqa: PLR0913 - each is a question the user answers
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID...", help="The measures' identifiers.")
    ] = None,
    *,
    every: Annotated[
        bool, typer.Option("--all", help="Every measure that is made like that.")
    ] = False,
    by: Annotated[By, typer.Option(help="Kind of area.")] = By.force,
    period: Annotated[Period, typer.Option(help="Kind of period.")] = Period.year,
    group: Annotated[
        str | None,
        typer.Option(help="What to split by, such as victim.sex; a*b crosses two."),
    ] = None,
    start: From = None,
    end: To = None,
    format: Annotated[Format, typer.Option(help="How to write it.")] = Format.text,  # noqa: A002
    output: Annotated[
        Path | None, typer.Option(help="File to write; else standard output.")
    ] = None,
    data: Data = DATA,
    engine: Annotated[Engine, typer.Option(help="What runs the numbers.")] = Engine.duckdb,
) -> None:
    """Print or write measures by area, period and group."""
    if bool(ids) == every:
        _refuse("Name measures, or ask for --all. `avow measure list` shows which there are.")
    if format is Format.parquet and output is None:
        _refuse("Parquet is not text: name a file with --output.")
    from avow.analysis.engine import Facts
    from avow.analysis.measures import MeasureError, run_many

    first, last = (day.date() if day else None for day in (start, end))
    try:
        asked = ids or _made_like(by, period, group)
        found = run_many(Facts(data, engine), asked, by, period, group, first, last)
    except (MeasureError, ImportError) as error:
        _refuse(str(error))
    _show(found, format, output, many=every or len(found) > 1)


@app.command(
    help="Run measures and keep the results, so that pages need not count. What still holds for "
    "the loaded facts, the definitions and this version is left as it is; an interrupted run goes "
    "on where it stopped.\n\n"
    "Without options: every measure by every kind of area and period it is made by and, but for "
    "wards, split by each of its groups.\n\n"
    "Examples:\n\n"
    "avow measure store\n\n"
    "avow measure store --by bcu --period month --group '' --group victim.sex"
)
def store(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Only these measures.")
    ] = None,
    *,
    by: Annotated[list[By] | None, typer.Option(help="Only these kinds of area.")] = None,
    period: Annotated[list[Period] | None, typer.Option(help="Only these periods.")] = None,
    group: Annotated[list[str] | None, typer.Option(help="Only these splits; '' is none.")] = None,
    format: ListFormat = ListFormat.text,  # noqa: A002 - the option's name
    data: Data = DATA,
    engine: Annotated[Engine, typer.Option(help="What runs the numbers.")] = Engine.duckdb,
) -> None:
    """Keep runs of measures under the data folder."""
    from avow.analysis.measures import MeasureError, definition, store_all

    try:
        for each in ids or ():
            definition(each)
        with _bar() as progress:
            done = store_all(
                data,
                datetime.now(UTC),
                progress,
                ids=ids or (),
                by=by or list(By),
                periods=period or list(Period),
                group=[each or None for each in group] if group else None,
                engine=engine,
            )
    except (MeasureError, ImportError) as error:
        _refuse(str(error))
    if format is ListFormat.json:
        said = {"made": done.made, "held": done.held, "refused": done.refused}
        typer.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        typer.echo(f"{done.made} runs made, {done.held} still held. They are in {data / 'runs'}.")
    for id_, reason in done.refused.items():
        typer.echo(f"{id_}: {reason}", err=True)
    if done.refused:
        raise typer.Exit(SOME_NOT_MADE if done.made or done.held else 2)


def _show(
    found: Mapping[str, "Result | str"],
    format: Format,  # noqa: A002 - the option's name
    output: Path | None,
    *,
    many: bool,
) -> None:
    """Write what was made, say what was not, and end with the code that says so."""
    made = [each for each in found.values() if not isinstance(each, str)]
    why = {id_: each for id_, each in found.items() if isinstance(each, str)}
    for id_, reason in why.items():
        typer.echo(f"{id_}: {reason}" if many else reason, err=True)
    if not made:
        raise typer.Exit(2)
    write(made, format, output, many=many)
    if why:
        raise typer.Exit(SOME_NOT_MADE)


@contextmanager
def _bar() -> Iterator[Callable[[int, int, str], None]]:
    """Show how far the work is, on the error stream where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Measures", total=None)
        yield lambda done, of, what: bar.update(
            task, completed=done, total=of, description=f"Measures {what}"
        )


def _made_like(by: By, period: Period, group: str | None) -> list[str]:
    """Return the measures that are made by such an area and period and split like that.

    Raises:
        MeasureError: ``group`` cannot be a group, or no measure is made like that.
    """
    from avow.analysis.measures import MeasureError, definitions
    from avow.analysis.measures.groups import parse

    split = {part.name for part in parse(group)}
    found = [
        d.id for d in definitions() if by in d.by and period in d.periods and split <= {*d.groups}
    ]
    if not found:
        said = f" split by {group}" if group else ""
        raise MeasureError(f"No measure is made by {by} and {period}{said}.")
    return found


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _short(each: "Definition") -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "unit": each.unit,
        "kind": each.kind,
        "better": each.better,
        "by": list(each.by),
        "periods": list(each.periods),
        "groups": list(each.groups),
        "commitments": list(each.commitments),
    }
