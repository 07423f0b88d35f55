"""Ask a database for an extract, piece by piece."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from avow.analysis.feeds.errors import FeedError
from avow.analysis.feeds.files import column_name
from avow.analysis.feeds.mapping.chunks import ROWS, Chunk, numbered, positions


def asked(url: str, query: str, wanted: Sequence[str]) -> Iterator[Chunk]:
    """Yield what a database answers to ``query``; a connection string names the database.

    Raises:
        FeedError: no driver, no connection, the query fails, or a column is missing. The message
            never holds the connection string.
    """
    try:
        import sqlalchemy
    except ImportError as error:
        raise FeedError("Reading a database needs the extra: pip install 'avow[database]'.") from (
            error
        )
    try:
        engine = sqlalchemy.create_engine(url)
    except (sqlalchemy.exc.SQLAlchemyError, ImportError, ValueError) as error:
        kind = type(error).__name__
        raise FeedError(
            f"The connection string cannot be used ({kind}): check its form, such as "
            "postgresql://USER:PASSWORD@HOST/DATABASE, and that its driver is installed."
        ) from None
    _file_there(engine.url)
    try:
        with engine.connect() as connection:
            streamed = connection.execution_options(stream_results=True, yield_per=ROWS)
            yield from _answer(streamed.execute(sqlalchemy.text(query)), wanted)
    except sqlalchemy.exc.SQLAlchemyError as error:
        said = str(getattr(error, "orig", None) or type(error).__name__).splitlines()[0]
        raise FeedError(f"The database refused: {said}. Nothing was loaded.") from None
    finally:
        engine.dispose()


def _file_there(url: Any) -> None:
    """Refuse a database in a file that is not there: SQLite would make an empty one."""
    file = url.database if url.get_backend_name() == "sqlite" else None
    if file and file != ":memory:" and not file.startswith("file:") and not Path(file).is_file():
        raise FeedError(
            f"There is no database file {Path(file).name} where the connection string says: four "
            "slashes begin a path from the root, as in sqlite:////srv/records.db."
        )


def _answer(result: Any, wanted: Sequence[str]) -> Iterator[Chunk]:
    at = positions("The database's answer", [column_name(n) for n in list(result.keys())], wanted)
    number = 1
    for rows in result.partitions(ROWS):
        columns = [_typed([row[i] for row in rows]) for i in at]
        yield numbered(pa.table(columns, names=list(wanted)), number)
        number += len(rows)


def _typed(cells: list[Any]) -> pa.Array:
    try:
        return pa.array(cells)
    except (pa.ArrowException, OverflowError):
        return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())
