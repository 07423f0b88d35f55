"""How results look in a notebook: the words first, then the table."""

from collections.abc import Iterable
from html import escape

import pyarrow as pa

_MOST = 60


def page(summary: str, sentences: Iterable[str], table: pa.Table) -> str:
    """Return a summary, each row in words and figures as HTML; a long table says it is cut."""
    rows = table.slice(0, _MOST).to_pylist()
    said = [said for _row, said in zip(rows, sentences, strict=False)]
    return f"<p>{escape(summary)}</p>{_table(rows[: len(said)], table, said)}"


def letter(summary: str, parts: Iterable[tuple[str, Iterable[str]]], table: pa.Table) -> str:
    """Return a summary, then parts of words, each a heading and its sentences, then the table."""
    lists = [
        (f"<p><strong>{escape(head)}</strong></p>" if head else "")
        + "<ul>"
        + "".join(f"<li>{escape(line)}</li>" for line in lines)
        + "</ul>"
        for head, given in parts
        if (lines := list(given))
    ]
    rows = table.slice(0, _MOST).to_pylist()
    return f"<p>{escape(summary)}</p>{''.join(lists)}{_table(rows, table, [])}"


def _table(rows: list[dict[str, object]], whole: pa.Table, said: list[str]) -> str:
    heads = [*whole.column_names, *(["in words"] if said else [])]
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    cells = [[*row.values(), *said[at : at + 1]] for at, row in enumerate(rows)]
    body = ["<tr>" + "".join(f"<td>{_cell(v)}</td>" for v in row) + "</tr>" for row in cells]
    more = f"<p>{whole.num_rows - _MOST} more rows.</p>" if whole.num_rows > _MOST else ""
    return f"<table><tr>{head}</tr>{''.join(body)}</table>{more}"


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,.4g}" if isinstance(value, float) else escape(str(value))
