"""`avow disparity`: compare groups at every step, on any CSV or Parquet file."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from avow.cli.result_file import as_csv, draw
from avow.cli.table_file import line_of, read_columns, refuse
from avow.cli.wrapping import wrapped

if TYPE_CHECKING:
    import pyarrow as pa

    from avow.analysis.disparity import Disparity

app = typer.Typer(add_completion=False)


class Format(StrEnum):
    """How a comparison is written."""

    text = "text"
    csv = "csv"
    json = "json"


_HELP = """Compare groups at every step from report to outcome: who gets how far, and is it alike?

Each row of FILE is a person or a case; columns of steps and the outcome hold yes or no.

Examples:

avow disparity cases.csv --group ethnicity_self --outcome charged

avow disparity cases.parquet --group ethnicity_self --steps arrest,file --outcome charged
--reference White --strata offence_group,borough --chart charged.svg

avow disparity cases.csv --group sex --outcome charged --protected --format csv
"""


@app.command(
    help=_HELP,
    epilog="Exit codes: 0 done, 2 the file cannot be read or the question not answered (the "
    "message says why).",
)
def disparity(  # noqa: PLR0913 - each is a question the user answers
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="CSV or Parquet files with the same columns."),
    ],
    *,
    group: Annotated[str, typer.Option(help="Column with the group of each row.")],
    outcome: Annotated[str, typer.Option(help="Column that says whether the end was reached.")],
    steps: Annotated[
        str, typer.Option(help="Columns of the steps before it, in order, with commas between.")
    ] = "",
    reference: Annotated[
        str, typer.Option(help="Group to compare with; else the variable's own, or the largest.")
    ] = "",
    strata: Annotated[
        str, typer.Option(help="Columns within which like is compared with like.")
    ] = "",
    by_two: Annotated[
        str, typer.Option("--by-two", help="A second column, crossed with the first.")
    ] = "",
    format: Annotated[Format, typer.Option(help="How to write it.")] = Format.text,  # noqa: A002
    chart: Annotated[Path | None, typer.Option(help="Draw the ratios into this SVG file.")] = None,
    protected: Annotated[
        bool, typer.Option("--protected", help="Write only what may leave: protected counts.")
    ] = False,
) -> None:
    """Print a comparison of groups."""
    if protected and chart is not None:
        refuse("A chart shows exact figures: draw it without --protected.")
    from avow.analysis.disparity import DisparityError, StepCellError, compare, steps_of

    path, layers = [*_names(steps), outcome], _names(strata)
    parts = _read(files, [group, *path, *layers, *([by_two] if by_two else [])])
    try:
        rows = _one_table(parts)
        counts = steps_of(rows, group=group, steps=path, second=by_two or None, strata=layers)
        found = compare(counts, reference=reference or None)
    except StepCellError as error:
        sizes = [part.num_rows for part in parts]
        refuse(f"{_where(files, sizes, error.row)}, column {error.column!r}: {error.fault}")
    except DisparityError as error:
        refuse(str(error))
    draw("of_disparity", found, chart)
    typer.echo(_protected(found, format) if protected else _written(found, format), nl=False)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _where(files: list[Path], sizes: list[int], row: int) -> str:
    """Return the file, and the row in it as a spreadsheet counts, of a row of all files."""
    at = 0
    while row > sizes[at]:
        row -= sizes[at]
        at += 1
    return f"{files[at]}, row {line_of(files[at], row)}"


def _read(files: list[Path], names: list[str]) -> "list[pa.Table]":
    """Return the named columns of each file."""
    wanted = list(dict.fromkeys(names))
    return [read_columns(file, wanted) for file in files]


def _one_table(parts: "list[pa.Table]") -> "pa.Table":
    """Return the rows of all files, one after the other."""
    import pyarrow as pa

    try:
        return pa.concat_tables(parts, promote_options="permissive")
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        refuse(f"The files do not have the same columns: {error}")


def _written(found: "Disparity", format: Format) -> str:  # noqa: A002
    if format is Format.json:
        return json.dumps(found.as_dict(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    if format is Format.csv:
        return as_csv(_with_adjusted(found))
    return _text(found)


def _protected(found: "Disparity", format: Format) -> str:  # noqa: A002
    safe = found.protected()
    if format is Format.json:
        about = {"reference": found.reference, "method": found.method}
        done = {**about, "notes": safe.report.sentences, "rows": safe.table.to_pylist()}
        return json.dumps(done, indent=2, ensure_ascii=False) + "\n"
    if format is Format.csv:
        return as_csv(safe.table)
    lines = [_row_of_text(row) for row in safe.table.to_pylist()]
    return "\n".join([*lines, "", *(wrapped(s, "- ") for s in safe.report.sentences)]) + "\n"


def _with_adjusted(found: "Disparity") -> "pa.Table":
    """Return the table with the ratio within strata beside the raw one."""
    import pyarrow as pa

    if not found.strata:
        return found.table
    key = ("step", "since", "group")
    names = [name for name in found.adjusted.column_names if name.startswith("adjusted")]
    names += ["homogeneity_p", "reversal"]
    beside = {tuple(row[k] for k in key): row for row in found.adjusted.to_pylist()}
    rows = found.table.to_pylist()
    table = found.table
    for name in names:
        cells = [beside.get(tuple(row[k] for k in key), {}).get(name) for row in rows]
        table = table.append_column(name, pa.array(cells, found.adjusted.schema.field(name).type))
    return table


def _text(found: "Disparity") -> str:
    lines = [wrapped(found.summary), ""]
    lines += [wrapped(sentence, "- ") for sentence in found.sentences]
    rows = found.table.to_pylist()
    width = max(len(row["group"]) for row in rows)
    for stage in dict.fromkeys((row["step"], row["out_of"]) for row in rows):
        lines += ["", f"{stage[0]}, counted from {stage[1]} (against {found.reference})"]
        lines += [_row_of_text(row, width) for row in rows if (row["step"], row["out_of"]) == stage]
    lines += ["", "Beware", *(wrapped(caution, "- ") for caution in found.cautions)]
    return "\n".join([*lines, "", wrapped(found.method)]) + "\n"


def _row_of_text(row: dict[str, Any], width: int = 0) -> str:
    if "verdict" not in row:
        place = f"{row['step']}, from {row['out_of']}: {row['group']}"
        few = "-" if row["rate"] is None else f"{row['rate'] * 100:.1f}%"
        return f"  {place}: {_count(row['reached'])} of {_count(row['of'])}, {few}"
    rate = "-" if row["rate"] is None else f"{row['rate'] * 100:.1f}%"
    told = f"  {row['group']:<{width}}  {row['reached']:>9,} of {row['of']:>9,}  {rate:>6}"
    if row["ratio"] is not None:
        high = row["ratio_high"]
        top = "more" if high == float("inf") else f"{high:.2f}"
        told += f"  {row['ratio']:5.2f} ({row['ratio_low']:.2f} to {top})"
    return f"{told}  {row['verdict']}"


def _count(value: int | None) -> str:
    return "few" if value is None else f"{value:,}"
