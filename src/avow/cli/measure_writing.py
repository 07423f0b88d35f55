"""How `avow measure run` writes results: text, CSV, JSON or Parquet."""

import json
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from avow.cli.result_file import as_csv
from avow.cli.table_file import refuse

if TYPE_CHECKING:
    import pyarrow as pa

    from avow.analysis.measures import Result


class Format(StrEnum):
    """How a result is written."""

    text = "text"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def write(results: Sequence["Result"], form: Format, output: Path | None, *, many: bool) -> None:
    """Write results to ``output``, or print them.

    With ``many``, rows carry the measure in a first column, and JSON is an object by measure.
    """
    try:
        _write(results, form, output, many=many)
    except OSError as error:
        refuse(f"{output}: cannot be written: {error.strerror or error}")


def _write(results: Sequence["Result"], form: Format, output: Path | None, *, many: bool) -> None:
    if form is Format.parquet:
        import pyarrow.parquet as pq

        pq.write_table(_table(results, many).replace_schema_metadata(_metadata(results)), output)
        return
    texts: Mapping[Format, Callable[[], str]] = {
        Format.json: lambda: _json(results, many),
        Format.csv: lambda: as_csv(_table(results, many)),
        Format.text: lambda: "\n\n".join(_text(result) for result in results),
    }
    if output is None:
        typer.echo(texts[form](), nl=False)
    else:
        output.write_text(texts[form](), encoding="utf-8")


def _table(results: Sequence["Result"], many: bool) -> "pa.Table":
    import pyarrow as pa

    if not many:
        return results[0].table
    named = [
        result.table.add_column(
            0, "measure", pa.array([result.definition.id] * result.table.num_rows, pa.string())
        )
        for result in results
    ]
    return pa.concat_tables(named)


def _plain(result: "Result") -> dict[str, Any]:
    about = result.as_dict()
    if said := _against_target(result):
        about["against_target"] = said
    return about


def _json(results: Sequence["Result"], many: bool) -> str:
    said = {r.definition.id: _plain(r) for r in results} if many else _plain(results[0])
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _metadata(results: Sequence["Result"]) -> dict[str, str]:
    """Put everything but the rows into the file, so that no figure travels alone."""
    about = [
        {name: value for name, value in _plain(result).items() if name != "rows"}
        for result in results
    ]
    return {"avow": json.dumps(about[0] if len(about) == 1 else about, ensure_ascii=False)}


def _against_target(result: "Result") -> dict[str, Any] | None:
    """Return how the measure stands against its target, where it can be said of this result."""
    from avow.analysis.measures import MeasureError, against_target

    try:
        stands = against_target(result)
    except MeasureError:
        return None
    if stands is None:
        return None
    return {
        "verdict": stands.verdict,
        "sentence": stands.sentence,
        "value": stands.target.value,
        "baseline": stands.target.baseline,
        "by": stands.target.by,
        "expected": stands.expected,
    }


def _text(result: "Result") -> str:
    split = f", split by {result.group}" if result.group else ""
    lines = [f"{result.definition.title} ({result.definition.unit}), by {result.by}{split}", ""]
    rows = result.table.to_pylist()
    width = max((len(row["unit"]) for row in rows), default=4)
    wide = max((len(row["group"] or "") for row in rows), default=0)
    wide = max(wide, len("group")) if wide else 0
    head = f"{'group':<{wide}}  " if wide else ""
    lines.append(f"{'unit':<{width}}  {head}{'period':<8} {'value':>10} {'95% interval':>23}  note")
    for row in rows:
        value, low, high = (_figure(row[name]) for name in ("value", "low", "high"))
        span = f"{low} to {high}" if low != "-" else "-"
        part = f"{row['group']:<{wide}}  " if wide else ""
        lines.append(
            f"{row['unit']:<{width}}  {part}{row['period_label']:<8} {value:>10} {span:>23}  "
            f"{row['note']}".rstrip()
        )
    lines.append("")
    if said := _against_target(result):
        lines.append(str(said["sentence"]))
    lines += [result.method, result.caution, "", "Known faults of the data:"]
    lines += [f"- {fault}" for fault in result.faults]
    return "\n".join(lines) + "\n"


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}"
