"""A database of the engine for one piece of work, which may be larger than memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


@contextmanager
def scratch(folder: Path, memory: str = "2GB") -> Iterator[Any]:
    """Yield an Ibis connection to an empty DuckDB database in ``folder``.

    What does not fit in ``memory`` is put on disk there. The caller removes the folder.
    """
    import ibis

    folder.mkdir(parents=True, exist_ok=True)
    connection = ibis.duckdb.connect(
        folder / "scratch.duckdb", memory_limit=memory, temp_directory=str(folder / "spill")
    )
    try:
        yield connection
    finally:
        connection.disconnect()
