"""`avow feed`: load facts from a source, and show what was loaded."""

import os
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from avow.cli._feeding import (
    EXIT_QUARANTINED,
    EXIT_UNUSABLE,
    key,
    print_json,
    progress,
    refusals,
    stop,
)
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from avow.analysis.feeds import Change, Loaded

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown")


class Format(StrEnum):
    """How to print."""

    text = "text"
    json = "json"


Data = Annotated[
    Path, typer.Option("--data", envvar="AVOW_DATA", help="The data folder.", show_default=True)
]
As = Annotated[Format, typer.Option("--format", help="Text for people, or JSON for programs.")]
DATA = Path("data")


MapFile = Annotated[
    Path | None, typer.Option("--map", help="A column map: loads an extract without any feed.")
]


@app.command()
def load(
    given: Annotated[
        list[str],
        typer.Argument(
            metavar="[FEED] FILES...", help="The feed, unless there is a map; and the files."
        ),
    ],
    column_map: MapFile = None,
    data: Data = DATA,
    form: As = Format.text,
) -> None:
    """Load files of a source into the data folder, and print the quality report.

    The same files again change nothing. A load that was interrupted can be run again. Places are
    named as the Metropolitan Police's; for another force, give among the files a TOML file in the
    form of definitions/geography. For an extract of a force's own systems write a column map:
    `avow feed map-template TABLE` prints one to start from.

    Exit codes: 0 loaded, or loaded before; 2 a file cannot be used (nothing is changed);
    3 loaded, but some rows are in quarantine; 4 another load of the feed is running.

    Examples:

        avow feed load mps-vawg offences.parquet victims.parquet

        avow feed load boundaries wards.geojson boroughs.geojson bcu_boroughs.csv

        avow feed load --map my-force.toml crimes.csv people.xlsx
    """
    from avow.analysis import feeds

    at = datetime.now(UTC)
    with refusals(data), progress() as told:
        if column_map is None:
            done = feeds.load(data, given[0], [*map(Path, given[1:])], at=at, progress=told)
        else:
            known = feeds.read_map(column_map)
            done = feeds.load_map(
                data,
                known,
                [Path(name) for name in given],
                key=key(data),
                at=at,
                database=os.environ.get(known.database) if known.database else None,
                progress=told,
            )
    _say(done, data, form)


def _say(done: "Loaded", data: Path, form: Format) -> None:
    """Print what a load did; the exit code tells of rows in quarantine."""
    from avow.analysis import feeds

    report = done.report
    changes = feeds.history(data, report.feed).latest()
    if form is Format.json:
        told = [asdict(change) for change in changes]
        print_json({"changed": done.changed, "report": report.to_dict(), "changes": told})
    else:
        typer.echo(report.to_text(), nl=False)
        _say_changes(changes)
    said = "Loaded" if done.changed else f"Nothing to do: loaded before, {report.loaded_at}"
    typer.echo(f"{said}. Facts are in {data / 'facts' / report.feed}.", err=True)
    if report.rows_quarantined:
        kept = data / "quarantine" / report.feed / f"{report.load_id}.parquet"
        typer.echo(f"{report.rows_quarantined:,} rows are in quarantine: {kept}", err=True)
        raise typer.Exit(EXIT_QUARANTINED)


def _say_changes(changes: "Sequence[Change]") -> None:
    """Print what differs from the load before, if anything does."""
    if changes:
        typer.echo("\nWhat changed since the load before")
    for change in changes:
        typer.echo(wrapped(change.sentence, "- "))


@app.command()
def check(
    column_map: Annotated[Path, typer.Option("--map", help="The column map.")],
    files: Annotated[list[Path] | None, typer.Argument(help="The files of the extract.")] = None,
    data: Data = DATA,
    form: As = Format.text,
) -> None:
    """Say what a load by a column map would do, and what would change; change nothing.

    Exit codes: 0 every row would be loaded; 2 the map or a file cannot be used; 3 some rows would
    go to quarantine.

    Example:

        avow feed check --map my-force.toml crimes.csv people.xlsx
    """
    from tempfile import TemporaryDirectory

    from avow.analysis import feeds

    with refusals(data), progress() as told, TemporaryDirectory() as work:
        known = feeds.read_map(column_map)
        database = os.environ.get(known.database) if known.database else None
        report = feeds.check_map(
            data,
            known,
            files or [],
            work,
            at=datetime.now(UTC),
            database=database,
            progress=told,
        )
    changes = feeds.would_change(data, report)
    if form is Format.json:
        print_json(report.to_dict() | {"changes": [asdict(change) for change in changes]})
    else:
        typer.echo(report.to_text(), nl=False)
        _say_changes(changes)
    rows = sum(table.rows_loaded for table in report.tables)
    typer.echo(f"{rows:,} rows would be loaded. Nothing was changed.", err=True)
    if report.rows_quarantined:
        typer.echo(f"{report.rows_quarantined:,} rows would go to quarantine.", err=True)
        raise typer.Exit(EXIT_QUARANTINED)


