"""Write what a method found: its table as CSV, its chart as a file."""

import importlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from avow.cli.table_file import refuse

if TYPE_CHECKING:
    import pyarrow as pa


def as_csv(table: "pa.Table") -> str:
    """Return a table as CSV."""
    from pyarrow import csv

    buffer = io.BytesIO()
    csv.write_csv(table, buffer)
    return buffer.getvalue().decode()


def draw(name: str, found: Any, file: Path | None, **titles: str) -> None:
    """Draw a result with the chart function ``name`` into an SVG file, if one was asked for."""
    if file is None:
        return
    try:
        charts = importlib.import_module("avow.charts")
        drawn = charts.svg(getattr(charts, name)(found, **titles))
    except ImportError:
        refuse("Charts need the extra “charts”: pip install 'avow[charts]'")
    try:
        file.write_text(drawn, encoding="utf-8")
    except OSError as error:
        refuse(f"{file}: cannot be written: {error.strerror}")
    typer.echo(f"Drawn into {file}.", err=True)
