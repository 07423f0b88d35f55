"""Rows by the hundred thousand, written without making an object of each.

The database checks them like any others: constraints and triggers hold. Default values, and what a
model does when it is saved, are the caller's to fill in.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import connections, models, router

_AT_ONCE = 10_000


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, each a mapping of field names to values; all have the first one's fields.

    Values are as the database takes them as text: identifiers as 32 hexadecimal digits (see
    `identifiers`), JSON already written, dates as year-month-day.
    """
    left = iter(rows)
    first = next(left, None)
    if first is None:
        return
    connection = connections[router.db_for_write(model)]
    names = tuple(first)
    columns = ", ".join(connection.ops.quote_name(_column(model, name)) for name in names)
    places = ", ".join(["%s"] * len(names))
    table = connection.ops.quote_name(model._meta.db_table)  # noqa: SLF001 — Django's documented API
    statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 — our own names
    values = (tuple(row[name] for name in names) for row in _chain(first, left))
    with connection.cursor() as cursor:
        while part := list(islice(values, _AT_ONCE)):
            cursor.executemany(statement, part)


def _column(model: type[models.Model], name: str) -> str:
    return str(model._meta.get_field(name).column)  # type: ignore[union-attr]  # noqa: SLF001


def _chain(first: Mapping[str, Any], rest: Iterator[Mapping[str, Any]]) -> Iterator[Any]:
    yield first
    yield from rest


def identifiers(count: int) -> list[str]:
    """Return ``count`` new random identifiers, in order: an index takes them many times faster."""
    drawn = os.urandom(16 * count).hex()
    return sorted(drawn[at : at + 32] for at in range(0, len(drawn), 32))


def as_json(value: Sequence[Any]) -> str:
    """Return a value as the text that a JSON field stores."""
    return json.dumps(value, ensure_ascii=False)
