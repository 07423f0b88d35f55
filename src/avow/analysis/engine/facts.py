"""Fact tables on disk, seen as Ibis tables."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from avow.analysis.engine import layout
from avow.analysis.tables import TABLES

if TYPE_CHECKING:
    import ibis.expr.types as ir

ENGINES = ("duckdb", "spark")
_SERIAL = count(1)


class NoFactsError(LookupError):
    """No load has brought in the table that was asked for."""


class Facts:
    """The fact tables under one data folder, read by one engine.

    A table is made of what every feed's current load holds of it (see ``engine.layout``): a feed
    that loads again replaces its own rows and no other's, and half a load is never seen.
    """

    def __init__(self, folder: str | Path, engine: str = "duckdb") -> None:
        self.folder = Path(folder)
        self.connection = _connect(engine)
        self._given: dict[str, ir.Table] = {}
        self._held: list[ir.Table] = []
        self._read: dict[tuple[str, ...], ir.Table] = {}

    def __repr__(self) -> str:
        return f"Facts({str(self.folder)!r})"

    @classmethod
    def of(cls, tables: Mapping[str, pa.Table], engine: str = "duckdb") -> Facts:
        """Return facts held in memory: ``tables`` maps a contract table's name to its rows."""
        facts = cls(Path("/nonexistent"), engine)
        for name, given in tables.items():
            rows = given.cast(TABLES[name].schema())
            facts._given[name] = facts._hold(name, rows)
        return facts

    def _hold(self, name: str, rows: pa.Table) -> ir.Table:
        """Register Arrow rows with the engine; they live as long as these facts do."""
        import ibis

        held = ibis.memtable(rows)
        self._held.append(held)
        # Facts share one Spark session, so the names of their views must differ.
        return self.connection.create_view(f"given_{next(_SERIAL)}_{name}", held)

    def files(self, name: str) -> list[Path]:
        """Return the Parquet files of the contract table ``name``, sorted."""
        return layout.files(self.folder, name)

    def has(self, name: str) -> bool:
        """Return whether any load has brought in the table ``name``."""
        return name in self._given or bool(self.files(name))

    def table(self, name: str) -> ir.Table:
        """Return the contract table ``name`` as an Ibis table.

        Raises:
            KeyError: the contract has no such table.
            NoFactsError: nothing has been loaded into it.
        """
        if name not in TABLES:
            raise KeyError(f"No fact table is called {name!r}; there are {', '.join(TABLES)}.")
        if name in self._given:
            return self._given[name]
        files = self.files(name)
        if not files:
            raise NoFactsError(
                f"Nothing has been loaded into {name!r} under {self.folder}. "
                "Load a feed first: `avow feed list` shows which there are."
            )
        paths = tuple(str(file) for file in files)
        if paths not in self._read:
            self._read[paths] = _read(self.connection, list(paths))
        return self._read[paths]


def _read(connection: Any, files: list[str]) -> ir.Table:
    if connection.name == "duckdb":
        return connection.read_parquet(files)
    # Ibis hands Spark one path at a time.
    import ibis

    return ibis.union(*(connection.read_parquet(file) for file in files))


def _connect(engine: str) -> Any:
    if engine == "duckdb":
        import ibis

        # What does not fit in memory goes where scratch files go, not into the working folder.
        return ibis.duckdb.connect(temp_directory=str(Path(gettempdir()) / "avow-engine"))
    if engine == "spark":
        from avow.analysis.engine.spark import connect

        return connect()
    raise ValueError(f"No engine is called {engine!r}; there are {', '.join(ENGINES)}.")
