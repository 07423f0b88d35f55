"""The files of a proposal, as they would be published: data, dictionary, definition, picture."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from avow import charts
from avow.web.releases import maps
from avow.web.releases.dictionary import as_markdown, dictionary
from avow.web.releases.files import as_json
from avow.web.releases.models import Proposal
from avow.web.releases.models.proposal import CHART, MAP
from avow.web.releases.protection import Content

_FORMULA = r"^[=+\-@\t\r]"


def files_of(proposal: Proposal, content: Content) -> dict[str, bytes]:
    """Return every file by name. The same content gives the same bytes."""
    entries = dictionary(content.table, content.definition)
    rows = plain_rows(content.table)
    asked = content.definition["definition"]
    about = {
        "title": proposal.title,
        "summary": proposal.summary,
        "kind": proposal.kind,
        "measure": proposal.measure,
        "measure_title": asked["title"],
        "unit": asked["unit"],
        "by": proposal.by,
        "period": proposal.period,
    }
    files = {
        "data.csv": _csv(content.table),
        "data.json": as_json({**about, "rows": rows}, compact=True),
        "data.parquet": _parquet(content.table),
        "dictionary.json": as_json({"title": proposal.title, "columns": entries}),
        "dictionary.md": as_markdown(proposal.title, entries).encode(),
        "definition.json": as_json(content.definition),
    }
    if proposal.kind == CHART:
        files |= _chart(rows, asked)
    if proposal.kind == MAP:
        files |= maps.files_of(rows, by=proposal.by, unit=asked["unit"], title=proposal.title)
    return files


def plain_rows(table: pa.Table) -> list[dict[str, Any]]:
    """Return the rows as plain values; dates are ISO strings."""
    return [{**row, "period": row["period"].isoformat()} for row in table.to_pylist()]


def _chart(rows: list[dict[str, Any]], asked: dict[str, Any]) -> dict[str, bytes]:
    spec = charts.of_rows(rows, unit=asked["unit"])
    return {
        "chart.vl.json": as_json(spec),
        "chart.svg": charts.svg(spec).encode(),
        "chart.png": charts.png(spec),
    }


def _csv(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pyarrow.csv.write_csv(_no_formulas(table), out)
    return out.getvalue()


def _no_formulas(table: pa.Table) -> pa.Table:
    """Return the table with an apostrophe before text that a spreadsheet would run.

    The names in it come from files of others. JSON and Parquet hold them as they came.
    """
    for at, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            safe = pc.replace_substring_regex(table[field.name], _FORMULA, r"'\0")
            table = table.set_column(at, field, safe)
    return table


def _parquet(table: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()