@app.command("map-template")
def map_template(
    table: Annotated[str, typer.Argument(help="The contract table, such as offences.")],
) -> None:
    """Print a commented column map for one table, to start from.

    Example:

        avow feed map-template offences > my-force.toml
    """
    from avow.analysis import feeds

    try:
        typer.echo(feeds.map_template(table), nl=False)
    except feeds.FeedError as error:
        raise stop(str(error), EXIT_UNUSABLE) from error


@app.command("list")
def list_feeds(data: Data = DATA, form: As = Format.text) -> None:
    """List the feeds: the files each takes, the tables it fills, and when it was last loaded.

    Example:

        avow feed list --format json
    """
    from avow.analysis import feeds

    rows = [
        {
            "name": name,
            "title": feed.title if feed else "brought in by a column map",
            "takes": list(feed.takes) if feed else [],
            "tables": list(feed.tables) if feed else [],
            "loaded_at": [report.loaded_at for report in feeds.reports(data, name)],
        }
        for name in feeds.known_feeds(data)
        for feed in [feeds.FEEDS.get(name)]
    ]
    if form is Format.json:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['name']}: {row['title']}")
        if row["takes"]:
            typer.echo(f"  files   {'; '.join(row['takes'])}")
            typer.echo(f"  tables  {', '.join(row['tables'])}")
        typer.echo(f"  loaded  {', '.join(row['loaded_at']) or 'not yet'}")


@app.command()
def report(
    name: Annotated[str | None, typer.Argument(help="The feed; all if none is named.")] = None,
    data: Data = DATA,
    form: As = Format.text,
) -> None:
    """Show the quality report of what is loaded now.

    Example:

        avow feed report mps-vawg
    """
    from avow.analysis import feeds

    try:
        found = [
            r for n in ([name] if name else feeds.known_feeds(data)) for r in feeds.reports(data, n)
        ]
    except feeds.FeedError as error:
        raise stop(str(error), EXIT_UNUSABLE) from error
    if not found:
        what = f"{name} has not been loaded" if name else "Nothing has been loaded"
        raise stop(f"{what} into {data}: `avow feed load --help` says how.", EXIT_UNUSABLE)
    unmatched = feeds.unmatched(data)
    if form is Format.json:
        loads = [one.to_dict() for one in found]
        print_json({"loads": loads, "unmatched": [asdict(one) for one in unmatched]})
        return
    for one in found:
        typer.echo(one.to_text())
    for finding in unmatched:
        typer.echo(f"{finding.title}: {finding.sentence}")


@app.command()
def history(
    name: Annotated[str, typer.Argument(help="The feed; `avow feed list` names them.")],
    data: Data = DATA,
    form: As = Format.text,
) -> None:
    """Show the loads of a feed over time, and what changed silently from one to the next.

    Example:

        avow feed history mps-vawg --format json
    """
    from avow.analysis import feeds

    found = feeds.history(data, name)
    if not found.reports:
        raise stop(f"{name} has not been loaded into {data}.", EXIT_UNUSABLE)
    if form is Format.json:
        tables = {
            table: [{k: v for k, v in asdict(load).items() if k != "profile"} for load in loads]
            for table, loads in found.tables.items()
        }
        changes = [asdict(change) for change in found.changes]
        print_json({"feed": name, "tables": tables, "changes": changes})
        return
    for table, loads in found.tables.items():
        typer.echo(table)
        for load in loads:
            typer.echo(
                f"  {load.loaded_at[:10]}  {load.rows:>12,} rows  {load.total:>12,} counted  "
                f"{load.quarantined:>8,} in quarantine  newest {load.newest or 'not known'}"
            )
    typer.echo("\nWhat changed" if found.changes else "\nNo load differs from the one before.")
    for change in found.changes:
        typer.echo(f"  {change.loaded_at[:10]}  {change.sentence}")
