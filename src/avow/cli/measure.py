"""`avow measure`: list, show and run measures on the loaded facts."""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    import pyarrow as pa

    from avow.analysis.measures import Definition, Result

app = typer.Typer(
    no_args_is_help=True,
    help="List, show and run measures on the loaded facts.",
    epilog="Exit codes: 0 done, 2 the request cannot be answered (the message says why).",
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


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    csv = "csv"
    json = "json"
    parquet = "parquet"


class ListFormat(StrEnum):
    """How definitions are written."""

    text = "text"
    json = "json"


class Engine(StrEnum):
    """What runs the numbers."""

    duckdb = "duckdb"
    spark = "spark"


_DAY = ["%Y-%m-%d", "%Y-%m", "%Y"]


@app.command("list", help="List the measures.\n\nExample: avow measure list --format json")
def list_(format: ListFormat = ListFormat.text) -> None:  # noqa: A002 - the option's name
    """Print every measure's identifier, title and unit."""
    from avow.analysis.measures import definitions

    if format is ListFormat.json:
        typer.echo(json.dumps([_short(d) for d in definitions()], indent=2, ensure_ascii=False))
        return
    width = max(len(d.id) for d in definitions())
    for each in definitions():
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


@app.command(
    help="Run a measure on the loaded facts.\n\n"
    "Examples:\n\n"
    "avow measure run recorded-offences-per-1000 --by borough --period year\n\n"
    "avow measure run share-rape --period quarter --from 2022 --format csv --output rape.csv"
)
def run(  # noqa: PLR0913 - each is a question the user answers
    id: Annotated[str, typer.Argument(help="The measure's identifier.")],  # noqa: A002
    *,
    by: Annotated[By, typer.Option(help="Kind of area.")] = By.force,
    period: Annotated[Period, typer.Option(help="Kind of period.")] = Period.year,
    start: Annotated[
        datetime | None,
        typer.Option("--from", formats=_DAY, metavar="YYYY[-MM[-DD]]", help="First period shown."),
    ] = None,
    end: Annotated[
        datetime | None,
        typer.Option("--to", formats=_DAY, metavar="YYYY[-MM[-DD]]", help="Last period shown."),
    ] = None,
    format: Annotated[Format, typer.Option(help="How to write it.")] = Format.text,  # noqa: A002
    output: Annotated[
        Path | None, typer.Option(help="File to write; else standard output.")
    ] = None,
    data: Annotated[
        Path, typer.Option(envvar="AVOW_DATA", help="Folder that the feeds loaded into.")
    ] = Path("data"),
    engine: Annotated[Engine, typer.Option(help="What runs the numbers.")] = Engine.duckdb,
) -> None:
    """Print or write a measure by area and period."""
    if format is Format.parquet and output is None:
        _refuse("Parquet is not text: name a file with --output.")
    from avow.analysis.engine import Facts, NoFactsError
    from avow.analysis.measures import MeasureError
    from avow.analysis.measures import run as run_measure

    first, last = (day.date() if day else None for day in (start, end))
    try:
        facts = Facts(data, engine)
        result = run_measure(facts, id, by=by, period=period, start=first, end=last)
    except (MeasureError, NoFactsError, ImportError) as error:
        _refuse(str(error))
    _write(result, format, output)


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
    }


def _write(result: "Result", format: Format, output: Path | None) -> None:  # noqa: A002
    if format is Format.parquet:
        import pyarrow.parquet as pq

        pq.write_table(result.table.replace_schema_metadata(_metadata(result)), output)
        return
    text = {
        Format.json: lambda: json.dumps(result.as_dict(), indent=2, ensure_ascii=False) + "\n",
        Format.csv: lambda: _csv(result.table),
        Format.text: lambda: _text(result),
    }[format]()
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8")


def _metadata(result: "Result") -> dict[str, str]:
    """Put everything but the rows into the file, so that no figure travels alone."""
    about = {name: value for name, value in result.as_dict().items() if name != "rows"}
    return {"avow": json.dumps(about, ensure_ascii=False)}


def _csv(table: "pa.Table") -> str:
    import io

    import pyarrow.csv

    buffer = io.BytesIO()
    pyarrow.csv.write_csv(table, buffer)
    return buffer.getvalue().decode()


def _text(result: "Result") -> str:
    lines = [f"{result.definition.title} ({result.definition.unit}), by {result.by}", ""]
    rows = result.table.to_pylist()
    width = max((len(row["unit"]) for row in rows), default=4)
    lines.append(f"{'unit':<{width}}  {'period':<8} {'value':>10} {'95% interval':>23}  note")
    for row in rows:
        value, low, high = (_figure(row[name]) for name in ("value", "low", "high"))
        span = f"{low} to {high}" if low != "-" else "-"
        lines.append(
            f"{row['unit']:<{width}}  {row['period_label']:<8} {value:>10} {span:>23}  "
            f"{row['note']}".rstrip()
        )
    lines += ["", result.method, result.caution, "", "Known faults of the data:"]
    lines += [f"- {fault}" for fault in result.faults]
    return "\n".join(lines) + "\n"


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}"
