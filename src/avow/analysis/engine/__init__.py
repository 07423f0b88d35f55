"""The only place that knows which engine runs the numbers: DuckDB, or Spark, through Ibis."""

from avow.analysis.engine.facts import ENGINES, Facts, NoFactsError

__all__ = ["ENGINES", "Facts", "NoFactsError"]
