"""How results look in a notebook: the words first, then the table."""

from collections.abc import Iterable
from html import escape

import pyarrow as pa

_MOST = 60


def page(summary: str, sentences: Iterable[str], table: pa.Table) -> str:
    """Return a summary, each row in words and figures as HTML; a long table says it is cut."""
    names = table.column_names
    head = "".join(f"<th>{escape(name)}</th>" for name in [*names, "in words"])
    rows = [
        "<tr>" + "".join(f"<td>{_cell(v)}</td>" for v in [*row.values(), said]) + "</tr>"
        for row, said in zip(table.slice(0, _MOST).to_pylist(), sentences, strict=False)
    ]
    more = f"<p>{table.num_rows - _MOST} more rows.</p>" if table.num_rows > _MOST else ""
    return f"<p>{escape(summary)}</p><table><tr>{head}</tr>{''.join(rows)}</table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.4g}" if isinstance(value, float) else escape(str(value))
