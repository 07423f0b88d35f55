"""A local Spark session that behaves like DuckDB: same time zone, same strictness."""

from typing import Any


def connect() -> Any:
    """Return an Ibis connection to a local Spark session.

    Raises:
        ImportError: the extra ``avow[spark]`` is not installed.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ImportError(
            "The Spark engine needs the extra: pip install 'avow[spark]' (and Java 17)."
        ) from error
    import ibis

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    return ibis.pyspark.connect(session)
